// `homevisit sync`, `status` and `outbox` against a system that is away, comes back, and is killed beside.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { signIn, visitFields } from './client.mjs';
import { environment, must, newFolder, newSchool, program, run, serve } from './school.mjs';

const meadow = {};
before(async () => {
  meadow.process = spawn(process.execPath, [process.env.HOMEVISIT_MEADOW], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(meadow.process.stdout, 'data');
  meadow.base = `http://127.0.0.1:${JSON.parse(line).port}/meadow`;
});
after(() => meadow.process.stdin.end());

const control = (name, body) =>
  fetch(`${meadow.base}/${name}/control`, { method: body ? 'POST' : 'GET', body: body && JSON.stringify(body) })
    .then((answer) => answer.json());

const until = async (what, condition) => {
  for (const end = Date.now() + 30000; Date.now() < end; ) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never: ${what}`);
};

// A school at Meadow, with one class of mentor m1.
let schools = 0;
async function newMeadowSchool(more = {}) {
  const name = `school${++schools}`;
  await control(name, { roster: {
    pupils: [1, 2, 3, 4].map((n) => ({ number: `p${n}`, called: 'Ada', surname: 'Vos', class: 'k1' })),
    carers: [], classes: [{ id: 'k1', name: '5b', mentors: ['m1'] }],
    staff: [{ id: 'm1', called: 'Noor', surname: 'Bos' }],
  } });
  const folder = newFolder();
  must(folder, ['init', '--school', 'De Wilgenhof']);
  const file = join(folder, 'data/homevisit.json');
  const config = JSON.parse(readFileSync(file, 'utf8'));
  Object.assign(config, {
    adapter: { name: 'meadow', path: process.env.HOMEVISIT_MEADOW_ADAPTER,
      config: { url: `${meadow.base}/${name}`, secret: 'meadow' } },
    secrets: { meadow: { file: join(folder, 'key') } },
    delivery: { lease_ms: 3000, send_within_ms: 2000, settle_ms: 500, pause_least_ms: 300, pause_most_ms: 300 },
    ...more,
  });
  writeFileSync(join(folder, 'key'), 'meadow', { mode: 0o600 });
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  must(folder, ['refresh']);
  return { name, folder };
}

const record = (folder, count) => {
  for (let i = 0; i < count; ++i) {
    must(folder, ['call', 'visit.record', '-', '--as', 'mentor:m1'], JSON.stringify({
      submission: `sync-${schools}-${i}-${process.pid}`, student: `p${(i % 4) + 1}`,
      date: new Date(Date.now() - 864e5).toISOString().slice(0, 10), visitors: ['m1'],
      report: { key_points: [`Gesprek ${i}`] } }));
  }
};

function sync(folder, args = []) {
  const child = spawn(program, ['--language', 'en', 'sync', ...args], {
    cwd: folder, env: environment(folder), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  return { child, ended, output: () => output };
}

const status = (folder) => JSON.parse(must(folder, ['--json', 'status']));
const markers = async (name) => (await control(name)).log.map((write) => write.reference);

test('--once files what waits and ends with 0', async () => {
  const { name, folder } = await newMeadowSchool();
  record(folder, 3);
  const done = run(folder, ['--language', 'en', 'sync', '--once']);
  assert.equal(done.code, 0, done.err);
  assert.match(done.out, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d 3 filed, 0 wait$/m);
  assert.equal((await markers(name)).length, 3);
  assert.doesNotMatch(done.out + done.err, /Ada|Vos|Noor|Gesprek|p1/);
  assert.equal(run(folder, ['--language', 'en', 'sync', '--once']).out, 'Nothing was to be done.\n');
  assert.equal(run(folder, ['sync', '--once', '--quiet']).out, '');
});

test('entries that nothing has ever delivered are no good state, from the first on', async () => {
  const { folder } = await newMeadowSchool();
  record(folder, 1);
  const before = run(folder, ['--language', 'en', 'status']);
  assert.match(before.out, /1 entry waits, and no program delivers it\./);
  assert.doesNotMatch(before.out, /All is well|0 minutes/);
  run(folder, ['sync', '--once']);
  record(folder, 1);
  assert.match(run(folder, ['--language', 'en', 'status']).out, /All is well/, 'somebody comes by now and then');
});

test('a system that is away: exit 4, said in words, and everything goes when it is back', async () => {
  const { name, folder } = await newMeadowSchool();
  record(folder, 2);
  await control(name, { away: [[0, 1e15]] });
  const away = run(folder, ['--language', 'en', 'sync', '--once']);
  assert.equal(away.code, 4);
  assert.match(away.out, /has not been reachable since today at .* 2 entries wait/);
  const said = must(folder, ['--language', 'en', 'status']);
  assert.match(said, /The student system has not been reachable since today at/);
  assert.match(said, /What went wrong +\S/);
  assert.match(must(folder, ['--language', 'nl', 'status']), /Het leerlingsysteem is niet bereikbaar sinds/);
  await control(name, { away: [] });
  await until('both are filed', () => run(folder, ['sync', '--once']).code === 0 && status(folder).outbox.done === 2);
  assert.match(must(folder, ['--language', 'en', 'status']), /Synchronising +now and then; last today at/);
  assert.match(must(folder, ['--language', 'nl', 'status']), /Synchroniseren +af en toe; voor het laatst vandaag om/);
  assert.equal((await markers(name)).length, 2);
});

test('what needs a person: exit 5, listed with why, and decided', async () => {
  const { name, folder } = await newMeadowSchool();
  record(folder, 1);
  // Its answer is lost, and before anybody can look, somebody copies the note: two with one marker.
  await control(name, { faults: { seed: 1, share: { answer_lost: 1, read_busy: 1 } } });
  run(folder, ['sync', '--once']);
  await control(name, { faults: { seed: 1, share: {} } });
  const [{ pupil, id, version, ...note }] = (await control(name)).notes;
  await fetch(`${meadow.base}/${name}/pupils/${pupil}/notes`, { method: 'POST', body: JSON.stringify(note),
    headers: { Authorization: 'Bearer meadow', 'Content-Type': 'application/json' } });
  await until('it is stopped', () => run(folder, ['sync', '--once']).code === 5);
  const list = must(folder, ['--language', 'en', 'outbox']);
  assert.match(list, /Two entries with the marker of this one/);
  assert.doesNotMatch(list, /Gesprek|Ada/);
  const item = list.match(/outbox filed (\d+)/)[1];
  assert.match(must(folder, ['--language', 'en', 'status']), /1 entry needs somebody to look at it/);
  must(folder, ['outbox', 'filed', item]);
  assert.equal(run(folder, ['outbox', 'filed', item]).code, 1);
  assert.equal(run(folder, ['sync', '--once']).code, 0);
});

test('on and on: files within seconds what others record, tells a file and status, ends with SIGTERM', async () => {
  const { name, folder } = await newMeadowSchool();
  const running = sync(folder);
  const file = join(folder, 'data/sync-status.json');
  await until('the status file', () => existsSync(file));
  record(folder, 2);
  await until('both filed', async () => (await markers(name)).length === 2);
  await until('the file says so', () => JSON.parse(readFileSync(file, 'utf8')).delivered === 2);
  assert.equal(JSON.parse(readFileSync(file, 'utf8')).state, 'well');
  assert.doesNotMatch(readFileSync(file, 'utf8'), /p1|Ada|Gesprek/);
  assert.equal(status(folder).sync.running, true);
  running.child.kill('SIGTERM');
  assert.deepEqual(await running.ended, { code: 0, signal: null });
  assert.match(running.output(), /filed, \d wait/);
  assert.equal(status(folder).sync.running, false, 'at once');
  assert.match(must(folder, ['--language', 'en', 'status']), /Synchronising +does not run; it last did today at/);
});

test('killed in the middle, twice, and started again: every entry stands there once', async () => {
  const { name, folder } = await newMeadowSchool();
  record(folder, 8);
  await control(name, { delay_ms: 100 });
  for (const [signal, filed] of [['SIGKILL', 2], ['SIGTERM', 5]]) {
    const running = sync(folder, ['--workers', '2', '--quiet']);
    await until(`${filed} filed`, async () => (await markers(name)).length >= filed);
    running.child.kill(signal);
    await running.ended;
    assert.equal(running.output(), '');
  }
  await control(name, { delay_ms: 0 });
  await until('all are filed', () => run(folder, ['sync', '--once']).code === 0 && status(folder).outbox.done === 8);
  const all = await markers(name);
  assert.equal(all.length, 8);
  assert.equal(new Set(all).size, 8);
});

test('two systems: one that is away does not hold up the other', async () => {
  const away = await newMeadowSchool(), well = await newMeadowSchool();
  record(away.folder, 1);
  record(well.folder, 1);
  await control(away.name, { away: [[0, 1e15]] });
  const done = run(well.folder, ['sync', '--once', '--data', join(away.folder, 'data'), '--data', join(well.folder, 'data')]);
  assert.equal(done.code, 4, done.err);
  assert.equal((await markers(well.name)).length, 1);
  assert.equal((await markers(away.name)).length, 0);
});

test('never synchronised: status says how to begin', () => {
  const folder = newFolder();
  must(folder, ['init']);
  const said = must(folder, ['--language', 'en', 'status']);
  assert.match(said, /Nothing has been exchanged/);
  assert.match(said, /not read yet/);
  assert.match(said, /homevisit-sync/);
});

test('serve delivers by itself, and not with --no-sync', async () => {
  for (const [args, filed] of [[[], 1], [['--no-sync'], 0]]) {
    const folder = newSchool();
    const server = await serve(folder, ['--sign-in', 'mentor:9001', ...args]);
    const mentor = await signIn(server);
    await mentor.post('/students/100001/visits', visitFields());
    if (filed) await until('filed', () => status(folder).outbox.done === 1);
    assert.equal(status(folder).outbox.done, filed);
    assert.equal(status(folder).sync.running, filed === 1);
    await server.stop();
    assert.equal(status(folder).sync.running, false);
  }
});
