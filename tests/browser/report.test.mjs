// The report on a phone: how much there is to type, by keyboard and by ear, and what families get of
// it. Requirements: R8, R26, R62, R66, R80, R81, R84, R86.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {openBrowser, PHONE, visit} from './pages.mjs';
import {fillFile, record, STUDENT} from './seed.mjs';
import {School} from './server.mjs';

// A minute of somebody who types on a phone, and the taps besides.
const CHARACTERS = 300;
const TAPS = 16;
const CAP_MS = 60_000;

let browser;
let school;
let visits;
const FILE = `/students/${STUDENT}`;
let others;  // of the same mentor, with nothing recorded yet
before(async () => {
  school = new School();
  visits = fillFile(school);
  others = school.call('student.list', {group: 'ps-1-5A'}, 'mentor:9001').students
    .map(({id}) => id).filter((id) => id !== STUDENT);
  await school.start();
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await school.remove();
});

const onPhone = (use, options = {}) =>
  visit(browser, school, {viewport: PHONE, language: 'nl', ...options}, async (visitor) => {
    await visitor.signIn('mentor/9001');
    await use(visitor);
  });

// One person's typing, counted.
class Typing {
  characters = 0;
  taps = 0;

  constructor(visitor) {
    this.visitor = visitor;
  }

  async tap(locator) {
    this.taps += 1;
    await locator.click();
  }

  async type(name, text) {
    await this.tap(this.visitor.field(name));
    await this.visitor.page.keyboard.type(text);
    this.characters += text.length;
  }

  async day(name, iso) {
    await this.tap(this.visitor.field(name));
    await this.visitor.field(name).fill(iso);
    this.characters += iso.length;
  }
}

// The lines of the accessibility tree that hold a field.
async function fieldsHeard(page) {
  const tree = await page.locator('form.hv-form').first().ariaSnapshot();
  return tree.split('\n').map((line) => line.trim())
    .filter((line) => /^- (textbox|combobox|checkbox|radio|spinbutton|button)\b/.test(line));
}

describe('the report on a phone', () => {
  it('is a minute of typing, with everything that can be known filled in (R8, R26)', () =>
    onPhone(async (visitor) => {
      const begun = Date.now();
      const typing = new Typing(visitor);
      await visitor.go(`/students/${others[0]}`);
      await typing.tap(visitor.page.getByRole('link', {name: visitor.say.toRecord}));
      assert.equal(await visitor.field('/date').inputValue(), '2026-11-12');
      assert.equal(await visitor.field('/minutes/visit').inputValue(), '45');
      assert.ok(await visitor.field('/visitors/0').isChecked());
      assert.ok(await visitor.field('/guardians/0').isChecked());

      await typing.tap(visitor.page.locator('[name="/pupil"][value="yes"]'));
      await typing.type('/report/goes_well', 'Helpt thuis met koken, trots op zijn soep.');
      await typing.type('/report/notes/0/text', 'Na het eten lezen we samen.');
      await typing.type('/report/key_points/0', 'Voelt zich thuis in de klas.');
      await typing.type('/report/key_points/1', 'Wil leren zwemmen.');
      await typing.type('/report/agreements/0/what', 'zoekt een zwemgroep');
      await typing.day('/report/agreements/0/by', '2026-12-01');
      await typing.tap(visitor.field('/report/agreements/0/accepted_by_family'));
      await typing.tap(visitor.field('/report/agreements/0/fits_family'));
      await typing.day('/report/next_contact/date', '2027-01-20');
      typing.taps += 1;
      await visitor.save();

      assert.equal(await visitor.page.locator('.hv-saved').innerText(), visitor.say.savedVisit);
      assert.ok(typing.characters <= CHARACTERS, `${typing.characters} characters`);
      assert.ok(typing.taps <= TAPS, `${typing.taps} taps`);
      assert.ok(Date.now() - begun < CAP_MS);
      const history = school.call('student.history', {student: others[0]}, 'mentor:9001');
      const {report, pupil} = history.timeline[0].visit;
      assert.equal(pupil, 'yes');
      assert.equal(report.key_points.length, 2);
      assert.equal(report.agreements[0].fits_family, true);
      assert.equal(report.next_contact.date, '2027-01-20');
    }));

  it('begins with what goes well; strengths stand before points of attention (R62, R66)', () =>
    onPhone(async ({page}) => {
      await page.goto(`${school.origin}${FILE}/visits/new`);
      const names = await page.locator('form [name*="/report/"]:not([type=hidden])').evaluateAll(
        (fields) => fields.map((field) => field.name));
      assert.equal(names[0], '/report/goes_well');
      const strengths = names.indexOf('/report/notes/6/text');
      assert.ok(strengths > 0 && strengths < names.indexOf('/report/notes/7/text'));
    }));

  it('opens what is folded, chooses and sends by keyboard alone', () =>
    onPhone(async (visitor) => {
      const {page} = visitor;
      await visitor.go(`/students/${others[1]}/visits/new`);
      await visitor.field('/report/key_points/0').focus();
      await page.keyboard.type('Fijn gesprek.');
      await visitor.field('/report/agreements/0/what').focus();
      await page.keyboard.type('leest elke avond voor');
      const summary = page.locator('summary', {hasText: 'Afspraak 1'});
      for (let i = 0; i < 12; ++i) {
        await page.keyboard.press('Tab');
        if (await summary.evaluate((element) => element === document.activeElement)) break;
      }
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.press('ArrowDown');
      assert.equal(
        await visitor.field('=/report/agreements/0/kind').inputValue(), 'joint_activity');
      await visitor.field('/report/key_points/0').focus();
      await page.keyboard.press('Enter');
      await page.locator('.hv-saved').waitFor();
      const {agreements} = school.call('student.progress', {student: others[1]}, 'mentor:9001');
      assert.equal(agreements[0].kind, 'joint_activity');
    }));

  it('has a name for every field, for who cannot see it', () =>
    onPhone(async ({page}) => {
      for (const path of [`${FILE}/visits/new`, `${FILE}/visits/${visits.second}/edit`]) {
        await page.goto(school.origin + path);
        await page.evaluate(() => {
          for (const part of document.querySelectorAll('details')) part.open = true;
        });
        const heard = await fieldsHeard(page);
        assert.ok(heard.length > 60, `${heard.length} fields`);
        assert.deepEqual(heard.filter((line) => !/^- \w+ "[^"]+"/.test(line)), []);
        for (const name of ['Wat gaat goed, thuis en op school', 'Hoe is het besloten']) {
          assert.ok(heard.some((line) => line.includes(`"${name}"`)), name);
        }
      }
    }));

  it('is not wider than the window when its text is twice as large', () =>
    onPhone(async (visitor) => {
      for (const path of ['/visits/new', `/visits/${visits.first}/copy`, '/progress']) {
        await visitor.go(FILE + path);
        await visitor.page.evaluate(() => {
          document.documentElement.style.fontSize = '200%';
          for (const part of document.querySelectorAll('details')) part.open = true;
        });
        assert.deepEqual(await visitor.tooWide(), [], path);
      }
    }));

  it('gives a hint on a label to who wrote it, and takes the report (R10)', () =>
    onPhone(async (visitor) => {
      const {visit: id} = record(school, 'visit.record', {
        student: others[2], date: '2026-11-11', report: {key_points: ['Moeder is onwillig.']},
      });
      await visitor.go(`/students/${others[2]}/visits/${id}`);
      const hint = visitor.page.locator('section', {has: visitor.page.locator('#hv-reread')});
      assert.match(await hint.innerText(), /“onwillig”: schrijf wat u zag of wat de ouder zei/);
    }));
});

describe('what families get', () => {
  it('reads from right to left in Arabic, and says that it is a draft (R86)', () =>
    onPhone(async (visitor) => {
      const {page} = visitor;
      await visitor.go(`${FILE}/visits/${visits.first}/copy`);
      await page.getByRole('link', {name: 'Arabisch (concept)'}).click();
      await page.waitForURL('**/copy/*/ar');
      const parts = page.locator('section[lang="ar"]');
      assert.ok(await parts.count() >= 5);
      for (const part of await parts.all()) {
        const look = await part.evaluate((element) => ({
          direction: getComputedStyle(element).direction,
          heading: getComputedStyle(element.querySelector('.hv-h2')).direction,
          right: element.getBoundingClientRect().right,
          words: element.querySelector('.hv-h2').getBoundingClientRect().right,
          aligned: [...element.querySelectorAll('p, li, dd')].every(
            (text) => getComputedStyle(text).textAlign === 'right'),
        }));
        assert.ok(look.aligned, 'what was written in Dutch stands below its heading');
        assert.equal(look.direction, 'rtl');
        assert.equal(look.heading, 'rtl');
        assert.ok(Math.abs(look.right - look.words) < 2, 'begins at the right');
      }
      assert.match(await visitor.main().innerText(), /De kopjes in het Arabisch zijn een concept/);
      assert.match(await visitor.main().innerText(), /Leest elke avond voor/);
      assert.deepEqual(await visitor.tooWide(), []);
      assert.deepEqual(await visitor.axe(), []);
    }));

  it('prints the copy and nothing around it', () =>
    onPhone(async (visitor) => {
      await visitor.go(`${FILE}/visits/${visits.first}/copy/500002/nl`);
      await visitor.page.emulateMedia({media: 'print'});
      for (const gone of ['.hv-header', 'form.hv-form', '.hv-footer', '.hv-actions', '.hv-back', '.hv-note']) {
        assert.equal(await visitor.page.locator(gone).first().isVisible(), false, gone);
      }
      assert.ok(await visitor.page.getByText('Leest elke avond voor').isVisible());
    }));

  it('shows how agreements go in a chart and in words, and nobody but the school owes (R84)', () =>
    onPhone(async (visitor) => {
      const {page} = visitor;
      await visitor.go(FILE);
      await page.getByRole('link', {name: 'Hoe het met de afspraken gaat'}).click();
      await page.waitForURL(`**${FILE}/progress`);
      assert.deepEqual(await page.locator('#hv-owed ~ ul li').allInnerTexts(),
        ['School: leent een boek over planeten uit (uiterlijk 1 oktober 2026)']);
      assert.equal(await page.getByRole('img', {name: 'Hoe het met de afspraken gaat'}).count(), 1);
      assert.equal(await page.locator('.hv-table tbody tr').count(), 3);

      const course = page.locator('section', {hasText: 'leent een boek over planeten uit'}).last();
      await course.locator('summary').first().click();
      await course.locator('[name="/state"]').selectOption('done');
      await course.locator('[name="/note"]').fill('Het boek is mee.');
      await Promise.all([
        page.waitForURL('**saved=agreement'),
        course.getByRole('button', {name: 'Opslaan'}).click(),
      ]);
      await visitor.go(`${FILE}/progress`);
      assert.equal(await page.locator('#hv-owed').count(), 0);
      assert.match(await visitor.main().innerText(), /gedaan[^]*Het boek is mee\./);
    }));
});
