// Man page and completions are made from the command line's definition: nothing may be missing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { must, newFolder } from './school.mjs';

let folder;
let commands;
before(() => {
  folder = newFolder();
  const help = must(folder, ['--help']);
  commands = help.slice(help.indexOf('Subcommands:')).split('\n').slice(1)
    .map((line) => line.match(/^ {2}([a-z]+) /)?.[1]).filter(Boolean);
  assert.ok(commands.length >= 16, commands.join(' '));
});

const optionsOf = (command) =>
  [...must(folder, [...command, '--help']).matchAll(/(?<![\w-])--[a-z][a-z-]+/g)].map((match) => match[0]);
const has = (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;

test('every command and every option stands in the man page', () => {
  const page = must(folder, ['man']).replaceAll('\\-', '-');
  for (const command of commands) {
    assert.ok(page.includes(`homevisit ${command}`), command);
    for (const option of optionsOf([command])) assert.ok(page.includes(`\\fB${option}\\fR`), `${command} ${option}`);
  }
});

for (const language of ['en', 'nl']) {
  test(`the man page in ${language} is set without a warning`, (t) => {
    if (!has('groff')) return t.skip('there is no groff');
    const page = must(folder, ['man', '--language', language]);
    const set = spawnSync('groff', ['-man', '-Tutf8', '-Kutf8', '-ww', '-z'], { input: page, encoding: 'utf8' });
    assert.equal(set.status, 0);
    assert.equal(set.stderr, '');
  });
}

test('the Dutch man page is in Dutch', () => {
  assert.match(must(folder, ['man', '--language', 'nl']), /Leg een huisbezoek vast/);
});

const complete = (line) => {
  const script = join(folder, 'completion.bash');
  writeFileSync(script, must(folder, ['completion', 'bash']));
  const words = line.split(' ');
  const ask = `. ${script}; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; ` +
    '_homevisit; printf "%s\\n" "${COMPREPLY[@]}"';
  const done = spawnSync('bash', ['-c', ask], { cwd: folder, encoding: 'utf8' });
  assert.equal(done.stderr, '');
  return done.stdout.split('\n').filter(Boolean);
};

test('bash completes commands, options, values and files', () => {
  assert.deepEqual(complete('homevisit reco'), ['record', 'reconcile']);
  assert.ok(complete('homevisit ').includes('serve'));
  assert.deepEqual(complete('homevisit record 1 --key'), ['--key-point']);
  assert.ok(complete('homevisit record 1 --').includes('--data'), 'options of every command');
  assert.deepEqual(complete('homevisit answer 1 --answer de'), ['deferred', 'declined']);
  assert.deepEqual(complete('homevisit --language n'), ['nl']);
  assert.deepEqual(complete('homevisit audit v'), ['verify']);
  assert.deepEqual(complete('homevisit completion z'), ['zsh']);
  writeFileSync(join(folder, 'rooster.zip'), '');
  assert.deepEqual(complete('homevisit import roo'), ['rooster.zip']);
});

for (const shell of ['bash', 'zsh', 'fish']) {
  test(`every command and option stands in the completion for ${shell}`, () => {
    const script = must(folder, ['completion', shell]);
    for (const command of commands) {
      assert.ok(script.includes(command), command);
      for (const option of optionsOf([command])) {
        const written = shell === 'fish' ? `-l ${option.slice(2)} ` : option;
        assert.ok(script.includes(written), `${command} ${option}`);
      }
    }
  });

  test(`the completion for ${shell} is read without complaint`, (t) => {
    if (!has(shell)) return t.skip(`there is no ${shell}`);
    const script = join(folder, `syntax.${shell}`);
    writeFileSync(script, must(folder, ['completion', shell]));
    const read = spawnSync(shell, ['-n', script], { encoding: 'utf8' });
    assert.equal(read.stderr, '');
    assert.equal(read.status, 0);
  });
}
