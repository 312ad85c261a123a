// /metrics: Prometheus text as its format wants it (prometheus.io, exposition formats, 0.0.4), for this machine alone.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { test } from 'node:test';

import { ask, signIn, visitFields } from './client.mjs';
import { newSchool, serve } from './school.mjs';

const name = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

// Every family has HELP, then TYPE, then its samples together; none comes twice.
function parse(text) {
  assert.ok(text.endsWith('\n'), 'the last line ends');
  const families = new Map();
  let family = null;
  let helped = null;
  for (const line of text.split('\n').slice(0, -1)) {
    const help = line.match(/^# HELP (\S+) (.+)$/);
    const type = line.match(/^# TYPE (\S+) (counter|gauge|histogram|summary|untyped)$/);
    if (help) {
      helped = help[1];
      assert.match(helped, name);
    } else if (type) {
      assert.equal(type[1], helped, 'TYPE follows its HELP');
      assert.ok(!families.has(type[1]), `${type[1]} comes once`);
      family = { type: type[2], samples: new Map() };
      families.set(type[1], family);
    } else {
      const sample = line.match(/^([^\s{]+)(\{[^}]*\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/);
      assert.ok(sample, `a sample: ${line}`);
      assert.equal(sample[1], [...families.keys()].at(-1), 'samples stand with their family');
      if (sample[2]) assert.match(sample[2], /^\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*")*\}$/);
      assert.ok(!family.samples.has(sample[2] ?? ''), `${line} comes once`);
      family.samples.set(sample[2] ?? '', Number(sample[3]));
    }
  }
  for (const [key, { type, samples }] of families) {
    assert.ok(samples.size > 0, key);
    if (type === 'counter') assert.match(key, /_total$/);
  }
  return families;
}

test('the figures are in the format, are right, and name nobody', async () => {
  const server = await serve(newSchool(), ['--metrics', '--sign-in', 'mentor:9001']);
  const mentor = await signIn(server);
  await mentor.post('/students/100001/visits', visitFields(undefined, 'Geheim'));
  let families;
  let answer;
  for (const end = Date.now() + 20000; Date.now() < end; ) {
    answer = await ask(server.port, 'GET', '/metrics');
    families = parse(answer.body);
    if (families.get('homevisit_deliveries_total').samples.get('') === 1) break;
  }
  assert.equal(answer.headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
  const value = (family, labels = '') => families.get(family).samples.get(labels);
  assert.equal(value('homevisit_deliveries_total'), 1);
  assert.equal(value('homevisit_outbox_items', '{state="queued"}'), 0);
  assert.equal(value('homevisit_outbox_items', '{state="stopped"}'), 0);
  assert.equal(value('homevisit_outbox_oldest_age_seconds'), 0);
  assert.equal(value('homevisit_system_up'), 1);
  assert.equal(value('homevisit_sync_running'), 1);
  assert.equal(value('homevisit_roster_students'), 30);
  const now = Date.now() / 1000;
  assert.ok(Math.abs(value('homevisit_last_success_timestamp_seconds') - now) < 120);
  assert.ok(Math.abs(value('homevisit_roster_read_timestamp_seconds') - now) < 300);
  assert.doesNotMatch(answer.body, /9001|100001|Geheim|Wilgenhof/);
  await server.stop();
});

test('what comes through a proxy finds no such page', async () => {
  const server = await serve(newSchool(), ['--metrics']);
  const through = [['X-Forwarded-For', '198.51.100.7'], ['X-Forwarded-For', ''], ['Forwarded', 'for=198.51.100.7'],
    ['X-Forwarded-Proto', 'https'], ['X-Real-IP', '198.51.100.7'], ['Via', '1.1 proxy']];
  const nowhere = await ask(server.port, 'GET', '/nowhere');
  for (const [header, value] of through) {
    const answer = await ask(server.port, 'GET', '/metrics', { headers: { [header]: value } });
    assert.equal(answer.status, 404, header);
    assert.equal(answer.body, nowhere.body, header);
  }
  assert.equal((await ask(server.port, 'GET', '/metrics')).status, 200);
  await server.stop();
});

test('a proxy that says nothing of itself is known by the name it asks for', async () => {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  const server = await serve(newSchool(), ['--metrics', '--port', String(port), '--behind-proxy', 'https',
    '--host', 'visits.school.example']);
  const ofName = (Host) => ask(port, 'GET', '/metrics', { headers: { Host } });
  assert.equal((await ofName('visits.school.example')).status, 404);
  assert.equal((await ofName(`127.0.0.1:${port}`)).status, 200);
  await server.stop();
});

test('without --metrics there is no such page', async () => {
  const server = await serve(newSchool());
  assert.equal((await ask(server.port, 'GET', '/metrics')).status, 404);
  await server.stop();
});
