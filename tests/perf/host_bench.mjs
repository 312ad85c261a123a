// What a school sees: importing a roster (time and peak memory), and pages a second over HTTP against a
// static page of the same size from the same server.
//   node host_bench.mjs BUILD_FOLDER [STUDENTS]    (wrk must be there; loopback only)
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const build = path.resolve(process.argv[2] ?? '.build/bench');
const students = Number(process.argv[3] ?? 100000);
const homevisit = path.join(build, 'bin/homevisit');
const work = mkdtempSync(path.join(tmpdir(), 'homevisit-bench-'));
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const run = (...args) => execFileSync(homevisit, args, { encoding: 'utf8' });

// Starts a program; gives its first line that matches, and a way to end it.
function start(program, args, pattern) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let text = '';
    child.on('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
    child.stdout.on('data', (data) => {
      text += data;
      const match = text.match(pattern);
      if (match) resolve({ match, end: () => new Promise((done) => {
        child.removeAllListeners('exit');
        child.on('exit', done);
        child.stdin.end();
        child.kill('SIGTERM');
      }) });
    });
  });
}

// Seconds and peak memory (MB) of one run.
function measured(args) {
  return new Promise((resolve, reject) => {
    const begin = process.hrtime.bigint();
    const child = spawn(homevisit, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    let peak = 0;
    const look = setInterval(() => {
      try {
        peak = Math.max(peak, Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1] ?? 0));
      } catch { /* it has just ended */ }
    }, 10);
    child.on('exit', (code) => {
      clearInterval(look);
      if (code !== 0) reject(new Error(`homevisit ${args.join(' ')} ended with ${code}`));
      else resolve({ seconds: Number(process.hrtime.bigint() - begin) / 1e9, megabytes: peak / 1024 });
    });
  });
}

async function importing(count) {
  const data = path.join(work, `import-${count}`);
  const bundle = path.join(work, `school-${count}.zip`);
  run('sample', '--students', String(count), bundle);
  run('init', '--data', data);
  return measured(['import', bundle, '--data', data]);
}

function pages(url, cookie) {
  const headers = cookie ? ['-H', `Cookie: ${cookie}`] : [];
  const text = execFileSync('wrk', ['-t1', '-c8', '-d4s', ...headers, url], { encoding: 'utf8' });
  if (/Non-2xx/.test(text)) throw new Error(`not every answer was a page:\n${text}`);
  return Number(text.match(/Requests\/sec:\s+([\d.]+)/)[1]);
}

async function serving() {
  const data = path.join(work, 'serve');
  const bundle = path.join(work, 'school.zip');
  run('sample', '--students', '240', bundle);
  run('init', '--data', data);
  run('import', bundle, '--data', data);
  const student = '100001';
  for (let i = 0; i < 50; ++i) {
    const request = path.join(work, 'request.json');
    writeFileSync(request, JSON.stringify({
      submission: `bench-visit-${i}`, student, date: new Date(Date.now() - 864e5 * (i + 1)).toISOString().slice(0, 10),
      place: 'school', report: { goes_well: 'Leest graag voor.', key_points: [`Punt ${i}: prettig gesprek gehad.`],
        agreements: [{ what: 'Bellen over de leesgroep', who: 'school' }] } }));
    run('call', 'visit.record', request, '--as', 'mentor:9001', '--data', data);
  }
  const server = await start(homevisit, ['serve', '--data', data, '--port', '0', '--sign-in', 'mentor:9001'],
    /(http:\/\/127\.0\.0\.1:\d+)(\/sign-in\/\S+)/);
  const [, origin, link] = server.match;
  const signedIn = await fetch(origin + link, { redirect: 'manual' });
  const cookie = signedIn.headers.get('set-cookie').split(';')[0];
  const panel = `${origin}/students/${student}`;
  const answer = await fetch(panel, { headers: { Cookie: cookie } });
  const page = await answer.text();
  // The same bytes on both sides, headers too; what libmicrohttpd itself adds is left to it.
  const headers = [...answer.headers].filter(([name]) => !/^(date|content-length|connection)$/.test(name)).flat();
  if (!page.includes('Punt 49')) throw new Error('this is not the panel with 50 events');
  const copy = path.join(work, 'page.html');
  writeFileSync(copy, page);
  const fixed = await start(path.join(build, 'bin/static_server'), [copy, ...headers], /(\d+)\n/);
  const still = `http://127.0.0.1:${fixed.match[1]}/`;
  pages(still);
  pages(panel, cookie);
  const ours = [], theirs = [], ratios = [];
  for (let i = 0; i < 5; ++i) {
    theirs.push(pages(still));
    ours.push(pages(panel, cookie));
    ratios.push(ours.at(-1) / theirs.at(-1));
  }
  await server.end();
  await fixed.end();
  return { bytes: page.length, ours: median(ours), theirs: median(theirs), ratio: median(ratios) };
}

try {
  const small = await importing(960);
  console.log(`import 960 students             ${small.seconds.toFixed(2)} s, ${small.megabytes.toFixed(0)} MB at most (below 1 s)`);
  const large = await importing(students);
  console.log(`import ${students} students         ${large.seconds.toFixed(1)} s, ${large.megabytes.toFixed(0)} MB at most (below 60 s, 150 MB)`);
  const http = await serving();
  console.log(`panel over HTTP (${http.bytes} bytes)  ${http.ours.toFixed(0)} pages/s   static page ${http.theirs.toFixed(0)} pages/s   ratio ${http.ratio.toFixed(2)} (at least 0.5)`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
