// A person at a browser: signs in, opens pages, and notices what is wrong on any of them.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

import {chromium} from 'playwright-core';

import {wordsOf} from './words.mjs';

export const PHONE = {width: 360, height: 800};
export const DESKTOP = {width: 1280, height: 900};

// Every window in every language.
export const VARIANTS = [PHONE, DESKTOP].flatMap((viewport) => ['nl', 'en'].map((language) => ({
  viewport, language, name: `${viewport === PHONE ? 'phone' : 'desktop'}, ${language}`,
})));
// Both windows and both languages, each once: for what is done on a page.
export const CROSSWISE = [VARIANTS[0], VARIANTS[3]];

export const openBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export class Visitor {
  // Everything that no page may do: other origins, errors in the console, broken resources.
  problems = [];

  // options: viewport, language, javaScript, dark.
  static async open(browser, school,
    {viewport = DESKTOP, language = 'nl', javaScript = true, dark = false} = {}) {
    const context = await browser.newContext({
      viewport,
      locale: language === 'nl' ? 'nl-NL' : 'en-GB',
      timezoneId: 'Europe/Amsterdam',
      javaScriptEnabled: javaScript,
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(5_000);
    return new Visitor(context, await context.newPage(), school, language);
  }

  constructor(context, page, school, language) {
    Object.assign(this, {context, page, school, language, say: wordsOf(language)});
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== school.origin) this.problems.push(`asks ${url.origin} for something`);
    });
    context.on('response', (response) => {
      if (response.status() >= 400 && !response.request().isNavigationRequest()) {
        this.problems.push(`${new URL(response.url()).pathname}: ${response.status()}`);
      }
    });
    page.on('pageerror', (error) => this.problems.push(`script: ${error.message}`));
    page.on('console', (message) => {
      // The browser itself reports a page that answers 4xx; the tests look at the status.
      if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
      this.problems.push(`console: ${message.text()}`);
    });
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.problems, []);
  }

  // By the link that the program printed; then as `who`, such as "mentor/9001".
  async signIn(who) {
    await this.page.goto(this.school.link);
    if (who) await this.leads(() => this.page.locator(`a[href^="/demo/as/${who}"]`).first().click());
  }

  // The answer to the page: status and headers.
  go(path) {
    return this.page.goto(this.school.origin + path);
  }

  field(name) {
    return this.page.locator(`[name="${name}"]`);
  }

  main() {
    return this.page.locator('main');
  }

  entries() {
    return this.page.locator('.hv-entry');
  }

  // An entry of the timeline that holds this text.
  entry(text) {
    return this.entries().filter({hasText: text});
  }

  // Opens a folded part when it is folded.
  async unfold(summary) {
    const part = this.page.locator('details').filter({
      has: this.page.locator('summary', {hasText: new RegExp(`^${summary}`)}),
    });
    if (!(await part.evaluate((element) => element.open))) await part.locator('summary').click();
  }

  // Does what leads to another page, and waits until that is there: a key pressed before goes to the
  // page that is being left. Gives its answer.
  async leads(action) {
    const [response] = await Promise.all([
      this.page.waitForResponse((answer) =>
        answer.request().isNavigationRequest() && answer.status() !== 303 && answer.status() !== 302),
      this.page.waitForEvent('framenavigated', (frame) => frame === this.page.mainFrame()),
      action(),
    ]);
    await this.page.waitForLoadState('load');
    return response;
  }

  // Sends the form of the page; the answer of the page that follows.
  save(button = this.say.save) {
    return this.leads(() => this.page.getByRole('button', {name: button, exact: true}).click());
  }

  async recordAnswer(student, guardian, answer) {
    await this.go(`/students/${student}/answers/new`);
    await this.page.check(`[name="/guardian"][value="${guardian}"]`);
    await this.page.check(`[name="/answer"][value="${answer}"]`);
    return this.save();
  }

  // What axe-core finds against WCAG 2.2 AA, or only against some of its rules.
  async axe(runOnly = {type: 'tag', values: WCAG}) {
    await this.page.evaluate(AXE);
    return this.page.evaluate(async (only) => {
      const result = await globalThis.axe.run(document, {runOnly: only});
      return result.violations.map(({id, help, nodes}) =>
        `${id}: ${help}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
    }, runOnly);
  }

  // What makes the page wider than the window, so that it has to be scrolled sideways.
  tooWide() {
    return this.page.evaluate(() => {
      const root = document.documentElement;
      if (root.scrollWidth <= root.clientWidth) return [];
      const over = [...document.querySelectorAll('body *')].filter(
        (element) => element.getBoundingClientRect().right > root.clientWidth);
      return [`${root.scrollWidth} px in ${root.clientWidth} px: ${over.slice(0, 3).map(
        (element) => element.outerHTML.slice(0, 80)).join(' ')}`];
    });
  }
}

// Gives `use` one person at a browser, and afterwards looks whether anything was wrong.
export async function visit(browser, school, options, use) {
  const visitor = await Visitor.open(browser, school, options);
  try {
    await use(visitor);
  } catch (error) {
    error.message += `\n(at ${visitor.page.url()}; ${visitor.problems.join('; ')})`;
    await visitor.context.close();
    throw error;
  }
  await visitor.close();
}
