// The signature of a request by RFC 5849, computed a second time.
import { createHmac } from 'node:crypto';

const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) =>
  `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

// Why the request is not signed as it should be; '' when it is. `seen` keeps nonces.
export function whyUnsigned(request, base, key, secret, seen) {
  const header = request.headers.authorization ?? '';
  if (!header.startsWith('OAuth ')) return 'no OAuth header';
  const signed = Object.fromEntries(header.slice(6).split(',').map((part) => {
    const [name, value] = part.trim().split('=');
    return [name, decodeURIComponent(value.replace(/^"|"$/g, ''))];
  }));
  const url = new URL(request.url, base);
  const pairs = Object.entries(signed).filter(([name]) => name !== 'oauth_signature' && name !== 'realm');
  // Not URLSearchParams: a plus sign in a query is a plus sign.
  for (const part of url.search.slice(1).split('&').filter((text) => text !== '')) {
    const [name, value = ''] = part.split('=');
    pairs.push([decodeURIComponent(name), decodeURIComponent(value)]);
  }
  const sorted = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).sort().join('&');
  const text = [request.method, encode(url.origin + url.pathname), encode(sorted)].join('&');
  const hash = { 'HMAC-SHA256': 'sha256', 'HMAC-SHA1': 'sha1' }[signed.oauth_signature_method];
  if (!hash) return 'unknown method';
  const wanted = createHmac(hash, `${encode(secret)}&`).update(text).digest('base64');
  if (signed.oauth_consumer_key !== key) return 'unknown key';
  if (Math.abs(Date.now() / 1000 - Number(signed.oauth_timestamp)) > 300) return 'old timestamp';
  if (seen.has(signed.oauth_nonce)) return 'nonce used before';
  seen.add(signed.oauth_nonce);
  return signed.oauth_signature === wanted ? '' : 'wrong signature';
}
