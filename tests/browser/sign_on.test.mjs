// Signing on at npm's oidc-provider, in a page of its own and inside another site's page.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';

import {OpenIdProvider} from '../fake_sis/open_id.mjs';
import {CROSSWISE, openBrowser, visit} from './pages.mjs';
import {School} from './server.mjs';

const oauth = fileURLToPath(new URL('../contract/oauth/', import.meta.url));
const node = join(oauth, 'node_modules/.bin/node');
const missing = existsSync(node) && existsSync(join(oauth, 'node_modules/oidc-provider'))
  ? false
  : 'oidc-provider is not there: npm ci --ignore-scripts --prefix tests/contract/oauth';

const MENTOR = '9001';
const STUDENT = '100001';

async function startProvider() {
  const child = spawn(node, [join(oauth, 'sign_on_server.mjs')], {stdio: ['pipe', 'pipe', 'ignore']});
  let printed = '';
  const port = await new Promise((resolve, reject) => {
    child.on('exit', () => reject(new Error(`oidc-provider ended: ${printed}`)));
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const line = printed.match(/^(\d+)\n/m);
      if (line) resolve(Number(line[1]));
    });
  });
  const issuer = `http://127.0.0.1:${port}`;
  const register = (addresses) => fetch(`${issuer}/test/back`, {method: 'PUT', body: JSON.stringify(addresses)});
  return {issuer, register, stop: () => child.stdin.end()};
}

// The page of a system that shows ours in a frame.
async function startSystem(src) {
  const server = createServer((request, response) => {
    response.writeHead(200, {'content-type': 'text/html'});
    response.end(`<!DOCTYPE html><html lang="en"><title>Student file</title><h1>Student file</h1>
<iframe name="visits" title="Home visits" width="900" height="700" src="${src}"></iframe></html>`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {port: server.address().port, stop: () => server.close()};
}

describe('signing on', {skip: missing}, () => {
  let browser;
  let provider;
  let at_once; // asks nothing, so it needs no cookie of its own, which browsers do not keep in a frame
  let school;
  let system;
  before(async () => {
    provider = await startProvider();
    at_once = await new OpenIdProvider().start();
    at_once.client.secret = 'the secret of the school';
    at_once.person = {affiliation: 'employee'};
    school = new School({students: 30, fixed: null});
    const file = join(school.data, 'homevisit.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(join(school.data, 'school.secret'), 'the secret of the school\n', {mode: 0o600});
    config.secrets = {school: {file: join(school.data, 'school.secret')}};
    const ours = {
      issuer: provider.issuer, client_id: 'homevisit', secret: 'school',
      claims: {id_token: {affiliation: null}},
      roles: [{role: 'mentor', claim: 'affiliation', value: 'employee'}],
    };
    config.sign_on = {
      school: {title: 'SchoolID', ...ours},
      other: {title: 'Stichting De Linde', ...ours},
      inside: {title: 'Binnendoor', ...ours, issuer: at_once.issuer},
    };
    config.embed = {frame_ancestors: ['http://127.0.0.1:*']};
    writeFileSync(file, JSON.stringify(config), {mode: 0o600});
    await school.start('--no-sync');
    const port = new URL(school.origin).port;
    await provider.register(['127.0.0.1', 'localhost'].flatMap((host) =>
      ['school', 'other'].map((name) => `http://${host}:${port}/sign-on/${name}/back`)));
    system = await startSystem(`http://localhost:${port}/students/by/sis/${STUDENT}`);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    system?.stop();
    await school?.remove();
    provider?.stop();
    await at_once?.stop();
  });

  // In a window without anything from before.
  async function inWindow(use) {
    const context = await browser.newContext({locale: 'nl-NL'});
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    try {
      await use(page, context);
    } catch (error) {
      error.message += `\n(at ${page.url()}: ${(await page.locator('body').innerText()).slice(0, 300)})`;
      throw error;
    } finally {
      await context.close();
    }
  }

  // `frame`: the page itself, or a frame in it.
  async function signOn(frame, title = 'SchoolID', who = MENTOR) {
    await frame.getByRole('link', {name: title}).click();
    await frame.getByLabel('Number').fill(who);
    await frame.getByRole('button', {name: 'Sign in'}).click();
  }

  for (const variant of CROSSWISE) {
    it(`the page with a button for each system is right (${variant.name})`, () =>
      visit(browser, school, variant, async (visitor) => {
        const answer = await visitor.go(`/students/${STUDENT}`);
        assert.equal(answer.status(), 401);
        const links = await visitor.page.locator('.hv-buttons a').allInnerTexts();
        assert.equal(links.length, 3);
        assert.match(links[0], /SchoolID$/);
        assert.deepEqual(await visitor.axe(), []);
        assert.deepEqual(await visitor.tooWide(), []);
      }));
  }

  it('leads to the system and back to the page that was wanted', () => inWindow(async (page) => {
    await page.goto(`${school.origin}/students/by/sis/${STUDENT}`);
    await signOn(page, 'Stichting De Linde');
    await page.waitForURL(`${school.origin}/students/${STUDENT}`);
    assert.equal(await page.locator('h1').count(), 1);
    // The session ends when its person says so; the page says it.
    await page.getByRole('button', {name: 'Uitloggen'}).click();
    await page.goto(`${school.origin}/students/${STUDENT}`);
    assert.equal(await page.locator('.hv-buttons a').count(), 3);
  }));

  it('somebody who is not in the roster reads what to do', () => inWindow(async (page) => {
    await page.goto(school.origin);
    await signOn(page, 'SchoolID', '31415');
    await page.getByText('staat niet in de lijst van medewerkers').waitFor();
    assert.equal(new URL(page.url()).origin, school.origin);
  }));

  it('works inside a page of another site, and only there', () => inWindow(async (page, context) => {
    await page.goto(`http://127.0.0.1:${system.port}/`);
    const frame = page.frameLocator('iframe[name=visits]');
    await frame.getByRole('link', {name: 'Binnendoor'}).click();
    await page.frame('visits').waitForURL(`**/students/${STUDENT}`);
    const shown = page.frame('visits').url();
    assert.equal(new URL(shown).pathname, `/students/${STUDENT}`);
    // A form that is sent in there counts as our own.
    await page.frame('visits').goto(shown.replace(`/${STUDENT}`, `/${STUDENT}/visits/new`));
    await frame.locator('[name="/report/key_points/0"]').fill('Leest graag');
    await frame.getByRole('button', {name: 'Opslaan', exact: true}).click();
    await frame.getByText('Leest graag').first().waitFor();
    for (const cookie of await context.cookies(shown)) {
      if (cookie.name.startsWith('homevisit')) assert.equal(cookie.sameSite, 'None');
    }
    // The same address in a tab of its own is signed in nowhere.
    const other = await context.newPage();
    assert.equal((await other.goto(shown)).status(), 401);
  }));

  it('where the system does not sign in inside a page, a tab of its own does', () => inWindow(async (page, context) => {
    await page.goto(`http://127.0.0.1:${system.port}/`);
    const [tab] = await Promise.all([
      context.waitForEvent('page'),
      page.frameLocator('iframe[name=visits]').getByRole('link', {name: 'eigen tabblad'}).click(),
    ]);
    await signOn(tab);
    await tab.waitForURL(`**/students/${STUDENT}`);
  }));

  it('a site that is not configured shows nothing of us', () => inWindow(async (page) => {
    await page.goto(`http://localhost:${system.port}/`);
    await page.waitForLoadState();
    assert.match(page.frame('visits').url(), /^chrome-error:/);
  }));
});
