// Meadow alone, without TLS: starts at once. Prints {"port": N} and serves until its standard input ends.
import { createServer } from 'node:http';

import { Answer } from './answer.mjs';
import { Meadow } from './meadow.mjs';

const meadow = new Meadow();
const server = createServer((request, response) => {
  request.on('error', () => {});
  response.on('error', () => {});
  meadow.take(new Answer(request, response));
}).on('clientError', (error, socket) => socket.destroy());
server.keepAliveTimeout = 600_000; // connections break when a fault says so

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
process.stdin.resume().on('end', () => process.exit(0)).on('error', () => process.exit(0));
