// How the school and a learning platform (LTI 1.3) come to know each other and stay so: keys, registration,
// configuration, and what happens to everybody else while one of them is slow.
import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { after, before, test } from 'node:test';

import { INSTRUCTOR, NAMES, Platform } from '../../fake_sis/lti_platform.mjs';
import { checked } from '../../fake_sis/lti_tokens.mjs';
import {
  Browser, begin, behave, check, configure, end, folder, inPlace, linkOf, origin, platform, tool, withAnother,
} from './lti_school.mjs';
import { must, run } from './school.mjs';

before(begin);
after(end);

test('our keys are renewed without a gap', async () => {
  const published = async () => (await (await fetch(`${origin}/lti/keys`)).json()).keys;
  const [old] = await published();
  assert.deepEqual(Object.keys(old).sort(), ['alg', 'e', 'kid', 'kty', 'n', 'use']);
  const { key } = JSON.parse(must(folder, ['--json', 'lti', 'renew-key']));
  assert.deepEqual((await published()).map(({ kid }) => kid), [old.kid, key]);
  assert.equal(tool().key, old.kid, 'which signs until platforms can know the new one');
  behave();
  const browser = new Browser();
  const { body } = await browser.ask(linkOf(await browser.launch({ deep: true })));
  const [, token] = body.match(/name="JWT" value="([^"]+)"/);
  assert.equal(checked(token, await published()).header.kid, old.kid);
});

test('a platform registers itself by a link that works once', async () => {
  const newcomer = await Platform.start();
  try {
    newcomer.clientId = 'client-of-newcomer';
    newcomer.registrationToken = 'ticket';
    const configuration = `${newcomer.origin}/configuration`;
    const query = `?openid_configuration=${encodeURIComponent(configuration)}&registration_token=ticket`;
    const closed = await new Browser().ask(`/lti/register/made-up${query}`);
    assert.equal(closed.status, 401, 'nobody was invited');
    const { url } = JSON.parse(must(folder, ['--json', 'lti', 'register', '--minutes', '5']));
    assert.match(must(folder, ['lti', 'show']), /may register itself until/);
    const wrong = await new Browser().ask(url.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')) + query);
    assert.equal(wrong.status, 401);
    assert.equal(newcomer.registered.length, 0);
    // Another's word for the host is not taken; the link is still good.
    newcomer.issuer = 'https://evil.example';
    assert.equal((await new Browser().ask(url + query)).status, 422);
    newcomer.issuer = undefined;
    const done = await new Browser().ask(url + query);
    assert.equal(done.status, 200, done.body);
    assert.match(done.headers.get('content-security-policy'), new RegExp(`frame-ancestors[^;]* ${newcomer.origin}`));
    assert.match(done.body, /src="\/lti\/close.js"/);
    assert.equal(done.headers.get('cross-origin-opener-policy'), 'unsafe-none', 'the script speaks to the opener');
    assert.equal((await new Browser().ask('/')).headers.get('cross-origin-opener-policy'), 'same-origin');
    const [asked] = newcomer.registered;
    assert.deepEqual(asked.redirect_uris, [`${origin}/lti/launch`]);
    assert.equal(asked.scope, `${NAMES}scope/contextmembership.readonly`);
    newcomer.registrationToken = 'ticket';
    assert.equal((await new Browser().ask(url + query)).status, 401, 'used up');

    newcomer.use(tool());
    await inPlace(newcomer, async () => {
      const browser = new Browser();
      const answer = await browser.launch({ extra: { student: '100001' } });
      assert.equal(answer.location, '/students/100001', answer.body);
      assert.match((await browser.ask(answer.location)).headers.get('content-security-policy'),
        new RegExp(`frame-ancestors[^;]* ${newcomer.origin}`), 'without a restart');
      assert.equal(run(folder, ['lti', 'forget', newcomer.origin, newcomer.clientId]).code, 0);
      assert.equal((await new Browser().begin()).status, 401);
      assert.doesNotMatch((await browser.ask(answer.location)).headers.get('content-security-policy'),
        new RegExp(newcomer.origin), 'whose pages may show ours no longer, at once');
    });
  } finally {
    await newcomer.stop();
  }
});

test('a platform that does not say its deployment is to be put into the configuration', async () => {
  const newcomer = await Platform.start();
  try {
    Object.assign(newcomer, { clientId: 'client-of-silent', registrationToken: 'ticket', deployment: null });
    const { url } = JSON.parse(must(folder, ['--json', 'lti', 'register', '--minutes', '5']));
    const done = await new Browser().ask(`${url}?openid_configuration=${encodeURIComponent(`${newcomer.origin}/configuration`)}&registration_token=ticket`);
    assert.equal(done.status, 200, done.body);
    assert.match(done.body, /deployment id.*homevisit.json.*homevisit lti show/);
    assert.doesNotMatch(done.body, /close.js/, 'it stays to be read');
    const shown = must(folder, ['lti', 'show']);
    const lines = shown.split('\n').find((line) => line.includes('"deployments":["ID"]'));
    assert.deepEqual(JSON.parse(lines), { name: JSON.parse(lines).name, ...newcomer.asConfigured, deployments: ['ID'] });
    const looked = await check();
    assert.equal(looked.code, 1, 'which it is not fine with');
    assert.match(looked.out, /! Learning platform: .*nobody can be launched from there, since its deployment id is not known/);
    assert.match(looked.out, /registered itself and may launch; its keys can be read \(1\)/);
    must(folder, ['lti', 'forget', newcomer.origin, newcomer.clientId]);
  } finally {
    await newcomer.stop();
  }
});

test('the numbers of a platform name people of that platform alone', async () => {
  await withAnother({ staff: { claim: 'sub' }, roles: [{ role: 'mentor' }] }, async () => {
    platform.user.sub = '9001';
    assert.equal((await new Browser().launch()).status, 303);
    // Where no rule asks for a role, the platform must at least call them staff.
    platform.roles = ['Pupil'];
    assert.equal((await new Browser().launch()).status, 403);
    platform.roles = ['urn:lti:role:ims/lis/Learner', INSTRUCTOR];
    assert.equal((await new Browser().launch()).status, 403);

    const newcomer = await Platform.start();
    try {
      newcomer.registrationToken = 'ticket';
      const { url } = JSON.parse(must(folder, ['--json', 'lti', 'register', '--minutes', '5']));
      const answer = await new Browser().ask(`${url}?openid_configuration=${encodeURIComponent(`${newcomer.origin}/configuration`)}&registration_token=ticket`);
      assert.equal(answer.status, 403, answer.body);
      assert.match(answer.body, /the same number is somebody else in another/);
      assert.equal(newcomer.registered.length, 0, 'it was not asked for anything');

      const both = [{ name: 'a', ...platform.asConfigured }, { name: 'b', ...newcomer.asConfigured }];
      configure({ staff: { claim: 'sub' }, platforms: both });
      const refused = run(folder, ['lti', 'show']);
      assert.notEqual(refused.code, 0);
      assert.match(refused.err, /lti\/platforms\/0/);
      for (const one of both) one.staff = { claim: 'sub' };
      configure({ staff: { claim: 'sub' }, platforms: both });
      must(folder, ['lti', 'show']);
    } finally {
      await newcomer.stop();
    }
  });
});

// `work` while somebody's launch waits for the keys of a platform that is slow. `launch()` sends another
// one; `go()` lets the platform answer.
async function whileItIsSlow(work) {
  await withAnother({}, async (own) => {
    let go;
    platform.hold = new Promise((resolve) => { go = resolve; });
    const launch = async () => {
      const browser = new Browser();
      const { action, fields } = platform.authorize((await browser.begin()).location);
      return { browser, answer: browser.ask(action, { form: fields }) };
    };
    const waiting = async () => {
      const asked = platform.counts.jwks;
      const one = await launch();
      for (let i = 0; platform.counts.jwks === asked && i < 1000; ++i) await new Promise((resolve) => { setTimeout(resolve, 10); });
      assert.equal(platform.counts.jwks, asked + 1);
      return one;
    };
    try {
      await work({ own, launch, waiting, go });
    } finally {
      go();
    }
  });
}

test('while a platform is slow, everybody else is answered, whatever connection they have', async () => {
  await whileItIsSlow(async ({ own, waiting, go }) => {
    // More connections that are kept open than a server has threads for.
    const agents = Array.from({ length: 16 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
    const healthy = (agent) => new Promise((resolve, reject) => {
      request({ port: own.port, path: '/healthz', agent }, (answer) => {
        const { localPort } = answer.socket;
        answer.resume().on('end', () => resolve(localPort));
      }).on('error', reject).setTimeout(5000, function late() { this.destroy(new Error('no answer')); }).end();
    });
    try {
      const ports = await Promise.all(agents.map(healthy));
      const held = [await waiting(), await waiting()];
      assert.deepEqual(await Promise.all(agents.map(healthy)), ports, 'on the connections that were open');
      go();
      for (const { answer } of held) assert.equal((await answer).status, 303);
    } finally {
      for (const agent of agents) agent.destroy();
    }
  });
});

test('a platform that is slow is asked by so many at a time, and the others come again', async () => {
  await whileItIsSlow(async ({ launch, go }) => {
    const all = await Promise.all(Array.from({ length: 17 }, async () => {
      const one = await launch();
      return { ...one, answer: one.answer.then((answer) => ({ ...answer, one })) };
    }));
    const refused = await Promise.race(all.map(({ answer }) => answer));
    assert.equal(refused.status, 503);
    go();
    const answers = await Promise.all(all.map(({ answer }) => answer));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [...Array(16).fill(303), 503]);
    assert.match(refused.body, /<form method="post" action="\/lti\/launch">/);
    const form = Object.fromEntries([...refused.body.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    assert.equal((await refused.one.browser.ask('/lti/launch', { form })).status, 303, 'it was not used up');
  });
});

test('a server that stops waits for no other system: who waits is told, and it ends as it should', async () => {
  await whileItIsSlow(async ({ own, waiting }) => {
    const { answer } = await waiting();
    const ended = own.stop();
    const told = await answer;
    assert.equal(told.status, 503, told.body);
    assert.match(told.body, /was being stopped. Try again in a minute/);
    assert.deepEqual(await ended, { code: 0, signal: null });
  });
});

test('a platform whose keys were renewed is believed again', async () => {
  const order = (renewed) => renewed.rotate({ algorithm: 'ES256', keepOld: true });
  await withAnother({}, async () => {
    assert.equal((await new Browser().launch()).status, 303);
    // Published, but never asked for in the same minute: forged tokens must cost it nothing.
    platform.rotate();
    assert.equal((await new Browser().launch()).status, 401);
    assert.equal(platform.counts.jwks, 1);
  }, order);
});

test('what to enter in a platform is told, and what the configuration may not say', () => {
  const shown = must(folder, ['lti', 'show']);
  for (const part of ['/lti/launch', '/lti/login', '/lti/keys', 'student=ID']) assert.ok(shown.includes(part), part);
  configure({ url: 'http://visits.example' });
  const refused = run(folder, ['lti', 'show']);
  assert.notEqual(refused.code, 0);
  assert.match(refused.err, /https/);
});

test('check looks at each platform, and says what to do where its keys cannot be read', async () => {
  const other = await Platform.start();
  try {
    configure({ platforms: [{ name: 'learn', ...platform.asConfigured }, { name: 'teach', ...other.asConfigured }] });
    const asked = platform.counts.jwks;
    assert.match((await check()).out, /^ {2}Learning platform: teach may launch; its keys can be read \(1\)\.$/m);
    assert.equal(platform.counts.jwks, asked + 1);
    assert.doesNotMatch((await check('--offline')).out, /Learning platform/, 'nobody is asked');
    assert.equal(platform.counts.jwks, asked + 1);
    await other.stop();
    const looked = await check();
    assert.equal(looked.code, 1);
    assert.match(looked.out, /! Learning platform: teach: its keys cannot be read, so nobody can be launched from there\./);
    assert.ok(looked.out.includes(`Open ${other.origin}/jwks from this machine`));
    assert.match(looked.out, /^ {2}Learning platform: learn may launch/m);
    configure({ platforms: undefined });
    assert.match((await check('--offline')).out, /- Learning platform: No learning platform is known/);
  } finally {
    configure({ platforms: [{ name: 'learn', ...platform.asConfigured }] });
  }
});
