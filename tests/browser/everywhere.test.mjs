// What holds on every page: WCAG 2.2 AA as far as a program can tell, nothing wider than the window,
// one language and one main heading, nothing from elsewhere, no name where it does not belong.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {openBrowser, PHONE, VARIANTS, visit} from './pages.mjs';
import {fillFile, STUDENT} from './seed.mjs';
import {School} from './server.mjs';

const NARROW = {width: 320, height: 640};

let browser;
let school;
let pages;
let names;
before(async () => {
  school = new School();
  const visits = fillFile(school);
  names = school.call('student.list', {group: 'ps-1-5A'}).students.map(({name}) => name);
  await school.start();
  browser = await openBrowser();
  const file = `/students/${STUDENT}`;
  const open = (path) => (visitor) => visitor.go(path);
  // By who opens it: name of the page, and how to get there.
  pages = {
    'mentor/9001': [
      ['class', open('/groups/ps-1-5A')],
      ['found students', open('/students?query=van')],
      ['panel, empty', open('/students/100002')],
      ['panel, full', open(file)],
      ['panel, saved', open(`${file}?saved=visit`)],
      ['visit form', open(`${file}/visits/new`)],
      ['visit form, unfolded', async (visitor) => {
        await visitor.go('/students/100003/visits/new');
        await visitor.page.evaluate(() => {
          for (const part of document.querySelectorAll('details')) part.open = true;
        });
      }],
      ['visit form, with errors', async (visitor) => {
        await visitor.go('/students/100002/visits/new');
        await visitor.page.locator('form.hv-form').evaluate((form) => { form.noValidate = true; });
        await visitor.save();
        assert.equal(await visitor.page.locator('.hv-errors').count(), 1);
      }],
      ['visit form, to change', open(`${file}/visits/${visits.second}/edit`)],
      ['visit', open(`${file}/visits/${visits.first}`)],
      ['copy for the parents', open(`${file}/visits/${visits.first}/copy`)],
      ['copy from right to left', open(`${file}/visits/${visits.first}/copy/500002/ar`)],
      ['how agreements go', open(`${file}/progress`)],
      ['answer form', open(`${file}/answers/new`)],
      ['guardian of a large family', open('/students/100007/answers/new')],
      ['answer form, with errors', async (visitor) => {
        await visitor.go(`${file}/answers/new`);
        await visitor.page.locator('form.hv-form').evaluate((form) => { form.noValidate = true; });
        await visitor.save();
        assert.equal(await visitor.page.locator('.hv-errors').count(), 1);
      }],
      ['guardian form', open(`${file}/guardians/500001`)],
      ['care', open('/school/care')],
      ['referral form', open(`${file}/referrals/new`)],
      ['own answer to the evaluation', open('/school/evaluation/answer/staff')],
      ['team', open('/team')],
      ['own time', open('/my/time')],
      ['code to type in', open('/evaluate')],
      ['message', open('/students/nobody')],
    ],
    it: [['system', open('/system')]],
    care_coordinator: [['groups', open('/')], ['panel of the care team', open(file)]],
    school_leader: [
      ['evaluation', open('/school/evaluation')],
      ['evaluation for the board', open('/school/evaluation/print')],
      ['evaluation on paper', open('/school/evaluation/paper?respondent=pupil')],
      ['hours', open('/school/time')],
      ['care in numbers', open('/school/care')],
    ],
    '': [['choice of who to be', open('/demo')]],
  };
});
after(async () => {
  await browser.close();
  await school.remove();
});

// Opens every page once, in one window; `look` gives what is wrong there. All of that together.
async function everyPage(options, look) {
  const wrong = [];
  for (const [who, list] of Object.entries(pages)) {
    await visit(browser, school, options, async (visitor) => {
      await visitor.signIn();
      if (who) await visitor.page.locator(`a[href^="/demo/as/${who}"]`).first().click();
      for (const [name, open] of list) {
        await open(visitor);
        for (const problem of await look(visitor)) wrong.push(`${name}: ${problem}`);
      }
    });
  }
  return wrong;
}

// One language, one main heading, one main part, a title.
async function badFrame({page, language}) {
  const frame = await page.evaluate(() => ({
    language: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    mains: document.querySelectorAll('main').length,
    titled: document.title !== '',
  }));
  const good = {language, headings: 1, mains: 1, titled: true};
  return JSON.stringify(frame) === JSON.stringify(good) ? [] : [JSON.stringify(frame)];
}

// A title stands in the history of the browser, and an address in more logs than that.
async function namesInTitleOrAddress({page}) {
  const shown = `${await page.title()} ${decodeURIComponent(page.url())}`;
  return names.filter((name) => shown.includes(name)).map((name) => `${name} in "${shown}"`);
}

for (const variant of VARIANTS) {
  describe(`every page (${variant.name})`, () => {
    const wrong = {axe: [], wide: [], frame: [], names: []};
    before(() => everyPage(variant, async (visitor) => {
      wrong.axe.push(...await visitor.axe());
      wrong.wide.push(...await visitor.tooWide());
      wrong.frame.push(...await badFrame(visitor));
      wrong.names.push(...await namesInTitleOrAddress(visitor));
      return [];
    }));
    it('has no violation of WCAG 2.2 AA', () => assert.deepEqual(wrong.axe, []));
    it('needs no scrolling sideways', () => assert.deepEqual(wrong.wide, []));
    it('has its language and one main heading', () => assert.deepEqual(wrong.frame, []));
    it('names no student in title or address', () => assert.deepEqual(wrong.names, []));
  });
}

describe('in the dark', () => {
  it('has enough contrast on every page', async () => {
    const contrast = {type: 'rule', values: ['color-contrast']};
    const options = {viewport: PHONE, dark: true};
    assert.deepEqual(await everyPage(options, (visitor) => visitor.axe(contrast)), []);
  });

  it('is dark', () => visit(browser, school, {dark: true}, async (visitor) => {
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
      assert.deepEqual(await everyPage(options, (visitor) => visitor.tooWide()), []);
    });
  }

  it('needs none with text of twice the size', async () => {
    assert.deepEqual(await everyPage({viewport: PHONE}, async (visitor) => {
      await visitor.page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
      return visitor.tooWide();
    }), []);
  });
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
