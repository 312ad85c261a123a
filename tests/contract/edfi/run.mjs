// node run.mjs STANDARD TESTS DESCRIPTIONS PROGRAM ADAPTER: serves the official description of one Ed-Fi
// Data Standard and runs the tests and the program against it. Fails, too, where the adapter asked what the description does not
// allow. 77: left out, because a part is missing.
import {spawn} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import http from 'node:http';
import {createServer} from 'node:net';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

import {front} from './front.mjs';
import {tryProgram} from './program.mjs';

const [standard, tests, descriptions, program, adapter] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const prism = join(here, 'node_modules', '@stoplight', 'prism-cli', 'dist', 'index.js');
const file = join(descriptions, `edfi-resources-ds${standard}.json`);
for (const [path, name] of [[file, 'the official description'], [prism, 'prism (npm ci)']])
  if (!existsSync(path)) {
    console.log(`All tests of Data Standard ${standard} were skipped: ${name} is not there.`);
    process.exit(77);
  }

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const {port} = probe.address();
    probe.close(() => resolve(port));
  });
});

const prismPort = await freePort();
const child = spawn(process.execPath,
                    [prism, 'mock', '--errors', '-h', '127.0.0.1', '-p', String(prismPort), file],
                    {stdio: ['ignore', 'pipe', 'inherit']});
let said = '';
const listening = new Promise((resolve, reject) => {
  child.on('exit', (code) => reject(new Error(`prism ended with ${code}: ${said.slice(-600)}`)));
  child.stdout.on('data', (text) => {
    said = (said + text).slice(-4000);
    if (said.includes('Prism is listening')) resolve();
  });
});
let code = 1;
try {
  await listening;
  const served = await front(
      {standard, description: JSON.parse(readFileSync(file)), prismPort});
  const tested = spawn(tests, [], {
    stdio: 'inherit',
    env: {...process.env, HV_EDFI_URL: `http://127.0.0.1:${served.port}`, HV_EDFI_STANDARD: standard},
  });
  code = await new Promise((resolve) => tested.on('exit', (status) => resolve(status ?? 1)));
  const wrong = await tryProgram(program, adapter, `http://127.0.0.1:${served.port}`, standard);
  if (wrong) {
    console.log(wrong);
    code = 1;
  }
  served.close();
  // Descriptors have descriptions of their own; `homevisit check` looks for them all the same.
  const refusals = served.refusals.filter((refusal) => !/^GET \w+Descriptors: /.test(refusal));
  for (const refusal of refusals) console.log(`Not allowed by the description: ${refusal}`);
  if (refusals.length > 0) code = 1;
} finally {
  child.removeAllListeners('exit');
  child.kill();
  http.globalAgent.destroy();
}
process.exit(code);
