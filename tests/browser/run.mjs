// Runs all tests of this folder, or those whose files are named; says what is missing when they
// cannot be run. Two files at a time, each with one browser of its own.
import {spawnSync} from 'node:child_process';
import {accessSync, constants, existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const program = process.env.HOMEVISIT ?? join(here, '../../.build/dev/bin/homevisit');
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

for (const name of ['playwright-core', 'axe-core']) {
  if (!existsSync(join(here, 'node_modules', name))) {
    stop(`The npm package ${name} is not there. Get it with: npm ci --prefix tests/browser`);
  }
}
if (!runs(chromium)) {
  stop(`There is no browser at ${chromium}. Install Debian's chromium, or name one in CHROMIUM.`);
}
if (!runs(program)) {
  stop(`There is no program at ${program}. Build it, or name another in HOMEVISIT.`);
}

const named = process.argv.slice(2);
const files = named.length ? named : readdirSync(here).filter((name) => name.endsWith('.test.mjs'));
const result = spawnSync(process.execPath,
  ['--test', '--test-reporter=spec', '--test-concurrency=2',
    ...files.sort().map((name) => join(here, name))],
  {stdio: 'inherit', env: {...process.env, HOMEVISIT: program, CHROMIUM: chromium}});
if (result.error) stop(`node could not be started: ${result.error.message}`);
process.exit(result.status ?? 1);
