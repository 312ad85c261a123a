// What the server takes, and how much of it.
import assert from 'node:assert/strict';
import net from 'node:net';
import { after, before, test } from 'node:test';

import { ask, parse, raw, signIn } from './client.mjs';
import { newSchool, serve } from './school.mjs';

let server;
before(async () => {
  server = await serve(newSchool(), ['--request-seconds', '1', '--sign-in', 'mentor:9001']);
});
after(() => server.stop());

test('headers beyond the limit are refused with 431', async () => {
  const long = 'x'.repeat(40000);
  const answer = await raw(server.port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX: ${long}\r\n\r\n`);
  assert.match(answer, /^HTTP\/1\.1 (431|413)/);
});

test('a target beyond the limit is refused with 414', async () => {
  const answer = await raw(server.port, `GET /${'a'.repeat(60000)} HTTP/1.1\r\nHost: x\r\n\r\n`);
  assert.match(answer, /^HTTP\/1\.1 (414|431|413)/);
});

test('headers that drip in do not hold a connection for ever', async () => {
  const began = Date.now();
  await new Promise((resolve) => {
    const socket = net.connect(server.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nHost: x\r\n'));
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 200);
    socket.on('error', () => {});
    socket.resume();
    socket.on('close', () => {
      clearInterval(drip);
      resolve();
    });
  });
  assert.ok(Date.now() - began < 8000, `closed after ${Date.now() - began} ms`);
});

test('a body that drips in does not hold a connection for ever', async () => {
  const began = Date.now();
  await new Promise((resolve) => {
    const head = `POST /students/1/visits HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Length: 1000\r\n\r\n`;
    const socket = net.connect(server.port, '127.0.0.1', () => socket.write(head));
    const drip = setInterval(() => socket.write('a'), 200);
    socket.on('error', () => {});
    socket.resume();
    socket.on('close', () => {
      clearInterval(drip);
      resolve();
    });
  });
  assert.ok(Date.now() - began < 8000, `closed after ${Date.now() - began} ms`);
});

test('a body of 300 KB is refused with 413', async () => {
  const answer = await ask(server.port, 'POST', '/sign-out', { body: 'a'.repeat(300 * 1024) });
  assert.equal(answer.status, 413);
});

test('a body in chunks is refused with 413 beyond the limit', async () => {
  const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
  const answer = await raw(server.port,
    `POST /sign-out HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n` +
    `Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(5)}0\r\n\r\n`);
  assert.equal(parse(answer).status, 413);
});

test('a length of many megabytes is refused without reading it', async () => {
  const answer = await raw(server.port,
    `POST /sign-out HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Length: 99999999\r\n\r\n`);
  assert.equal(parse(answer).status, 413);
});

for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'BREW']) {
  test(`${method} is refused with 405`, async () => {
    const answer = await ask(server.port, method, '/');
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.allow, 'GET, HEAD, POST');
  });
}

test('a path that takes only POST says so', async () => {
  const answer = await ask(server.port, 'GET', '/sign-out');
  assert.equal(answer.status, 405);
  assert.equal(answer.headers.allow, 'POST');
});

test('HEAD answers like GET, without a body', async () => {
  const answer = await ask(server.port, 'HEAD', '/healthz');
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['content-length'], '3');
  assert.equal(answer.body, '');
});

for (const path of ['/../../etc/passwd', '/assets/../../../etc/passwd', '/assets/%2e%2e%2fetc%2fpasswd',
  '//etc/passwd', '/assets/style.css/', '/students/100001/../100002/x']) {
  test(`${path} is not found`, async () => {
    const answer = await ask(server.port, 'GET', path);
    assert.equal(answer.status, 404);
  });
}

for (const path of ['/students/%zz', '/students/%', '/students/a%00b', '/students/', `/students/${'a'.repeat(600)}`]) {
  test(`${path.slice(0, 30)} is a damaged address`, async () => {
    const mentor = (await signed());
    const answer = await mentor.get(path);
    assert.equal(answer.status, 400);
  });
}

let mentor;
async function signed() {
  mentor ??= await signIn(server);
  return mentor;
}

test('an id is decoded once, and a slash in it stays part of it', async () => {
  const encoded = await (await signed()).get('/students/%31%30%30%30%30%31');
  assert.equal(encoded.status, 200);
  const slash = await (await signed()).get('/students/100001%2Fvisits');
  assert.equal(slash.status, 404);
  const twice = await (await signed()).get('/students/%2531%30%30%30%30%31');
  assert.equal(twice.status, 404);
});

test('more fields than any form has are refused with 400', async () => {
  const fields = Array.from({ length: 500 }, (_, i) => [`/report/key_points/${i}`, 'x']);
  const answer = await (await signed()).post('/students/100001/visits', fields);
  assert.equal(answer.status, 400);
});

test('JSON is no form', async () => {
  const answer = await (await signed()).post('/students/100001/visits', [], {
    headers: { 'Content-Type': 'application/json' },
  });
  assert.equal(answer.status, 415);
});

test('a request that is no HTTP is refused and does no harm', async () => {
  assert.match(await raw(server.port, 'NONSENSE\r\n\r\n'), /^(HTTP\/1\.[01] 4|$)/);
  assert.equal((await ask(server.port, 'GET', '/healthz')).status, 200);
});
