// A OneRoster service that stands in for a provider. Its only argument is a JSON object:
//
//   bundle    folder or zip file with the rows       version   "1.1" or "1.2"
//   sign_in   "oauth2" or "oauth1"                   most      a larger limit is clamped in silence
//   total     send X-Total-Count                     link      send Link with the wanted limit's offset
//   fields    false: refuse lists of fields          scopes    those granted, all by default
//   busy      every such request gets a 429 first    revoked   refuse the credentials
//
// Prints {"port": N} and serves until its standard input ends.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

import { readBundle } from './bundle.mjs';
import { whyUnsigned } from './oauth1.mjs';

const how = JSON.parse(process.argv[2]);
const lists = readBundle(how.bundle, how.version);
const root = how.version === '1.1' ? '/ims/oneroster/v1p1/' : '/ims/oneroster/rostering/v1p2/';
const scopeOf = (list) => list === 'demographics' ? 'roster-demographics.readonly' : 'roster-core.readonly';
const clientId = 'homevisit', secret = 'a secret of + & = signs';
const tokens = new Map();
const nonces = new Set();
let requests = 0, base = '';

function failure(response, status, minor, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify({
    imsx_codeMajor: 'failure', imsx_severity: 'error',
    imsx_codeMinor: { imsx_codeMinorField: [{ imsx_codeMinorFieldName: 'TargetEndSystem', imsx_codeMinorFieldValue: minor }] },
  }));
}

async function giveToken(request, response) {
  let body = '';
  for await (const chunk of request) body += chunk;
  const form = new URLSearchParams(body);
  const [id, password] = request.headers.authorization?.startsWith('Basic ')
    ? Buffer.from(request.headers.authorization.slice(6), 'base64').toString().split(':').map((text) =>
      decodeURIComponent(text.replaceAll('+', ' ')))
    : [form.get('client_id'), form.get('client_secret')];
  response.setHeader('Content-Type', 'application/json');
  if (how.revoked || id !== clientId || password !== secret || form.get('grant_type') !== 'client_credentials') {
    response.writeHead(401);
    return response.end('{"error":"invalid_client"}');
  }
  const token = randomBytes(16).toString('hex');
  tokens.set(token, how.scopes ?? form.get('scope') ?? '');
  return response.end(JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 3600 }));
}

// The scopes of who asks; null when nobody knows them.
function scopesOf(request) {
  if (how.sign_in === 'oauth1') {
    return whyUnsigned(request, base, clientId, secret, nonces) === '' ? 'roster-core.readonly roster-demographics.readonly' : null;
  }
  return tokens.get(request.headers.authorization?.replace(/^Bearer /, '')) ?? null;
}

function giveList(request, response) {
  const url = new URL(request.url, base);
  const name = url.pathname.slice(root.length);
  const scopes = scopesOf(request);
  if (scopes === null) return failure(response, 401, 'unauthorisedrequest');
  if (how.busy && ++requests % how.busy === 0) return failure(response, 429, 'server_busy', { 'Retry-After': '0' });
  if (!lists[name]) return failure(response, 404, 'unknownobject');
  if (how.version === '1.2' && !scopes.includes(scopeOf(name))) return failure(response, 403, 'forbidden');
  if (url.searchParams.has('filter')) return failure(response, 500, 'internal_server_error');
  const fields = url.searchParams.get('fields')?.split(',');
  if (fields && how.fields === false) return failure(response, 400, 'invalid_selection_field');

  const wanted = Number(url.searchParams.get('limit') ?? 100), offset = Number(url.searchParams.get('offset') ?? 0);
  const limit = Math.min(wanted, how.most ?? 1000);
  const rows = lists[name].slice(offset, offset + limit);
  response.setHeader('Content-Type', 'application/json');
  if (how.total) response.setHeader('X-Total-Count', lists[name].length);
  if (how.link && offset + limit < lists[name].length) {
    response.setHeader('Link', `<${base}${url.pathname}?limit=${wanted}&offset=${offset + wanted}>; rel="next"`);
  }
  const shown = fields ? rows.map((row) => Object.fromEntries(
    Object.entries(row).filter(([field]) => fields.includes(field)))) : rows;
  return response.end(JSON.stringify({ [name]: shown }));
}

const server = createServer((request, response) => {
  if (request.method === 'POST' && request.url === '/token') return giveToken(request, response);
  if (request.method !== 'GET' || !request.url.startsWith(root)) return failure(response, 404, 'unknownobject');
  return giveList(request, response);
});
server.listen(0, '127.0.0.1', () => {
  base = `http://127.0.0.1:${server.address().port}`;
  console.log(JSON.stringify({ port: server.address().port }));
});
process.stdin.resume().on('end', () => process.exit(0)).on('error', () => process.exit(0));
