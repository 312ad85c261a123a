// A school that one learning platform knows (LTI 1.3), a server of it, and browsers that are sent from
// one to the other. The platform misbehaves on order (tests/fake_sis/lti_platform.mjs).
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { CLAIM, INSTRUCTOR, LEARNER, Platform } from '../../fake_sis/lti_platform.mjs';
import { environment, must, newSchool, program, serve } from './school.mjs';


// A browser without scripts: follows nothing by itself, keeps cookies.
export class Browser {
  cookies = new Map();

  async ask(url, { form, headers = {} } = {}) {
    const kept = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(url, origin), {
      redirect: 'manual',
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
      headers: { 'accept-language': 'en', 'sec-fetch-site': 'cross-site', ...(kept && { cookie: kept }), ...headers },
    });
    this.lines = answer.headers.getSetCookie();
    for (const line of this.lines) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: answer.status, location: answer.headers.get('location'), headers: answer.headers, body: await answer.text() };
  }

  begin(options) {
    return this.ask('/lti/login', { form: platform.beginning(options) });
  }

  // The answer to the launch itself; `change` may alter what the platform sends back.
  async launch(options, change = (fields) => fields) {
    const begun = await this.begin(options);
    assert.equal(begun.status, 303, begun.body);
    const { action, fields } = platform.authorize(begun.location);
    this.sent = change(fields);
    return this.ask(action, { form: this.sent });
  }
}

export let platform;
export let folder;
export let server;
export let origin;

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

export function configure(more) {
  const file = join(folder, 'data', 'homevisit.json');
  const config = JSON.parse(readFileSync(file, 'utf8'));
  config.lti = {
    url: origin,
    staff: { claim: 'person_sourcedid' },
    roles: [
      { role: 'care_coordinator', claim: 'roles', value: 'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator' },
      { role: 'mentor', claim: 'roles', value: 'Instructor' },
    ],
    ...more,
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
}

// A page of one launch, and the link into the course that it was launched from.
export const CLASS = /^\/lti\/class\/[\w-]{20,}$/;
export const linkOf = ({ location }) => location.replace('/lti/class/', '/lti/link/');

// Puts the chosen link into the course: what the platform was sent, and where.
export async function put(browser, path) {
  const ready = await browser.ask(path);
  assert.equal(ready.status, 200, ready.body);
  const [, action] = ready.body.match(/<form method="post" action="([^"]+)"/);
  const [, token] = ready.body.match(/name="JWT" value="([^"]+)"/);
  const sent = await fetch(action, { method: 'POST', body: new URLSearchParams({ JWT: token }) });
  assert.equal(sent.status, 200, await sent.text());
  return { ready, action, claims: platform.deepLinks.at(-1) };
}

export const tool = () => JSON.parse(must(folder, ['--json', 'lti', 'show']));
// What `homevisit check` says. Not by run(): the platforms answer in this process meanwhile.
export const check = (...args) => new Promise((resolve) => {
  execFile(program, ['check', ...args], { cwd: folder, env: environment(folder), timeout: 60000 },
    (error, out) => resolve({ code: error ? error.code : 0, out }));
});
export const events = () => Number(must(folder, ['audit', 'verify']).match(/^(\d+)/)[1]);

export function behave() {
  Object.assign(platform, {
    user: { sub: 'u9', name: 'Canary Teacher', email: 'canary@school.example', [`${CLAIM}lis`]: { person_sourcedid: '9001' } },
    roles: [INSTRUCTOR], order: {}, pageSize: 2, membersStatus: 200,
    members: [
      { user_id: 'u1', lis_person_sourcedid: '100002', roles: [LEARNER], name: 'Canary One', status: 'Active' },
      { user_id: 'u2', lis_person_sourcedid: '100001', roles: ['Learner'], email: 'canary@school.example' },
      { user_id: 'u3', lis_person_sourcedid: '9001', roles: [INSTRUCTOR] },
      { user_id: 'u4', lis_person_sourcedid: 'not-in-the-roster', roles: [LEARNER] },
      { user_id: 'u5', lis_person_sourcedid: '100003', roles: [LEARNER], status: 'Inactive' },
    ],
  });
}

export async function begin() {
  platform = await Platform.start();
  folder = newSchool();
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  configure({ platforms: [{ name: 'learn', ...platform.asConfigured }] });
  platform.use(tool());
  server = await serve(folder, ['--no-sync', '--port', String(port)]);
}
export async function end() {
  await server.stop();
  await platform.stop();
}

// `work` while launches come from another platform.
export async function inPlace(other, work) {
  const first = platform;
  platform = other;
  try {
    behave();
    await work();
  } finally {
    platform = first;
  }
}

// A server of its own for `work`, where one platform is known; by `settings` else. `change` alters the
// platform before anybody is launched.
export async function withAnother(settings, work, change = () => {}) {
  const kept = [platform, origin];
  platform = await Platform.start();
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  try {
    configure({ platforms: [{ name: 'another', ...platform.asConfigured }], ...settings });
    platform.use(tool());
    change(platform);
    const own = await serve(folder, ['--no-sync', '--port', String(port)]);
    try {
      behave();
      await work(own);
    } finally {
      await own.stop();
    }
  } finally {
    await platform.stop();
    [platform, origin] = kept;
  }
}
