// oidc-provider as a school's sign-on: a page to say who one is, and claims in the token as Somtoday gives
// them. It prints its port, and ends when its standard input does.
//
// PUT /test/back registers the redirect addresses, which are known only when the other side runs.
import {createServer} from 'node:http';
import Provider from 'oidc-provider';

const stored = new Map();
let redirect_uris = [];

class Memory {
  constructor(model) {
    this.model = model;
  }
  key(id) {
    return `${this.model} ${id}`;
  }
  async upsert(id, payload) {
    stored.set(this.key(id), payload);
    if (payload.uid) stored.set(`uid ${payload.uid}`, id);
  }
  async find(id) {
    if (this.model === 'Client') {
      return {
        client_id: id, client_secret: 'the secret of the school', redirect_uris,
        response_types: ['code'], grant_types: ['authorization_code'],
      };
    }
    return stored.get(this.key(id));
  }
  async findByUid(uid) {
    return this.find(stored.get(`uid ${uid}`));
  }
  async consume(id) {
    stored.get(this.key(id)).consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id) {
    stored.delete(this.key(id));
  }
  async revokeByGrantId() {}
}

const text = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const {port} = server.address();
  const provider = new Provider(`http://127.0.0.1:${port}`, {
    adapter: Memory,
    cookies: {keys: ['for a test']},
    claims: {openid: ['sub'], school: ['affiliation']},
    features: {devInteractions: {enabled: false}, claimsParameter: {enabled: true}},
    interactions: {url: (_, interaction) => `/who/${interaction.uid}`},
    findAccount: (_, id) => ({accountId: id, claims: () => ({sub: id, affiliation: 'employee'})}),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId,
      });
      grant.addOIDCScope('openid');
      grant.addOIDCClaims(['affiliation']);
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', async (request, response) => {
    if (request.url === '/test/back') {
      redirect_uris = JSON.parse(await text(request));
      return response.end();
    }
    if (!request.url.startsWith('/who/')) return answer(request, response);
    if (request.method === 'POST') {
      const accountId = new URLSearchParams(await text(request)).get('who');
      return provider.interactionFinished(request, response, {login: {accountId}});
    }
    response.writeHead(200, {'content-type': 'text/html'});
    return response.end(`<!DOCTYPE html><html lang="en"><title>Who are you</title><form method="post">
<label>Number <input name="who"></label><button>Sign in</button></form></html>`);
  });
  console.log(port);
});

process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
