// Beginning and ending, and what is written down of it.
import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';

import { ask, parse, signIn, visitFields } from './client.mjs';
import { must, newSchool, run, serve } from './school.mjs';

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test('SIGTERM lets a request that has begun finish, takes no new one, and exits with 0', async () => {
  const folder = newSchool();
  const server = await serve(folder, ['--sign-in', 'mentor:9001']);
  const mentor = await signIn(server);
  const body = new URLSearchParams([['csrf', mentor.csrf], ...visitFields(undefined, 'Net op tijd')]).toString();
  const head = `POST /students/100001/visits HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${mentor.cookie}\r\n` +
    `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  let text = '';
  const socket = net.connect(server.port, '127.0.0.1', () => socket.write(head + body.slice(0, 20)));
  socket.setEncoding('latin1').on('data', (chunk) => (text += chunk));
  const closed = new Promise((resolve) => socket.on('close', resolve));
  await wait(300);
  const ended = server.stop();
  await wait(500);
  await assert.rejects(ask(server.port, 'GET', '/healthz'), /ECONNREFUSED/);
  socket.write(body.slice(20));
  await closed;
  assert.equal(parse(text).status, 303);
  assert.deepEqual(await ended, { code: 0, signal: null });
  assert.match(must(folder, ['history', '100001']), /Net op tijd/);
});

test('a connection that only waits does not hold up the end', async () => {
  const server = await serve(newSchool());
  const socket = net.connect(server.port, '127.0.0.1');
  socket.on('error', () => {});
  await wait(200);
  const began = Date.now();
  assert.equal((await server.stop()).code, 0);
  assert.ok(Date.now() - began < 4000);
});

test('a second signal ends it at once', async () => {
  const server = await serve(newSchool());
  const head = `POST /sign-out HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Length: 10\r\n\r\na`;
  const socket = net.connect(server.port, '127.0.0.1', () => socket.write(head));
  socket.on('error', () => {});
  await wait(300);
  server.process.kill('SIGTERM');
  await wait(300);
  const began = Date.now();
  server.process.kill('SIGTERM');
  assert.equal((await server.ended).signal, 'SIGTERM');
  assert.ok(Date.now() - began < 2000);
});

test('the log says nothing about anybody', async () => {
  const server = await serve(newSchool(), ['--verbose', '--sign-in', 'mentor:9001']);
  const mentor = await signIn(server);
  await mentor.get('/students/100001');
  await mentor.get('/students?query=Roos');
  await mentor.post('/students/100001/visits', visitFields(undefined, 'Geheim gesprek'));
  await mentor.get('/students/nobody-here');
  await mentor.get('/nowhere/100001');
  await server.stop();
  const log = server.output().split('\n').filter((line) => / ms$/.test(line)).join('\n');
  assert.match(log, /GET \/students\/\{\} 200 [\d.]+ ms/);
  assert.match(log, /POST \/students\/\{\}\/visits 303/);
  assert.doesNotMatch(log, /100001|Roos|9001|Geheim|nobody|sign-in\/[A-Za-z0-9]/);
});

test('without --verbose nothing is logged', async () => {
  const server = await serve(newSchool(), ['--sign-in', 'mentor:9001']);
  const mentor = await signIn(server);
  await mentor.get('/students/100001');
  await server.stop();
  assert.doesNotMatch(server.output(), / ms$/m);
});

test('a port that is taken is said so', async () => {
  const server = await serve(newSchool());
  const second = run(newSchool(), ['serve', '--port', String(server.port)]);
  assert.equal(second.code, 3);
  assert.match(second.err, /Address already in use.*--port/s);
  await server.stop();
});

test('pages about children are not served beyond this machine without HTTPS in front', () => {
  const refused = run(newSchool(), ['serve', '--address', '0.0.0.0', '--port', '0']);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /--behind-proxy https/);
});

test('behind a proxy the cookie is for HTTPS alone, and the proxy\'s name is ours', async () => {
  const port = await freePort();
  const server = await serve(newSchool(), ['--port', String(port), '--behind-proxy', 'https',
    '--host', 'visits.school.example', '--sign-in', 'mentor:9001']);
  const link = server.output().match(/https:\/\/visits\.school\.example(\/sign-in\/\S+)/)[1];
  const answer = await ask(port, 'GET', link, { headers: { Host: 'visits.school.example' } });
  assert.match(answer.headers['set-cookie'], /^__Host-homevisit=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  assert.match(answer.headers['strict-transport-security'], /max-age/);
  await server.stop();
});
