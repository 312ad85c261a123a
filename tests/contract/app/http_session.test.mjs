// A session that ends in the middle of typing, and the demonstration.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ask, signIn, visitFields } from './client.mjs';
import { newSchool, serve } from './school.mjs';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const unescaped = (text) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
    .replaceAll('&#13;', '\r').replaceAll('&amp;', '&');
const hiddenFields = (page) =>
  [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map((m) => [unescaped(m[1]), unescaped(m[2])]);

test('what was typed survives the end of a session and is recorded after signing in again', async () => {
  const server = await serve(newSchool(), ['--session-seconds', '1', '--sign-in', 'mentor:9001', '--sign-in', 'mentor:9001']);
  const first = await signIn(server, server.links[0]);
  await wait(2200);
  const late = await first.post('/students/100001/visits', visitFields(undefined, 'Twee regels:\r\n"zo" & <zo>'));
  assert.equal(late.status, 401);
  assert.match(late.body, /action="\/students\/100001\/visits"/);

  const second = await signIn(server, server.links[1]);
  const kept = hiddenFields(late.body).filter(([name]) => name !== 'csrf');
  const asked = await second.post('/students/100001/visits', kept, { csrf: '' });
  assert.equal(asked.status, 403);
  const again = hiddenFields(asked.body).filter(([name]) => name !== 'csrf');
  assert.deepEqual(again, kept);
  const sent = await second.post('/students/100001/visits', again);
  assert.equal(sent.status, 303);
  assert.match((await second.get('/students/100001')).body, /Twee regels/);
  await server.stop();
});

test('in a demonstration everybody may choose who to be, each in a session of their own', async () => {
  const server = await serve(newSchool(), ['--demo']);
  const [link] = server.links;
  const open = async () => (await ask(server.port, 'GET', link)).headers['set-cookie'].split(';')[0];
  const one = await open();
  const two = await open();
  assert.notEqual(one, two);

  const page = await ask(server.port, 'GET', '/demo', { headers: { Cookie: one } });
  assert.equal(page.status, 200);
  assert.match(page.body, /href="\/demo\/as\/mentor\/9001"/);
  assert.match(page.body, /href="\/demo\/as\/it"/);
  assert.match(page.body, /emonstrati/);

  const chosen = await ask(server.port, 'GET', '/demo/as/mentor/9001', { headers: { Cookie: one } });
  const cookie = chosen.headers['set-cookie'].split(';')[0];
  assert.equal((await ask(server.port, 'GET', '/', { headers: { Cookie: cookie } })).headers.location, '/groups/ps-1-5A');
  assert.equal((await ask(server.port, 'GET', '/', { headers: { Cookie: one } })).status, 401);
  assert.equal((await ask(server.port, 'GET', '/', { headers: { Cookie: two } })).headers.location, '/demo');
  await server.stop();
});

test('nobody chooses without the demonstration\'s link, or outside the list', async () => {
  const server = await serve(newSchool(), ['--demo']);
  assert.equal((await ask(server.port, 'GET', '/demo')).status, 401);
  assert.equal((await ask(server.port, 'GET', '/demo/as/mentor/9001')).status, 401);
  const cookie = (await ask(server.port, 'GET', server.links[0])).headers['set-cookie'].split(';')[0];
  const made_up = await ask(server.port, 'GET', '/demo/as/mentor/nobody', { headers: { Cookie: cookie } });
  assert.equal(made_up.headers.location, '/demo');
  assert.equal(made_up.headers['set-cookie'], undefined);
  await server.stop();
});

test('a name that is looked for stands in no address, and is found by who asked alone', async () => {
  const server = await serve(newSchool(), ['--sign-in', 'mentor:9001', '--sign-in', 'mentor:9001']);
  const mentor = await signIn(server, server.links[0]);
  const list = (await mentor.get('/groups/ps-1-5A')).body;
  const name = unescaped(list.match(/href="\/students\/100001"[^>]*>(?:<[^>]*>)*([^<]+)/)[1]).trim().split(' ')[0];
  const sent = await mentor.post('/find', [['page', '/students'], ['query', name]]);
  assert.equal(sent.status, 303);
  assert.equal(sent.headers.location, '/students?asked=1');
  const found = (await mentor.get(sent.headers.location)).body;
  assert.match(found, /href="\/students\/100001"/);
  for (const [, href] of found.matchAll(/href="([^"]*)"/g)) assert.ok(!unescaped(href).includes(name), href);
  assert.match(found, /href="\/students\?asked=1&amp;sort=next_contact"/);
  assert.match((await mentor.get('/students?asked=1&sort=next_contact')).body, /href="\/students\/100001"/);

  const other = await signIn(server, server.links[1]);
  assert.ok(found.includes(`name="query" value="${name}"`));
  assert.ok(!(await other.get('/students?asked=1')).body.includes(`name="query" value="${name}"`));
  for (const page of ['https://elsewhere.example/', '//elsewhere.example', '/students?query=x', ''])
    assert.equal((await mentor.post('/find', [['page', page], ['query', name]])).headers.location, '/', page);
  assert.equal((await mentor.post('/find', [['page', '/students'], ['query', '']])).headers.location, '/students');
  await server.stop();
});

test('without --demo there is no such page', async () => {
  const server = await serve(newSchool(), ['--sign-in', 'mentor:9001']);
  const mentor = await signIn(server);
  assert.equal((await mentor.get('/demo')).status, 404);
  assert.equal((await mentor.get('/demo/as/it')).status, 404);
  await server.stop();
});
