// From the school's information to a permission that ends: what a mentor notes of one guardian.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';

import {CROSSWISE, openBrowser, visit} from './pages.mjs';
import {fillSchool} from './seed.mjs';
import {withSchool} from './server.mjs';

let browser;
before(async () => { browser = await openBrowser(); });
after(() => browser.close());

// In Dutch and in English.
const SAY = {
  nl: {given: 'Informatie gegeven', ask: 'Vragen om een huisbezoek', permission: 'Toestemming vastleggen',
    question: 'Vraag opschrijven', ends: 'Deze toestemming stopt nu', times: 'Momenten om uit te kiezen',
    offered: '17 nov 2026 15:30 tot 16:15', buddy: 'Contact met een maatjesgezin', no_more: 'niet meer',
    own_words: 'Antwoord in hun eigen woorden vastleggen', not_now: 'Nu even niet',
    january: '12 januari 2027', mark: 'Als vergissing aangeven', mistake: 'Per vergissing ingevoerd'},
  en: {given: 'Information given', ask: 'Ask for a visit', permission: 'Record a permission',
    question: 'Write down a question', ends: 'This permission ends now', times: 'Times to choose from',
    offered: '17 Nov 2026 15:30 to 16:15', buddy: 'Contact with a buddy family', no_more: 'no longer',
    own_words: 'Record an answer in their own words', not_now: 'Not now',
    january: '12 January 2027', mark: 'Mark as a mistake', mistake: 'Entered in error'},
};

for (const variant of CROSSWISE) {
  describe(`consent (${variant.name})`, () => {
    // R29, R31, R40, R48, R97
    it('is told, asked, answered and ended, each in one step', () => withSchool(async (school) => {
      fillSchool(school);
      const {id} = school.call('student.list', {group: 'ps-1-5A'}).students.at(-1);
      await visit(browser, school, variant, async (visitor) => {
        const {page} = visitor;
        const say = SAY[variant.language];
        const follow = async (text) => visitor.leads(() =>
          visitor.main().getByRole('link', {name: text, exact: true}).first().click());
        const text = () => visitor.main().innerText();
        await visitor.signIn('mentor/9001');
        await visitor.go(`/students/${id}/consent`);

        await follow(say.given);
        assert.equal((await visitor.save()).status(), 200);
        await follow(say.ask);
        await visitor.unfold(say.times);
        await visitor.field('/slots/0/date').fill('2026-11-17');
        await visitor.field('/slots/0/from').fill('15:30');
        await visitor.field('/slots/0/to').fill('16:15');
        assert.equal((await visitor.save()).status(), 200);
        assert.ok((await text()).includes(say.offered), await text());

        await follow(say.permission);
        await page.check('[name="/purpose"][value="buddy"]');
        await page.check('[name="/status"][value="given"]');
        assert.equal((await visitor.save()).status(), 200);
        await follow(say.buddy);
        assert.deepEqual(await visitor.axe(), []);
        assert.equal((await visitor.save(say.ends)).status(), 200);
        assert.ok((await text()).includes(say.no_more), await text());

        await follow(say.question);
        await page.locator('[name="/guardian"]').first().check();
        await visitor.field('/text').fill('Wie leest het verslag?');
        assert.equal((await visitor.save()).status(), 200);
        await visitor.field('/answer').fill('De mentor en de ouders.');
        assert.equal((await visitor.save()).status(), 200, await text());
        assert.ok((await text()).includes('De mentor en de ouders.'), await text());
        assert.equal(await visitor.field('/answer').count(), 0);
        assert.deepEqual(await visitor.tooWide(), []);

        // What they told themselves goes no further than the confidential tier.
        await follow(say.own_words);
        await page.locator('[name="/guardian"]').first().check();
        await page.check('[name="/answer"][value="deferred"]');
        await visitor.field('/volunteered').fill('Eerst even verhuizen.');
        assert.equal((await visitor.save()).status(), 200);
        await visitor.go(`/students/${id}/consent`);
        assert.ok(!(await text()).includes('verhuizen'), await text());
        const openAnswer = () => visitor.leads(() =>
          visitor.main().getByRole('row', {name: say.not_now}).getByRole('link').click());
        await openAnswer();
        assert.ok((await text()).includes('Nu even niet'), await text());
        assert.ok(!(await text()).includes('verhuizen'), await text());

        // R40: the next contact, by itself.
        await visitor.go(`/students/${id}/next-contact`);
        await visitor.field('/date').fill('2027-01-12');
        await visitor.field('/form').selectOption('phone');
        await page.check('[name="/agreed_by_family"]');
        assert.equal((await visitor.save()).status(), 200);
        assert.ok((await text()).includes(say.january), await text());

        // A colleague marks the answer as a mistake; it stays and no longer counts.
        await visitor.signIn('care_coordinator');
        await visitor.go(`/students/${id}/consent`);
        await openAnswer();
        assert.deepEqual(await visitor.axe(), []);
        assert.equal((await visitor.save(say.mark)).status(), 200);
        assert.ok((await text()).includes(say.mistake), await text());
      });
    }));
  });
}
