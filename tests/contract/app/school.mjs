// A made-up school in a folder of its own, and the program to ask about it.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const program = process.env.HOMEVISIT;
if (!program) throw new Error('HOMEVISIT must name the program to test');

// Cleared away when all tests of a file are done.
const folders = [];
const children = [];
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

// Nothing of the person who runs the tests: not their data, not their language.
export const environment = (folder) => ({
  PATH: process.env.PATH,
  HOME: folder,
  LANG: 'C',
  HOMEVISIT_DATA: join(folder, 'data'),
  ASAN_OPTIONS: process.env.ASAN_OPTIONS ?? '',
});

export function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'homevisit-'));
  folders.push(folder);
  return folder;
}

// Runs the program; { code, out, err }.
export function run(folder, args, input = '') {
  const done = spawnSync(program, args, {
    cwd: folder, env: environment(folder), input, encoding: 'utf8', timeout: 60000,
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

export function must(folder, args, input = '') {
  const done = run(folder, args, input);
  if (done.code !== 0) throw new Error(`${args.join(' ')}: exit ${done.code}\n${done.out}${done.err}`);
  return done.out;
}

// Student 100001 is in the class of mentor 9001, with guardians 500001 and 500002.
export function newSchool() {
  const folder = newFolder();
  must(folder, ['init', '--school', 'De Wilgenhof']);
  must(folder, ['sample', '--students', '30', 'sample.zip']);
  must(folder, ['import', 'sample.zip']);
  return folder;
}

// Starts `serve` on a free port. { port, links, process, output(), stop() }
export async function serve(folder, args = []) {
  const chosen = args.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(program, ['serve', ...chosen, ...args], {
    cwd: folder, env: environment(folder), stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  children.push(child);
  await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`did not start:\n${output}`)), 30000);
    const read = (chunk) => {
      output += chunk;
      if (output.includes('Ctrl-C')) {
        clearTimeout(late);
        resolve();
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    ended.then(() => reject(new Error(`ended at once:\n${output}`)));
  });
  const links = [...output.matchAll(/http:\/\/127\.0\.0\.1:(\d+)(\/sign-in\/\S+)/g)];
  const port = Number(output.match(/127\.0\.0\.1:(\d+)/)?.[1]);
  return {
    port,
    links: links.map((link) => link[2]),
    process: child,
    ended,
    output: () => output,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
