// Launches from a learning platform (LTI 1.3), as browsers meet them: who is let in and to where, what
// is refused, and how it is said. The platform misbehaves on order (tests/fake_sis/lti_platform.mjs).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { CLAIM, DEEP, INSTRUCTOR, LEARNER, MENTOR_OF_LEARNER, NAMES, Platform } from '../../fake_sis/lti_platform.mjs';
import { checked, Key } from '../../fake_sis/lti_tokens.mjs';
import { environment, must, newSchool, program, run, serve } from './school.mjs';

// A browser without scripts: follows nothing by itself, keeps cookies.
class Browser {
  cookies = new Map();

  async ask(url, { form, headers = {} } = {}) {
    const kept = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(url, origin), {
      redirect: 'manual',
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      headers: { 'accept-language': 'en', 'sec-fetch-site': 'cross-site', ...(kept && { cookie: kept }), ...headers },
    });
    this.lines = answer.headers.getSetCookie();
    for (const line of this.lines) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: answer.status, location: answer.headers.get('location'), headers: answer.headers, body: await answer.text() };
  }

  begin(options) {
    return this.ask('/lti/login', { form: platform.beginning(options) });
  }

  // The answer to the launch itself; `change` may alter what the platform sends back.
  async launch(options, change = (fields) => fields) {
    const begun = await this.begin(options);
    assert.equal(begun.status, 303, begun.body);
    const { action, fields } = platform.authorize(begun.location);
    this.sent = change(fields);
    return this.ask(action, { form: this.sent });
  }
}

let platform;
let folder;
let server;
let origin;

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

function configure(more) {
  const file = join(folder, 'data', 'homevisit.json');
  const config = JSON.parse(readFileSync(file, 'utf8'));
  config.lti = {
    url: origin,
    staff: { claim: 'person_sourcedid' },
    roles: [
      { role: 'care_coordinator', claim: 'roles', value: 'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator' },
      { role: 'mentor', claim: 'roles', value: 'Instructor' },
    ],
    ...more,
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
}

// A page of one launch, and the link into the course that it was launched from.
const CLASS = /^\/lti\/class\/[\w-]{20,}$/;
const linkOf = ({ location }) => location.replace('/lti/class/', '/lti/link/');

// Puts the chosen link into the course: what the platform was sent, and where.
async function put(browser, path) {
  const ready = await browser.ask(path);
  assert.equal(ready.status, 200, ready.body);
  const [, action] = ready.body.match(/<form method="post" action="([^"]+)"/);
  const [, token] = ready.body.match(/name="JWT" value="([^"]+)"/);
  const sent = await fetch(action, { method: 'POST', body: new URLSearchParams({ JWT: token }) });
  assert.equal(sent.status, 200, await sent.text());
  return { ready, action, claims: platform.deepLinks.at(-1) };
}

const tool = () => JSON.parse(must(folder, ['--json', 'lti', 'show']));
// What `homevisit check` says. Not by run(): the platforms answer in this process meanwhile.
const check = (...args) => new Promise((resolve) => {
  execFile(program, ['check', ...args], { cwd: folder, env: environment(folder), timeout: 60000 },
    (error, out) => resolve({ code: error ? error.code : 0, out }));
});
const events = () => Number(must(folder, ['audit', 'verify']).match(/^(\d+)/)[1]);

function behave() {
  Object.assign(platform, {
    user: { sub: 'u9', name: 'Canary Teacher', email: 'canary@school.example', [`${CLAIM}lis`]: { person_sourcedid: '9001' } },
    roles: [INSTRUCTOR], order: {}, pageSize: 2, membersStatus: 200,
    members: [
      { user_id: 'u1', lis_person_sourcedid: '100002', roles: [LEARNER], name: 'Canary One', status: 'Active' },
      { user_id: 'u2', lis_person_sourcedid: '100001', roles: ['Learner'], email: 'canary@school.example' },
      { user_id: 'u3', lis_person_sourcedid: '9001', roles: [INSTRUCTOR] },
      { user_id: 'u4', lis_person_sourcedid: 'not-in-the-roster', roles: [LEARNER] },
      { user_id: 'u5', lis_person_sourcedid: '100003', roles: [LEARNER], status: 'Inactive' },
    ],
  });
}

before(async () => {
  platform = await Platform.start();
  folder = newSchool();
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  configure({ platforms: [{ name: 'learn', ...platform.asConfigured }] });
  platform.use(tool());
  server = await serve(folder, ['--no-sync', '--port', String(port)]);
});
after(async () => {
  await server.stop();
  await platform.stop();
});

// First, while nobody has looked at a file: looks are events too.
test('who is refused reads why, and no more', async () => {
  const now = Math.floor(Date.now() / 1000);
  const other = new Key('another');
  const cases = [
    ['the nonce of another launch', { claims: { nonce: 'another' } }],
    ['for another tool', { claims: { aud: 'another' } }],
    ['for another tool too', { claims: { aud: [platform.clientId, 'another'] } }],
    ['expired', { claims: { iat: now - 900, exp: now - 600 } }],
    ['not signed', { algorithm: 'none' }],
    ['signed with the public key', { algorithm: 'HS256' }],
    ['of an unknown key', { key: other }],
    ['of another key by the name of ours', { key: other, kid: platform.key.kid }],
    ['of another issuer', { claims: { iss: 'https://evil.example' } }],
    ['of another deployment', { claims: { [`${CLAIM}deployment_id`]: 'another' } }],
    ['without a deployment', { without: [`${CLAIM}deployment_id`] }],
    ['without a version', { without: [`${CLAIM}version`] }],
    ['without roles', { without: [`${CLAIM}roles`] }],
    ['without saying who', { without: [`${CLAIM}lis`] }],
    ['of a pupil', { claims: { [`${CLAIM}roles`]: [LEARNER] } }],
    ['of a pupil who also teaches', { claims: { [`${CLAIM}roles`]: [INSTRUCTOR, LEARNER] } }],
    ['of a parent', { claims: { [`${CLAIM}roles`]: [MENTOR_OF_LEARNER] } }],
    ['of who looks after a learner', { claims: { [`${CLAIM}role_scope_mentor`]: ['u1'] } }],
    ['of nobody in the roster', { claims: { [`${CLAIM}lis`]: { person_sourcedid: 'nobody' } } }],
    ['of a role without a rule', { claims: { [`${CLAIM}roles`]: ['ContentDeveloper'] } }],
  ];
  const before_all = events();
  for (const [name, order] of cases) {
    behave();
    platform.order = order;
    const browser = new Browser();
    const answer = await browser.launch();
    assert.ok([401, 403].includes(answer.status), `${name}: ${answer.status} ${answer.location}`);
    assert.match(answer.body, /not opened/, name);
    assert.doesNotMatch(answer.body, /Canary|canary|evil/, name);
    assert.equal(browser.cookies.size, 0, name);
  }
  assert.equal(events(), before_all + cases.length, 'each is in the audit');
});

test('a student who is not to be seen, and one who does not exist, make the same page', async () => {
  behave();
  const pages = [];
  const before_all = events();
  for (const student of ['100029', 'no-such-student']) {
    const answer = await new Browser().launch({ extra: { student } });
    assert.equal(answer.status, 404);
    pages.push(answer.body);
  }
  assert.equal(pages[0], pages[1]);
  assert.equal(events(), before_all + 2);
});

test('a launch that names a student opens the file, in the language of the platform', async () => {
  behave();
  const browser = new Browser();
  const answer = await browser.launch({ extra: { student: '100001' } });
  assert.equal(answer.status, 303, answer.body);
  assert.equal(answer.location, '/students/100001');
  const session = browser.lines.find((line) => line.startsWith(`homevisit-${server.port}=`));
  assert.match(session, /; HttpOnly; SameSite=None; Secure; Partitioned$/);
  assert.equal(browser.cookies.size, 1, 'what was kept for the way is gone');
  const panel = await browser.ask(answer.location);
  assert.equal(panel.status, 200);
  assert.match(panel.body, /<html lang="nl"/);
  assert.match(panel.headers.get('content-security-policy'),
    new RegExp(`frame-ancestors[^;]* ${platform.origin}`));
});

test('without one, the students of the class are there to choose, from every page of the list', async () => {
  behave();
  const browser = new Browser();
  const answer = await browser.launch();
  assert.match(answer.location, CLASS);
  const pages = platform.counts.members;
  const list = await browser.ask(answer.location);
  assert.equal(list.status, 200, list.body);
  assert.equal(platform.counts.members - pages, 3, 'five members, two a page');
  const shown = [...list.body.matchAll(/href="\/students\/(\d+)"/g)].map(([, id]) => id).sort();
  assert.deepEqual(shown, ['100001', '100002'], 'neither colleagues, nor who has left, nor strangers');
  assert.match(list.body, /Nog 1 staan niet in uw lijst/);
  assert.doesNotMatch(list.body, /Canary/);
  // The token is kept for the next time.
  const tokens = platform.counts.token;
  await browser.ask(answer.location);
  assert.equal(platform.counts.token, tokens);
});

test('a platform that does not name the class is at fault, and the mentor can go on', async () => {
  behave();
  platform.membersStatus = 500;
  const browser = new Browser();
  const { location } = await browser.launch();
  const list = await browser.ask(location);
  assert.equal(list.status, 503);
  assert.match(list.body, /De leeromgeving geeft de leerlingen van deze klas nu niet. Kies de leerling in uw eigen klassen/);
  assert.match(list.body, /href="\/"/);
});

test('learners whose number is not shared are counted, and not said to be somebody else\'s', async () => {
  behave();
  for (const member of platform.members) delete member.lis_person_sourcedid;
  const browser = new Browser();
  const { location } = await browser.launch();
  const list = await browser.ask(location);
  assert.match(list.body, /Van nog 3 zegt de leeromgeving niet wie het zijn/);
  assert.doesNotMatch(list.body, /Geen van de leerlingen/);
});

test('a launch that is sent again by who is signed in leads back to the page', async () => {
  behave();
  const browser = new Browser();
  const answer = await browser.launch({ extra: { student: '100001' } });
  await browser.ask(answer.location);
  const again = await browser.ask('/lti/launch', { form: browser.sent });
  assert.equal(again.status, 303, again.body);
  assert.equal(again.location, '/students/100001');
});

test('a launch may name a page of ours', async () => {
  behave();
  platform.order = { claims: { [`${CLAIM}target_link_uri`]: `${origin}/students/by/sis/100002` } };
  const browser = new Browser();
  assert.equal((await browser.launch()).location, '/students/by/sis/100002');
  assert.equal((await browser.ask('/students/by/sis/100002')).location, '/students/100002');
});

test('a link for a course: to a student, or to the class', async () => {
  behave();
  const browser = new Browser();
  const answer = await browser.launch({ deep: true });
  assert.match(answer.location, CLASS);
  const choice = await browser.ask(answer.location);
  const whole = linkOf(answer);
  assert.ok(choice.body.includes(`href="${whole}"`));
  for (const [path, custom] of [[`${whole}/100001`, { student: '100001' }], [whole, undefined]]) {
    const { ready, action, claims } = await put(browser, path);
    assert.equal(action, `${platform.origin}/deep`);
    assert.match(ready.headers.get('content-security-policy'), new RegExp(`form-action 'self' ${platform.origin};`));
    assert.equal(claims[`${DEEP}data`], 'kept by the platform');
    const [item] = claims[`${DEEP}content_items`];
    assert.deepEqual(item.custom, custom);
    assert.equal(item.url, `${origin}/lti/launch`);
    assert.equal(item.title, 'Huisbezoeken', 'which names nobody');
  }
  assert.equal((await browser.ask(`${whole}/100029`)).status, 404, 'not the student of another class');
});

test('two links are chosen at a time in one browser, and each lands in its own course', async () => {
  behave();
  const browser = new Browser();
  const courses = [];
  for (const name of ['first', 'second']) {
    platform.order = { claims: { [`${DEEP}deep_linking_settings`]: {
      deep_link_return_url: `${platform.origin}/deep?course=${name}`, accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['iframe'], data: `course ${name}`,
    } } };
    courses.push({ name, answer: await browser.launch({ deep: true }) });
  }
  // The one that was opened first is chosen in first, while the other waits, and once more after it.
  for (const { name, answer } of [courses[0], courses[1], courses[0]]) {
    assert.equal((await browser.ask(answer.location)).status, 200);
    const { action, claims } = await put(browser, `${linkOf(answer)}/100001`);
    assert.equal(action, `${platform.origin}/deep?course=${name}`);
    assert.equal(claims[`${DEEP}data`], `course ${name}`);
  }
});

test('nobody chooses in the launch of another', async () => {
  behave();
  const { location } = await new Browser().launch();
  const other = new Browser();
  platform.user[`${CLAIM}lis`] = { person_sourcedid: '9002' };
  await other.launch();
  const refused = await other.ask(location);
  assert.equal(refused.status, 401);
  assert.match(refused.body, /te lang geleden geopend/);
  assert.doesNotMatch(refused.body, /href="\/students/);
});

test('a launch works once, and only in the browser that began it', async () => {
  behave();
  const browser = new Browser();
  const begun = await browser.begin();
  const kept = new Map(browser.cookies);
  const { action, fields } = platform.authorize(begun.location);
  assert.equal((await new Browser().ask(action, { form: fields })).status, 401, 'another browser');
  const mixed = new Browser();
  await mixed.begin();
  assert.equal((await mixed.ask(action, { form: fields })).status, 401, 'begun by another one');
  assert.equal((await browser.ask(action, { form: fields })).status, 303);
  const again = new Browser();
  again.cookies = kept;
  const replay = await again.ask(action, { form: fields });
  assert.equal(replay.status, 401);
  assert.match(replay.body, /each works once/);
});

test('a platform that declines is believed', async () => {
  behave();
  const answer = await new Browser().launch({}, ({ state }) => ({ state, error: 'login_required' }));
  assert.equal(answer.status, 401);
  assert.match(answer.body, /did not say who you are/);
});

test('where a browser keeps nothing in a frame, a window of its own is offered', async () => {
  behave();
  const begun = await new Browser().begin();
  const { action, fields } = platform.authorize(begun.location);
  const page = await new Browser().ask(action, { form: fields });
  assert.equal(page.status, 401);
  assert.match(page.body, /<form method="post" action="\/lti\/login" target="_blank">/);
  const again = Object.fromEntries([...page.body.matchAll(/name="([^"]+)" value="([^"]*)"/g)]
    .map(([, name, value]) => [name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')]));
  assert.deepEqual(again, platform.beginning());
  assert.match(page.headers.get('content-security-policy'), new RegExp(`form-action 'self' ${platform.origin};`),
    'where the form is sent on to');
  const browser = new Browser();
  const second = await browser.ask('/lti/login', { form: again });
  const launch = platform.authorize(second.location);
  assert.equal((await browser.ask(launch.action, { form: launch.fields })).status, 303);
});

test('whoever begins from elsewhere, or for elsewhere, gets no further', async () => {
  behave();
  for (const change of [{ iss: 'https://evil.example' }, { client_id: 'another' }, { target_link_uri: 'https://evil.example/' }]) {
    const answer = await new Browser().ask('/lti/login', { form: { ...platform.beginning(), ...change } });
    assert.equal(answer.status, 401);
    assert.equal(answer.location, null);
  }
  assert.equal((await new Browser().ask('/lti/login')).status, 400);
  // By an address it works as well: platforms may choose.
  const query = new URLSearchParams(platform.beginning());
  assert.equal((await new Browser().ask(`/lti/login?${query}`)).status, 303);
});

test('who was launched and is signed out reads to come again by the platform, not by a link that is not there', async () => {
  const strangers = await new Browser().ask('/');
  assert.equal(strangers.status, 401);
  assert.match(strangers.body, /Please sign in/);
  assert.match(strangers.body, /from your learning platform/);
  assert.doesNotMatch(strangers.body, /sign-in link/);
  const browser = new Browser();
  browser.cookies.set(`homevisit-${server.port}`, 'of-a-session-that-ended');
  assert.match((await browser.ask('/')).body, /You were signed out/);
});

test('what was typed in a frame when the session ended is kept, and a second launch lets it be sent', async () => {
  behave();
  const browser = new Browser();
  await browser.launch({ extra: { student: '100001' } });
  const framed = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe' };
  const { body } = await browser.ask('/students/100001/visits/new', { headers: framed });
  const [, csrf] = body.match(/name="csrf" value="([^"]+)"/);
  const form = { csrf, '/report/key_points/0': 'Speelt graag buiten' };
  const { cookies } = browser;
  browser.cookies = new Map();
  const kept = await browser.ask('/students/100001/visits', { form, headers: framed });
  assert.equal(kept.status, 401);
  assert.match(kept.body, /Speelt graag buiten/);
  assert.match(kept.body, /open the home visits once more in another tab the way you opened them here/);
  assert.doesNotMatch(kept.body, /Sign in in another tab/);
  browser.cookies = cookies;
});

test('our own forms still refuse what another site sends', async () => {
  behave();
  const browser = new Browser();
  await browser.launch({ extra: { student: '100001' } });
  const answer = await browser.ask('/students/100001/visits', { form: { csrf: 'x' } });
  assert.equal(answer.status, 403);
});

test('our keys are renewed without a gap', async () => {
  const published = async () => (await (await fetch(`${origin}/lti/keys`)).json()).keys;
  const [old] = await published();
  assert.deepEqual(Object.keys(old).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
  const { key } = JSON.parse(must(folder, ['--json', 'lti', 'renew-key']));
  assert.deepEqual((await published()).map(({ kid }) => kid), [old.kid, key]);
  assert.equal(tool().key, old.kid, 'which signs until platforms can know the new one');
  behave();
  const browser = new Browser();
  const { body } = await browser.ask(linkOf(await browser.launch({ deep: true })));
  const [, token] = body.match(/name="JWT" value="([^"]+)"/);
  assert.equal(checked(token, await published()).header.kid, old.kid);
});

test('a platform registers itself by a link that works once', async () => {
  const newcomer = await Platform.start();
  try {
    newcomer.clientId = 'client-of-newcomer';
    newcomer.registrationToken = 'ticket';
    const configuration = `${newcomer.origin}/configuration`;
    const query = `?openid_configuration=${encodeURIComponent(configuration)}&registration_token=ticket`;
    const closed = await new Browser().ask(`/lti/register/made-up${query}`);
    assert.equal(closed.status, 401, 'nobody was invited');
    const { url } = JSON.parse(must(folder, ['--json', 'lti', 'register', '--minutes', '5']));
    assert.match(must(folder, ['lti', 'show']), /may register itself until/);
    const wrong = await new Browser().ask(url.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')) + query);
    assert.equal(wrong.status, 401);
    assert.equal(newcomer.registered.length, 0);
    // Another's word for the host is not taken; the link is still good.
    newcomer.issuer = 'https://evil.example';
    assert.equal((await new Browser().ask(url + query)).status, 422);
    newcomer.issuer = undefined;
    const done = await new Browser().ask(url + query);
    assert.equal(done.status, 200, done.body);
    assert.match(done.headers.get('content-security-policy'), new RegExp(`frame-ancestors[^;]* ${newcomer.origin}`));
    assert.match(done.body, /src="\/lti\/close.js"/);
    assert.equal(done.headers.get('cross-origin-opener-policy'), 'unsafe-none', 'the script speaks to the opener');
    assert.equal((await new Browser().ask('/')).headers.get('cross-origin-opener-policy'), 'same-origin');
    const [asked] = newcomer.registered;
    assert.deepEqual(asked.redirect_uris, [`${origin}/lti/launch`]);
    assert.equal(asked.scope, `${NAMES}scope/contextmembership.readonly`);
    newcomer.registrationToken = 'ticket';
    assert.equal((await new Browser().ask(url + query)).status, 401, 'used up');

    newcomer.use(tool());
    const first = platform;
    try {
      platform = newcomer;
      behave();
      const browser = new Browser();
      const answer = await browser.launch({ extra: { student: '100001' } });
      assert.equal(answer.location, '/students/100001', answer.body);
      assert.match((await browser.ask(answer.location)).headers.get('content-security-policy'),
        new RegExp(`frame-ancestors[^;]* ${newcomer.origin}`), 'without a restart');
      assert.equal(run(folder, ['lti', 'forget', newcomer.origin, newcomer.clientId]).code, 0);
      assert.equal((await new Browser().begin()).status, 401);
      assert.doesNotMatch((await browser.ask(answer.location)).headers.get('content-security-policy'),
        new RegExp(newcomer.origin), 'whose pages may show ours no longer, at once');
    } finally {
      platform = first;
    }
  } finally {
    await newcomer.stop();
  }
});

test('a platform that does not say its deployment is to be put into the configuration', async () => {
  const newcomer = await Platform.start();
  try {
    Object.assign(newcomer, { clientId: 'client-of-silent', registrationToken: 'ticket', deployment: null });
    const { url } = JSON.parse(must(folder, ['--json', 'lti', 'register', '--minutes', '5']));
    const done = await new Browser().ask(`${url}?openid_configuration=${encodeURIComponent(`${newcomer.origin}/configuration`)}&registration_token=ticket`);
    assert.equal(done.status, 200, done.body);
    assert.match(done.body, /deployment id.*homevisit.json.*homevisit lti show/);
    assert.doesNotMatch(done.body, /close.js/, 'it stays to be read');
    const shown = must(folder, ['lti', 'show']);
    const lines = shown.split('\n').find((line) => line.includes('"deployments":["ID"]'));
    assert.deepEqual(JSON.parse(lines), { name: JSON.parse(lines).name, ...newcomer.asConfigured, deployments: ['ID'] });
    const looked = await check();
    assert.equal(looked.code, 1, 'which it is not fine with');
    assert.match(looked.out, /! Learning platform: .*nobody can be launched from there, since its deployment id is not known/);
    assert.match(looked.out, /registered itself and may launch; its keys can be read \(1\)/);
    must(folder, ['lti', 'forget', newcomer.origin, newcomer.clientId]);
  } finally {
    await newcomer.stop();
  }
});

// A server of its own for `work`, where one platform is known; by `settings` else.
async function with_another(settings, work) {
  const kept = [platform, origin];
  platform = await Platform.start();
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  try {
    configure({ platforms: [{ name: 'another', ...platform.asConfigured }], ...settings });
    platform.use(tool());
    const own = await serve(folder, ['--no-sync', '--port', String(port)]);
    try {
      behave();
      await work(own);
    } finally {
      await own.stop();
    }
  } finally {
    await platform.stop();
    [platform, origin] = kept;
  }
}

test('the numbers of a platform name people of that platform alone', async () => {
  await with_another({ staff: { claim: 'sub' }, roles: [{ role: 'mentor' }] }, async () => {
    platform.user.sub = '9001';
    assert.equal((await new Browser().launch()).status, 303);
    // Where no rule asks for a role, the platform must at least call them staff.
    platform.roles = ['Pupil'];
    assert.equal((await new Browser().launch()).status, 403);
    platform.roles = ['urn:lti:role:ims/lis/Learner', INSTRUCTOR];
    assert.equal((await new Browser().launch()).status, 403);

    const newcomer = await Platform.start();
    try {
      newcomer.registrationToken = 'ticket';
      const { url } = JSON.parse(must(folder, ['--json', 'lti', 'register', '--minutes', '5']));
      const answer = await new Browser().ask(`${url}?openid_configuration=${encodeURIComponent(`${newcomer.origin}/configuration`)}&registration_token=ticket`);
      assert.equal(answer.status, 403, answer.body);
      assert.match(answer.body, /the same number is somebody else in another/);
      assert.equal(newcomer.registered.length, 0, 'it was not asked for anything');

      const both = [{ name: 'a', ...platform.asConfigured }, { name: 'b', ...newcomer.asConfigured }];
      configure({ staff: { claim: 'sub' }, platforms: both });
      const refused = run(folder, ['lti', 'show']);
      assert.notEqual(refused.code, 0);
      assert.match(refused.err, /lti\/platforms\/0/);
      for (const one of both) one.staff = { claim: 'sub' };
      configure({ staff: { claim: 'sub' }, platforms: both });
      must(folder, ['lti', 'show']);
    } finally {
      await newcomer.stop();
    }
  });
});

// `work` while somebody's launch waits for the keys of a platform that is slow. `launch()` sends another
// one; `go()` lets the platform answer.
async function whileItIsSlow(work) {
  await with_another({}, async (own) => {
    let go;
    platform.hold = new Promise((resolve) => { go = resolve; });
    const launch = async () => {
      const browser = new Browser();
      const { action, fields } = platform.authorize((await browser.begin()).location);
      return { browser, answer: browser.ask(action, { form: fields }) };
    };
    const waiting = async () => {
      const asked = platform.counts.jwks;
      const one = await launch();
      for (let i = 0; platform.counts.jwks === asked && i < 1000; ++i) await new Promise((resolve) => { setTimeout(resolve, 10); });
      assert.equal(platform.counts.jwks, asked + 1);
      return one;
    };
    try {
      await work({ own, launch, waiting, go });
    } finally {
      go();
    }
  });
}

test('while a platform is slow, everybody else is answered, whatever connection they have', async () => {
  await whileItIsSlow(async ({ own, waiting, go }) => {
    // More connections that are kept open than a server has threads for.
    const agents = Array.from({ length: 16 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
    const healthy = (agent) => new Promise((resolve, reject) => {
      request({ port: own.port, path: '/healthz', agent }, (answer) => {
        const { localPort } = answer.socket;
        answer.resume().on('end', () => resolve(localPort));
      }).on('error', reject).setTimeout(5000, function late() { this.destroy(new Error('no answer')); }).end();
    });
    try {
      const ports = await Promise.all(agents.map(healthy));
      const held = [await waiting(), await waiting()];
      assert.deepEqual(await Promise.all(agents.map(healthy)), ports, 'on the connections that were open');
      go();
      for (const { answer } of held) assert.equal((await answer).status, 303);
    } finally {
      for (const agent of agents) agent.destroy();
    }
  });
});

test('a platform that is slow is asked by so many at a time, and the others come again', async () => {
  await whileItIsSlow(async ({ launch, go }) => {
    const all = await Promise.all(Array.from({ length: 17 }, async () => {
      const one = await launch();
      return { ...one, answer: one.answer.then((answer) => ({ ...answer, one })) };
    }));
    const refused = await Promise.race(all.map(({ answer }) => answer));
    assert.equal(refused.status, 503);
    go();
    const answers = await Promise.all(all.map(({ answer }) => answer));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [...Array(16).fill(303), 503]);
    assert.match(refused.body, /<form method="post" action="\/lti\/launch">/);
    const form = Object.fromEntries([...refused.body.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    assert.equal((await refused.one.browser.ask('/lti/launch', { form })).status, 303, 'it was not used up');
  });
});

test('a server that stops waits for no other system: who waits is told, and it ends as it should', async () => {
  await whileItIsSlow(async ({ own, waiting }) => {
    const { answer } = await waiting();
    const ended = own.stop();
    const told = await answer;
    assert.equal(told.status, 503, told.body);
    assert.match(told.body, /was being stopped. Try again in a minute/);
    assert.deepEqual(await ended, { code: 0, signal: null });
  });
});

test('a platform whose keys were renewed is believed again', async () => {
  const renewed = await Platform.start();
  const first = platform;
  try {
    platform = renewed;
    configure({ platforms: [{ name: 'renewed', ...renewed.asConfigured }] });
    renewed.use(tool());
    renewed.rotate({ algorithm: 'ES256', keepOld: true });
    const port = await freePort();
    const before_port = origin;
    origin = `http://127.0.0.1:${port}`;
    configure({ platforms: [{ name: 'renewed', ...renewed.asConfigured }] });
    renewed.use(tool());
    const own = await serve(folder, ['--no-sync', '--port', String(port)]);
    try {
      behave();
      assert.equal((await new Browser().launch()).status, 303);
      // Published, but never asked for in the same minute: forged tokens must cost it nothing.
      renewed.rotate();
      assert.equal((await new Browser().launch()).status, 401);
      assert.equal(renewed.counts.jwks, 1);
    } finally {
      await own.stop();
      origin = before_port;
    }
  } finally {
    platform = first;
    await renewed.stop();
  }
});

test('what to enter in a platform is told, and what the configuration may not say', () => {
  const shown = must(folder, ['lti', 'show']);
  for (const part of ['/lti/launch', '/lti/login', '/lti/keys', 'student=ID']) assert.ok(shown.includes(part), part);
  configure({ url: 'http://visits.example' });
  const refused = run(folder, ['lti', 'show']);
  assert.notEqual(refused.code, 0);
  assert.match(refused.err, /https/);
});

test('check looks at each platform, and says what to do where its keys cannot be read', async () => {
  const other = await Platform.start();
  try {
    configure({ platforms: [{ name: 'learn', ...platform.asConfigured }, { name: 'teach', ...other.asConfigured }] });
    const asked = platform.counts.jwks;
    assert.match((await check()).out, /^ {2}Learning platform: teach may launch; its keys can be read \(1\)\.$/m);
    assert.equal(platform.counts.jwks, asked + 1);
    assert.doesNotMatch((await check('--offline')).out, /Learning platform/, 'nobody is asked');
    assert.equal(platform.counts.jwks, asked + 1);
    await other.stop();
    const looked = await check();
    assert.equal(looked.code, 1);
    assert.match(looked.out, /! Learning platform: teach: its keys cannot be read, so nobody can be launched from there\./);
    assert.ok(looked.out.includes(`Open ${other.origin}/jwks from this machine`));
    assert.match(looked.out, /^ {2}Learning platform: learn may launch/m);
    configure({ platforms: undefined });
    assert.match((await check('--offline')).out, /- Learning platform: No learning platform is known/);
  } finally {
    configure({ platforms: [{ name: 'learn', ...platform.asConfigured }] });
  }
});
