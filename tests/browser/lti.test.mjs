// Launches from a learning platform (LTI 1.3) as a person sees them: in the window itself, inside the
// platform's page, and where the browser keeps nothing there.
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';

import {chromium} from 'playwright-core';

import {DEEP, INSTRUCTOR, LEARNER, Platform} from '../fake_sis/lti_platform.mjs';
import {STUDENT} from './seed.mjs';
import {School} from './server.mjs';

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const {port} = probe.address();
    probe.close(() => resolve(port));
  });
});

describe('a launch from a learning platform', () => {
  let platform;
  let school;
  before(async () => {
    // "localhost" is another site than 127.0.0.1, where the home visits are.
    platform = await Platform.start({name: 'localhost'});
    school = new School({students: 30, fixed: null});
    const port = await freePort();
    const file = join(school.data, 'homevisit.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    config.lti = {
      url: `http://127.0.0.1:${port}`,
      roles: [{role: 'mentor', claim: 'roles', value: 'Instructor'}],
      platforms: [{name: 'learn', ...platform.asConfigured}],
    };
    writeFileSync(file, JSON.stringify(config), {mode: 0o600});
    platform.use(JSON.parse(school.run('--json', 'lti', 'show')));
    await school.start('--no-sync', '--port', String(port));
    Object.assign(platform, {
      user: {sub: '9001'},
      roles: [INSTRUCTOR],
      members: [STUDENT, '100002', 'a-stranger']
        .map((id) => ({user_id: `u${id}`, lis_person_sourcedid: id, roles: [LEARNER]})),
    });
  });
  after(async () => {
    await school.remove();
    await platform.stop();
  });

  // A browser of its own, since what it keeps for whom is set when it starts.
  const test = (name, args, use) => it(name, async () => {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...args],
    });
    try {
      const context = await browser.newContext({locale: 'nl-NL', viewport: {width: 1100, height: 900}});
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      const problems = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
          problems.push(message.text());
        }
      });
      await use({context, page});
      assert.deepEqual(problems, []);
    } finally {
      await browser.close();
    }
  });

  const open = async (page, query) => {
    await page.goto(`${platform.origin}/course?${query}`);
    await page.getByRole('button', {name: 'Open'}).click();
    return page.frameLocator('iframe');
  };
  const nameOf = (student) => school.call('student.history', {student}).student.name;

  test('opens the student in the window', [], async ({page}) => {
    await open(page, `student=${STUDENT}`);
    await page.waitForURL(`${school.origin}/students/${STUDENT}`);
    assert.ok((await page.locator('main').innerText()).includes(nameOf(STUDENT)));
  });

  for (const [name, args] of [
    ['inside the page of another site', []],
    ['inside it too where cookies of other sites are blocked', ['--test-third-party-cookie-phaseout']],
  ]) {
    test(`lets choose and record ${name}`, args, async ({context, page}) => {
      const frame = await open(page, 'in=frame');
      await frame.getByRole('link', {name: nameOf(STUDENT)}).click();
      await frame.locator('.hv-timeline, main').first().waitFor();
      await frame.locator(`a[href="/students/${STUDENT}/visits/new"]`).first().click();
      await frame.locator('[name="/date"]').first().waitFor();
      await frame.locator('[name="/report/key_points/0"]').fill(`Gezien ${args.length}`);
      await frame.getByRole('button', {name: 'Opslaan', exact: true}).click();
      await frame.getByText(`Gezien ${args.length}`).first().waitFor();
      // What was signed in inside the platform is signed in nowhere else.
      const alone = await context.newPage();
      const answer = await alone.goto(`${school.origin}/students/${STUDENT}`);
      assert.equal(answer.status(), 401);
    });
  }

  test('gives a file inside the page of another site', [], async ({page}) => {
    const frame = await open(page, 'in=frame');
    await frame.getByRole('link', {name: nameOf(STUDENT)}).waitFor();
    await page.frames().find((inner) => inner.url().startsWith(school.origin)).goto(`${school.origin}/planning`);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      frame.locator('a[href="/calendar.ics"]').click(),
    ]);
    assert.equal(await file.failure(), null);
    assert.equal(file.suggestedFilename(), 'visits.ics');
    assert.match(readFileSync(await file.path(), 'utf8'), /^BEGIN:VCALENDAR\r\n/);
  });

  test('offers a window of its own where nothing is kept in a frame', [], async ({context, page}) => {
    // By a name that nothing was kept under, as if the browser had kept nothing.
    platform.order = {state: (sent) => sent.replace(/^[^.]+/, 'x'.repeat(43))};
    const frame = await open(page, `in=frame&student=${STUDENT}`);
    const button = frame.getByRole('button', {name: 'Openen in een nieuw venster'});
    await button.waitFor();
    platform.order = {};
    const [window] = await Promise.all([
      context.waitForEvent('page'),
      button.click(),
    ]);
    await window.waitForURL(`${school.origin}/students/${STUDENT}`);
    assert.ok((await window.locator('main').innerText()).includes(nameOf(STUDENT)));
  });

  test('puts a link to a student into the course', [], async ({page}) => {
    const frame = await open(page, 'in=frame&deep');
    await frame.getByRole('link', {name: nameOf(STUDENT)}).click();
    await frame.getByRole('button', {name: 'In de cursus zetten'}).click();
    await frame.getByRole('heading', {name: 'Linked'}).waitFor();
    assert.deepEqual(platform.deepLinks.at(-1)[`${DEEP}content_items`][0].custom, {student: STUDENT});
  });

  test('says to a pupil, inside the frame, that this is not for them', [], async ({page}) => {
    platform.roles = [LEARNER];
    const frame = await open(page, 'in=frame');
    await frame.getByText('voor medewerkers van de school').waitFor();
    platform.roles = [INSTRUCTOR];
  });
});
