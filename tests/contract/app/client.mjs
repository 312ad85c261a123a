// A small HTTP client that can also misbehave. Every request has a connection of its own.
import net from 'node:net';

// Sends bytes as they are and gives all that comes back until the other side closes.
export function raw(port, bytes) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => (text += chunk));
    socket.on('close', () => resolve(text));
    socket.on('error', (error) => (text ? resolve(text) : reject(error)));
    socket.setTimeout(20000, () => socket.destroy(new Error('no answer in 20 s')));
  });
}

export function parse(text) {
  const end = text.indexOf('\r\n\r\n');
  const [first, ...lines] = text.slice(0, end).split('\r\n');
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const body = Buffer.from(text.slice(end + 4), 'latin1').toString('utf8');
  return { status: Number(first.split(' ')[1]), headers, body };
}

export async function ask(port, method, path, { headers = {}, body } = {}) {
  const all = { Host: `127.0.0.1:${port}`, Connection: 'close', ...headers };
  if (body !== undefined) {
    all['Content-Type'] ??= 'application/x-www-form-urlencoded';
    all['Content-Length'] ??= Buffer.byteLength(body);
  }
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return parse(await raw(port, `${method} ${path} HTTP/1.1\r\n${head}\r\n${body ?? ''}`));
}

// Somebody who is signed in: keeps the cookie and the token of the forms.
export async function signIn(server, link = server.links[0]) {
  const answer = await ask(server.port, 'GET', link);
  if (!answer.headers['set-cookie']) throw new Error(`not signed in: ${answer.status} ${answer.body}`);
  const cookie = answer.headers['set-cookie'].split(';')[0];
  const get = (path, options = {}) =>
    ask(server.port, 'GET', path, { ...options, headers: { Cookie: cookie, ...options.headers } });
  const panel = await get('/students/100001');
  const csrf = panel.body.match(/name="csrf" value="([^"]+)"/)?.[1];
  const post = (path, fields, options = {}) =>
    ask(server.port, 'POST', path, {
      ...options,
      body: new URLSearchParams(options.csrf === null ? fields : [['csrf', options.csrf ?? csrf], ...fields]).toString(),
      headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin', ...options.headers },
    });
  return { cookie, csrf, get, post, answer };
}

export const submission = (() => {
  let count = 0;
  return () => `test-submission-${process.pid}-${++count}`;
})();

// The least that a visit needs, as fields of the form.
export const visitFields = (id = submission(), point = 'Leest graag') => [
  ['/submission', id],
  ['/date', new Date(Date.now() - 864e5).toISOString().slice(0, 10)],
  ['/visitors/0', '9001'],
  ['/report/key_points/0', point],
];
