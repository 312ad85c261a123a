// Fragments inside the page of another program: they look the same whatever style that page has,
// change nothing of it, and are dark only where it is.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {openBrowser} from './pages.mjs';
import {fillFile, STUDENT} from './seed.mjs';
import {School} from './server.mjs';

// What old and new student systems do to what stands in them, and worse.
const HOSTILE = `
  html { font-size: 62.5%; }
  body { text-transform: uppercase; letter-spacing: 3px; text-align: right; line-height: 1; font: italic 9px serif;
    color: red; white-space: nowrap; cursor: wait; word-spacing: 1em; text-indent: 2em; visibility: visible; }
  * { box-sizing: content-box; margin: 7px; float: left; border-radius: 9px; }
  *::before, *::after { content: "*"; color: lime; }
  section, header, h2, ul, ol { display: none !important; }
  #sis h2, #sis h3, #sis h4 { font: 40px/1 cursive !important; color: red !important; border: 1px solid red; }
  #sis#sis a, #sis button { color: yellow !important; background: black !important; text-decoration: none !important; }
  #sis input, #sis select, #sis textarea { inline-size: 30px !important; appearance: none !important; }
  #sis li { list-style: square inside !important; display: inline !important; }
  #sis#sis p { font-size: 6px !important; opacity: 0.3 !important; position: absolute !important; }
  #sis label { font-weight: 900; } #sis fieldset { border: 5px solid red; } #sis table td { padding: 40px; }
  h2::first-letter, p::first-letter { font-size: 60px !important; color: red !important; }
  p::first-line { text-transform: lowercase !important; } ::placeholder { color: yellow !important; }
  li::marker { color: red !important; content: ">" !important; }
  .hv-entry { display: none !important; } :root { --hv-ink: red; --hv-measure: 5ch; }`;
const QUIET = 'html { font-size: 15px; } body { margin: 0; }';
const FRAME = '<div id="sis" style="inline-size: WIDTHpx; margin: 0; float: none; text-indent: 0">' +
  'FRAGMENT</div>';

let browser;
let school;
let fragments;
before(async () => {
  school = new School();
  const visits = fillFile(school);
  const of = (view, more = {}) =>
    school.render(view, {student: STUDENT, submission: 'submission-0001', ...more}, 'mentor:9001');
  fragments = {
    panel: school.render('student.panel', {student: STUDENT}, 'mentor:9001'),
    visit: of('visit.page', {visit: visits.first}),
    'visit form': of('visit.form'),
    'answer form': of('answer.form'),
    class: school.render('class', {group: 'ps-1-5A'}, 'mentor:9001'),
  };
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await school.remove();
});

async function inPage({style = QUIET, fragment, width = 700, dark = false, head = ''}, look) {
  const context = await browser.newContext({
    viewport: {width: width + 40, height: 900}, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    await page.setContent(`<!doctype html><html lang="en"><head><title>Student</title>${head}` +
      `<style>${style}</style></head><body>` +
      FRAME.replace('WIDTH', width).replace('FRAGMENT', () => fragment) + '</body></html>');
    return await look(page);
  } finally {
    await context.close();
  }
}

// What of an element can be seen, beside where it stands.
const SEEN = ['display', 'visibility', 'opacity', 'position', 'float', 'overflow', 'z-index', 'transform', 'filter',
  'color', 'background', 'border', 'border-radius', 'outline', 'box-shadow', 'margin', 'padding', 'font',
  'letter-spacing', 'word-spacing', 'text-transform', 'text-align', 'text-decoration', 'text-indent', 'text-shadow',
  'white-space', 'direction', 'list-style', 'cursor', 'appearance', 'accent-color', 'content', 'color-scheme'];

const PARTS = ['::before', '::after', '::first-letter', '::first-line', '::placeholder', '::marker'];

// How a browser shows it: every element and what stands before and after it. (Pictures would not
// do: where letters meet the edge of a tile, two of the same page differ.)
const looks = (selector) => (page) => page.locator(selector).evaluate((root, {seen, parts}) => {
  const edge = root.getBoundingClientRect();
  const style = (element, pseudo) => {
    const computed = getComputedStyle(element, pseudo || null);
    if (/before|after/.test(pseudo) && computed.content === 'none') return '';
    return seen.map((name) => `${name}: ${computed.getPropertyValue(name)}`).join('\n');
  };
  const shown = [root, ...root.querySelectorAll('*')].filter((element) => element.getClientRects().length);
  return shown.map((element) => {
    const box = element.getBoundingClientRect();
    return {
      element: element.outerHTML.slice(0, 100),
      box: [box.x - edge.x, box.y - edge.y, box.width, box.height].map((length) => Math.round(length * 8)),
      style: ['', ...parts].map((part) => style(element, part)),
    };
  });
}, {seen: SEEN, parts: PARTS});

function same(one, other) {
  assert.equal(one.length, other.length);
  one.forEach((of, at) => assert.deepEqual(other[at], of));
}

for (const width of [320, 1000]) {
  describe(`in a page with a style of its own (${width} px)`, () => {
    for (const name of ['panel', 'visit', 'visit form', 'answer form', 'class']) {
      it(`the ${name} looks as in an empty page`, async () => {
        const fragment = fragments[name];
        const look = looks('.homevisit');
        same(await inPage({fragment, width}, look),
          await inPage({fragment, width, style: HOSTILE}, look));
      });
    }
  });
}

describe('a fragment', () => {
  const host = '<div id="host"><h2>Sanne</h2><p>Class <a href="#">4A</a></p><button>Save</button>' +
    '<table><tr><td>1</td></tr></table><input value="x"></div>';

  it('changes nothing of the page around it', async () => {
    same(await inPage({fragment: host}, looks('#host')),
      await inPage({fragment: host + fragments.panel}, looks('#host')));
  });

  it('needs no scrolling sideways at 320 px', async () => {
    for (const fragment of Object.values(fragments)) {
      const [wide, room] = await inPage({fragment, width: 320}, (page) =>
        page.locator('.homevisit').evaluate((part) => [part.scrollWidth, part.clientWidth]));
      assert.ok(wide <= room, `${wide} px in ${room} px`);
    }
  });

  const paper = (page) => page.locator('.homevisit').evaluate((part) =>
    Math.max(...getComputedStyle(part).backgroundColor.match(/\d+/g).slice(0, 3).map(Number)));

  it('stays light in a page that knows no dark', async () => {
    assert.ok(await inPage({fragment: fragments.panel, dark: true}, paper) > 200);
  });

  it('is dark in a page that is', async () => {
    const style = `${QUIET} :root { color-scheme: dark; }`;
    assert.ok(await inPage({fragment: fragments.panel, style}, paper) < 64);
    const either = `${QUIET} :root { color-scheme: light dark; }`;
    assert.ok(await inPage({fragment: fragments.panel, style: either, dark: true}, paper) < 64);
  });

  it('is printed without buttons, in a page with a style of its own too', async () => {
    await inPage({fragment: fragments.panel, style: HOSTILE}, async (page) => {
      await page.emulateMedia({media: 'print'});
      for (const button of await page.locator('.homevisit .hv-button').all()) {
        assert.equal(await button.isVisible(), false);
      }
      assert.ok(await page.locator('.homevisit .hv-name').isVisible());
    });
  });

  it('leaves its style out where it is asked to', () => {
    const bare = school.render('student.panel', {student: STUDENT, style: false}, 'mentor:9001');
    assert.doesNotMatch(bare, /<style/);
    const style = school.render('stylesheet', {fragment: true}, 'mentor:9001');
    assert.equal(`<style>${style}</style>\n${bare}`, fragments.panel);
  });
});
