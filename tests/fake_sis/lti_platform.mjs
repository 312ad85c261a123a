// A learning platform that launches tools by LTI 1.3: pages with links into the tool, signed
// launches, its own keys, tokens for the tool's services, the members of a class in pages, dynamic
// registration and deep linking. It misbehaves on order, one launch at a time.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

import { checked, Key, signedByPublicKey, unsigned } from './lti_tokens.mjs';

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';
const DEEP = 'https://purl.imsglobal.org/spec/lti-dl/claim/';
const NAMES = 'https://purl.imsglobal.org/spec/lti-nrps/';
const TOOL = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership#';
export const INSTRUCTOR = `${MEMBERSHIP}Instructor`;
export const LEARNER = `${MEMBERSHIP}Learner`;
export const MENTOR_OF_LEARNER = `${MEMBERSHIP}Mentor`;
export const SCOPE = `${NAMES}scope/contextmembership.readonly`;
export { CLAIM, DEEP, NAMES };

const html = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const page = (body) => `<!doctype html><meta charset="utf-8"><title>Platform</title>${body}`;
const hidden = (fields) => Object.entries(fields)
  .map(([name, value]) => `<input type="hidden" name="${html(name)}" value="${html(value)}">`).join('');

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

export class Platform {
  clientId = 'client-1';
  deployment = 'deployment-1';
  // What a launch says, beside the claims that every launch has. A test changes it as it likes.
  user = { sub: 'user-7', name: 'Canary Teacher', email: 'canary@school.example' };
  roles = [INSTRUCTOR];
  context = { id: 'course-1', label: '5A', title: 'Class 5A' };
  members = [];        // of the class: { user_id, roles, ... }
  pageSize = 2;
  order = {};          // how the next launch misbehaves; see #misbehaved
  deepLinks = [];      // what tools sent back
  registered = [];     // what tools asked to be registered as
  registrationToken = null;
  hold = null;         // a promise: the keys come when it is done
  membersStatus = 200;
  counts = { jwks: 0, token: 0, members: 0 };
  #tokens = new Set();
  #assertions = new Set();
  #keys = [new Key('platform-1')];
  #published = this.#keys;

  // `name`: by which the platform goes; "localhost" is another site than 127.0.0.1.
  static async start({ name = 'localhost' } = {}) {
    const platform = new Platform();
    platform.server = createServer((request, response) => platform.#serve(request, response));
    await new Promise((listening) => platform.server.listen(0, '127.0.0.1', listening));
    platform.origin = `http://${name}:${platform.server.address().port}`;
    return platform;
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((closed) => this.server.close(closed));
  }

  get key() {
    return this.#keys.at(-1);
  }

  // From now on another key signs. `published: false`: the platform forgot to say so.
  rotate({ algorithm = 'RS256', published = true, keepOld = false } = {}) {
    const key = new Key(`platform-${randomUUID()}`, algorithm);
    this.#keys = [...(keepOld ? this.#keys : []), key];
    if (published) this.#published = this.#keys;
    return key;
  }

  // What the tool must know of the platform, for its configuration file.
  get asConfigured() {
    return {
      issuer: this.origin,
      client_id: this.clientId,
      deployments: [this.deployment],
      login_url: `${this.origin}/auth`,
      token_url: `${this.origin}/token`,
      keys_url: `${this.origin}/jwks`,
    };
  }

  // The tool, by its own description (`homevisit lti show --json`, or its registration).
  use(tool) {
    this.tool = tool;
  }

  // The fields by which a launch begins. `extra`: custom parameters; `deep`: choose what to link to.
  beginning({ extra = {}, deep = false, target = this.tool.launch_url } = {}) {
    return {
      iss: this.origin,
      login_hint: this.user.sub,
      target_link_uri: target,
      client_id: this.clientId,
      lti_deployment_id: this.deployment,
      lti_message_hint: Buffer.from(JSON.stringify({ extra, deep })).toString('base64url'),
    };
  }

  // What the browser brings back to the tool for this authorization request (a URL), or an error.
  authorize(url) {
    const asked = Object.fromEntries(new URL(url).searchParams);
    const wanted = {
      response_type: 'id_token', response_mode: 'form_post', scope: 'openid', prompt: 'none',
      client_id: this.clientId, login_hint: this.user.sub,
    };
    for (const [name, value] of Object.entries(wanted)) {
      if (asked[name] !== value) throw new Error(`${name} is ${asked[name]}, not ${value}`);
    }
    if (!this.tool.redirect_uris.includes(asked.redirect_uri)) throw new Error('redirect_uri is not registered');
    if (!asked.nonce || !asked.state) throw new Error('nonce and state are wanted');
    const hint = JSON.parse(Buffer.from(asked.lti_message_hint, 'base64url').toString());
    const token = this.#misbehaved(this.#claims(asked, hint));
    return { action: asked.redirect_uri, fields: { id_token: token, state: this.order.state?.(asked.state) ?? asked.state } };
  }

  #claims(asked, { extra, deep }) {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.origin, aud: this.clientId, iat: now, exp: now + 60, nonce: asked.nonce, ...this.user,
      [`${CLAIM}version`]: '1.3.0',
      [`${CLAIM}deployment_id`]: this.deployment,
      [`${CLAIM}target_link_uri`]: this.tool.launch_url,
      [`${CLAIM}roles`]: this.roles,
      [`${CLAIM}context`]: this.context,
      [`${CLAIM}launch_presentation`]: { locale: 'nl-NL', document_target: 'iframe' },
      [`${NAMES}claim/namesroleservice`]: {
        context_memberships_url: `${this.origin}/members`, service_versions: ['2.0'],
      },
    };
    if (Object.keys(extra).length) claims[`${CLAIM}custom`] = extra;
    if (!deep) {
      return { ...claims, [`${CLAIM}message_type`]: 'LtiResourceLinkRequest', [`${CLAIM}resource_link`]: { id: 'link-1' } };
    }
    return {
      ...claims,
      [`${CLAIM}message_type`]: 'LtiDeepLinkingRequest',
      [`${DEEP}deep_linking_settings`]: {
        deep_link_return_url: `${this.origin}/deep`, accept_types: ['ltiResourceLink'],
        accept_presentation_document_targets: ['iframe', 'window'], data: 'kept by the platform',
      },
    };
  }

  // order: claims (merged in), without (names left out), algorithm ("none", "HS256"), key (signs
  // instead), kid, header; state: makes what comes back of what was sent.
  #misbehaved(claims) {
    const { order } = this;
    Object.assign(claims, order.claims);
    for (const name of order.without ?? []) delete claims[name];
    if (order.algorithm === 'none') return unsigned(claims);
    if (order.algorithm === 'HS256') return signedByPublicKey(this.key, claims);
    return (order.key ?? this.key).sign(claims, { ...order.header, ...(order.kid && { kid: order.kid }) });
  }

  async #serve(request, response) {
    const url = new URL(request.url, this.origin);
    const send = (status, body, type = 'text/html; charset=utf-8', headers = {}) => {
      response.writeHead(status, { 'content-type': type, ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    try {
      const answer = this.#answers[url.pathname];
      if (!answer) return send(404, page('No such page'));
      return await answer.call(this, { request, url, send });
    } catch (error) {
      return send(400, page(`<h1>Refused</h1><p id="why">${html(error.message)}</p>`));
    }
  }

  #answers = {
    // A page of the platform: a form that begins the launch, in a frame or in the window itself.
    '/course': ({ url, send }) => {
      const frame = url.searchParams.get('in') === 'frame';
      const extra = url.searchParams.has('student') ? { student: url.searchParams.get('student') } : {};
      const fields = this.beginning({ extra, deep: url.searchParams.has('deep') });
      send(200, page(`<h1>Course</h1>
        <form method="post" action="${html(this.tool.login_url)}" ${frame ? 'target="tool"' : ''}>
        ${hidden(fields)}<button>Open</button></form>
        ${frame ? '<iframe name="tool" title="Tool" width="900" height="700"></iframe>' : ''}`));
    },
    '/auth': ({ url, send }) => {
      const { action, fields } = this.authorize(url);
      send(200, page(`<form method="post" action="${html(action)}">${hidden(fields)}</form>
        <script>document.forms[0].submit()</script>`));
    },
    '/jwks': async ({ send }) => {
      this.counts.jwks += 1;
      await this.hold;
      send(200, { keys: this.#published.map(({ jwk }) => jwk) }, 'application/json');
    },
    '/token': async ({ request, send }) => {
      this.counts.token += 1;
      const form = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
      const refuse = (error) => send(400, { error }, 'application/json');
      if (form.grant_type !== 'client_credentials') return refuse('unsupported_grant_type');
      if (form.scope !== SCOPE) return refuse('invalid_scope');
      const { keys } = await (await fetch(this.tool.keys_url)).json();
      const { header, claims } = checked(form.client_assertion, keys);
      const now = Date.now() / 1000;
      if (header.alg !== 'RS256' || claims.iss !== this.clientId || claims.sub !== this.clientId
        || claims.aud !== `${this.origin}/token` || claims.exp < now || this.#assertions.has(claims.jti)) {
        return refuse('invalid_client');
      }
      this.#assertions.add(claims.jti);
      const token = randomUUID();
      this.#tokens.add(token);
      return send(200, { access_token: token, token_type: 'Bearer', expires_in: 3600, scope: SCOPE }, 'application/json');
    },
    '/members': ({ request, url, send }) => {
      this.counts.members += 1;
      if (!this.#tokens.has(request.headers.authorization?.replace(/^Bearer /, ''))) {
        return send(401, { error: 'invalid_token' }, 'application/json');
      }
      if (this.membersStatus !== 200) return send(this.membersStatus, page('Not just now'));
      const from = Number(url.searchParams.get('from') ?? 0);
      const next = from + this.pageSize;
      const links = [`<${this.origin}/members?since=1>; rel="differences"`];
      if (next < this.members.length) links.push(`<${this.origin}/members?from=${next}>; rel="next"`);
      return send(200, { id: `${this.origin}/members`, context: this.context, members: this.members.slice(from, next) },
        'application/vnd.ims.lti-nrps.v2.membershipcontainer+json', { link: links.join(', ') });
    },
    '/configuration': ({ send }) => send(200, {
      issuer: this.issuer ?? this.origin,
      authorization_endpoint: `${this.origin}/auth`,
      token_endpoint: `${this.origin}/token`,
      jwks_uri: `${this.origin}/jwks`,
      registration_endpoint: `${this.origin}/register`,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', SCOPE],
      response_types_supported: ['id_token'],
      id_token_signing_alg_values_supported: ['RS256'],
      claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name', 'email'],
      'https://purl.imsglobal.org/spec/lti-platform-configuration': {
        product_family_code: 'test', version: '1',
        messages_supported: [{ type: 'LtiResourceLinkRequest' }, { type: 'LtiDeepLinkingRequest' }],
      },
    }, 'application/json'),
    '/register': async ({ request, send }) => {
      if (request.headers.authorization !== `Bearer ${this.registrationToken}`) {
        return send(401, { error: 'invalid_token' }, 'application/json');
      }
      const asked = JSON.parse(await bodyOf(request));
      this.registered.push(asked);
      this.registrationToken = null;
      return send(201, {
        ...asked, client_id: this.clientId, [TOOL]: { ...asked[TOOL], deployment_id: this.deployment },
      }, 'application/json');
    },
    '/deep': async ({ request, send }) => {
      const { JWT: token } = Object.fromEntries(new URLSearchParams(await bodyOf(request)));
      const { keys } = await (await fetch(this.tool.keys_url)).json();
      const { claims } = checked(token, keys);
      if (claims.aud !== this.origin || claims.iss !== this.clientId) throw new Error('for another platform');
      this.deepLinks.push(claims);
      send(200, page('<h1>Linked</h1>'));
    },
  };
}
