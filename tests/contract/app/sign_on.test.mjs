// Signing on with the school's accounts, as browsers meet it: what is refused, and how it is said. The
// system on the other side misbehaves on order (tests/fake_sis/open_id.mjs).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { forgeries, OpenIdProvider } from '../../fake_sis/open_id.mjs';
import { ask } from './client.mjs';
import { environment, must, newSchool, program, serve } from './school.mjs';

// A browser without scripts: follows nothing by itself, keeps cookies.
class Browser {
  cookies = new Map();

  constructor(server) {
    this.origin = `http://127.0.0.1:${server.port}`;
  }

  async get(path, headers = {}) {
    const kept = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(path, this.origin), {
      redirect: 'manual', headers: { 'accept-language': 'en', ...(kept ? { cookie: kept } : {}), ...headers },
    });
    this.set_cookies = answer.headers.getSetCookie();
    for (const line of this.set_cookies) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: answer.status, location: answer.headers.get('location'), headers: answer.headers, body: await answer.text() };
  }

  // To the system and back to the address that it sends the browser to.
  async answer_of_system(path = '/sign-on/school') {
    const begun = await this.get(path);
    assert.equal(begun.status, 303, begun.body);
    const there = await fetch(begun.location, { redirect: 'manual' });
    return there.headers.get('location');
  }

  async sign_on(path) {
    return this.get(await this.answer_of_system(path));
  }
}

const roles = [
  { role: 'care_coordinator', claim: 'groups', value: 'care' },
  { role: 'mentor', claim: 'affiliation', value: 'employee' },
];

let provider;
let folder;
let server;

function configure(where, more = {}) {
  const file = join(where, 'data', 'homevisit.json');
  const config = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(join(where, 'school.secret'), `${provider.client.secret}\n`, { mode: 0o600 });
  config.secrets = { school: { file: join(where, 'school.secret') } };
  config.sign_on = {
    school: { title: 'De <School>', issuer: provider.issuer, client_id: provider.client.id, secret: 'school', roles },
  };
  writeFileSync(file, JSON.stringify({ ...config, ...more }), { mode: 0o600 });
}

const freePort = () => new Promise((resolve) => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

// Without standing still meanwhile: the system on the other side is in this process.
const check = (where) => new Promise((resolve) => {
  execFile(program, ['check'], { cwd: where, env: environment(where), timeout: 60000 },
    (error, out) => resolve({ code: error?.code ?? 0, out }));
});

const events = (where) => Number(must(where, ['audit', 'verify']).match(/^(\d+)/)[1]);

before(async () => {
  provider = await new OpenIdProvider().start();
  folder = newSchool();
  configure(folder);
  server = await serve(folder, ['--no-sync']);
});
after(async () => {
  await server.stop();
  await provider.stop();
});

const behave = () => Object.assign(provider, {
  person: { affiliation: 'employee' }, wrong: {}, forge: null, issuer_in_answer: undefined, error: null, hold: null,
});

test('a button leads to the system, and back to the page that was wanted', async () => {
  behave();
  const browser = new Browser(server);
  const page = await browser.get('/groups/ps-1-5A?sort=next_contact');
  assert.equal(page.status, 401);
  assert.match(page.body, /De &lt;School&gt;/);
  const [, link] = page.body.match(/href="(\/sign-on\/school[^"]*)"/);
  const back = await browser.sign_on(link.replaceAll('&amp;', '&'));
  assert.equal(back.status, 303);
  assert.equal(back.location, '/groups/ps-1-5A?sort=next_contact');
  const session = browser.set_cookies.find((line) => line.startsWith(`homevisit-${server.port}=`));
  assert.match(session, /; Path=\/; HttpOnly; SameSite=Lax$/);
  assert.equal(browser.cookies.size, 1, 'what was kept for the way is gone');
  assert.equal((await browser.get(back.location)).status, 200);
});

test('every token that is not right is refused, in words, and noted in the audit', async () => {
  const now = Math.floor(Date.now() / 1000);
  const cases = [
    ['the nonce of another sign-in', { wrong: { nonce: 'another' } }],
    ['no nonce', { wrong: { nonce: undefined } }],
    ['for another program', { wrong: { aud: 'another' } }],
    ['for another program too', { wrong: { aud: [provider.client.id, 'another'] } }],
    ['expired', { wrong: { iat: now - 900, exp: now - 600 } }],
    ['from the future', { wrong: { iat: now + 900, exp: now + 1200 } }],
    ['of another issuer', { wrong: { iss: 'https://evil.example' } }],
    ['an answer of another issuer', { issuer_in_answer: 'https://evil.example' }],
    ['an answer that hides its issuer', { issuer_in_answer: null }],
    ['broken off', { error: 'access_denied' }],
    ...Object.entries(forgeries).map(([name, forge]) => [name, { forge }]),
  ];
  const before_all = events(folder);
  for (const [name, wrong] of cases) {
    behave();
    Object.assign(provider, wrong);
    const browser = new Browser(server);
    const back = await browser.sign_on();
    assert.equal(back.status, 401, `${name}: ${back.body}`);
    assert.match(back.body, /You are not signed in/, name);
    assert.equal(browser.cookies.size, 0, name);
    assert.equal((await browser.get('/groups/ps-1-5A')).status, 401, name);
  }
  assert.equal(events(folder), before_all + cases.length);
});

test('an answer works once, and only in the browser that asked', async () => {
  behave();
  const browser = new Browser(server);
  const answer = await browser.answer_of_system();
  const thief = new Browser(server);
  assert.equal((await thief.get(answer)).status, 401, 'nothing was kept there');
  const other = await thief.answer_of_system();
  const mixed = new URL(answer);
  mixed.searchParams.set('state', new URL(other).searchParams.get('state'));
  assert.equal((await browser.get(mixed.href)).status, 401, 'the state of another browser');

  const kept = new Map(browser.cookies);
  assert.equal((await browser.get(answer)).status, 303);
  const again = new Browser(server);
  again.cookies = kept;
  const replay = await again.get(answer);
  assert.equal(replay.status, 401);
  assert.match(replay.body, /each works once/);
  // Who clicked twice is signed in.
  browser.cookies = new Map([...kept, ...browser.cookies]);
  assert.equal((await browser.get(answer)).location, '/');
});

test('a sign-in that was begun before a restart can be finished after it', async () => {
  behave();
  const begun = new Browser(server);
  const answer = new URL(await begun.answer_of_system());
  const signed_on = new Browser(server);
  await signed_on.sign_on();
  await server.stop();
  server = await serve(folder, ['--no-sync', '--port', String(server.port)]);
  assert.equal((await begun.get(answer.href)).status, 303);
  const ended = await signed_on.get('/');
  assert.equal(ended.status, 401);
  assert.match(ended.body, /You were signed out/);
});

test('only who is in the roster, and only by a rule', async () => {
  behave();
  provider.person = { sub: 'nobody', affiliation: 'employee' };
  const unknown = await new Browser(server).sign_on();
  assert.equal(unknown.status, 403);
  assert.match(unknown.body, /list of staff does not have this account/);
  provider.person = { sub: '9001', affiliation: 'student' };
  const without_rule = await new Browser(server).sign_on();
  assert.equal(without_rule.status, 403);
  assert.match(without_rule.body, /nobody has said what you may do here/);
  provider.person = { sub: '9001', groups: ['care', 'x'] };
  const care = new Browser(server);
  await care.sign_on();
  assert.match((await care.get('/students?query=100029')).body, /href="\/students\/100029"/);
});

test('a link of the school\'s system leads straight to the student', async () => {
  behave();
  const browser = new Browser(server);
  const wanted = await browser.get('/students/by/sis/100001', { 'sec-fetch-dest': 'document' });
  assert.equal(wanted.status, 303, 'one system: no page between');
  assert.ok(wanted.location.startsWith(`${provider.issuer}/authorize?`));
  assert.ok(!wanted.location.includes('100001'), 'no number goes to the system');
  const back = await browser.get((await fetch(wanted.location, { redirect: 'manual' })).headers.get('location'));
  assert.equal(back.location, '/students/by/sis/100001');
  assert.equal((await browser.get(back.location)).location, '/students/100001');
  // Not there, not theirs, an unknown kind of number: one page, and an event for each.
  const before_all = events(folder);
  const pages = await Promise.all(['sis/nobody', 'sis/100029', 'bsn/100001'].map((path) => browser.get(`/students/by/${path}`)));
  for (const page of pages) {
    assert.equal(page.status, 404);
    assert.equal(page.body, pages[0].body);
  }
  assert.equal(events(folder), before_all + 3);
  // In a frame or fetched ahead nothing is begun by itself.
  const stranger = new Browser(server);
  assert.equal((await stranger.get('/students/by/sis/100001', { 'sec-fetch-dest': 'iframe' })).status, 401);
  assert.equal((await stranger.get('/sign-on/school', { 'sec-purpose': 'prefetch' })).status, 503);
});

test('the way on leads to our own pages only', async () => {
  behave();
  for (const next of ['//evil.example', 'https://evil.example/', '/\\evil.example', '/a\r\nX: y', '/\t/evil.example', 'javascript:1', '']) {
    const back = await new Browser(server).sign_on(`/sign-on/school?next=${encodeURIComponent(next)}`);
    assert.equal(back.location, '/', JSON.stringify(next));
  }
  assert.equal((await new Browser(server).get('/sign-on/nobody')).status, 404);
});

test('while a system is slow so many wait for it, the next one comes again and the others go on', async () => {
  behave();
  const inside = new Browser(server);
  await inside.sign_on();
  const people = await Promise.all(Array.from({ length: 17 }, async () => {
    const browser = new Browser(server);
    return { browser, address: await browser.answer_of_system() };
  }));
  let go;
  provider.hold = new Promise((resolve) => { go = resolve; });
  const answers = people.map(async (person) => ({ person, ...await person.browser.get(person.address) }));
  const refused = await Promise.race(answers);
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get('refresh'), '2');
  assert.equal((await inside.get('/groups/ps-1-5A')).status, 200);
  go();
  const statuses = (await Promise.all(answers)).map(({ status }) => status).sort();
  assert.deepEqual(statuses, [...Array(16).fill(303), 503]);
  const { browser, address } = refused.person;
  assert.equal((await browser.get(address)).status, 303, 'the same address again');
});

test('signing out ends the session', async () => {
  behave();
  const browser = new Browser(server);
  await browser.sign_on();
  const page = await browser.get('/students/100001');
  const csrf = page.body.match(/name="csrf" value="([^"]+)"/)[1];
  const session = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const out = await fetch(`${browser.origin}/sign-out`, {
    method: 'POST', body: new URLSearchParams({ csrf }), headers: { cookie: session, 'sec-fetch-site': 'same-origin' },
  });
  assert.equal(out.status, 200);
  assert.equal((await browser.get('/students/100001')).status, 401);
});

test('beginning over and over does not fill the browser', async () => {
  behave();
  const browser = new Browser(server);
  for (let i = 0; i < 12; i += 1) await browser.get('/sign-on/school');
  assert.ok(browser.cookies.size <= 5, `${browser.cookies.size} cookies`);
});

test('frames are for the origins that are configured, and cookies go with it', async () => {
  behave();
  const page = await new Browser(server).get('/');
  assert.match(page.headers.get('content-security-policy'), /frame-ancestors 'none'/);

  const framed = newSchool();
  configure(framed, { embed: { frame_ancestors: ['https://sis.example', 'https://*.other.example'] } });
  const other = await serve(framed, ['--no-sync']);
  const browser = new Browser(other);
  await browser.sign_on();
  for (const line of browser.set_cookies) assert.match(line, /; SameSite=None; Secure; Partitioned/);
  assert.match((await browser.get('/healthz')).headers.get('content-security-policy'),
    /frame-ancestors https:\/\/sis\.example https:\/\/\*\.other\.example;/);
  await other.stop();
});

test('behind a proxy everything is https', async () => {
  behave();
  const port = await freePort();
  const other = await serve(folder, ['--no-sync', '--port', String(port), '--behind-proxy', 'https', '--host', 'visits.example']);
  assert.match(other.output(), /https:\/\/visits\.example\/sign-on\/school\/back/);
  const asked = await ask(port, 'GET', '/sign-on/school', { headers: { Host: 'visits.example' } });
  const address = new URL(asked.headers.location);
  assert.equal(address.searchParams.get('redirect_uri'), 'https://visits.example/sign-on/school/back');
  assert.match(asked.headers['set-cookie'], /^__Host-homevisit-begun-\S+=\S+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=600$/);
  // Over http the browser would not keep that cookie, and sign in for ever.
  const plain = await ask(port, 'GET', '/students/100001', { headers: { Host: 'visits.example', 'X-Forwarded-Proto': 'http' } });
  assert.equal(plain.headers.location, 'https://visits.example/students/100001');
  await other.stop();
});

test('check says whether the system answers and its keys can be read', async () => {
  behave();
  const fine = await check(folder);
  assert.match(fine.out, /Sign-on: De <School> signs people in; its keys can be read \(1\)/);
  const away = newSchool();
  configure(away);
  const file = join(away, 'data', 'homevisit.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(provider.issuer, `${provider.issuer}/elsewhere`), { mode: 0o600 });
  const broken = await check(away);
  assert.notEqual(broken.code, 0);
  assert.match(broken.out, /! Sign-on: De <School>: .*cannot be used/);
});
