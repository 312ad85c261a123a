// Moodle's stand-in over plain HTTP on loopback. Prints {"port": N}; then takes a command a line on its standard
// input, {"configure": ...}, {"edit": ...} or {"state": true}, and answers each with a line of JSON. Ends with it.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

import { Moodle } from './moodle.mjs';

const moodle = new Moodle();
const server = createServer((request, response) => {
  const parts = [];
  request.on('error', () => {});
  request.on('data', (part) => parts.push(part)).on('end', () => {
    const url = new URL(request.url, 'http://moodle');
    if (request.method !== 'POST' || url.pathname !== '/webservice/rest/server.php') {
      response.writeHead(404).end();
      return;
    }
    const { body, wrote } = moodle.answer(url, Buffer.concat(parts).toString('utf8'));
    if (wrote && moodle.lose > 0) {
      moodle.lose -= 1;
      request.socket.resetAndDestroy();
      return;
    }
    let text = JSON.stringify(body);
    if (wrote && moodle.garbage > 0) {
      moodle.garbage -= 1;
      text = text.slice(0, text.length / 2);
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  });
});

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line);
  if (command.configure) moodle.configure(command.configure);
  if (command.edit) moodle.edit(command.edit);
  console.log(JSON.stringify(command.state ? moodle.state() : {}));
}).on('close', () => process.exit(0));
