// R107: the evaluation by a code on a slip, without signing in; and the pages around it.
import assert from 'node:assert/strict';
import { before, after, test } from 'node:test';

import { ask, signIn, submission } from './client.mjs';
import { must, newSchool, serve } from './school.mjs';

let server, folder, leader;

before(async () => {
  folder = newSchool();
  server = await serve(folder, ['--sign-in', 'school_leader:9001', '--sign-in', 'mentor:9001']);
  leader = await signIn(server, server.links[0]);
  leader.csrf ??= (await leader.get('/school/evaluation')).body.match(/name="csrf" value="([^"]+)"/)?.[1];
});
after(() => server.stop());

const send = (session, path, fields) => session.post(path, fields, { csrf: session.csrf });
const codes = async (count, respondent = 'parent') => {
  const made = await send(leader, '/school/evaluation/codes',
    [['/submission', submission()], ['/respondent', respondent], ['/count', String(count)]]);
  assert.equal(made.status, 200, made.body);
  return [...new Set(made.body.match(/\b[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}\b/g))];
};
const answer = (path, fields, headers = {}) =>
  ask(server.port, 'POST', path, {
    body: new URLSearchParams(fields).toString(), headers: { 'Sec-Fetch-Site': 'same-origin', ...headers },
  });
const experience = () => [['/submission', submission()], ['=/scores/0/question', 'experience'], ['/scores/0/score', 'yes']];

test('somebody with a code answers once, without a session and without a script', async () => {
  const [code, other] = await codes(2);
  const page = await ask(server.port, 'GET', `/evaluate/${code}`);
  assert.equal(page.status, 200);
  assert.equal(page.headers['set-cookie'], undefined);
  assert.match(page.body, /Could you tell the school what matters for your child|Kon u vertellen/);
  assert.doesNotMatch(page.body, /name="csrf"/);
  const done = await answer(`/evaluate/${code}`, experience());
  assert.equal(done.status, 200, done.body);
  assert.equal((await ask(server.port, 'GET', `/evaluate/${code}`)).status, 404);
  assert.equal((await ask(server.port, 'GET', `/evaluate/${other}`)).status, 200);
});

test('each slip says for whom it is and until when it works (R107)', async () => {
  const made = await send(leader, '/school/evaluation/codes', [['/submission', submission()], ['/respondent', 'pupil'],
    ['/count', '2'], ['/until', new Date(Date.now() + 10 * 864e5).toISOString().slice(0, 10)]]);
  const slips = [...made.body.matchAll(/<tr>.*?evaluate.*?<\/tr>/gs)].map(([row]) => row);
  assert.equal(slips.length, 2, made.body);
  for (const slip of slips) assert.match(slip, /Leerlingen.*\d{1,2} [a-z]+ 20\d\d/s);
});

test('the questions are to be had in both languages, and lead nowhere else', async () => {
  const [code] = await codes(1);
  for (const path of ['/evaluate', `/evaluate/${code}`]) {
    const dutch = await ask(server.port, 'GET', path);
    assert.match(dutch.body, new RegExp(`href="${path}\\?language=en"[^>]*>English</a>`));
    const english = await ask(server.port, 'GET', `${path}?language=en`);
    assert.match(english.body, /<html lang="en">/);
    assert.match(english.body, new RegExp(`href="${path}\\?language=nl"[^>]*>Nederlands</a>`));
    for (const page of [dutch, english]) assert.doesNotMatch(page.body, /hv-nav/);
  }
  const next = await ask(server.port, 'GET', `/evaluate?language=en&code=${code}`);
  assert.equal(next.headers.location, `/evaluate/${code}?language=en`);
  const done = await answer(`/evaluate/${code}?language=en`, experience());
  assert.match(done.body, /Thank you/);
});

test('a code that is wrong and one that is used up are told the same', async () => {
  const [code] = await codes(1);
  await answer(`/evaluate/${code}`, experience());
  const used = await ask(server.port, 'GET', `/evaluate/${code}`);
  const wrong = await ask(server.port, 'GET', '/evaluate/0000-0000-0000-0000');
  assert.equal(used.status, 404);
  assert.deepEqual([wrong.status, wrong.body], [used.status, used.body]);
  assert.equal((await answer('/evaluate/0000-0000-0000-0000', experience())).status, 404);
});

test('a form of another site is not taken, and the code stays good', async () => {
  const [code] = await codes(1);
  const foreign = await answer(`/evaluate/${code}`, experience(), { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' });
  assert.equal(foreign.status, 403);
  assert.equal((await ask(server.port, 'GET', `/evaluate/${code}`)).status, 200);
});

test('an empty form is shown again with what to do', async () => {
  const [code] = await codes(1);
  const empty = await answer(`/evaluate/${code}`, [['/submission', submission()]]);
  assert.equal(empty.status, 400);
  assert.match(empty.body, /Nothing is filled in yet|nog niets ingevuld/);
  assert.equal((await answer(`/evaluate/${code}`, experience())).status, 200);
});

test('the log of the server names no code', async () => {
  const [code] = await codes(1);
  await ask(server.port, 'GET', `/evaluate/${code}`);
  assert.doesNotMatch(server.output(), new RegExp(code));
});

test('codes, results and hours are the school leader\'s', async () => {
  const mentor = await signIn(server, server.links[1]);
  for (const path of ['/school/evaluation', '/school/evaluation/print', '/school/time', '/school/time/travel.csv'])
    assert.equal((await mentor.get(path)).status, 403, path);
  for (const path of ['/school/care', '/school/evaluation/answer/staff', '/my/time', '/team', '/students/100001/referrals/new'])
    assert.equal((await mentor.get(path)).status, 200, path);
  for (const path of ['/school/evaluation', '/school/evaluation/print', '/school/evaluation/paper?respondent=pupil', '/school/time', '/school/care'])
    assert.equal((await leader.get(path)).status, 200, path);
  const csv = await leader.get('/school/time/travel.csv');
  assert.equal(csv.status, 200);
  assert.match(csv.headers['content-type'], /^text\/csv/);
});

// R105: one button, nothing to type.
test('the way to the appointed officer has no field', async () => {
  const mentor = await signIn(server, server.links[1]).catch(() => null);
  const page = (await (mentor ?? leader).get('/school/care')).body;
  const form = page.split('<form').find((part) => part.includes('/school/care/hand-off'));
  const fields = [...form.split('</form>')[0].matchAll(/<(input|textarea|select)[^>]*>/g)].map((m) => m[0]);
  assert.ok(fields.every((field) => field.includes('type="hidden"')), fields.join());
});

test('many wrong codes are asked to wait, and a right one is still taken', async () => {
  const [code] = await codes(1);
  let status = 0;
  for (let i = 0; i < 40 && status !== 429; ++i)
    status = (await ask(server.port, 'GET', '/evaluate/1111-1111-1111-1111')).status;
  assert.equal(status, 429);
  assert.equal((await ask(server.port, 'GET', `/evaluate/${code}`)).status, 200);
});

test('what came in is no more than anonymous answers', () => {
  const results = JSON.parse(must(folder, ['call', 'evaluation.results', '--as', 'school_leader:9001']));
  assert.equal(results.groups.find((group) => group.respondent === 'parent').too_few, true);
});
