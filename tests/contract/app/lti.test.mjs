// Launches from a learning platform (LTI 1.3), as browsers meet them: who is let in and to where, what
// is refused, and how it is said.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { CLAIM, DEEP, INSTRUCTOR, LEARNER, MENTOR_OF_LEARNER } from '../../fake_sis/lti_platform.mjs';
import { Key } from '../../fake_sis/lti_tokens.mjs';
import {
  Browser, CLASS, begin, behave, end, events, linkOf, origin, platform, put, server,
} from './lti_school.mjs';

before(begin);
after(end);

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
