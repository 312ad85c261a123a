// From the list of whom to plan with to the visit itself: wishes, attempts, an appointment with a colleague
// in the background.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {CROSSWISE, openBrowser, visit} from './pages.mjs';
import {fillSchool} from './seed.mjs';
import {TODAY, withSchool} from './server.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

// Fills in and sends the form with this address.
async function send(visitor, action, fields = {}) {
  const form = visitor.page.locator(`form[action="${action}"]`).first();
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`).first();
    const kind = await field.evaluate((element) => element.type);
    if (kind === 'checkbox') await field.check();
    else if (kind === 'select-one') await field.selectOption(value);
    else await field.fill(value);
  }
  const answer = await visitor.leads(() => form.locator('button[type=submit]').last().click());
  const text = await visitor.main().innerText();
  assert.equal(answer.status(), 200, text);
  return text;
}

for (const variant of CROSSWISE) {
  describe(`planning (${variant.name})`, () => {
    // R30, R36, R39
    it('notes what suits a guardian, and a fixed time that ends without a reason', () => withSchool(async (school) => {
      const {guardian} = fillSchool(school);
      await visit(browser, school, variant, async (visitor) => {
        await visitor.signIn('mentor/9001');
        const wishes = `/students/100003/guardians/${guardian}/wishes`;
        await visitor.go(wishes);
        await send(visitor, wishes, {'/visitor': 'woman', '/weekdays/3': true});
        await visitor.go(wishes);
        await send(visitor, wishes.replace('wishes', 'fixed-times'), {'/form': 'phone', '/when': '15:45'});
        await visitor.go(wishes);
        const end = visitor.page.locator('form[action*="/fixed-times/"]');
        await visitor.leads(() => end.locator('button[type=submit]').click());
        await visitor.go(wishes);
        assert.equal(await end.count(), 0);
        assert.equal(await visitor.field('/visitor').first().inputValue(), 'woman');
        assert.deepEqual(await visitor.axe(), []);
      });
    }));

    // R48
    it('links two families, the other chosen by name', () => withSchool(async (school) => {
      const {guardian} = fillSchool(school);
      await visit(browser, school, variant, async (visitor) => {
        await visitor.signIn('mentor/9001');
        const wishes = `/students/100003/guardians/${guardian}/wishes`;
        await visitor.go(wishes);
        await visitor.leads(() => visitor.page.locator('main a[href*="?other="]').first().click());
        assert.deepEqual(await visitor.axe(), []);
        await send(visitor, wishes.replace('wishes', 'buddies'),
          {'/purpose': 'lezen', '/agreed': true, '/other_agreed': true});
        await visitor.go(wishes);
        assert.equal(await visitor.page.locator('form[action*="/buddies/"]').count(), 1);
      });
    }));

    // R95, R98
    it('notes that nobody was met without anybody being there', () => withSchool(async (school) => {
      const {id} = school.call('student.list', {group: 'ps-1-5A'}).students.at(-1);
      await visit(browser, school, variant, async (visitor) => {
        await visitor.signIn('mentor/9001');
        await visitor.go(`/students/${id}/visits/new`);
        await visitor.leads(() => visitor.page.locator('main a[href*="nobody_met"]').click());
        await visitor.page.check('[name="/state"][value="no_show"]');
        const answer = await visitor.save();
        assert.equal(answer.status(), 200);
        const {visit: noted} = school.call('student.history', {student: id}).timeline[0];
        assert.equal(noted.state, 'no_show');
        assert.equal(noted.guardians, undefined);
      });
    }));

    // R38, R90: a grandmother as the way to a family
    it('notes an attempt, and who may be spoken to instead', () => withSchool(async (school) => {
      const {id} = school.call('student.list', {group: 'ps-1-5A'}).students.at(-1);
      await visit(browser, school, variant, async (visitor) => {
        await visitor.signIn('mentor/9001');
        const attempts = `/students/${id}/attempts`;
        await visitor.go(`${attempts}/new`);
        await send(visitor, attempts, {'/approach': 'phone', '/result': 'no_one_there'});
        await visitor.go(`${attempts}/new`);
        await send(visitor, `/students/${id}/stand-ins`, {'/relation': 'oma', '/may_hear_dossier': true});
        await visitor.go(`${attempts}/new`);
        const end = visitor.page.locator('form[action*="/stand-ins/"]');
        assert.equal(await end.count(), 1);
        await visitor.leads(() => end.locator('button[type=submit]').click());
        await visitor.go(`${attempts}/new`);
        assert.equal(await end.count(), 0);
      });
    }));

    // R34
    it('marks an attempt that does not belong here as a mistake, from the timeline', () => withSchool(async (school) => {
      const {id} = school.call('student.list', {group: 'ps-1-5A'}).students.at(-1);
      await visit(browser, school, variant, async (visitor) => {
        const {page} = visitor;
        await visitor.signIn('mentor/9001');
        const attempts = `/students/${id}/attempts`;
        await visitor.go(`${attempts}/new`);
        await send(visitor, attempts, {'/approach': 'phone', '/result': 'spoken', '/time': '19:15'});
        await visitor.leads(() => page.locator('.hv-entry a').first().click());
        const file = new URL(page.url()).pathname;
        assert.ok(file.startsWith(`${attempts}/`), file);
        assert.match(await visitor.main().innerText(), /19:15/);
        assert.deepEqual(await visitor.axe(), []);
        assert.deepEqual(await visitor.tooWide(), []);
        const text = await send(visitor, `${file}/void`);
        assert.equal(new URL(page.url()).pathname, `${attempts}/new`, 'where it can be noted as it was');
        assert.match(text, variant.language === 'nl' ? /Vergissing, aangegeven/ : /Mistake, marked so/);
        assert.equal(await page.locator(`main a[href^="${attempts}/"]`).count(), 0);
        assert.deepEqual(await visitor.axe(), []);
        assert.deepEqual(await visitor.tooWide(), []);
        assert.ok(school.call('student.history', {student: id}).approach.attempts[0].voided.at);
      });
    }));

    // R26, R41, R42, R44
    it('plans a visit, which suits the visitor, is agreed and stands in one step, and is gone in to', () => withSchool(async (school) => {
      await visit(browser, school, variant, async (visitor) => {
        const {page} = visitor;
        await visitor.signIn('mentor/9001');
        await visitor.go('/planning');
        await visitor.leads(() => page.locator('main a[href$="/visits/plan"]').first().click());
        const plan = new URL(page.url()).pathname;
        await send(visitor, plan, {'/date': TODAY, '/start_time': '15:30', '/place': 'home',
          '/visitors/0': '9001', '/backstop/staff': '9002', '/companions/0/role': 'contact_person'});
        await visitor.go('/planning');
        await visitor.leads(() => page.locator('main a[href*="/visits/"]:not([href$="/plan"])').first().click());
        const file = new URL(page.url()).pathname;
        await visitor.go(`${file}/before`);
        await send(visitor, `${file}/ready`);
        await visitor.go(file);
        await visitor.page.locator(`form[action="${file}/change"]`).evaluate((form) => {
          form.closest('details')?.setAttribute('open', '');
        });
        const change = visitor.page.locator(`form[action="${file}/change"]`);
        await change.locator('[name="/state"]').selectOption('confirmed');
        const refused = await visitor.leads(() => change.locator('button[type=submit]').last().click());
        assert.equal(refused.status(), 422);
        assert.deepEqual(await visitor.axe(), []);
        assert.deepEqual(await visitor.tooWide(), []);
        const guardian = await change.locator('[name="/agreed/guardian"] option').nth(1).getAttribute('value');
        await send(visitor, `${file}/change`,
          {'/state': 'confirmed', '/agreed/guardian': guardian, '/agreed/channel': 'phone'});
        await visitor.go(`${file}/before`);
        await send(visitor, `${file}/check-in`);
        await visitor.go(`${file}/before`);
        await send(visitor, `${file}/check-out`);
        const calendar = await visitor.context.request.get(`${school.origin}${file}/calendar.ics`);
        assert.match(calendar.headers()['content-type'], /^text\/calendar/);
        assert.doesNotMatch(await calendar.text(), /100003|Zeynep/);
      });
      await visit(browser, school, variant, async (visitor) => {
        await visitor.signIn('mentor/9002');
        await visitor.go('/');
        await visitor.leads(() => visitor.page.locator('main a[href$="/backstop"]').click());
        assert.equal(await visitor.page.locator('main tbody tr').count(), 1);
        assert.deepEqual(await visitor.axe(), []);
        assert.deepEqual(await visitor.tooWide(), []);
      });
    }));
  });
}
