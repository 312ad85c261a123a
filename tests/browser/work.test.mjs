// Pages with a form for each entry: what was passed on, talks afterwards, problems, improvements, remarks.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {openBrowser, PHONE, visit} from './pages.mjs';
import {fillSchool, record} from './seed.mjs';
import {School} from './server.mjs';

let browser;
let school;
before(async () => {
  school = new School();
  fillSchool(school);
  await school.start();
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await school.remove();
});

const test = (name, who, use) => it(name, () =>
  visit(browser, school, {viewport: PHONE}, async (visitor) => {
    await visitor.signIn();
    await visitor.leads(() => visitor.page.locator(`a[href^="/demo/as/${who}"]`).first().click());
    await use(visitor);
  }));

// Fills in and sends the form whose address begins so: the last of them, if `last`. The text of the page
// that follows.
async function send(visitor, action, fields, {entry = false} = {}) {
  const form = visitor.page.locator(`form[action^="${action}${entry ? '/' : ''}"]${entry ? '' : `[action$="${action}"]`}`)
    .last();
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`);
    const kind = await field.first().evaluate((element) => element.tagName + (element.type ?? ''));
    if (kind === 'INPUTradio') await form.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind.startsWith('SELECT')) await field.selectOption(value);
    else await field.fill(value);
  }
  const answer = await visitor.leads(() => form.locator('button[type=submit]').click());
  const text = await visitor.main().innerText();
  assert.equal(answer.status(), 200, text);
  assert.deepEqual(await visitor.tooWide(), []);
  return text;
}

describe('what a team works on', () => {
  // R102
  test('a referral is taken up and closed', 'care_coordinator', async (visitor) => {
    await visitor.go('/school/care');
    const form = visitor.page.locator('form[action*="/referrals/"]');
    assert.equal(await form.count(), 1);
    const action = (await form.getAttribute('action')).replace(/\/[^/]*$/, '');
    await send(visitor, action, {'/state': 'taken_up'}, {entry: true});
    await send(visitor, action, {'/state': 'closed', '/outcome': 'Gezin spreekt haar elke week.'},
      {entry: true});
    assert.equal(await form.count(), 0);
  });

  // R84, R106
  test('a talk afterwards is offered and held, and the way to the officer is one button', 'mentor/9001',
    async (visitor) => {
      await visitor.go('/school/care');
      await send(visitor, '/school/care/debriefs', {'/staff': '9001'});
      await send(visitor, '/school/care/debriefs', {'/state': 'done'}, {entry: true});
      assert.equal(await visitor.page.locator(
        'form[action^="/school/care/debriefs/"] [name="/state"]').inputValue(), 'done');
      await send(visitor, '/school/care/hand-off', {});
      await send(visitor, '/school/care/consultations', {'/went_well': 'yes'});
    });

  test('a problem of the team is solved', 'mentor/9001', async (visitor) => {
    await visitor.go('/team');
    assert.ok((await send(visitor, '/team/successes', {'/text': 'Alle ouders van 5A waren er.'}))
      .includes('Alle ouders van 5A waren er.'));
    await send(visitor, '/team/problems', {'/text': 'Te weinig tijd op dinsdag', '/kind': 'time'});
    const text = await send(visitor, '/team/problems', {'/state': 'solved'}, {entry: true});
    assert.ok(!text.includes('Te weinig tijd op dinsdag'), text);
  });

  // R107, R108
  test('an improvement is named and done, and a remark is released', 'school_leader', async (visitor) => {
    for (let i = 0; i < 5; ++i)
      record(school, 'evaluation.give', {respondent: 'pupil', remark: 'Gezellig.'});
    await visitor.go('/school/evaluation');
    await send(visitor, '/school/evaluation/improvements',
      {'/what': 'Rooster met vrije dinsdag', '/kind': 'personal', '/owner': '9001'});
    const state = visitor.page.locator('form[action^="/school/evaluation/improvements/"] [name="/state"]');
    const done = (await state.locator('option').evaluateAll((all) => all.map(({value}) => value))).at(-1);
    await send(visitor, '/school/evaluation/improvements', {'/state': done}, {entry: true});
    await send(visitor, '/school/evaluation/remarks', {}, {entry: true});
    await visitor.go('/school/evaluation/print');
    assert.ok((await visitor.main().innerText()).includes('Gezellig.'));
  });
});
