// A student information system that misbehaves on order; see README.md. Serves until its standard
// input ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeCertificates } from './certificates.mjs';
import { Routes } from './routes.mjs';

const folder = mkdtempSync(join(tmpdir(), 'homevisit-fake-sis-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const certificates = makeCertificates(folder);
const routes = new Routes();

const quiet = (server) => server.on('clientError', (error, socket) => socket.destroy())
  .on('tlsClientError', () => {}).on('sessionError', () => {});

// Connections are counted when they are of use: after the handshake, where there is one.
function secure(port, create, options) {
  const server = create(options, (request, response) => routes.handle(port, request, response));
  server.on('secureConnection', () => routes.connected(port));
  return quiet(server);
}

const withHttp2 = (port, certificate) =>
  secure(port, createSecureServer, { ...certificate, allowHTTP1: true });
const http1 = (port, certificate, more = {}) => secure(port, createHttpsServer, { ...certificate, ...more });

const plain = createPlainServer((request, response) => routes.handle('plain', request, response))
  .on('connection', () => routes.connected('plain'));

const proxy = createPlainServer((request, response) => {
  response.writeHead(502);
  response.end();
});
proxy.on('connect', (request, socket, head) => {
  routes.connected('proxy');
  const there = connect(routes.ports.main, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    there.write(head);
    there.pipe(socket).pipe(there);
  });
  there.on('error', () => socket.destroy());
  socket.on('error', () => there.destroy());
});

const servers = {
  main: withHttp2('main', certificates.main),
  http1: http1('http1', certificates.main, { keepAliveTimeout: 5000 }),
  expired: http1('expired', certificates.expired),
  future: http1('future', certificates.future),
  other_name: http1('other_name', certificates.other_name),
  self_signed: http1('self_signed', certificates.self_signed),
  client: http1('client', certificates.main,
    { ca: certificates.authority, requestCert: true, rejectUnauthorized: true }),
  plain,
  proxy,
  silent: createTcpServer((socket) => socket.on('error', () => {}).resume()),
};

for (const [name, server] of Object.entries(servers)) {
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  routes.ports[name] = server.address().port;
}

console.log(JSON.stringify({
  ca: certificates.ca,
  client_certificate: join(folder, 'client.pem'),
  client_key: join(folder, 'client.key'),
  ports: routes.ports,
}));

process.stdin.resume().on('end', () => process.exit(0)).on('error', () => process.exit(0));
