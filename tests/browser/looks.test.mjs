// Every page in the dark, in a narrow window, and with large text.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {EveryPage} from './every_page.mjs';
import {PHONE, visit} from './pages.mjs';

const NARROW = {width: 320, height: 640};

let every;
before(async () => { every = await EveryPage.open(); });
after(() => every.close());

describe('in the dark', () => {
  it('has enough contrast on every page', async () => {
    const contrast = {type: 'rule', values: ['color-contrast']};
    const options = {viewport: PHONE, dark: true};
    assert.deepEqual(await every.look(options, (visitor) => visitor.axe(contrast)), []);
  });

  it('is dark', () => visit(every.browser, every.school, {dark: true}, async (visitor) => {
    await visitor.signIn('mentor/9001');
    const paper = await visitor.page.evaluate(() =>
      getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
    assert.ok(Math.max(...paper) < 64, `background ${paper}`);
  }));
});

describe('width', () => {
  for (const language of ['nl', 'en']) {
    it(`needs no scrolling sideways at 320 px, which is 640 px at 200 % (${language})`, async () => {
      const options = {viewport: NARROW, language};
      assert.deepEqual(await every.look(options, (visitor) => visitor.tooWide()), []);
    });
  }

  it('needs none with text of twice the size', async () => {
    assert.deepEqual(await every.look({viewport: PHONE}, async (visitor) => {
      await visitor.page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
      return visitor.tooWide();
    }), []);
  });
});
