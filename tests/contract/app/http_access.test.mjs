// Who gets in, and what no foreign page can do in their name.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { ask, signIn, visitFields } from './client.mjs';
import { must, newSchool, serve } from './school.mjs';

let folder;
let server;
let mentor;
const people = ['mentor:9001', 'mentor:9001', 'mentor:9001', 'it', 'mentor:9001'];
before(async () => {
  folder = newSchool();
  server = await serve(folder, people.flatMap((who) => ['--sign-in', who]));
  mentor = await signIn(server, server.links[0]);
});
after(() => server.stop());

test('a sign-in link cannot be used twice', async () => {
  assert.equal((await ask(server.port, 'GET', server.links[0])).status, 410);
});

test('a page of another role says so, and a refusal leads back to the page before', async () => {
  const consent = '/students/100003/consent';
  assert.equal((await mentor.get(consent)).status, 200);
  const other = await mentor.get('/school/programme/edit');
  assert.equal(other.status, 403);
  assert.match(other.body, /Deze pagina hoort bij een andere rol/);
  assert.match(other.body, new RegExp(`<a href="${consent}">Terug</a>`));
  const guardian = (await mentor.get(consent)).body.match(/guardian=(\d+)/)[1];
  await mentor.post('/students/100003/answers', [['/submission', 'no-more-letters'], ['/guardian', guardian],
    ['/answer', 'declined'], ['/channel', 'phone'], ['/never_ask', 'true']]);
  await mentor.get(consent);
  const letter = await mentor.get(`/students/100003/invitations/letter?guardian=${guardian}&back=//elsewhere.example`);
  assert.equal(letter.status, 422);
  assert.match(letter.body, new RegExp(`<a href="${consent}">Terug</a>`));
});

test('a made-up sign-in link is refused', async () => {
  assert.equal((await ask(server.port, 'GET', `/sign-in/${'A'.repeat(43)}`)).status, 410);
});

test('HEAD and prefetching leave a sign-in link usable', async () => {
  await ask(server.port, 'HEAD', server.links[1]);
  await ask(server.port, 'GET', server.links[1], { headers: { 'Sec-Purpose': 'prefetch' } });
  assert.equal((await ask(server.port, 'GET', server.links[1])).status, 303);
});

test('a link from a mail signs in and leads on', async () => {
  const answer = await ask(server.port, 'GET', server.links[4], { headers: { 'Sec-Fetch-Site': 'cross-site' } });
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, '/');
});

test('the cookie is out of reach of scripts, and of forms of foreign sites', () => {
  const cookie = mentor.answer.headers['set-cookie'];
  assert.match(cookie, /; HttpOnly/);
  assert.match(cookie, /; SameSite=Lax/);
  assert.match(cookie, /; Path=\//);
  assert.match(cookie, new RegExp(`^homevisit-${server.port}=[A-Za-z0-9_-]{43};`));
});

for (const path of ['/', '/students/100001', '/students?query=a', '/groups/ps-1-5A', '/system', '/students/100001/visits/new']) {
  test(`${path} shows nothing to somebody not signed in`, async () => {
    const answer = await ask(server.port, 'GET', path);
    assert.equal(answer.status, 401);
    assert.doesNotMatch(answer.body, /100001|Roos/);
  });
}

test('every answer forbids keeping it, framing it and foreign content', async () => {
  const paths = ['/', '/students/100001', '/students/nobody', '/nowhere', '/students/%zz', '/healthz',
    '/sign-in/x', '/language?to=en', '/students/100001/visits/new', '/groups/ps-1-5A'];
  for (const path of paths) {
    const answer = await mentor.get(path);
    assert.match(answer.headers['content-security-policy'] ?? '', /default-src 'none'/, path);
    assert.match(answer.headers['content-security-policy'], /frame-ancestors 'none'/, path);
    assert.doesNotMatch(answer.headers['content-security-policy'], /unsafe/, path);
    assert.equal(answer.headers['cache-control'], 'no-store', path);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', path);
    assert.equal(answer.headers['referrer-policy'], 'no-referrer', path);
    assert.equal(answer.headers['cross-origin-opener-policy'], 'same-origin', path);
    assert.equal(answer.headers['cross-origin-resource-policy'], 'same-origin', path);
  }
});

test('the style sheet may be kept, and is not sent again while it is the same', async () => {
  const first = await ask(server.port, 'GET', '/assets/style.css');
  assert.equal(first.status, 200);
  assert.match(first.headers['cache-control'], /max-age/);
  const again = await ask(server.port, 'GET', '/assets/style.css', { headers: { 'If-None-Match': first.headers.etag } });
  assert.equal(again.status, 304);
  assert.equal(again.body, '');
});

test('no page carries a style or script of its own', async () => {
  const page = (await mentor.get('/students/100001')).body;
  assert.doesNotMatch(page, /<style|<script(?![^>]*src=)|style="|\son[a-z]+="/);
});

for (const [what, host] of [['another name', 'evil.example'], ['another port', '127.0.0.1:1'],
  ['no port', '127.0.0.1'], ['nothing', '']]) {
  test(`asked by ${what}, the server does not answer (DNS rebinding)`, async () => {
    const answer = await mentor.get('/students/100001', { headers: { Host: host } });
    assert.ok([400, 421].includes(answer.status), `${answer.status}`);
    assert.doesNotMatch(answer.body, /Roos/);
  });
}

test('localhost is a name of this server', async () => {
  const answer = await mentor.get('/students/100001', { headers: { Host: `LocalHost:${server.port}` } });
  assert.equal(answer.status, 200);
});

async function visits() {
  return ((await mentor.get('/students/100001')).body.match(/class="hv-entry"/g) ?? []).length;
}

for (const [what, options] of [
  ['without a token', { csrf: null }],
  ['with a wrong token', { csrf: 'A'.repeat(43) }],
  ['with a token cut short', { csrf: 'A' }],
]) {
  test(`a form ${what} is refused with 403, and what was typed is kept`, async () => {
    const before = await visits();
    const answer = await mentor.post('/students/100001/visits', visitFields(undefined, 'Speelt "piano" & <fluit>'), options);
    assert.equal(answer.status, 403);
    assert.match(answer.body, /name="\/report\/key_points\/0" value="Speelt &quot;piano&quot; &amp; &lt;fluit&gt;"/);
    assert.equal(await visits(), before);
  });
}

for (const [what, headers] of [
  ['a foreign origin', { Origin: 'https://evil.example' }],
  ['an origin that begins like ours', () => ({ Origin: `http://127.0.0.1:${server.port}.evil.example` })],
  ['another scheme', () => ({ Origin: `https://127.0.0.1:${server.port}` })],
  ['an origin that is hidden', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
  ['a foreign site', { 'Sec-Fetch-Site': 'cross-site' }],
  ['a neighbouring site', { 'Sec-Fetch-Site': 'same-site' }],
]) {
  test(`a form from ${what} is refused with 403 even with the token`, async () => {
    const before = await visits();
    const extra = typeof headers === 'function' ? headers() : headers;
    const answer = await mentor.post('/students/100001/visits', visitFields(), { headers: extra });
    assert.equal(answer.status, 403);
    assert.equal(await visits(), before);
  });
}

test('a form from our own page is taken, with its origin said or hidden', async () => {
  const said = { Origin: `http://127.0.0.1:${server.port}` };
  assert.equal((await mentor.post('/students/100001/visits', visitFields(), { headers: said })).status, 303);
  const hidden = { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' };
  assert.equal((await mentor.post('/students/100001/visits', visitFields(), { headers: hidden })).status, 303);
});

test('a mentor sees no student of another group, and is not told whether there is one', async () => {
  const other = await mentor.get('/students/100005');
  const nobody = await mentor.get('/students/999999');
  assert.equal(other.status, 404);
  assert.equal(nobody.status, 404);
});

test('what is refused to somebody who is signed in stands in the audit', async () => {
  const events = () => Number(must(folder, ['audit', 'verify']).match(/^(\d+)/)[1]);
  // Looks of the tests before are written within a second.
  let before = -1;
  while (before !== events()) {
    before = events();
    await new Promise((resolve) => { setTimeout(resolve, 1200); });
  }
  await mentor.get('/students/100005');
  assert.equal(events(), before + 1, 'a student who is not theirs');
  await mentor.post('/students/100001/visits', visitFields(), { headers: { 'Sec-Fetch-Site': 'cross-site' } });
  assert.equal(events(), before + 2, 'a form of another site');
});

test('IT sees the connection and no student', async () => {
  const it = await signIn(server, server.links[3]);
  assert.equal((await it.get('/')).headers.location, '/system');
  assert.ok([403, 404].includes((await it.get('/students/100001')).status));
});

test('the language is the reader\'s choice, and leads back to the same page only on this site', async () => {
  const page = await mentor.get('/students/100001', { headers: { 'Accept-Language': 'en-GB,nl;q=0.8' } });
  assert.match(page.body, /<html lang="en">/);
  assert.equal((await mentor.get('/language?to=nl')).headers.location, '/students/100001');
  assert.match((await mentor.get('/students/100001', { headers: { 'Accept-Language': 'en' } })).body, /<html lang="nl">/);
  for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
    const answer = await mentor.get(`/language?to=nl&back=${encodeURIComponent(back)}`);
    assert.doesNotMatch(answer.headers.location, /evil/);
  }
});

test('signing out ends the session for every copy of its cookie', async () => {
  const answer = await mentor.post('/sign-out', []);
  assert.match(answer.headers['set-cookie'], /Max-Age=0/);
  assert.equal((await mentor.get('/students/100001')).status, 401);
});
