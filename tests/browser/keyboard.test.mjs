// By keyboard alone, and where the focus is can always be seen.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {CROSSWISE, openBrowser, visit} from './pages.mjs';
import {STUDENT} from './seed.mjs';
import {withSchool} from './server.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

// A ring around what has the focus, that stands in the window and is covered by nothing. The browser
// scrolls there when it next draws the page.
async function seesFocus(page) {
  const focus = await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {
      what: element.outerHTML.slice(0, 80),
      at: `${box.left}, ${box.top} to ${box.bottom} of ${innerHeight}`,
      ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      inView: box.top >= -1 && box.bottom <= innerHeight + 1 && box.left >= 0,
      uncovered: at !== null && (element.contains(at) || at.contains(element)),
    };
  });
  assert.ok(focus.ring, `no ring around ${focus.what}`);
  assert.ok(focus.inView, `outside of the window: ${focus.at}: ${focus.what}`);
  assert.ok(focus.uncovered, `covered: ${focus.what}`);
}

// Tab until the focus is on what `selector` names; every stop on the way is looked at.
async function tabTo(page, selector, most = 60) {
  for (let i = 0; i < most; ++i) {
    await page.keyboard.press('Tab');
    await seesFocus(page);
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`${most} times Tab did not lead to ${selector}`);
}

for (const variant of CROSSWISE) {
  describe(`keyboard (${variant.name})`, () => {
    it('opens a file, records a visit and sends it with Enter', () => withSchool((school) =>
      visit(browser, school, variant, async (visitor) => {
        const {page, say} = visitor;
        await visitor.signIn('mentor/9001');
        await tabTo(page, `a[href="/students/${STUDENT}"]`);
        await page.keyboard.press('Enter');
        await page.waitForURL(`**/students/${STUDENT}`);
        await tabTo(page, `a[href="/students/${STUDENT}/visits/new"]`);
        await page.keyboard.press('Enter');
        await page.waitForURL('**/visits/new');
        await tabTo(page, '[name="/report/goes_well"]');
        await page.keyboard.type('Kent alle vogels');
        await tabTo(page, '[name="/report/key_points/0"]');
        await page.keyboard.type('Wil graag een vriend meenemen');
        await page.keyboard.press('Enter');
        await page.locator('.hv-saved').waitFor();
        assert.equal(await page.locator('.hv-saved').innerText(), say.savedVisit);
        assert.equal(await visitor.entry('Wil graag een vriend meenemen').count(), 1);
      })));

    it('skips the head of the page', () => withSchool((school) =>
      visit(browser, school, variant, async (visitor) => {
        const {page} = visitor;
        await visitor.signIn('mentor/9001');
        await visitor.go(`/students/${STUDENT}`);
        await tabTo(page, '.hv-skip', 1);
        await page.keyboard.press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement.id), 'hv-main');
        await page.keyboard.press('Tab');
        assert.ok(await page.evaluate(() =>
          document.activeElement.matches('main .hv-button')), 'the next stop is the main button');
      })));

    it('adds a key point and stands in it', () => withSchool((school) =>
      visit(browser, school, variant, async (visitor) => {
        const {page} = visitor;
        await visitor.signIn('mentor/9001');
        await visitor.go(`/students/${STUDENT}/visits/new`);
        await visitor.field('/report/key_points/2').focus();
        await tabTo(page, 'button[type="button"]', 1);
        await page.keyboard.press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement.name),
          '/report/key_points/3');
        await page.keyboard.type('Een vierde punt');
        await visitor.field('/report/key_points/0').fill('Een eerste punt');
        await visitor.save();
        assert.deepEqual(await visitor.entry('Een eerste punt').locator('.hv-points li')
          .allInnerTexts(), ['Een eerste punt', 'Een vierde punt']);
      })));
  });
}
