// Reading a roster: rows a second against what wrk draws from the same endpoint with the same page size and one
// connection, with systems that take 0, 5 and 20 ms for a page; and memory for schools of several sizes.
//   node roster_bench.mjs BUILD_FOLDER [STUDENTS]    (wrk must be there; loopback only)
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { makeLists, serve } from './roster_server.mjs';

const build = path.resolve(process.argv[2] ?? '.build/bench');
const most = Number(process.argv[3] ?? 100000);
const homevisit = path.join(build, 'bin/homevisit');
const work = mkdtempSync(path.join(tmpdir(), 'homevisit-roster-'));
const pageSize = 500;
const exec = promisify(execFile);

async function prepare(name, server) {
  const folder = path.join(work, name);
  await exec(homevisit, ['init', '--data', folder]);
  writeFileSync(path.join(folder, 'oneroster.secret'), 'made up', { mode: 0o600 });
  const file = path.join(folder, 'homevisit.json');
  const config = JSON.parse(readFileSync(file, 'utf8'));
  config.adapter = { name: 'oneroster', config: { url: server.origin + server.root.replace(/\/$/, ''),
    token_url: `${server.origin}/token`, client_id: 'bench', secret: 'oneroster', page_size: pageSize } };
  config.secrets = { oneroster: { file: path.join(folder, 'oneroster.secret') } };
  writeFileSync(file, JSON.stringify(config));
  return folder;
}

// Seconds, peak memory and memory at the start (MB) of one run.
function measured(args) {
  return new Promise((resolve, reject) => {
    const begin = process.hrtime.bigint();
    const child = spawn(homevisit, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    let peak = 0;
    const look = setInterval(() => {
      try {
        peak = Math.max(peak, Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1] ?? 0));
      } catch { /* it has just ended */ }
    }, 5);
    child.on('exit', (code) => {
      clearInterval(look);
      if (code !== 0) reject(new Error(`homevisit ${args.join(' ')} ended with ${code}`));
      else resolve({ seconds: Number(process.hrtime.bigint() - begin) / 1e9, megabytes: peak / 1024 });
    });
  });
}

async function wrkRows(server, seconds) {
  const url = `${server.origin}${server.root}users?limit=${pageSize}&offset=1000`;
  const { stdout } = await exec('wrk', ['-t1', '-c1', `-d${seconds}s`, url]);
  if (/Non-2xx/.test(stdout)) throw new Error(`not every answer was a page:\n${stdout}`);
  return Number(stdout.match(/Requests\/sec:\s+([\d.]+)/)[1]) * pageSize;
}

// What the server saw while `run` was going on: rows a second from the first request to the last answer.
async function drawn(server, run) {
  Object.assign(server.counts, { rows: 0, requests: 0, connections: 0 });
  await run();
  return server.counts.rows / (Number(server.counts.last - server.counts.first) / 1e9);
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

async function rates(lists, delay) {
  const ratios = { read: [], refresh: [] };
  let connections = 0;
  for (let round = 0; round < 3; ++round) {
    const server = await serve(lists, delay);
    const folder = await prepare(`rate-${delay}-${round}`, server);
    const config = JSON.parse(readFileSync(path.join(folder, 'homevisit.json'), 'utf8')).adapter.config;
    const before = await wrkRows(server, 2);
    const read = await drawn(server, () => exec(path.join(build, 'bin/read_bench'),
      [path.join(build, 'lib/homevisit/adapters/oneroster.so'), JSON.stringify(config), 'made up']));
    connections = server.counts.connections;
    const between = await wrkRows(server, 2);
    const refresh = await drawn(server, () => measured(['refresh', '--data', folder]));
    const after = await wrkRows(server, 2);
    ratios.read.push(read / ((before + between) / 2));
    ratios.refresh.push(refresh / ((between + after) / 2));
    server.close();
  }
  console.log(`${String(delay).padStart(3)} ms a page: reading ${median(ratios.read).toFixed(2)} of wrk; ` +
    `homevisit refresh, which writes the roster, too: ${median(ratios.refresh).toFixed(2)}; connections: ${connections}`);
}

try {
  console.log(`Rows a second against wrk; pages of ${pageSize} rows, one connection (goal: 0.9 where the server is what takes time)`);
  const lists = makeLists(Math.min(most, 20000));
  for (const delay of [0, 5, 20]) await rates(lists, delay);
  const idle = await serve(makeLists(1), 0);
  const small = await measured(['refresh', '--data', await prepare('start', idle)]);
  idle.close();
  console.log(`\nMemory of homevisit refresh; a school of one student: ${small.megabytes.toFixed(0)} MB (goal: less than 64 MB above)`);
  for (const students of [most / 10, most]) {
    const server = await serve(makeLists(students), 0);
    const { seconds, megabytes } = await measured(['refresh', '--data', await prepare(`memory-${students}`, server)]);
    console.log(`${students} students with guardians: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB, ${(megabytes - small.megabytes).toFixed(0)} above`);
    server.close();
  }
} finally {
  rmSync(work, { recursive: true });
}
