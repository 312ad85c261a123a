// A system that signs people in by OpenID Connect, rightly or as wrongly as a test wants. Node alone, on
// loopback. What the library must refuse, this one does on order; what a client must show, it asks for.
import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer } from 'node:http';

const encoded = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

function newKey(kid) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' } };
}

const signed = (key, head, claims) => {
  const text = `${encoded(head)}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(text), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
};

export class OpenIdProvider {
  client = { id: 'homevisit', secret: 'the secret' };
  person = {}; // further claims of whoever signs in
  wrong = {}; // claims that are otherwise; undefined takes one away
  forge = null; // (claims, provider) => token
  issuer_in_answer = undefined; // another "iss" in the address; null leaves it out
  error = null; // instead of a code
  hold = null; // a promise: no token before it is kept
  asked = [];
  #codes = new Map();
  #server = createServer((request, response) => this.#answer(request, response));

  async start() {
    this.keys = [newKey('k1')];
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.issuer = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  key_set() {
    return { keys: this.keys.map((key) => key.jwk) };
  }

  token(nonce) {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.issuer, aud: this.client.id, nonce, iat: now, exp: now + 300, sub: '9001', ...this.person, ...this.wrong,
    };
    if (this.forge) return this.forge(claims, this);
    return signed(this.keys[0], { alg: 'ES256', kid: this.keys[0].kid, typ: 'JWT' }, claims);
  }

  async #answer(request, response) {
    const url = new URL(request.url, this.issuer);
    this.asked.push(url.pathname);
    const json = (status, value) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (url.pathname === '/.well-known/openid-configuration') {
      return json(200, {
        issuer: this.issuer,
        authorization_endpoint: `${this.issuer}/authorize`,
        token_endpoint: `${this.issuer}/token`,
        jwks_uri: `${this.issuer}/keys`,
        authorization_response_iss_parameter_supported: true,
      });
    }
    if (url.pathname === '/keys') return json(200, this.key_set());
    if (url.pathname === '/authorize') return this.#authorize(url, response);
    if (url.pathname === '/token') return this.#redeem(request, json);
    return json(404, {});
  }

  // Whoever asks is signed in at once.
  #authorize(url, response) {
    const asked = Object.fromEntries(url.searchParams);
    const back = new URL(asked.redirect_uri);
    back.searchParams.set('state', asked.state);
    if (this.error) {
      back.searchParams.set('error', this.error);
    } else {
      const code = randomBytes(16).toString('hex');
      this.#codes.set(code, asked);
      back.searchParams.set('code', code);
    }
    const issuer = this.issuer_in_answer === undefined ? this.issuer : this.issuer_in_answer;
    if (issuer !== null) back.searchParams.set('iss', issuer);
    response.writeHead(303, { location: back.href });
    response.end();
  }

  async #redeem(request, json) {
    const parts = [];
    for await (const part of request) parts.push(part);
    await this.hold;
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString()));
    const both = `${encodeURIComponent(this.client.id)}:${encodeURIComponent(this.client.secret).replaceAll('%20', '+')}`;
    const asked = this.#codes.get(form.code);
    this.#codes.delete(form.code);
    if (request.headers.authorization !== `Basic ${Buffer.from(both).toString('base64')}`) {
      return json(401, { error: 'invalid_client' });
    }
    const challenge = createHash('sha256').update(form.code_verifier ?? '').digest('base64url');
    if (!asked || asked.redirect_uri !== form.redirect_uri || asked.code_challenge !== challenge
        || asked.code_challenge_method !== 'S256' || form.grant_type !== 'authorization_code') {
      return json(400, { error: 'invalid_grant' });
    }
    return json(200, { access_token: 'a', token_type: 'Bearer', id_token: this.token(asked.nonce) });
  }
}

// Tokens that must open nothing.
export const forgeries = {
  unsigned: (claims) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`,
  // The public key, which everybody may read, as the secret of an HMAC.
  'HMAC with the public key': (claims, provider) => {
    const text = `${encoded({ alg: 'HS256', kid: provider.keys[0].kid })}.${encoded(claims)}`;
    const secret = JSON.stringify(provider.keys[0].jwk);
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  },
  'signed by another key of the same name': (claims, provider) =>
    signed(newKey('x'), { alg: 'ES256', kid: provider.keys[0].kid }, claims),
  'signed by a key that is not published': (claims) => signed(newKey('k9'), { alg: 'ES256', kid: 'k9' }, claims),
  'changed after it was signed': (claims, provider) => {
    const token = signed(provider.keys[0], { alg: 'ES256', kid: provider.keys[0].kid }, { ...claims, sub: '9002' });
    const [head, , signature] = token.split('.');
    return `${head}.${encoded(claims)}.${signature}`;
  },
  'no token at all': () => 'hello',
};
