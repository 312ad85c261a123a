// The main job, end to end: a mentor opens a student's file, records a visit and a decline, sees
// both in the timeline, and finds them there after the server was stopped and started.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {setTimeout} from 'node:timers/promises';

import {CROSSWISE, openBrowser, visit} from './pages.mjs';
import {withSchool} from './server.mjs';

const STUDENT = '100001';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

async function openPanel(visitor) {
  await visitor.signIn('mentor/9001');
  assert.match(await visitor.main().innerText(), /5A/);
  await visitor.page.click(`a[href="/students/${STUDENT}"]`);
  assert.equal(await visitor.entries().count(), 0);
}

async function recordVisit(visitor) {
  const {page, say} = visitor;
  await page.getByRole('link', {name: say.toRecord}).click();
  assert.equal(await page.getByLabel(say.date).inputValue(), '2026-11-12');
  await visitor.unfold(say.interpreter);
  await page.getByLabel(say.whoInterpreted).selectOption({label: say.byPhone});
  await page.getByLabel(say.intoLanguage).selectOption({label: say.turkish});
  await page.getByLabel(say.arrangedBy).selectOption({label: say.bySchool});
  await page.getByLabel(say.goesWell).fill('Leest elke avond voor aan haar broertje.');
  await page.getByLabel(say.point1).fill('Voelt zich thuis in de klas');
  await page.getByLabel(say.point2).fill('Wil meer weten over sterren');
  await page.getByLabel(say.agreement).fill('School leent een boek over planeten uit');
  await page.getByLabel(say.byWhen, {exact: true}).first().fill('2026-12-01');
  await page.getByLabel(say.around, {exact: true}).fill('2027-01-14');
  await visitor.save();
  assert.equal(new URL(page.url()).pathname, `/students/${STUDENT}`);
  assert.equal(await page.locator('.hv-saved').innerText(), say.savedVisit);
}

async function seesVisit(visitor) {
  const entry = visitor.entry('Voelt zich thuis in de klas');
  await entry.waitFor();
  assert.deepEqual(await entry.locator('.hv-points').first().locator('li').allInnerTexts(),
    ['Voelt zich thuis in de klas', 'Wil meer weten over sterren']);
  const text = await visitor.main().innerText();
  for (const part of ['Leest elke avond voor', 'School leent een boek', visitor.say.nextDay]) {
    assert.ok(text.includes(part), `the panel shows "${part}"`);
  }
}

// Everything of an entry that an eye can tell apart, but for the words.
const looks = (entry) => entry.evaluate((element) => {
  const names = ['fontSize', 'fontWeight', 'fontStyle', 'fontFamily', 'color', 'backgroundColor',
    'borderTop', 'borderRight', 'borderBottom', 'borderLeft', 'padding', 'margin', 'opacity',
    'textDecoration', 'textTransform', 'listStyleType', 'outline', 'boxShadow'];
  const look = (node, pseudo) => {
    const style = getComputedStyle(node, pseudo);
    return names.map((name) => `${name}: ${style[name]}`).join('; ');
  };
  // The last entry of a list has less room below; that is about its place.
  const parts = [look(element, '::before'), look(element).replace(/padding: [^;]*/, '')];
  for (const part of element.querySelectorAll('*')) {
    parts.push(`${part.tagName}.${part.className} ${look(part)}`);
  }
  return parts;
});

async function seesAnswersAlike(visitor) {
  await visitor.page.mouse.move(0, 0);  // a link below the pointer looks otherwise
  const {say} = visitor;
  const declined = visitor.entry(say.declined);
  const agreed = visitor.entry(say.welcome);
  assert.equal(await declined.count(), 1);
  assert.equal(await agreed.count(), 1);
  assert.deepEqual(await looks(declined), await looks(agreed));
}

// What was recorded goes to the student files in the background, and the panel comes to say so.
async function seesFiled(visitor, count) {
  for (let tries = 0; tries < 50; ++tries) {
    await visitor.go(`/students/${STUDENT}`);
    const said = await visitor.page.locator('.hv-filed').allInnerTexts();
    if (said.filter((text) => text === visitor.say.filed).length === count) return;
    await setTimeout(100);
  }
  assert.fail(`not ${count} entries say "${visitor.say.filed}"`);
}

const idsOf = (history) => history.timeline.map((entry) => (entry.visit ?? entry.answer).id).sort();

for (const variant of CROSSWISE) {
  describe(`recording (${variant.name})`, () => {
    it('records a visit and two answers that outlive the server (R1, R45, R59)', async () => {
      await withSchool(async (school) => {
        let ids;
        await visit(browser, school, variant, async (visitor) => {
          await openPanel(visitor);
          await recordVisit(visitor);
          await seesVisit(visitor);
          await visitor.recordAnswer(STUDENT, '500001', 'declined');
          assert.equal(await visitor.page.locator('.hv-saved').innerText(), visitor.say.savedAnswer);
          await visitor.recordAnswer(STUDENT, '500002', 'agreed');
          await seesVisit(visitor);
          await seesFiled(visitor, 3);
          await seesAnswersAlike(visitor);
          ids = idsOf(school.call('student.history', {student: STUDENT}));
          assert.equal(ids.length, 3);
        });

        assert.equal(await school.stop(), 0, 'SIGTERM ends the server orderly');
        await school.start();
        await visit(browser, school, variant, async (visitor) => {
          await visitor.signIn('mentor/9001');
          await visitor.go(`/students/${STUDENT}`);
          await seesVisit(visitor);
          await seesAnswersAlike(visitor);
          await visitor.recordAnswer(STUDENT, '500002', 'deferred');
          await seesFiled(visitor, 4);
        });
        const history = school.call('student.history', {student: STUDENT});
        assert.deepEqual(idsOf(history).filter((id) => ids.includes(id)), ids);
        const held = history.timeline.find((entry) => entry.kind === 'visit');
        assert.deepEqual(
          held.visit.interpreter,
          {kind: 'phone', language: 'tr', arranged_by: 'school'});
      });
    });
  });
}
