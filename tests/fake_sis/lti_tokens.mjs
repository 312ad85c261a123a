// JSON Web Tokens as an LTI platform signs and checks them, and as it should not.
import { constants, createHmac, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decoded = (text) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));

const SCHEMES = {
  RS256: { hash: 'sha256' },
  PS256: { hash: 'sha256', padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
  ES256: { hash: 'sha256', dsaEncoding: 'ieee-p1363' },
};

// A pair of keys with a name; `jwk` is what the platform publishes.
export class Key {
  constructor(kid, algorithm = 'RS256') {
    Object.assign(this, { kid, algorithm });
    const pair = algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.private = pair.privateKey;
    this.public = pair.publicKey;
    this.jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' };
  }

  // `header` adds to the usual one or replaces parts of it.
  sign(claims, header = {}) {
    const text = `${encoded({ alg: this.algorithm, typ: 'JWT', kid: this.kid, ...header })}.${encoded(claims)}`;
    const { hash, ...options } = SCHEMES[this.algorithm];
    return `${text}.${sign(hash, text, { key: this.private, ...options }).toString('base64url')}`;
  }
}

// Not signed at all.
export const unsigned = (claims) => `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.`;

// Signed with what everybody knows: the text of the public key, taken for a shared secret.
export function signedByPublicKey(key, claims) {
  const text = `${encoded({ alg: 'HS256', typ: 'JWT', kid: key.kid })}.${encoded(claims)}`;
  const secret = key.public.export({ type: 'spki', format: 'pem' });
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

// The header and the claims of a token that one of these JWKs signed; throws where it does not hold.
export function checked(token, jwks) {
  const [head, body, signature] = token.split('.');
  const header = decoded(head);
  const jwk = jwks.find((one) => one.kid === header.kid);
  if (!jwk) throw new Error(`no key ${header.kid} among ${jwks.map((one) => one.kid)}`);
  const { hash, ...options } = SCHEMES[header.alg];
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), ...options };
  if (!verify(hash, `${head}.${body}`, key, Buffer.from(signature, 'base64url'))) {
    throw new Error('the signature does not hold');
  }
  return { header, claims: decoded(body) };
}
