// While the student system is away, everybody keeps working and reads why entries wait.
import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';

import {CROSSWISE, openBrowser, visit} from './pages.mjs';
import {record, STUDENT} from './seed.mjs';
import {School} from './server.mjs';

const WORDS = {
  nl: {
    one: /Wordt nog in het leerlingdossier gezet: het leerlingsysteem is niet bereikbaar sinds vandaag 11:00 uur\. Het gaat vanzelf\./,
    all: /Wat nieuw is wordt nog in het leerlingdossier gezet: .*niet bereikbaar sinds vandaag 11:00 uur/,
    saved: /Opgeslagen\. Het komt vanzelf in het leerlingdossier, later dan anders/,
    it: /Het leerlingsysteem is niet bereikbaar sinds vandaag om 11:00 uur/,
  },
  en: {
    one: /Waits to be put into the student's file: the student system has not been reachable since 11:00 today\. It goes by itself\./,
    all: /What is new waits to be put into the student's file: .*not been reachable since 11:00 today/,
    saved: /Saved\. It goes into the student's file by itself, later than usual/,
    it: /The student system has not been reachable since today at 11:00/,
  },
};

let browser;
let school;
let recorded;
before(async () => {
  school = new School();
  recorded = record(school, 'visit.record', {
    student: STUDENT, date: '2026-11-05', visitors: ['9001'], report: {key_points: ['Breuken gaan beter.']},
  });
  // Another system under the same name, which does not answer.
  const file = join(school.data, 'homevisit.json');
  const config = JSON.parse(readFileSync(file, 'utf8'));
  config.adapter = {name: 'local', path: process.env.HOMEVISIT_MOODY, config: {mood: 'away'}};
  writeFileSync(file, JSON.stringify(config));
  await school.start();
  const stands = () => JSON.parse(school.run('--json', 'status')).system.state;
  for (const end = Date.now() + 10_000; stands() !== 'trouble'; ) {
    assert.ok(Date.now() < end, 'the trouble is not noticed');
  }
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await school.remove();
});

for (const variant of CROSSWISE) {
  const say = WORDS[variant.language];
  describe(`a system that is away (${variant.name})`, () => {
    it('tells the mentor why, once in the file and on the page of the visit', () =>
      visit(browser, school, variant, async (visitor) => {
        await visitor.signIn('mentor/9001');
        await visitor.go(`/students/${STUDENT}`);
        assert.match(await visitor.page.locator('.hv-delay').innerText(), say.all);
        assert.deepEqual(await visitor.axe(), []);
        assert.deepEqual(await visitor.tooWide(), []);
        await visitor.go(`/students/${STUDENT}/visits/${recorded.visit}`);
        assert.match(await visitor.page.locator('.hv-filed').innerText(), say.one);
        assert.deepEqual(await visitor.tooWide(), []);
        await visitor.go(`/students/${STUDENT}?saved=visit`);
        assert.match(await visitor.page.locator('.hv-saved').innerText(), say.saved);
      }));

    it('tells IT how it stands', () =>
      visit(browser, school, variant, async (visitor) => {
        await visitor.signIn('it');
        assert.match(await visitor.page.locator('.hv-note').first().innerText(), say.it);
        assert.deepEqual(await visitor.axe(), []);
        assert.deepEqual(await visitor.tooWide(), []);
      }));
  });
}
