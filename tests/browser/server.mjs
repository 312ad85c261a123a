// A made-up school in a folder of its own, and the program that serves it.
import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

export const program =
  process.env.HOMEVISIT ?? fileURLToPath(new URL('../../.build/dev/bin/homevisit', import.meta.url));

// A Thursday in the school year of the sample: every date on every page is steady.
export const NOW = '2026-11-12T10:00:00Z';
export const TODAY = '2026-11-12';

const STARTS_WITHIN_MS = 10_000;
const STOPS_WITHIN_MS = 10_000;

export class School {
  #process = null;

  // options: students; fixed (the moment that the clock shows, null for the real one); name.
  constructor({students = 60, fixed = NOW, name = 'De Wilgenhof'} = {}) {
    this.folder = mkdtempSync(join(tmpdir(), 'homevisit-browser-'));
    this.data = join(this.folder, 'data');
    this.run('init', '--school', name);
    if (fixed) {
      const file = join(this.data, 'homevisit.json');
      const config = JSON.parse(readFileSync(file, 'utf8'));
      config.clock = {fixed};
      writeFileSync(file, JSON.stringify(config));
    }
    this.run('sample', '--students', String(students), join(this.folder, 'sample.zip'));
    this.run('import', join(this.folder, 'sample.zip'));
  }

  // Nothing of the person who runs the tests: not their data, not their language.
  get #environment() {
    return {PATH: process.env.PATH, HOME: this.folder, LANG: 'C', HOMEVISIT_DATA: this.data};
  }

  // Runs the program to its end; what it printed.
  run(...args) {
    return this.#execute(args, '');
  }

  #execute(args, input) {
    const env = this.#environment;
    return execFileSync(program, args,
      {env, input, encoding: 'utf8', timeout: 60_000, stdio: 'pipe'});
  }

  // Any operation, as `who` ("mentor:9001"; nothing: the role that usually does this).
  call(operation, request, who) {
    const as = who ? ['--as', who] : [];
    return JSON.parse(
      this.#execute([...as, 'call', operation, '-'], JSON.stringify(request)));
  }

  // A view as a host gets it from the library.
  render(view, parameters, who) {
    return this.#execute(['--as', who, '--language', 'nl', 'render', view, '-'],
      JSON.stringify(parameters));
  }

  // Serves the pages on a free port, or on the one of --port; then `link` signs in to choose who to be, `links` are those of
  // --sign-in in `args`, and `origin` is what every page is of.
  async start(...args) {
    const port = args.includes('--port') ? [] : ['--port', '0'];
    const child = spawn(program, ['serve', '--demo', ...port, ...args],
      {env: this.#environment, stdio: ['ignore', 'pipe', 'pipe']});
    this.#process = child;
    let printed = '';
    await new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`serve printed no link in time: ${printed}`)), STARTS_WITHIN_MS);
      const read = (chunk) => {
        printed += chunk;
        if (!printed.includes('Ctrl-C')) return;
        clearTimeout(late);
        [this.link, ...this.links] = printed.match(/^http:\S+$/gm);
        this.origin = new URL(this.link).origin;
        resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', (chunk) => { printed += chunk; });
      child.on('exit', (code) => {
        clearTimeout(late);
        reject(new Error(`serve ended with ${code}: ${printed}`));
      });
    });
    return this;
  }

  // Asks the server to end, as a service manager would; its exit code.
  async stop() {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
    const code = await ended;
    clearTimeout(late);
    return code;
  }

  async remove() {
    await this.stop();
    rmSync(this.folder, {recursive: true, force: true});
  }
}

// A school that is served while `use` runs.
export async function withSchool(use, options) {
  const school = new School(options);
  try {
    await school.start();
    await use(school);
  } finally {
    await school.remove();
  }
}
