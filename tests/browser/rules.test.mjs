// The hard rules, as somebody at the form meets them: nothing after a decline, never a child as
// interpreter, nothing typed is lost, one submission makes one record.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {CROSSWISE, openBrowser, VARIANTS, visit} from './pages.mjs';
import {MENTOR, record, STUDENT} from './seed.mjs';
import {withSchool} from './server.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

const visitsOf = (school, student = STUDENT) =>
  school.call('student.history', {student}).timeline.filter(({kind}) => kind === 'visit');

// One school for each test: what one test records, another does not meet.
const test = (name, variant, use) => it(name, () => withSchool((school) =>
  visit(browser, school, variant, async (visitor) => {
    await visitor.signIn('mentor/9001');
    await use(visitor, school);
  })));

// The error beside the field, by the reference that screen readers follow.
async function errorBeside(visitor, name) {
  const field = visitor.field(name);
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  const ids = (await field.getAttribute('aria-describedby')).split(' ');
  const error = ids.find((id) => id.endsWith('-error'));
  assert.ok(error, `${name} is described by its error`);
  return visitor.page.locator(`[id="${error}"]`).innerText();
}

for (const variant of CROSSWISE) {
  describe(`rules (${variant.name})`, () => {
    test('refuses a home visit after a decline, and takes a talk at school (R1, R3, R95)', variant,
      async (visitor, school) => {
        const {say} = visitor;
        // The form was opened before the family declined, so it still offers the home.
        await visitor.go(`/students/${STUDENT}/visits/new`);
        assert.equal(await visitor.field('/place').inputValue(), 'home');
        record(school, 'answer.record', {
          student: STUDENT, guardian: '500001', answer: 'declined', date: '2026-11-11',
          channel: 'phone',
        });
        await visitor.field('/report/key_points/0').fill('Leest graag');
        await visitor.field('/report/goes_well').fill('Helpt thuis met koken');
        assert.equal((await visitor.save()).status(), 422);
        assert.match(await visitor.page.locator('.hv-errors').innerText(), say.refusedAtHome);
        assert.match(await visitor.page.locator('.hv-note').innerText(), say.noHomeVisit);
        assert.equal(await visitor.field('/report/key_points/0').inputValue(), 'Leest graag');
        assert.equal(await visitor.field('/report/goes_well').inputValue(), 'Helpt thuis met koken');
        assert.equal(visitsOf(school).length, 0);

        await visitor.field('/place').selectOption('school');
        await visitor.save();
        assert.equal(await visitor.page.locator('.hv-saved').innerText(), say.savedVisit);
        assert.deepEqual(visitsOf(school).map((entry) => entry.visit.place), ['school']);
      });

    test('has no child among the interpreters and refuses the student by name (R45)', variant,
      async (visitor, school) => {
        // 100007 is a minor; 100006 is the adult brother or sister.
        const {students} = school.call('student.list', {group: 'ps-1-5A'});
        const nameOf = (id) => students.find((student) => student.id === id).name;
        await visitor.go('/students/100007/visits/new');
        await visitor.unfold(visitor.say.interpreter);
        const offered = await visitor.field('/interpreter/person').locator('option')
          .evaluateAll((options) => options.map((option) => option.value));
        assert.ok(offered.length > 1, 'colleagues and guardians are offered');
        for (const {id} of students) assert.ok(!offered.includes(id), `${id} is not offered`);

        await visitor.field('/interpreter/kind').selectOption('other_adult');
        await visitor.field('/interpreter/name').fill(nameOf('100007'));
        await visitor.field('/report/key_points/0').fill('Leest graag');
        assert.equal((await visitor.save()).status(), 422);
        assert.notEqual(await errorBeside(visitor, '/interpreter/name'), '');
        assert.equal(await visitor.field('/interpreter/name').inputValue(), nameOf('100007'));
        assert.ok(await visitor.field('/interpreter/name').isVisible(), 'the part is unfolded');
        assert.equal(visitsOf(school, '100007').length, 0);
      });

    test('asks once who it is where a classmate has the name of the interpreter (R45)', variant,
      async (visitor, school) => {
        const {students} = school.call('student.list', {group: 'ps-1-5A'});
        const classmate = students.find(({id}) => id === '100003').name;
        await visitor.go('/students/100007/visits/new');
        await visitor.unfold(visitor.say.interpreter);
        assert.equal(await visitor.field('/interpreter/adult').count(), 0);
        await visitor.field('/interpreter/kind').selectOption('other_adult');
        await visitor.field('/interpreter/name').fill(classmate.toUpperCase());
        await visitor.field('/report/key_points/0').fill('Leest graag');
        assert.equal((await visitor.save()).status(), 422);
        assert.doesNotMatch(await errorBeside(visitor, '/interpreter/name'), new RegExp(classmate, 'i'));
        assert.deepEqual(await visitor.axe(), []);
        assert.deepEqual(await visitor.tooWide(), []);
        await visitor.field('/interpreter/adult').check();
        await visitor.save();
        assert.equal(visitsOf(school, '100007')[0].visit.interpreter.adult, true);
      });

    test('leads from the list of errors to the field, and keeps what was typed (R8)', variant,
      async (visitor, school) => {
        await visitor.go(`/students/${STUDENT}/visits/new`);
        await visitor.field('/report/goes_well').fill('Zingt graag');
        await visitor.field('/date').fill('2026-11-20');  // later than today
        // The browser's own check would stop the form before the server sees it.
        await visitor.page.locator('form.hv-form').evaluate((form) => { form.noValidate = true; });
        const status = (await visitor.save()).status();
        assert.ok(status === 400 || status === 422, `status ${status}`);
        const summary = visitor.page.locator('.hv-errors');
        assert.ok((await summary.innerText()).startsWith(visitor.say.errors));
        assert.ok(await summary.evaluate((element) => element === document.activeElement),
          'the list of errors has the focus');
        await summary.locator('a').first().click();
        const focused = await visitor.page.evaluate(() => document.activeElement.name);
        assert.notEqual(await errorBeside(visitor, focused), '');
        assert.equal(await visitor.field('/report/goes_well').inputValue(), 'Zingt graag');
        assert.equal(await visitor.field('/date').inputValue(), '2026-11-20');
        assert.equal(visitsOf(school).length, 0);
      });

    test('asks for a key point (R59)', variant, async (visitor, school) => {
      await visitor.go(`/students/${STUDENT}/visits/new`);
      await visitor.field('/report/goes_well').fill('Zingt graag');
      await visitor.page.locator('form.hv-form').evaluate((form) => { form.noValidate = true; });
      const status = (await visitor.save()).status();
      assert.ok(status === 400 || status === 422, `status ${status}`);
      assert.equal(await visitor.page.locator('.hv-errors a').getAttribute('href'),
        '#f-report-key_points-0');
      assert.notEqual(await errorBeside(visitor, '/report/key_points/0'), '');
      assert.equal(await visitor.field('/report/goes_well').inputValue(), 'Zingt graag');
      assert.equal(visitsOf(school).length, 0);
    });
  });
}

describe('one submission, one record', () => {
  test('when the button is clicked twice', VARIANTS[1], async (visitor, school) => {
    await visitor.go(`/students/${STUDENT}/visits/new`);
    await visitor.field('/report/key_points/0').fill('Leest graag');
    await visitor.page.getByRole('button', {name: visitor.say.save, exact: true}).dblclick();
    await visitor.page.locator('.hv-saved').waitFor();
    assert.equal(visitsOf(school).length, 1);
  });

  test('when the form is sent again from the page before', VARIANTS[3], async (visitor, school) => {
    await visitor.go(`/students/${STUDENT}/visits/new`);
    await visitor.field('/report/key_points/0').fill('Leest graag');
    const sent = visitor.page.waitForRequest((request) => request.method() === 'POST');
    await visitor.save();
    const request = await sent;
    const again = await visitor.context.request.post(request.url(), {
      headers: {...(await request.allHeaders()), 'content-length': undefined},
      data: request.postData(),
      maxRedirects: 0,
    });
    assert.equal(again.status(), 303);
    assert.equal(visitsOf(school).length, 1);
  });

  test('and a changed form under the same submission is not taken for it', VARIANTS[3],
    async (visitor, school) => {
      await visitor.go(`/students/${STUDENT}/visits/new`);
      const submission = await visitor.field('/submission').first().inputValue();
      record(school, 'visit.record', {
        submission, student: STUDENT, date: '2026-11-10', place: 'school', visitors: ['9001'],
        report: {key_points: ['Eerder vastgelegd']},
      }, MENTOR);
      await visitor.field('/report/key_points/0').fill('Later vastgelegd');
      assert.equal((await visitor.save()).status(), 409);
      assert.equal(await visitor.field('/report/key_points/0').inputValue(), 'Later vastgelegd');
      assert.equal((await visitor.save()).status(), 200);
      assert.equal(visitsOf(school).length, 2);
    });
});
