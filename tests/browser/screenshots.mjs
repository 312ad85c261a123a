// Makes the pictures of the README anew: packaging/screenshots/panel.png and panel-phone.png, a
// student's file of the made-up school. Run it after a change of the looks:
//
//   cmake --build --preset dev && npm ci --prefix tests/browser && node tests/browser/screenshots.mjs
//
// Takes the program and the browser that the tests take (HOMEVISIT, CHROMIUM in the environment).
// The same pages give the same pictures, as far as the fonts of the machine are the same.
import {mkdirSync, statSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {openBrowser, visit} from './pages.mjs';
import {fillFile, STUDENT} from './seed.mjs';
import {withSchool} from './server.mjs';

const MOST_BYTES = 150_000;
const folder = fileURLToPath(new URL('../../packaging/screenshots/', import.meta.url));
const PICTURES = [
  {file: 'panel.png', viewport: {width: 1100, height: 1080}},
  {file: 'panel-phone.png', viewport: {width: 360, height: 1180}},
];

mkdirSync(folder, {recursive: true});
const browser = await openBrowser();
try {
  await withSchool(async (school) => {
    fillFile(school);
    for (const {file, viewport} of PICTURES) {
      await visit(browser, school, {viewport, language: 'nl'}, async (visitor) => {
        await visitor.signIn('mentor/9001');
        await visitor.go(`/students/${STUDENT}`);
        await visitor.page.screenshot({path: folder + file});
      });
      const {size} = statSync(folder + file);
      console.log(`${folder}${file}: ${Math.round(size / 1000)} KB`);
      if (size > MOST_BYTES) throw new Error(`${file} is larger than ${MOST_BYTES} bytes`);
    }
  }, {students: 240});
} finally {
  await browser.close();
}
