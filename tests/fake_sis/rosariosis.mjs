// RosarioSIS as its plugin REST API shows it: tables over HTTP, with the habits that were seen on the
// real one. README.md has them, and what a test can order.
import { randomBytes } from 'node:crypto';

import { select } from './rosariosis_select.mjs';

const api = '/plugins/REST_API/api.php';
// php-crud-api's own codes, and the status that each comes with.
const statusOf = { 1000: 404, 1001: 404, 1003: 404, 1008: 422, 1009: 409, 1010: 409, 1011: 401, 1012: 403, 1019: 403, 9999: 500 };

class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

// What PHP's function of that name leaves: a "<" that no blank follows begins a tag, which an unclosed one never ends.
export function stripTags(value) {
  let out = '', depth = 0;
  const text = String(value ?? '');
  for (let i = 0; i < text.length; ++i) {
    const c = text[i];
    if (c === '\0') continue;
    if (c === '<' && (depth > 0 || !/\s/.test(text[i + 1] ?? 'x'))) ++depth;
    else if (c === '>' && depth > 0) --depth;
    else if (depth === 0) out += c;
  }
  return out;
}

export class RosarioSis {
  // `tables`: name to {columns: {name: type}, key: [columns], rows, refers}; see rosariosis_school.mjs.
  constructor(tables, how = {}) {
    this.tables = tables;
    this.how = { cut: 1000, usertoken: '0123456789abcdef0123456789abcdef', uses: Infinity, ...how };
    this.tokens = new Map(); // token to how often it is still taken
    this.sessions = new Map();
    this.log = [];
  }

  take(request, answer, body) {
    const url = new URL(request.url, 'http://rosariosis.example');
    if (url.pathname === '/plugins/REST_API/auth.php') return this.signIn(body, answer);
    if (!url.pathname.startsWith(`${api}/`)) return answer.send(404, { 'content-type': 'text/html' }, '<html>Not Found</html>');
    const cookie = /RosarioSIS_REST_API=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    try {
      const session = this.session(request.headers['x-authorization'] ?? '', cookie);
      const entry = { method: request.method, path: url.pathname.slice(api.length), query: url.search, body };
      this.log.push(entry);
      const fault = this.faultFor(entry);
      if (fault === 'before') return answer.breakOff();
      if (fault === 'error200') return answer.json(200, { error: 'Something of PHP' });
      if (fault === '9999') throw new Refusal(9999);
      const value = this.answer(entry, url);
      if (fault === 'after') return answer.breakOff();
      return answer.json(200, value, { 'set-cookie': `RosarioSIS_REST_API=${session}; HttpOnly` });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return answer.json(statusOf[error.code], { code: error.code, ...(error.message ? { message: error.message } : {}) });
    }
  }

  // how.faults: [{method, table, times, what}]; the first that fits counts down.
  faultFor({ method, path }) {
    const fault = (this.how.faults ?? []).find((one) => one.times > 0 && one.method === method && path.includes(one.table));
    if (!fault) return '';
    --fault.times;
    return fault.what;
  }

  signIn(body, answer) {
    const said = new URLSearchParams(body).get('usertoken');
    this.log.push({ method: 'AUTH' });
    // The status is 200 all the same.
    if (said !== this.how.usertoken) return answer.json(200, { error: 'Invalid token' });
    // The payload of the real one carries the user token in clear.
    const token = ['e30', Buffer.from(JSON.stringify({ sub: said })).toString('base64url'), randomBytes(9).toString('base64url')].join('.');
    this.tokens.set(token, this.how.uses);
    return answer.json(200, { access_token: token });
  }

  // A token lives for seconds, here for a number of requests. One that is over destroys the session.
  session(header, cookie) {
    const token = header.startsWith('Bearer ') ? header.slice(7) : '';
    if (!token) {
      if (this.sessions.get(cookie)) return cookie;
      throw new Refusal(1011, 'Authentication required');
    }
    const left = this.tokens.get(token) ?? 0;
    if (left <= 0) {
      this.sessions.delete(cookie);
      throw new Refusal(1012, "Authentication failed for 'JWT'");
    }
    this.tokens.set(token, left - 1);
    const session = randomBytes(8).toString('hex');
    this.sessions.set(session, true);
    return session;
  }

  answer({ method, path, body }, url) {
    const [kind, name, id] = path.split('/').slice(1).map(decodeURIComponent);
    if (method === 'POST' && path === '/columns') return this.makeTable(this.parsed(body));
    if (kind !== 'records' || !name) throw new Refusal(1000, `Route '${path}' not found`);
    const table = this.tables[name];
    if (!table) throw new Refusal(1001, `Table '${name}' not found`);
    if (method === 'GET' && !id) return this.list(table, url.searchParams);
    if (method === 'GET') return this.one(table, id, url.searchParams);
    if (method === 'POST') {
      const sent = this.parsed(body);
      // Not atomic: what came before the bad one stays.
      return Array.isArray(sent) ? sent.map((row) => this.add(table, row)) : this.add(table, sent);
    }
    // Of a key of several columns it looks at the first alone.
    const rows = table.rows.filter((row) => String(row[table.key[0]]) === id);
    if (method === 'PUT') {
      const values = this.stored(table, this.parsed(body));
      rows.forEach((row) => Object.assign(row, values));
      return rows.length;
    }
    if (method === 'DELETE') {
      table.rows = table.rows.filter((row) => !rows.includes(row));
      return rows.length;
    }
    throw new Refusal(1000, `Route '${path}' not found`);
  }

  parsed(body) {
    try {
      return JSON.parse(body);
    } catch {
      throw new Refusal(1008, 'Cannot read HTTP message');
    }
  }

  list(table, query) {
    const [page, size] = (query.get('page') ?? '').split(',');
    if (Number(page) > 100) throw new Refusal(1019, 'Pagination forbidden');
    const rows = select(table, query, () => { throw new Refusal(9999); });
    const most = Math.min(Number(size ?? query.get('size') ?? this.how.cut), this.how.cut);
    const from = page ? (Number(page) - 1) * most : 0;
    const records = rows.slice(from, from + most).map((row) => this.shown(table, row, query));
    return page ? { records, results: rows.length } : { records };
  }

  one(table, id, query) {
    const row = table.rows.find((one) => String(one[table.key[0]]) === id);
    if (!row) throw new Refusal(1003, `Record '${id}' not found`);
    return this.shown(table, row, query);
  }

  // Columns that do not exist are left out without a word; numerics come as strings.
  shown(table, row, query) {
    const wanted = query.get('include')?.split(',');
    return Object.fromEntries(Object.entries(table.columns)
      .filter(([name]) => !wanted || wanted.includes(name))
      .map(([name, type]) => [name, type === 'numeric' && row[name] !== null ? String(row[name]) : row[name] ?? null]));
  }

  // Texts lose their tags; unknown columns are ignored; what does not fit is 500 without a reason.
  stored(table, sent) {
    const out = {};
    for (const [name, value] of Object.entries(sent)) {
      const [type, length] = (table.columns[name] ?? '').split(':');
      if (!type) continue;
      const text = stripTags(value);
      if (type === 'integer' && !/^-?\d+$/.test(text)) throw new Refusal(9999);
      if (type === 'date' && !/^\d{4}-\d\d-\d\d$/.test(text)) throw new Refusal(9999);
      if (length && text.length > Number(length)) throw new Refusal(9999);
      out[name] = type === 'integer' ? Number(text) : text;
    }
    return out;
  }

  add(table, sent) {
    const row = this.stored(table, sent);
    const key = table.key[0];
    if (row[key] === undefined) row[key] = Math.max(0, ...table.rows.map((one) => one[key])) + 1;
    if (table.rows.some((one) => table.key.every((column) => String(one[column]) === String(row[column]))))
      throw new Refusal(1009, 'Duplicate key exception');
    for (const [column, other] of Object.entries(table.refers ?? {}))
      if (!this.tables[other].rows.some((one) => one[this.tables[other].key[0]] === row[column]))
        throw new Refusal(1010, 'Data integrity violation');
    table.rows.push(row);
    return row[key];
  }

  makeTable({ name, type, columns }) {
    if (type !== 'table' || this.how.no_tables) throw new Refusal(1000, "Route '/columns' not found");
    if (this.tables[name]) throw new Refusal(9999);
    const types = { varchar: 'text', clob: 'text' };
    this.tables[name] = {
      columns: Object.fromEntries(columns.map((column) =>
        [column.name, (types[column.type] ?? column.type) + (column.length ? `:${column.length}` : '')])),
      key: columns.filter((column) => column.pk).map((column) => column.name),
      refers: Object.fromEntries(columns.filter((column) => column.fk).map((column) => [column.name, column.fk])),
      rows: [],
    };
    return true;
  }
}
