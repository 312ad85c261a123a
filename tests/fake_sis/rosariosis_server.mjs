// RosarioSIS alone, without TLS. Its only argument is a JSON object: `school` for rosariosis_school.mjs, and what
// README.md names. Prints {"port": N} and serves until its standard input ends.
//
//   GET  /control   {"log": the requests so far, "tables": name to rows}
//   POST /control   members of the same JSON object, from now on
import { createServer } from 'node:http';

import { Answer } from './answer.mjs';
import { RosarioSis } from './rosariosis.mjs';
import { school } from './rosariosis_school.mjs';

const { school: wanted, ...how } = JSON.parse(process.argv[2] ?? '{}');
const system = new RosarioSis(school(wanted), how);

async function take(request, response) {
  let body = '';
  for await (const chunk of request) body += chunk;
  const answer = new Answer(request, response);
  if (!request.url.startsWith('/control')) return system.take(request, answer, body);
  if (request.method === 'POST') Object.assign(system.how, JSON.parse(body));
  const tables = Object.fromEntries(Object.entries(system.tables).map(([name, { rows }]) => [name, rows]));
  return answer.json(200, { log: system.log, tables });
}

const server = createServer((request, response) => {
  request.on('error', () => {});
  response.on('error', () => {});
  take(request, response).catch((error) => {
    console.error(error);
    answer500(response);
  });
}).on('clientError', (error, socket) => socket.destroy());
const answer500 = (response) => response.headersSent ? response.destroy() : response.writeHead(500).end();
server.keepAliveTimeout = 600_000;

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
process.stdin.resume().on('end', () => process.exit(0)).on('error', () => process.exit(0));
