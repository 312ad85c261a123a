// Nothing typed is lost: drafts are kept on the server, and everything works without script.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {setTimeout} from 'node:timers/promises';

import {CROSSWISE, openBrowser, visit} from './pages.mjs';
import {MENTOR, STUDENT} from './seed.mjs';
import {withSchool} from './server.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

const visitsOf = (school) =>
  school.call('student.history', {student: STUDENT}).timeline.filter(({kind}) => kind === 'visit');

async function typed(visitor) {
  return [await visitor.field('/report/goes_well').inputValue(),
    await visitor.field('/report/key_points/0').inputValue(),
    await visitor.field('/place').inputValue()];
}

const TYPED = ['Bouwt graag met hout', 'Wil na groep 8 naar de havo', 'school'];

async function type(visitor) {
  await visitor.field('/report/goes_well').fill(TYPED[0]);
  await visitor.field('/report/key_points/0').fill(TYPED[1]);
  await visitor.field('/place').selectOption(TYPED[2]);
}

// What a page sends while it is left arrives a little later.
async function isKept(school) {
  for (let tries = 0; tries < 50; ++tries) {
    const draft = school.call('draft.read', {student: STUDENT, form: 'visit'}, MENTOR);
    if (draft.saved_at) return;
    await setTimeout(100);
  }
  assert.fail('no draft was kept');
}

// The draft is offered, holds what was typed, and is gone once it has become a record.
async function comesBackAndSaves(visitor, school) {
  const {say} = visitor;
  await visitor.go(`/students/${STUDENT}`);
  await visitor.page.locator('.hv-note a').click();
  assert.deepEqual(await typed(visitor), TYPED);
  await visitor.save();
  assert.equal(await visitor.page.locator('.hv-saved').innerText(), say.savedVisit);
  assert.equal(await visitor.page.locator('.hv-head .hv-note').count(), 0);
  await visitor.go(`/students/${STUDENT}/visits/new`);
  assert.deepEqual((await typed(visitor)).slice(0, 2), ['', '']);
  assert.equal(visitsOf(school).length, 1);
}

for (const variant of CROSSWISE) {
  describe(`drafts (${variant.name})`, () => {
    it('keeps what is typed while somebody types', () => withSchool((school) =>
      visit(browser, school, variant, async (visitor) => {
        const {page, say} = visitor;
        await visitor.signIn('mentor/9001');
        await page.clock.install();
        await visitor.go(`/students/${STUDENT}/visits/new`);
        await type(visitor);
        const kept = page.waitForResponse((answer) => answer.url().endsWith('/drafts/visit'));
        await page.clock.runFor(11_000);
        assert.equal((await kept).status(), 200);
        const status = page.locator('[data-hv-status]');
        await status.filter({hasText: say.draftKept}).waitFor();
        assert.equal(await status.getAttribute('aria-live'), 'polite');
        assert.equal(visitsOf(school).length, 0, 'a draft is no record');
        await comesBackAndSaves(visitor, school);
      })));

    it('keeps what was typed when the page is left', () => withSchool((school) =>
      visit(browser, school, variant, async (visitor) => {
        await visitor.signIn('mentor/9001');
        await visitor.go(`/students/${STUDENT}/visits/new`);
        await type(visitor);
        await visitor.page.locator('.hv-back a').click();
        await isKept(school);
        await comesBackAndSaves(visitor, school);
      })));

    it('keeps a draft and records without script', () => withSchool((school) =>
      visit(browser, school, {...variant, javaScript: false}, async (visitor) => {
        const {page, say} = visitor;
        await visitor.signIn('mentor/9001');
        await page.click(`a[href="/students/${STUDENT}"]`);
        await page.getByRole('link', {name: say.toRecord}).click();
        await type(visitor);
        await visitor.save(say.keepDraft);
        assert.deepEqual(await typed(visitor), TYPED);
        assert.ok(await page.locator('.hv-saved').innerText(), 'it says that the draft is kept');
        await comesBackAndSaves(visitor, school);

        // And the rest of the path: an error, and an answer.
        await visitor.go(`/students/${STUDENT}/visits/new`);
        await visitor.field('/report/key_points/0').fill('Zwemt op zaterdag');
        await visitor.field('/date').fill('2026-11-20');
        const status = (await visitor.save()).status();
        assert.ok(status === 400 || status === 422, `status ${status}`);
        assert.equal(await visitor.field('/report/key_points/0').inputValue(), 'Zwemt op zaterdag');
        await visitor.field('/date').fill('2026-11-11');
        await visitor.save();
        assert.equal(await visitor.entry('Zwemt op zaterdag').count(), 1);
        await visitor.recordAnswer(STUDENT, '500001', 'declined');
        assert.equal(await page.locator('.hv-saved').innerText(), say.savedAnswer);
        assert.equal(await visitor.entry(say.declined).count(), 1);
      })));
  });
}
