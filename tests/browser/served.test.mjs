// What the server says with every page, and how a page is printed.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {openBrowser, visit} from './pages.mjs';
import {fillFile, STUDENT} from './seed.mjs';
import {School} from './server.mjs';

let browser;
let school;
before(async () => {
  school = new School();
  fillFile(school);
  await school.start();
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await school.remove();
});

describe('the server', () => {
  it('sends a strict policy and is kept by nobody', () =>
    visit(browser, school, {}, async (visitor) => {
      await visitor.signIn('mentor/9001');
      const headers = (await visitor.go(`/students/${STUDENT}`)).headers();
      assert.match(headers['content-security-policy'], /^default-src 'none';/);
      assert.doesNotMatch(headers['content-security-policy'], /unsafe/);
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers['referrer-policy'], 'no-referrer');
    }));

  it('runs no script but its own', () => visit(browser, school, {}, async (visitor) => {
    await visitor.signIn('mentor/9001');
    const ran = await visitor.page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.strayed = true';
      document.body.append(script);
      return Boolean(globalThis.strayed);
    });
    assert.equal(ran, false);
    // The browser said so in the console: that is the policy at work, and no problem.
    assert.match(visitor.problems.join(), /Content Security Policy/);
    visitor.problems = [];
  }));

  it('keeps its session in a cookie that no script reads and no other site sends', () =>
    visit(browser, school, {}, async (visitor) => {
      await visitor.signIn('mentor/9001');
      const cookies = await visitor.context.cookies();
      assert.equal(cookies.length, 1);
      const {httpOnly, sameSite, expires, path} = cookies[0];
      assert.deepEqual({httpOnly, sameSite, expires, path},
        {httpOnly: true, sameSite: 'Lax', expires: -1, path: '/'});
    }));

  it('stores nothing in the browser', () => visit(browser, school, {}, async (visitor) => {
    await visitor.signIn('mentor/9001');
    await visitor.go('/students/100004/visits/new');
    await visitor.field('/report/key_points/0').fill('Leest graag');
    const stored = await visitor.page.evaluate(async () =>
      [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]);
    assert.deepEqual(stored, [0, 0, 0]);
  }));

  it('has an answer for the icon that browsers ask for', async () => {
    assert.equal((await fetch(`${school.origin}/favicon.ico`)).status, 204);
  });
});

describe('on paper', () => {
  for (const language of ['nl', 'en']) {
    it(`is the panel without buttons and menus, black on white (${language})`, () =>
      visit(browser, school, {language, dark: true}, async (visitor) => {
        await visitor.signIn('mentor/9001');
        await visitor.go(`/students/${STUDENT}`);
        await visitor.page.emulateMedia({media: 'print', colorScheme: 'dark'});
        for (const selector of ['nav', 'button', '.hv-button', 'form', '.hv-skip', 'footer']) {
          for (const element of await visitor.page.locator(selector).all()) {
            assert.equal(await element.isVisible(), false, `${selector} is printed`);
          }
        }
        assert.ok(await visitor.page.locator('.hv-name').isVisible());
        assert.equal(await visitor.entries().count(), 5);
        const colours = await visitor.page.evaluate(() => {
          const {color, backgroundColor} = getComputedStyle(document.querySelector('.hv-points li'));
          return [color, getComputedStyle(document.body).backgroundColor, backgroundColor];
        });
        assert.deepEqual(colours, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']);
        assert.deepEqual(await visitor.axe(), []);
      }));
  }
});
