// Makes the pictures of the README anew: packaging/screenshots/panel.png and panel-phone.png, the
// file of a student of the made-up school. Run it after a change of the looks:
//
//   cmake --build --preset dev && npm ci --prefix tests/browser && node tests/browser/screenshots.mjs
//
// Takes the program and the browser that the tests take (HOMEVISIT, CHROMIUM in the environment).
// The same pages give the same pictures, as far as the fonts of the machine are the same.
import {mkdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {openBrowser, visit} from './pages.mjs';
import {withPalette} from './palette.mjs';
import {record} from './seed.mjs';
import {School} from './server.mjs';

const STUDENT = '100002';  // lives in two homes
const MOST_BYTES = 150_000;
const folder = fileURLToPath(new URL('../../packaging/screenshots/', import.meta.url));

// One autumn: a visit at the mother's home, the father would rather not, a talk with him at school.
function fill(school) {
  const {guardians} = school.call('student.history', {student: STUDENT});
  const idOf = (relation) => guardians.find((guardian) => guardian.relation === relation).id;
  const [mother, father] = [idOf('moeder'), idOf('vader')];
  record(school, 'visit.record', {
    student: STUDENT,
    date: '2026-09-17',
    place: 'home',
    at_guardian: mother,
    visitors: ['9001'],
    guardians: [mother],
    pupil: 'yes',
    report: {
      goes_well: 'Leest elke avond voor en is daar trots op.',
      key_points: [
        'Voelt zich thuis in 5A en speelt graag buiten.',
        'Vindt breuken lastig en wil daar rustig over praten.',
      ],
      agreements: [],
    },
  });
  record(school, 'answer.record', {
    student: STUDENT, guardian: father, answer: 'declined', date: '2026-09-24', channel: 'phone',
  });
  record(school, 'visit.record', {
    student: STUDENT,
    date: '2026-11-05',
    place: 'school',
    purpose: 'progress',
    visitors: ['9001'],
    guardians: [father],
    pupil: 'no',
    report: {
      goes_well: 'Hield een spreekbeurt over planeten.',
      key_points: ['Breuken gaan beter sinds het oefenen in een groepje.'],
      agreements: [{
        what: 'vraagt na of er plaats is in het koor', who: 'school', by: '2026-11-27',
        accepted_by_family: true,
      }],
      next_contact: {date: '2027-01-14', form: 'phone', agreed_by_family: true},
    },
  });
  record(school, 'guardian.inform', {
    student: STUDENT, guardian: mother, what: 'visit_held', date: '2026-11-06', channel: 'phone',
  });
  school.run('deliver');
}

async function picture(browser, school, file, viewport) {
  await visit(browser, school, {viewport, language: 'nl'}, async (visitor) => {
    await visitor.signIn('mentor/9001');
    await visitor.go(`/students/${STUDENT}`);
    const png = withPalette(await visitor.page.screenshot());
    writeFileSync(folder + file, png);
    console.log(`${folder}${file}: ${Math.round(png.length / 1000)} KB`);
    if (png.length > MOST_BYTES) throw new Error(`${file} is larger than ${MOST_BYTES} bytes`);
  });
}

mkdirSync(folder, {recursive: true});
const browser = await openBrowser();
const school = new School();
try {
  fill(school);
  await school.start();
  await picture(browser, school, 'panel.png', {width: 1100, height: 1235});
  await picture(browser, school, 'panel-phone.png', {width: 360, height: 1010});
} finally {
  await browser.close();
  await school.remove();
}
