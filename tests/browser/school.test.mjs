// What a school leader does once a year: the programme, the calendar, the notice in the languages of the families.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {DESKTOP, openBrowser, PHONE, visit} from './pages.mjs';
import {School} from './server.mjs';

let browser;
let school;
before(async () => {
  school = await new School().start();
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await school.remove();
});

const test = (name, who, options, use) => it(name, () =>
  visit(browser, school, options, async (visitor) => {
    await visitor.signIn();
    await visitor.page.locator(`a[href^="/demo/as/${who}"]`).first().click();
    await use(visitor);
  }));

// What is wrong with a page for somebody who cannot see it, or has a narrow window.
async function expectGood(visitor) {
  assert.deepEqual(await visitor.axe(), []);
  assert.deepEqual(await visitor.tooWide(), []);
}

describe('school', () => {
  // R16, R22, R23, R31
  test('a leader sets the programme on one page', 'school_leader', {viewport: DESKTOP},
    async (visitor) => {
      await visitor.page.getByRole('link', {name: 'School', exact: true}).click();
      await visitor.main().getByRole('link', {name: 'Programma', exact: true}).click();
      await visitor.page.getByRole('link', {name: 'Programma instellen'}).click();
      await expectGood(visitor);
      await visitor.field('/policy_reference').fill('Schoolplan 2024-2028');
      await visitor.field('/policy_version').fill('2');
      await visitor.field('/cohorts/0/cadence').selectOption('every_n_years');
      await visitor.page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
      await visitor.page.locator('input[name^="/cohorts/0/groups/"]').first().check();
      await visitor.field('/officers/0/name').fill('Ria Zorg');
      // What is missing is said, and what was typed stays.
      assert.equal((await visitor.save()).status(), 400);
      assert.equal(await visitor.field('/policy_reference').inputValue(), 'Schoolplan 2024-2028');
      await expectGood(visitor);
      await visitor.field('/cohorts/0/every').fill('2');
      await visitor.field('/officers/0/reachable').fill('0341 123456');
      await visitor.save();
      const text = await visitor.main().innerText();
      for (const part of ['Schoolplan 2024-2028, versie 2', ' – elke 2 jaar (nu ', 'Ria Zorg, 0341 123456'])
        assert.ok(text.includes(part), part);
      await expectGood(visitor);
    });

  // R16, R24: a programme of another school year stays that year's, through an error and after it.
  test('the programme of next school year is a link away', 'school_leader', {viewport: PHONE},
    async (visitor) => {
      await visitor.go('/school/programme');
      const next = visitor.page.getByRole('link', {name: /^Volgend schooljaar/});
      const year = (await next.innerText()).match(/\d{4}-\d{4}/)[0];
      await next.click();
      await visitor.page.getByRole('link', {name: 'Programma instellen'}).click();
      await visitor.field('/policy_reference').fill('Schoolplan');
      await visitor.field('/policy_version').fill('3');
      await visitor.field('/officers/0/name').fill('Ria Zorg');
      assert.equal((await visitor.save()).status(), 400);
      assert.match(await visitor.main().locator('h1').innerText(), new RegExp(year));
      await visitor.field('/officers/0/reachable').fill('0341 123456');
      await visitor.save();
      assert.match(await visitor.main().locator('h1').innerText(), new RegExp(year));
      await expectGood(visitor);
    });

  // R4: what waits is not said to hold, and the second person has two answers.
  test('a choice of students is kept as a proposal that may end', 'school_leader', {viewport: PHONE},
    async (visitor) => {
      await visitor.go('/school/programme/edit');
      await visitor.page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
      await visitor.field('/policy_reference').fill('Schoolplan');
      await visitor.field('/policy_version').fill('3');
      await visitor.field('/scope/kind').selectOption('chosen');
      await visitor.field('/scope/reason').fill('Gezinnen waar we ons zorgen over maken.');
      await visitor.page.locator('input[name^="/scope/students/"]').first().check();
      await visitor.save();
      const kept = await visitor.page.locator('body').innerText();
      assert.match(kept, /Voorstel bewaard\./);
      assert.doesNotMatch(kept, /Iedereen van het team kan lezen/);
      await expectGood(visitor);
      await visitor.signIn('care_coordinator');
      await visitor.go('/school/programme');
      assert.match(await visitor.main().innerText(), /geen antwoord op zorgen/);
      await expectGood(visitor);
      await visitor.save('Ik ben het er niet mee eens');
      assert.match(await visitor.page.locator('body').innerText(), /Het voorstel is vervallen/);
      assert.match(await visitor.main().innerText(), /is het er niet mee eens/);
      await expectGood(visitor);
    });

  // R106: the board of a meeting goes onto paper, whole.
  test('the tables of figures fit on A4', 'school_leader', {viewport: {width: 700, height: 1000}},
    async (visitor) => {
      for (const path of ['/school/progress', '/school/time']) {
        await visitor.go(path);
        if (path.endsWith('progress'))
          assert.ok((await visitor.page.locator('.hv-figures thead tr:has(th:nth-child(14))').count()) > 0);
        await visitor.page.emulateMedia({media: 'print'});
        const beyond = await visitor.page.evaluate(() =>
          [...document.querySelectorAll('.hv-figures :is(th, td)')]
            .filter((cell) => cell.checkVisibility() && (cell.getBoundingClientRect().right > innerWidth + 1
              || cell.scrollWidth > cell.clientWidth + 1))
            .map((cell) => cell.textContent.trim()));
        assert.deepEqual(beyond, [], path);
        assert.deepEqual(await visitor.page.evaluate(() => [...document.querySelectorAll('.hv-scroll')]
          .map((box) => getComputedStyle(box).overflowX).filter((way) => way !== 'visible')), []);
        await visitor.page.emulateMedia({media: 'screen'});
      }
    });

  // R106: whoever mistypes the day of a report is asked again, on the same page and of the file too.
  test('a day that is still to come, or is none, comes back in its form', 'school_leader',
    {viewport: PHONE}, async (visitor) => {
      await visitor.go('/school/progress');
      const day = () => visitor.field('as_of').first();
      await day().fill('2027-03-01');
      await visitor.leads(() => visitor.page.getByRole('button', {name: 'Deze dag tonen'}).click());
      for (const [path, status, says] of [
        ['', 200, /nog niet geweest/],
        ['/school/progress/offer?as_of=2026-02-30', 200, /bestaat niet/],
        ['/groups/ps-1-5A/progress?as_of=morgen', 200, /bestaat niet/],
        ['/school/progress.csv?as_of=2027-03-01', 400, /nog niet geweest/],
        ['/groups/ps-1-5A/progress.csv?as_of=onzin', 400, /bestaat niet/],
      ]) {
        if (path) assert.equal((await visitor.go(path)).status(), status, path);
        assert.equal(await day().getAttribute('aria-invalid'), 'true', path);
        assert.match(await visitor.page.locator('.hv-errors').innerText(), says, path);
        assert.doesNotMatch(await visitor.main().innerText(), /opgeslagen/, path);
        await expectGood(visitor);
      }
      await day().fill('2026-11-02');
      await visitor.leads(() => visitor.page.getByRole('button', {name: 'Deze dag tonen'}).click());
      assert.equal(await visitor.page.locator('.hv-errors').count(), 0);
      assert.match(await visitor.main().innerText(), /2 november 2026/);
    });

  // R24
  test('feast days are added for everybody by a tick', 'school_leader', {viewport: PHONE},
    async (visitor) => {
      await visitor.go('/school/programme');
      await visitor.field('/feast_days').check();
      await visitor.page.locator('form[action="/school/calendar"] button').click();
      await visitor.page.waitForLoadState('load');
      assert.match(await visitor.main().innerText(), /Suikerfeest/);
      await expectGood(visitor);
    });

  // R2
  test('a mentor says whether they take part, and reads of nobody else', 'mentor', {viewport: PHONE},
    async (visitor) => {
      await visitor.go('/school/programme');
      await visitor.page.check('[name="/participation"][value="not_in"]');
      await visitor.save();
      assert.ok(await visitor.page.isChecked('[name="/participation"][value="not_in"]'));
      assert.equal((await visitor.go('/school/participation')).status(), 403);
    });

  // R28, R83
  test('a notice is published from the drafts and read in Arabic from right to left', 'school_leader',
    {viewport: PHONE, dark: true}, async (visitor) => {
      await visitor.go('/school/notices');
      await visitor.page.getByRole('link', {name: 'Nederlands'}).click();
      await expectGood(visitor);
      await visitor.save('Publiceren');
      await visitor.page.getByRole('link', {name: 'Arabisch'}).click();
      await visitor.save('Publiceren');
      await expectGood(visitor);
      assert.equal((await visitor.go('/school/notices/2/ar')).status(), 200);
      await expectGood(visitor);
      const directions = await visitor.page.locator('section[lang="ar"]').evaluateAll(
        (parts) => parts.map((part) => getComputedStyle(part).direction));
      assert.deepEqual(directions, Array(8).fill('rtl'));
      assert.equal(await visitor.page.locator('h1[lang="ar"]').evaluate(
        (title) => getComputedStyle(title).textAlign === 'start' && getComputedStyle(title).direction), 'rtl');
      assert.match(await visitor.main().innerText(), /concept/);
    });
});
