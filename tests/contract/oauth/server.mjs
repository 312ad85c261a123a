// An OAuth2 server by oidc-provider on a port of its own, with an API behind it. The tests reach it as
// any client would; what only they may do (register a client, revoke) goes through /test.
//
// Prints its port, and ends when its standard input does: no test leaves it running.
import {createPublicKey} from 'node:crypto';
import {createServer} from 'node:http';
import Provider from 'oidc-provider';

const stored = new Map(); // model and id to what oidc-provider keeps of it
const counts = {token: 0, api: 0};
let life = 1800;

class Memory {
  constructor(model) {
    this.model = model;
  }
  key(id) {
    return `${this.model} ${id}`;
  }
  async upsert(id, payload) {
    stored.set(this.key(id), payload);
  }
  async find(id) {
    return stored.get(this.key(id));
  }
  async destroy(id) {
    stored.delete(this.key(id));
  }
}

// client: {id, method, secret} or {id, method, key (PEM, public), kid, alg}
function register({id, method, secret, key, kid, alg}) {
  const client = {
    client_id: id,
    client_secret: secret,
    token_endpoint_auth_method: method,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    scope: 'roster',
  };
  if (key) {
    const jwk = {...createPublicKey(key).export({format: 'jwk'}), kid, use: 'sig', alg};
    client.jwks = {keys: [jwk]};
    client.token_endpoint_auth_signing_alg = alg;
  }
  stored.set(`Client ${id}`, client);
}

function forgetTokens() {
  for (const key of stored.keys()) {
    if (key.startsWith('ClientCredentials ')) stored.delete(key);
  }
}

const body = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString() || '{}');
};

const tests = {
  '/test/client': async (request) => register(await body(request)),
  '/test/revoke': async () => forgetTokens(),
  '/test/life': async (request) => ({seconds: life} = await body(request)),
  '/test/counts': async () => {},
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const {port} = server.address();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    adapter: Memory,
    scopes: ['roster', 'grades'], // the latter is for none of the clients
    features: {clientCredentials: {enabled: true}, devInteractions: {enabled: false}},
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    enabledJWA: {clientAuthSigningAlgValues: ['RS256', 'PS256', 'ES256']},
    ttl: {ClientCredentials: () => life},
  });
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    const path = request.url.split('?')[0];
    const json = (status, value, headers = {}) => {
      response.writeHead(status, {'content-type': 'application/json', ...headers});
      response.end(JSON.stringify(value));
    };
    if (tests[path]) {
      await tests[path](request);
      return json(200, counts);
    }
    if (path === '/api/students') {
      counts.api += 1;
      const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '');
      const token = bearer && await provider.ClientCredentials.find(bearer[1]);
      return token
        ? json(200, {client: token.clientId, method: request.method})
        : json(401, {}, {'www-authenticate': 'Bearer error="invalid_token"'});
    }
    if (path === '/token') counts.token += 1;
    return answer(request, response);
  });
  console.log(port);
});

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
