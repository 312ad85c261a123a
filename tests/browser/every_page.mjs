// A school with something of everything in it, and every page of it.
import assert from 'node:assert/strict';

import {openBrowser, visit} from './pages.mjs';
import {fillFile, fillSchool, STUDENT} from './seed.mjs';
import {School} from './server.mjs';

// By who opens it: name of the page, and how to get there.
function pagesOf(visits, filled) {
  const file = `/students/${STUDENT}`;
  const open = (path) => (visitor) => visitor.go(path);
  return {
    'mentor/9001': [
      ['class', open('/groups/ps-1-5A')],
      ['found students', open('/students?query=van')],
      ['panel, empty', open('/students/100002')],
      ['panel, full', open(file)],
      ['panel, saved', open(`${file}?saved=visit`)],
      ['visit form', open(`${file}/visits/new`)],
      ['nobody was spoken to', open(`${file}/visits/new?nobody_met=1`)],
      ['visit form, unfolded', async (visitor) => {
        await visitor.go('/students/100003/visits/new');
        await visitor.page.evaluate(() => {
          for (const part of document.querySelectorAll('details')) part.open = true;
        });
      }],
      ['visit form, with errors', async (visitor) => {
        await visitor.go('/students/100002/visits/new');
        await visitor.page.locator('form.hv-form').evaluate((form) => { form.noValidate = true; });
        await visitor.save();
        assert.equal(await visitor.page.locator('.hv-errors').count(), 1);
      }],
      ['visit form, to change', open(`${file}/visits/${visits.second}/edit`)],
      ['visit', open(`${file}/visits/${visits.first}`)],
      ['copy for the parents', open(`${file}/visits/${visits.first}/copy`)],
      ['copy from right to left', open(`${file}/visits/${visits.first}/copy/500002/ar`)],
      ['how agreements go', open(`${file}/progress`)],
      ['answer form', open(`${file}/answers/new`)],
      ['guardian of a large family', open('/students/100007/answers/new')],
      ['answer form, with errors', async (visitor) => {
        await visitor.go(`${file}/answers/new`);
        await visitor.page.locator('form.hv-form').evaluate((form) => { form.noValidate = true; });
        await visitor.save();
        assert.equal(await visitor.page.locator('.hv-errors').count(), 1);
      }],
      ['answer in their own words', open('/students/100003/answers/own-words')],
      ['next contact', open('/students/100003/next-contact')],
      ['guardian form', open(`${file}/guardians/500001`)],
      ['what a family was told and answered', open('/students/100003/consent')],
      ['the same of a file with a "no"', open(`${file}/consent`)],
      ['notice given, form', open('/students/100003/notices/new')],
      ['invitation form', open('/students/100003/invitations/new')],
      ['invitation to print', open(`/students/100003/invitations/letter?guardian=${filled.guardian}`)],
      ['invitation from right to left',
        open(`/students/100003/invitations/letter/ar?guardian=${filled.guardian}`)],
      ['permission form', open('/students/100003/permissions/new')],
      ['question form', open('/students/100003/questions/new')],
      ['receipt', open(`/students/100003/receipts/${filled.permission}`)],
      ['receipt from right to left', open(`/students/100003/receipts/${filled.permission}?language=ar`)],
      ['plan form', open('/students/100003/visits/plan')],
      ['a planned visit to change', open(`/students/100003/visits/plan?visit=${filled.planned}`)],
      ['a planned visit', open(`/students/100003/visits/${filled.planned}`)],
      ['before a visit', open(`/students/100003/visits/${filled.planned}/before`)],
      ['attempt form', open('/students/100004/attempts/new')],
      ['an attempt', open(`/students/100004/attempts/${filled.attempt}`)],
      ['wishes of a guardian', open(`/students/100003/guardians/${filled.guardian}/wishes`)],
      ['a buddy for a guardian', open(`/students/100003/guardians/${filled.guardian}/wishes?other=100004`)],
      ['planning', open('/planning')],
      ['board of a class', open('/groups/ps-1-5A/progress')],
      ['families of a class', open('/groups/ps-1-5A/families')],
      ['notice as a letter', open('/school/notices/1/nl')],
      ['notice from right to left', open('/school/notices/1/ar')],
      ['notice for pupils', open('/school/notices/1/nl?audience=pupils')],
      ['programme, to read', open('/school/programme')],
      ['care', open('/school/care')],
      ['referral form', open(`${file}/referrals/new`)],
      ['own answer to the evaluation', open('/school/evaluation/answer/staff')],
      ['team', open('/team')],
      ['own time', open('/my/time')],
      ['code to type in', open('/evaluate')],
      ['message', open('/students/nobody')],
    ],
    it: [['system', open('/system')]],
    care_coordinator: [
      ['groups', open('/')],
      ['panel of the care team', open(file)],
      ['backstop', open('/backstop')],
      ['who has seen a file', open(`${file}/access-log`)],
      ['referrals', open('/school/care')],
      ['questions and complaints', open('/school/questions')],
    ],
    school_leader: [
      ['school', open('/school')],
      ['programme', open('/school/programme')],
      ['programme form', open('/school/programme/edit')],
      ['participation', open('/school/participation')],
      ['notices', open('/school/notices')],
      ['notice form', open('/school/notices/edit?language=pl')],
      ['board of the school', open('/school/progress')],
      ['board of a class, for the leader', open('/groups/ps-1-5A/progress')],
      ['offer by class', open('/school/progress/offer')],
      ['figures that were kept', open(`/school/progress/kept/${filled.kept}`)],
      ['evaluation', open('/school/evaluation')],
      ['evaluation for the board', open('/school/evaluation/print')],
      ['evaluation on paper', open('/school/evaluation/paper?respondent=pupil')],
      ['hours', open('/school/time')],
      ['questions in numbers', open('/school/questions')],
      ['care in numbers', open('/school/care')],
    ],
    '': [['choice of who to be', open('/demo')]],
  };
}

export class EveryPage {
  static async open() {
    const every = new EveryPage();
    every.school = new School();
    every.pages = pagesOf(fillFile(every.school), fillSchool(every.school));
    every.names =
      every.school.call('student.list', {group: 'ps-1-5A'}).students.map(({name}) => name);
    await every.school.start();
    every.browser = await openBrowser();
    return every;
  }

  async close() {
    await this.browser.close();
    await this.school.remove();
  }

  // Opens every page once, in one window; `find` gives what is wrong there. All of that together.
  async look(options, find) {
    const wrong = [];
    for (const [who, list] of Object.entries(this.pages)) {
      await visit(this.browser, this.school, options, async (visitor) => {
        await visitor.signIn();
        if (who) await visitor.page.locator(`a[href^="/demo/as/${who}"]`).first().click();
        for (const [name, open] of list) {
          const answer = await open(visitor);
          if (answer && answer.status() !== 200 && name !== 'message')
            wrong.push(`${name}: answered with ${answer.status()}`);
          for (const problem of await find(visitor, name)) wrong.push(`${name}: ${problem}`);
        }
      });
    }
    return wrong;
  }
}
