// `homevisit backup` and `homevisit restore`, as a person at the command line meets them.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { must, newFolder, newSchool, run } from './school.mjs';

const record = (folder, point) =>
  must(folder, ['record', '100001', '--as', 'mentor:9001', '--date', '2026-09-15', '--key-point', point]);
const burn = (folder) => {
  for (const name of readdirSync(join(folder, 'data')))
    if (/^(journal|roster)\.db/.test(name)) rmSync(join(folder, 'data', name));
};
const hash = (folder) => must(folder, ['audit', 'verify']).match(/[0-9a-f]{64}/)[0];

test('what was recorded is there again after the journal is gone, with the same last hash', () => {
  const folder = newSchool();
  record(folder, 'Loves drawing.');
  const copied = must(folder, ['backup', 'copies']);
  assert.match(copied, /Copied: number 1 of .* events, the last of /);
  assert.match(copied, /first copy in this folder. Keep the key file/);
  const before = hash(folder);
  record(folder, 'Recorded after the copy.');
  burn(folder);

  assert.match(must(folder, ['restore', 'copies', '--list']), /^1 /m);
  assert.ok(!existsSync(join(folder, 'data/journal.db')), 'a list restores nothing');
  const restored = must(folder, ['restore', 'copies']);
  assert.match(restored, /Restored: number 1 of/);
  assert.match(restored, /recorded after that is not in it/);
  assert.match(restored, /looked up before anything is sent/);
  assert.match(restored, /homevisit refresh/);
  assert.equal(hash(folder), before);
  must(folder, ['refresh']);
  const history = must(folder, ['history', '100001', '--as', 'mentor:9001']);
  assert.match(history, /Loves drawing/);
  assert.doesNotMatch(history, /after the copy/);
});

test('a second copy writes what changed, keeps as many as asked, and says so', () => {
  const folder = newSchool();
  must(folder, ['backup', 'copies']);
  record(folder, 'One more.');
  const second = JSON.parse(must(folder, ['backup', 'copies', '--keep', '1', '--verify', '--json']));
  assert.deepEqual(second.removed, [1]);
  assert.equal(second.verified, true);
  assert.ok(second.new_blocks > 0);
  assert.equal(JSON.parse(must(folder, ['backup', 'copies', '--list', '--json'])).generations.length, 1);
  assert.match(must(folder, ['backup', 'copies', '--check']), /All of it is whole/);
});

test('damage ends a check with an exit code for scripts, and names the file', () => {
  const folder = newSchool();
  must(folder, ['backup', 'copies']);
  writeFileSync(join(folder, 'copies/generations/1'), 'no longer');
  const check = run(folder, ['backup', 'copies', '--check']);
  assert.equal(check.code, 1);
  assert.match(check.out, /generations\/1/);
  burn(folder);
  assert.equal(run(folder, ['restore', 'copies']).code, 3);
  assert.ok(!existsSync(join(folder, 'data/journal.db')));
});

test('with a passphrase the folder knows the salt', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'phrase'), 'vier juiste paarden nietje\n', { mode: 0o600 });
  const phrase = ['--passphrase-file', 'phrase'];
  must(folder, ['init', ...phrase]);
  must(folder, ['backup', 'copies', ...phrase]);
  burn(folder);
  assert.match(must(folder, ['restore', 'copies', '--list', ...phrase]), /^1 /m);
  must(folder, ['restore', 'copies', ...phrase]);
  must(folder, ['status', ...phrase]);
});

test('without the key nothing is listed, restored or made', () => {
  const folder = newSchool();
  must(folder, ['backup', 'copies']);
  burn(folder);
  rmSync(join(folder, 'data/journal.key'));
  for (const args of [['--list'], []]) {
    assert.equal(run(folder, ['restore', 'copies', ...args]).code, 3);
    assert.deepEqual(readdirSync(join(folder, 'data')).filter((name) => /journal|restore/.test(name) && !/last-backup/.test(name)), []);
  }
});

test('what stands in the way is refused', () => {
  const folder = newSchool();
  assert.equal(run(folder, ['backup', '.']).code, 1, 'a folder with something else');
  assert.equal(run(folder, ['backup', 'copies', '--list']).code, 1, 'no backup yet');
  must(folder, ['backup', 'copies']);
  const done = run(folder, ['restore', 'copies']);
  assert.equal(done.code, 1, 'a journal is there');
  assert.match(done.err, /restored only where none is/);
  assert.equal(run(folder, ['backup', 'copies', '--check', '--list']).code, 2);
});
