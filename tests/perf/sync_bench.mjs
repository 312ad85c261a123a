// What `homevisit sync` costs while there is nothing to do, beside a large roster: processor time of the whole
// process, as the kernel counts it. A pass is made every two seconds.
//   node sync_bench.mjs BUILD_FOLDER [STUDENTS] [SECONDS]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const program = path.resolve(process.argv[2] ?? '.build/bench', 'bin/homevisit');
const students = process.argv[3] ?? '100000';
const seconds = Number(process.argv[4] ?? 40);
const work = mkdtempSync(path.join(tmpdir(), 'homevisit-sync-'));
const data = path.join(work, 'data');
const wait = (s) => new Promise((resolve) => setTimeout(resolve, s * 1000));

function run(...args) {
  const done = spawnSync(program, [...args, '--data', data], { cwd: work, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${args[0]}: ${done.stderr}`);
}
// utime and stime, in clock ticks of 10 ms.
function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

let child;
try {
  run('init');
  run('sample', '--students', students, 'sample.zip');
  run('import', 'sample.zip');
  child = spawn(program, ['sync', '--quiet', '--data', data], { stdio: 'inherit' });
  while (!existsSync(path.join(data, 'sync-status.json'))) await wait(0.1);
  await wait(3);
  const before = cpuMs(child.pid);
  await wait(seconds);
  const used = cpuMs(child.pid) - before;
  console.log(`${students} students, nothing to do (goals: less than 100 ms a pass, 0.1 % of a core)`);
  console.log(`a pass: ${(used / (seconds / 2)).toFixed(2)} ms of processor time; ${(used / seconds / 10).toFixed(3)} % of a core`);
} finally {
  child?.kill('SIGTERM');
  rmSync(work, { recursive: true, force: true });
}
