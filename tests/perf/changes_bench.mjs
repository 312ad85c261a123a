// Reading only what changed of a large district, beside reading it whole: requests, processor time of the whole
// process (network and roster.db in it), and time, with an Ed-Fi server on loopback.
//   node changes_bench.mjs BUILD_FOLDER [STUDENTS]
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

import { change, makeDistrict, serve } from './edfi_server.mjs';

const build = path.resolve(process.argv[2] ?? '.build/bench');
const students = Number(process.argv[3] ?? 100000);
const work = mkdtempSync(path.join(tmpdir(), 'homevisit-changes-'));
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const district = makeDistrict(students);
const server = await serve(district);
const config = { url: `${server.origin}/api`, token_url: `${server.origin}/token`, client_id: 'bench', changes: true };
const child = spawn(path.join(build, 'bin/pull_bench'),
  [path.join(build, 'lib/homevisit/adapters/edfi.so'), JSON.stringify(config), 'made up', path.join(work, 'roster.db')],
  { stdio: ['pipe', 'pipe', 'inherit'] });
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

async function read(how) {
  Object.assign(server.counts, { rows: 0, requests: 0 });
  child.stdin.write(`${how}\n`);
  const { value, done } = await answers.next();
  if (done) throw new Error('pull_bench ended');
  return { ...JSON.parse(value), ...server.counts };
}

function tell(what, r) {
  console.log(`${what.padEnd(34)} ${String(r.requests).padStart(7)} ${String(r.rows).padStart(9)} ${r.cpu.toFixed(1).padStart(9)} ` +
    `${r.ms.toFixed(0).padStart(8)} ${String(r.changed).padStart(9)} ${String(r.removed).padStart(8)}`);
}

// Of several looks the middle one; what they cost besides is the same each time.
async function middle(prepare) {
  const seen = [];
  for (let i = 0; i < 7; ++i) {
    prepare();
    seen.push(await read('changes'));
  }
  return { ...seen[0], cpu: median(seen.map((r) => r.cpu)), ms: median(seen.map((r) => r.ms)) };
}

try {
  console.log(`Reading a roster of ${students} students (goal for nothing new: one request, less than 100 ms of processor time)`);
  console.log(`${''.padEnd(34)} ${'requests'.padStart(7)} ${'rows'.padStart(8)} ${'cpu ms'.padStart(9)} ${'ms'.padStart(8)} ${'changed'.padStart(9)} ${'removed'.padStart(8)}`);
  tell('whole, the first time', await read('whole'));
  tell('whole, nothing is other', await read('whole'));
  tell('changes, nothing new', await middle(() => {}));
  tell('changes, only elsewhere', await middle(() => ++district.newest));
  change(district, 200);
  tell('changes, 200 students', await read('changes'));
  tell('changes, nothing new', await middle(() => {}));
} finally {
  child.stdin.end();
  server.close();
  rmSync(work, { recursive: true });
}
