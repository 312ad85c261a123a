// What holds on every page: WCAG 2.2 AA as far as a program can tell, nothing wider than the window,
// one language and one main heading, no name where it does not belong.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {EveryPage} from './every_page.mjs';
import {CROSSWISE} from './pages.mjs';

let every;
before(async () => { every = await EveryPage.open(); });
after(() => every.close());

// One language, one main heading, one main part, a title that says which page it is (WCAG 2.4.2).
async function badFrame({page, language}) {
  const frame = await page.evaluate(() => ({
    language: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    mains: document.querySelectorAll('main').length,
    titled: / – (Huisbezoeken|Home visits)$/.test(document.title),
  }));
  const good = {language, headings: 1, mains: 1, titled: true};
  return JSON.stringify(frame) === JSON.stringify(good) ? [] : [JSON.stringify(frame)];
}

// Headings go down one level at a time.
async function skippedHeadings({page}) {
  const levels = await page.evaluate(() =>
    [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({localName}) => Number(localName[1])));
  return levels[0] === 1 && levels.every((level, i) => i === 0 || level <= levels[i - 1] + 1)
    ? [] : [levels.join(' ')];
}

// A title stands in the history of the browser, and an address in more logs than that.
async function namesInTitleOrAddress({page}) {
  const shown = `${await page.title()} ${decodeURIComponent(page.url())}`;
  return every.names.filter((name) => shown.includes(name)).map((name) => `${name} in "${shown}"`);
}

// What a form asks for by GET stands in the address of the page that follows, and in logs.
function secretsInAddress({page}) {
  return page.evaluate(() => [...document
    .querySelectorAll('form[method=get] input[type=hidden]:not([name=language])')]
    .map((field) => field.outerHTML));
}

for (const variant of CROSSWISE) {
  describe(`every page (${variant.name})`, () => {
    const wrong = {axe: [], wide: [], frame: [], names: [], secrets: [], levels: []};
    before(() => every.look(variant, async (visitor) => {
      wrong.axe.push(...await visitor.axe());
      wrong.wide.push(...await visitor.tooWide());
      wrong.frame.push(...await badFrame(visitor));
      wrong.levels.push(...await skippedHeadings(visitor));
      wrong.secrets.push(...await secretsInAddress(visitor));
      wrong.names.push(...await namesInTitleOrAddress(visitor));
      return [];
    }));
    it('has no violation of WCAG 2.2 AA', () => assert.deepEqual(wrong.axe, []));
    it('needs no scrolling sideways', () => assert.deepEqual(wrong.wide, []));
    it('has its language and one main heading', () => assert.deepEqual(wrong.frame, []));
    it('has headings in their order', () => assert.deepEqual(wrong.levels, []));
    it('names no student in title or address', () => assert.deepEqual(wrong.names, []));
    it('asks for no secret by an address', () => assert.deepEqual(wrong.secrets, []));
  });
}

