// What each path answers; see README.md.
import { gzipSync } from 'node:zlib';

import { Answer } from './answer.mjs';
import { Entries } from './entries.mjs';
import { Meadow } from './meadow.mjs';

const seconds = (text) => Number(text.slice(1)) * (text[0] === '-' ? -1 : 1);

function retryAfter(answer, text) {
  if (text === null) return {};
  return { 'retry-after': /^[+-]/.test(text) ? answer.date(seconds(text)) : text };
}

function drip(answer) {
  answer.response.writeHead(200, { 'content-type': 'text/plain' });
  let left = 500;
  const timer = setInterval(() => {
    if (answer.response.destroyed || left-- === 0) {
      clearInterval(timer);
      answer.response.end();
    } else {
      answer.response.write('.');
    }
  }, 20);
}

export class Routes {
  constructor() {
    this.entries = new Entries();
    this.meadow = new Meadow();
    this.ports = {};
    this.clear();
  }

  clear() {
    this.entries.clear();
    this.etags = new Map();
    this.requests = {};
    this.connections = {};
  }

  connected(port) {
    this.connections[port] = (this.connections[port] ?? 0) + 1;
  }

  counters() {
    return { ...this.entries.counters(), connections: this.connections, requests: this.requests };
  }

  handle(port, request, response) {
    request.on('error', () => {});
    response.on('error', () => {});
    if (request.url.startsWith('/meadow/')) return this.meadow.take(new Answer(request, response));
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url, 'https://localhost');
      const key = `${request.method} ${url.pathname}`;
      if (!url.pathname.startsWith('/control/')) this.requests[key] = (this.requests[key] ?? 0) + 1;
      this.answer(port, new Answer(request, response), url, Buffer.concat(chunks).toString());
    });
  }

  answer(port, answer, url, body) {
    const [first, second] = url.pathname.slice(1).split('/');
    const query = url.searchParams;
    const { request, response } = answer;
    switch (first) {
      case 'ok':
        return answer.json(200, {
          method: request.method, version: request.httpVersion, bytes: body.length, headers: request.headers,
        }, { 'X-Request-Id': 'request-1' });
      case 'status': {
        answer.skew = Number(query.get('skew') ?? 0);
        return answer.json(Number(second), {}, retryAfter(answer, query.get('after')));
      }
      case 'bytes': {
        const bytes = Buffer.alloc(Number(second), 'x');
        if (!query.has('gzip')) return answer.send(200, { 'content-type': 'text/plain' }, bytes);
        return answer.send(200, { 'content-encoding': 'gzip' }, gzipSync(bytes));
      }
      case 'slow':
        if (query.has('drip')) return drip(answer);
        return setTimeout(() => answer.json(200, {}), Number(second));
      case 'reset':
        if (second === 'before') return answer.breakOff();
        response.writeHead(200, { 'content-length': '1000' });
        if (second === 'body') response.write('x'.repeat(100));
        else response.flushHeaders?.();
        return setTimeout(() => answer.breakOff(), 20);
      case 'truncated':
        response.writeHead(200, { 'content-length': '1000' });
        response.write('x'.repeat(100));
        return setTimeout(() => request.socket.end(), 20);
      case 'garbage':
        return request.socket.end('SSH-2.0-something else\r\n\r\n');
      case 'to':
        return this.redirect(port, answer, second, Number(query.get('status') ?? 302));
      case 'etag':
        return this.etag(answer, second);
      case 'entries':
        if (request.method === 'POST') return this.entries.post(answer, body);
        return this.entries.get(answer, query.get('marker'));
      case 'control':
        return this.control(answer, second, body);
      default:
        return answer.json(404, { error: 'no such route' });
    }
  }

  redirect(port, answer, where, status) {
    const other = this.ports[port === 'main' ? 'http1' : 'main'];
    const location = {
      same: `https://${answer.request.headers.host ?? answer.request.authority}/ok`,
      relative: '../ok',
      loop: '/to/loop',
      other: `https://localhost:${other}/ok`,
      bad: 'http://[::1',
    }[where];
    answer.send(status, { location });
  }

  etag(answer, name) {
    let version = this.etags.get(name) ?? 1;
    if (answer.request.method === 'POST') this.etags.set(name, ++version);
    const etag = `"${name}-${version}"`;
    if (answer.request.headers['if-none-match'] === etag) return answer.send(304, { etag });
    return answer.json(200, { name, version }, { etag });
  }

  control(answer, what, body) {
    if (what === 'faults') this.entries.setFaults(JSON.parse(body));
    if (what === 'reset') this.clear();
    return answer.json(200, this.counters());
  }
}
