<?php
// The pages around one student: forms, what is kept when something is refused, and what people type.

require_once __DIR__ . '/harness.php';
require_once built('HV_SOURCE_DIR') . '/packaging/php/HomeVisit.php';
require_once __DIR__ . '/school.php';

use HomeVisit\Form;
use HomeVisit\Page;
use HomeVisit\Pages;

const TOKEN = '0123456789abcdef';

function form(array $fields, string $token = TOKEN): Form
{
    $body = implode('&', array_map(fn($pair) => rawurlencode($pair[0]) . '=' . rawurlencode($pair[1]), [
        ...$fields, ['csrf', $token],
    ]));
    return Form::read('application/x-www-form-urlencoded', $body);
}

function pages(School $school, string $student = '1', array $actor = School::MENTOR): Pages
{
    return new Pages($school->open(), $actor, $student, 'visits.php?at=', TOKEN);
}

/** What a mentor and the care team find in a file in which everything was done; gives the ids of what is in it. */
function full_file(School $school): array
{
    $visits = $school->open();
    $leader = ['role' => 'school_leader', 'staff' => '106'];
    $done = fn(string $operation, array $request) => $visits->call(School::MENTOR, $operation, $request + [
        'student' => '1', 'submission' => 'done-' . bin2hex(random_bytes(8)),
    ]);
    $visits->call($leader, 'programme.set', ['submission' => 'programme-once', 'school_year' => '2026-2027',
        'policy_reference' => 'Plan', 'policy_version' => '1', 'officers' => [['task' => 'contact_point', 'staff' => '104',
            'reachable' => '0341 123456']]]);
    $visits->call($leader, 'notice.publish', ['submission' => 'notice-once',
        'texts' => $visits->call($leader, 'notice.draft', ['language' => 'en'])['texts']]);
    $visit = $school->visit('1', ['agreements' => [['what' => 'Read together', 'who' => 'parent']]]);
    $done('notice.give', ['guardian' => 'p1', 'channel' => 'letter', 'language' => 'en']);
    $done('notice.give', ['by_student' => true, 'channel' => 'in_person', 'language' => 'en']);
    $done('answer.record', ['guardian' => 'p1', 'answer' => 'agreed', 'channel' => 'phone']);
    $permission = $done('permission.record', ['guardian' => 'p1', 'purpose' => 'outside_agency', 'status' => 'given',
        'scope' => 'school social work', 'withdrawal_told' => true])['id'];
    $planned = $done('visit.plan', ['date' => '2026-11-26', 'start_time' => '15:30', 'place' => 'home',
        'at_guardian' => 'p1', 'visitors' => ['104']])['visit'];
    return ['visit' => $visit, 'planned' => $planned, 'permission' => $permission];
}

rule('the links of every view lead to a place that is there, and none out of the system', function () {
    $school = new School();
    $file = full_file($school);
    foreach ([School::MENTOR, School::CARE] as $actor) {
        $pages = pages($school, '1', $actor);
        $seen = [];
        $to_see = ["/students/1/visits/{$file['visit']}", '/students/1/attempts/new', '/students/1/access-log'];
        $collect = function (string $html) use (&$to_see): void {
            foreach (page($html)->query('//@href | //@action') as $link) {
                same('#', $link->value[0] === '#' || str_starts_with($link->value, 'visits.php?at=') ? '#' : $link->value);
                if ($link->nodeName === 'href' && $link->value[0] !== '#') {
                    $to_see[] = substr($link->value, strlen('visits.php?at='));
                }
            }
        };
        $panel = ['student' => '1', 'links' => 'visits.php?at='];
        $collect($school->open()->render($actor, 'student.panel', $panel));
        while ($to_see !== []) {
            $place = array_shift($to_see);
            if (isset($seen[$place])) {
                continue;
            }
            $page = $pages->get($place);
            $seen[$place] = $page->status;
            $may_be_refused = $actor === School::MENTOR && $place === '/students/1/access-log';
            same("$place ok", $place . ($may_be_refused || in_array($page->status, [200, 303], true) ? ' ok' : " $page->status"));
            $collect($page->name === '' && $page->text !== '' ? $page->text : '<p></p>');
        }
        same(true, isset($seen["/students/1/visits/{$file['planned']}/calendar.ics"]));
        same($actor === School::CARE, isset($seen['/students/1/consent/export/oso']));
    }
});

rule('whatever `homevisit serve` has about a student is there in a file of another system', function () {
    // The panel is the host's own page; what is done with a referral stands on a page of the school.
    $elsewhere = ['/students/{}', '/students/{}/referrals/{}', '/students/{}/drafts/{}'];
    $served = [];
    foreach (['routes.cc', 'site.cc'] as $file) {
        preg_match_all('#"(/students/\{\}[^"]*)"#', file_get_contents(built('HV_SOURCE_DIR') . "/plugin/app/server/$file"), $found);
        array_push($served, ...$found[1]);
    }
    $here = [];
    foreach (['VIEWS', 'OPERATIONS', 'FILES'] as $list) {
        array_push($here, ...array_keys((new ReflectionClassConstant(Pages::class, $list))->getValue()));
    }
    same(true, count($served) > 50);
    same([], array_values(array_diff($served, $here, $elsewhere)));
    same([], array_values(array_diff($here, $served)));
});

rule('an appointment and the consent records are files of their own, by a name that tells nothing', function () {
    $school = new School();
    $file = full_file($school);
    $given = fn(array $actor, string $place) => pages($school, '1', $actor)->get($place);
    $calendar = $given(School::MENTOR, "/students/1/visits/{$file['planned']}/calendar.ics");
    same([200, 'text/calendar; charset=utf-8', 'visit.ics'], [$calendar->status, $calendar->type, $calendar->name]);
    same("BEGIN:VCALENDAR\r\n", substr($calendar->text, 0, 17));
    lacks('Sanne', $calendar->text);
    same(true, in_array('Content-Disposition: attachment; filename="visit.ics"', $calendar->headers(), true));
    foreach (['oso', 'fhir_r4', 'fhir_r5'] as $format) {
        $export = $given(School::CARE, "/students/1/consent/export/$format");
        same([200, 'application/json', 'consent.json'], [$export->status, $export->type, $export->name]);
        $read = json_decode($export->text, true, 64, JSON_THROW_ON_ERROR);
        same([$format, true], [$read['format'], $read['records'] !== []]);
    }
    foreach (['/students/1/consent/export/pdf', '/students/1/visits/none/calendar.ics'] as $place) {
        $page = $given(School::CARE, $place);
        same([true, ''], [$page->status >= 400, $page->name]);
        same([], preg_grep('/Disposition/', $page->headers()));
    }
    same(404, pages($school, '5', School::TEACHER)->get('/students/5/consent/export/oso')->status);
});

rule('what cannot be withdrawn or marked comes back on its receipt, with the reason', function () {
    $school = new School();
    $file = full_file($school);
    $end = fn() => pages($school)->post("/students/1/permissions/{$file['permission']}/withdraw", form([
        ['/submission', 'ended-' . bin2hex(random_bytes(4))], ['/date', '2027-05-05'],
    ]));
    $page = $end();
    same(true, $page->status >= 400);
    holds('hv-errors', $page->text);
    holds("/permissions/{$file['permission']}/withdraw", $page->text);
});

rule('an answer to a question that is refused leads back to what the family was told and answered', function () {
    $school = new School();
    $pages = pages($school);
    $asked = ['student' => '1', 'submission' => 'asked-once', 'by_student' => true, 'text' => 'Who reads this?'];
    $question = $school->open()->call(School::MENTOR, 'question.raise', $asked)['id'];
    $page = $pages->post("/students/1/questions/$question/answer", form([
        ['/submission', 'from-the-form'], ['/answer', '   '],
    ]));
    same(400, $page->status);
    same(1, page($page->text)->query('//textarea[@name="/answer"]')->length);
});

rule('a visit is recorded, and its place is the panel, which says so', function () {
    $school = new School();
    $page = pages($school)->post('/students/1/visits', form([
        ['/submission', 'from-the-form'], ['/date', '2026-11-20'], ['/report/key_points/0', 'Good talk.'],
    ]));
    same([303, '/students/1', 'visit'], [$page->status, $page->place, $page->saved]);
    holds('Good talk.', $school->open()->render(School::MENTOR, 'student.panel', ['student' => '1']));
});

rule('R10 R53: what an answer gives to think about is shown once, by a number that says nothing', function () {
    $school = new School();
    $_SESSION = [];
    $visit = fn(string $id, string $words) => pages($school)->post('/students/1/visits', form([['/submission', $id],
        ['/date', '2026-11-20'], ['/report/key_points/0', $words], ['/minutes/visit', '95']]));
    $page = $visit('long-visit', 'Mother is lazy.');
    same(['visit', '1', '/students/1?saved%3Dvisit%26hints%3D1'], [$page->saved, $page->hints, $page->address()]);
    $hints = HomeVisit\Hints::take($page->hints);
    same(2, count($hints));
    holds('The visit took longer', $hints[0]);
    same([], HomeVisit\Hints::take($page->hints));
    $panel = $school->open()->render(School::MENTOR, 'student.panel', ['student' => '1', 'saved' => 'visit', 'hints' => $hints]);
    same(2.0, page($panel)->evaluate('count(//p[@class="hv-saved"]/following-sibling::ul[@class="hv-hints"]/li)'));
    // Those of the last few forms are kept.
    $numbers = array_map(fn(int $n) => $visit("long-visit-$n", 'Good talk.')->hints, range(1, 10));
    same([], HomeVisit\Hints::take($numbers[0]));
    same(1, count(HomeVisit\Hints::take($numbers[9])));
    unset($_SESSION);
    same('', $visit('no-session', 'Mother is lazy.')->hints);
});

rule('a form about consent, a wish or a stand-in leads back to its own page, which says what was saved', function () {
    $school = new School();
    $asked = ['student' => '1', 'submission' => 'asked-once', 'by_student' => true, 'text' => 'Who reads this?'];
    $question = $school->open()->call(School::MENTOR, 'question.raise', $asked)['id'];
    $page = pages($school)->post("/students/1/questions/$question/answer", form([
        ['/submission', 'answered'], ['/answer', 'The mentor does.'],
    ]));
    same([303, '/students/1/consent', 'question'], [$page->status, $page->place, $page->saved]);
    holds('Saved. The question stands on this page.', pages($school)->get($page->place . '?saved=' . $page->saved)->text);
    $page = pages($school)->post("/students/1/guardians/p1/wishes", form([
        ['/submission', 'wished-once'], ['/visitor', 'woman'],
    ]));
    same([303, "/students/1/guardians/p1/wishes", 'here'], [$page->status, $page->place, $page->saved]);
});

rule('a page of its own has a title that says which it is and names nobody, and one highest heading', function () {
    $school = new School();
    $document = pages($school)->get('/students/1/visits/new')->document('en', 'Home visits', 'script');
    $found = page($document);
    same('Record a home visit – Home visits', $found->evaluate('string(//title)'));
    same(['Record a home visit', 1.0], [$found->evaluate('string(//h1)'), $found->evaluate('count(//h1)')]);
    same(0.0, $found->evaluate('count(//h2/preceding::h3)'));
});

rule('what is refused comes back with everything that was typed and with the reason', function () {
    $school = new School();
    $page = pages($school)->post('/students/1/visits', form([
        ['/submission', 'from-the-form'], ['/date', '2026-13-45'], ['/report/key_points/0', SCRIPT],
    ]));
    same(400, $page->status);
    expect_harmless($page->text);
    $found = page($page->text);
    same(SCRIPT, $found->evaluate('string(//*[@name="/report/key_points/0"])')
        ?: $found->evaluate('string(//*[@name="/report/key_points/0"]/@value)'));
    same('from-the-form', $found->evaluate('string(//*[@name="/submission"]/@value)'));
    same(1.0, $found->evaluate('count(//form)'));
});

rule('the path says whose form it is, whatever a forged field says', function () {
    $school = new School();
    pages($school)->post('/students/1/visits', form([
        ['/submission', 'forged-field'], ['/student', '2'], ['/date', '2026-11-20'], ['/report/key_points/0', 'Mine.'],
    ]));
    holds('Mine.', $school->open()->render(School::MENTOR, 'student.panel', ['student' => '1']));
    lacks('Mine.', $school->open()->render(School::MENTOR, 'student.panel', ['student' => '2']));
});

rule('no page of another student than the one that the host has allowed', function () {
    $school = new School();
    foreach (['/students/2/visits/new', '/students/2', '/students/', '/', '/students/1/../2/visits/new', '//evil'] as $place) {
        $page = pages($school)->get($place);
        same(404, $page->status);
        same('', $page->place);
    }
    foreach (['/students/2/visits', '/students/2/drafts/visit', '/students/2/next-contact'] as $place) {
        same(404, pages($school)->post($place, form([['/date', '2026-11-20']]))->status);
    }
    same(404, pages($school, '5', School::TEACHER)->get('/students/5/visits/new')->status);
});

rule('a form without the session\'s token does nothing, and keeps what was typed', function () {
    $school = new School();
    foreach (['', 'another-token-000'] as $token) {
        $page = pages($school)->post('/students/1/visits', form([
            ['/submission', 'forged-form'], ['/date', '2026-11-20'], ['/report/key_points/0', SCRIPT],
        ], $token));
        same(403, $page->status);
        expect_harmless($page->text);
        $found = page($page->text);
        same(SCRIPT, $found->evaluate('string(//*[@name="/report/key_points/0"]/@value)'));
        same(TOKEN, $found->evaluate('string(//*[@name="csrf"]/@value)'));
        same('visits.php?at=/students/1/visits', $found->evaluate('string(//form/@action)'));
    }
    same([], $school->open()->call(School::MENTOR, 'student.history', ['student' => '1'])['timeline']);
});

rule('what another site\'s page sends is told from our own', function () {
    $own = ['HTTP_HOST' => 'sis.example:8443', 'HTTP_ORIGIN' => 'https://sis.example:8443'];
    same(true, Form::isFromOwnSite($own));
    same(true, Form::isFromOwnSite(['HTTP_HOST' => 'sis.example']));
    same(true, Form::isFromOwnSite(['HTTP_ORIGIN' => 'null', 'HTTP_SEC_FETCH_SITE' => 'same-origin'] + $own));
    same(false, Form::isFromOwnSite(['HTTP_ORIGIN' => 'null'] + $own));
    same(false, Form::isFromOwnSite(['HTTP_ORIGIN' => 'https://sis.example'] + $own));
    same(false, Form::isFromOwnSite(['HTTP_ORIGIN' => 'https://evil.example'] + $own));
    same(false, Form::isFromOwnSite(['HTTP_SEC_FETCH_SITE' => 'cross-site', 'HTTP_HOST' => 'sis.example']));
    same(false, Form::isFromOwnSite(['HTTP_SEC_FETCH_SITE' => 'same-site'] + $own));
    // Behind a proxy that asks by another name: the browser says it, or the proxy does.
    $behind = ['HTTP_HOST' => '10.0.0.7:8080'] + $own;
    same(false, Form::isFromOwnSite($behind));
    same(true, Form::isFromOwnSite(['HTTP_SEC_FETCH_SITE' => 'same-origin'] + $behind));
    same(true, Form::isFromOwnSite(['HTTP_X_FORWARDED_HOST' => 'sis.example:8443'] + $behind));
    same(true, Form::isFromOwnSite(['HTTP_X_FORWARDED_HOST' => 'sis.example:8443, inner.example'] + $behind));
    same(false, Form::isFromOwnSite(['HTTP_X_FORWARDED_HOST' => 'other.example'] + $behind));
    same(false, Form::isFromOwnSite(['HTTP_SEC_FETCH_SITE' => 'cross-site', 'HTTP_X_FORWARDED_HOST' => 'sis.example:8443'] + $behind));
});

rule('a damaged form is none', function () {
    $plain = 'application/x-www-form-urlencoded';
    same(null, Form::read('multipart/form-data; boundary=x', 'a=b'));
    same(null, Form::read($plain, '/date=%FF'));
    same(null, Form::read($plain, '/date=%00'));
    same(null, Form::read($plain, str_repeat('a=b&', 400) . 'a=b'));
    same(null, Form::read($plain, str_repeat('x', 300000)));
    same([['a', '1'], ['a', '2 3']], Form::read("$plain; charset=UTF-8", 'a=1&a=2+3')->fields);
});

rule('what is too long to be shown again is cut, and not within a character', function () {
    foreach ([8000, 7999, 7998] as $before) {
        $again = form([['/report/goes_well', str_repeat('x', $before) . 'مُ']])->shownAgain();
        same(str_repeat('x', $before) . ($before === 7998 ? 'م' : ''), $again[0][1]);
    }
});

rule('a draft is kept and comes back', function () {
    $school = new School();
    $fields = [['/submission', 'draft-0001'], ['/date', '2026-11-20'], ['/report/key_points/0', 'Half a thou']];
    $page = pages($school)->post('/students/1/visits', form([...$fields, ['intent', 'draft']]));
    same([303, '/students/1/visits/new', 'draft'], [$page->status, $page->place, $page->saved]);
    holds('Half a thou', pages($school)->get('/students/1/visits/new?saved=draft')->text);
    $page = pages($school)->post('/students/1/drafts/visit', form([['/date', '2026-11-20']]));
    same([200, 'application/json'], [$page->status, $page->type]);
});

rule('script, Arabic and very long names are text on every page', function () {
    $school = new School();
    foreach (['2', '3', '4'] as $student) {
        $visit = $school->visit($student, [
            'key_points' => [SCRIPT, ARABIC, str_repeat('lang ', 190)], 'goes_well' => SCRIPT,
            'agreements' => [['what' => SCRIPT, 'who' => 'parent']],
        ]);
        $places = ["/students/$student/visits/new", "/students/$student/visits/$visit",
            "/students/$student/visits/$visit/edit", "/students/$student/answers/new",
            "/students/$student/guardians/p$student"];
        foreach ($places as $place) {
            $page = pages($school, $student)->get($place);
            same("$place 200", "$place $page->status");
            expect_harmless($page->text);
            expect_harmless($page->document('en', SCRIPT, 'visits.php?at=/assets/script.js'));
        }
        $panel = $school->open()->render(School::MENTOR, 'student.panel', ['student' => $student]);
        expect_harmless($panel);
        holds(htmlspecialchars('<script>alert(1)</script>'), $panel);
    }
});

rule('the care tier is for the mentor and the care team alone', function () {
    $school = new School();
    $school->visit('1');
    $panel = fn(array $actor) => $school->open()->render($actor, 'student.panel', ['student' => '1']);
    holds(School::CARE_WORDS, $panel(School::MENTOR));
    holds(School::CARE_WORDS, $panel(School::CARE));
    lacks(School::CARE_WORDS, $panel(School::TEACHER));
    lacks(School::CARE_WORDS, $panel(['role' => 'mentor'] + School::TEACHER));  // R61: the roster says who is mentor
    holds('Reads at home.', $panel(School::TEACHER));
    refused('unknown_student', fn() => $panel(School::STRANGER));
});
