// Forms, from the page to the journal and the student file.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { signIn, submission, visitFields } from './client.mjs';
import { must, newSchool, serve } from './school.mjs';

let folder;
let server;
let mentor;
before(async () => {
  folder = newSchool();
  server = await serve(folder, ['--sign-in', 'mentor:9001']);
  mentor = await signIn(server);
});
after(() => server.stop());

const history = () => JSON.parse(must(folder, ['--json', 'history', '100001']));
const points = () => history().timeline.flatMap((entry) => entry.visit?.report?.key_points ?? []);

test('a visit that was recorded is seen on the panel and on the command line', async () => {
  const answer = await mentor.post('/students/100001/visits', visitFields(undefined, 'Houdt van tekenen'));
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, '/students/100001?saved=visit');
  const panel = await mentor.get(answer.headers.location);
  assert.match(panel.body, /Houdt van tekenen/);
  assert.match(panel.body, /role="status"/);
  assert.ok(points().includes('Houdt van tekenen'));
});

// What is said below "saved" after this form, and the address that led there.
async function hintsAfter(path, fields) {
  const { headers } = await mentor.post(path, fields);
  const page = await mentor.get(headers.location);
  const again = await mentor.get(headers.location);
  const said = ({ body }) => [...(body.match(/<ul class="hv-hints">(.*?)<\/ul>/s)?.[1] ?? '').matchAll(/<li[^>]*>(.*?)<\/li>/g)].map(([, text]) => text);
  return { address: headers.location, page, once: said(page), again: said(again) };
}

test('R10 R53: what an answer gives to think about is said once, and stands in no address', async () => {
  const { address, page, once, again } = await hintsAfter('/students/100001/visits', [
    ...visitFields(undefined, 'Moeder is lui'), ['/minutes/visit', '95'],
  ]);
  assert.equal(address, '/students/100001?saved=visit&hints=1');
  assert.equal(once.length, 2, page.body);
  assert.match(once[0], /langer dan gewoonlijk/);
  assert.match(once[1], /etiket/);
  assert.ok(page.body.indexOf('hv-saved') < page.body.indexOf('hv-hints'));
  assert.deepEqual(again, []);
});

test('R30: the wish of a family is said to whoever plans the visit', async () => {
  const day = new Date(Date.now() + 7 * 864e5).toISOString().slice(0, 10);
  await mentor.post('/students/100002/guardians/500003/wishes', [['/submission', submission()], ['/visitor', 'woman']]);
  const { once } = await hintsAfter('/students/100002/visits/plan', [
    ['/submission', submission()], ['/state', 'proposed'], ['/date', day], ['/visitors/0', '9001'], ['/place', 'home'],
  ]);
  assert.ok(once.some((text) => /liever een vrouw/.test(text)), once.join());
});

test('the hints of another session are not to be had', async () => {
  const { headers } = await mentor.post('/students/100001/visits', [...visitFields(undefined, 'Vader is lui')]);
  assert.match(headers.location, /&hints=\d+$/);
  for (const number of ['0', '-1', '999999999999', 'x']) {
    const answer = await mentor.get(`/students/100001?saved=visit&hints=${number}`);
    assert.equal(answer.status, 200);
    assert.doesNotMatch(answer.body, /hv-hints"/);
  }
});

test('the same form sent twice, and twice at once, is one record', async () => {
  const fields = visitFields(undefined, 'Eén keer');
  const answers = await Promise.all([0, 1, 2, 3].map(() => mentor.post('/students/100001/visits', fields)));
  assert.deepEqual(answers.map((answer) => answer.status), [303, 303, 303, 303]);
  assert.equal((await mentor.post('/students/100001/visits', fields)).status, 303);
  assert.equal(points().filter((point) => point === 'Eén keer').length, 1);
});

test('what was recorded is put into the student file without anybody asking', async () => {
  await mentor.post('/students/100001/visits', visitFields(undefined, 'Vanzelf in het dossier'));
  const deadline = Date.now() + 10000;
  for (;;) {
    const { entries } = JSON.parse(must(folder, ['--json', 'call', 'dossier.entries', '-'], '{"student":"100001"}'));
    if (entries.some((entry) => entry.text.includes('Vanzelf in het dossier'))) break;
    assert.ok(Date.now() < deadline, 'not delivered in 10 s');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
});

test('a form with a mistake comes back with what was typed and where to mend it', async () => {
  const fields = visitFields(undefined, 'Blijft staan').map(([name, value]) => [name, name === '/date' ? '2031-01-01' : value]);
  const answer = await mentor.post('/students/100001/visits', fields);
  assert.ok([400, 422].includes(answer.status), `${answer.status}`);
  assert.match(answer.body, /Blijft staan/);
  assert.match(answer.body, /<form/);
  assert.ok(answer.body.includes(fields[0][1]), 'the submission stays the same');
  assert.ok(!points().includes('Blijft staan'));
});

test('other content under a submission that was used is a conflict, and records nothing', async () => {
  const id = submission();
  await mentor.post('/students/100001/visits', visitFields(id, 'De eerste'));
  const answer = await mentor.post('/students/100001/visits', visitFields(id, 'De tweede'));
  assert.equal(answer.status, 409);
  assert.ok(!points().includes('De tweede'));
});

test('the path says who it is about, whatever the form says', async () => {
  const fields = [...visitFields(undefined, 'Over wie'), ['/student', '100002']];
  assert.equal((await mentor.post('/students/100001/visits', fields)).status, 303);
  assert.ok(points().includes('Over wie'));
});

test('a form about a student of somebody else is refused and shows nothing', async () => {
  const answer = await mentor.post('/students/100005/visits', visitFields());
  assert.equal(answer.status, 404);
  assert.doesNotMatch(answer.body, /<textarea/);
});

test('an answer is recorded, and a decline reads like any other (R1)', async () => {
  const answer = await mentor.post('/students/100001/answers', [
    ['/submission', submission()], ['/guardian', '500001'], ['/answer', 'declined'], ['/channel', 'phone'],
  ]);
  assert.equal(answer.headers.location, '/students/100001?saved=answer');
  assert.ok(history().timeline.some((entry) => entry.answer?.answer === 'declined'));
});

test('a draft is kept, and the form opens with it', async () => {
  const fields = [['/submission', submission()], ['/report/key_points/0', 'Nog niet af'], ['intent', 'draft']];
  const answer = await mentor.post('/students/100002/visits', fields);
  assert.equal(answer.headers.location, '/students/100002/visits/new?saved=draft');
  assert.match((await mentor.get(answer.headers.location)).body, /Nog niet af/);
});

test('the page\'s script keeps drafts and is told when', async () => {
  const answer = await mentor.post('/students/100002/drafts/visit', [['/report/key_points/0', 'Vanzelf bewaard']]);
  assert.equal(answer.status, 200);
  assert.match(JSON.parse(answer.body).saved_at, /^\d{4}-\d\d-\d\dT/);
  const refused = await mentor.post('/students/100002/drafts/visit', [], { csrf: 'x' });
  assert.equal(refused.status, 403);
  assert.equal(JSON.parse(refused.body).error.status, 'permission_denied');
});

test('a report is closed, and then only added to (rule 11)', async () => {
  const fields = [...visitFields(undefined, 'Wordt afgesloten'), ['/report/goes_well', 'Lezen']];
  await mentor.post('/students/100001/visits', fields);
  const entry = history().timeline.find((item) => item.visit?.report?.key_points?.includes('Wordt afgesloten'));
  const visit = `/students/100001/visits/${entry.visit.id}`;
  assert.match((await mentor.get(visit)).body, /Wordt afgesloten/);
  assert.match((await mentor.get(`${visit}/edit`)).body, /Wordt afgesloten/);
  assert.equal((await mentor.post(`${visit}/sign-off`, [['/submission', submission()]])).status, 303);
  const revised = await mentor.post(visit, visitFields(undefined, 'Te laat'));
  assert.equal(revised.status, 422);
  const added = await mentor.post(`${visit}/amend`, [
    ['/submission', submission()], ['/text', 'Toch ook viool'], ['/why', 'vergeten'],
  ]);
  assert.equal(added.status, 303);
  assert.match((await mentor.get(visit)).body, /Toch ook viool/);
});
