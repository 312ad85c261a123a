<?php
// The add-on for RosarioSIS, in PHP-FPM's workers, in a page that is nested as RosarioSIS nests it.

require_once __DIR__ . '/harness.php';
require_once built('HV_SOURCE_DIR') . '/packaging/php/HomeVisit.php';
require_once __DIR__ . '/rosariosis_host.php';

const VISITS = 'plugins/Home_Visits/visits.php';
const CONFIG = 'modname=School_Setup/Configuration.php&tab=plugins&modfunc=config&plugin=Home_Visits';

rule('activating makes the tab for administrators and teachers; deleting leaves everything as it was', function () {
    $host = new RosarioHost();
    $before = $host->everything();
    $host->activate();
    $once = $host->everything();
    same(count($before['profile_exceptions']) + 3, count($once['profile_exceptions']));
    $host->activate();
    same($once, $host->everything());
    $host->set('HOME_VISITS_FILE', '/etc/homevisit.json');
    $host->sql(file_get_contents(built('HV_SOURCE_DIR') . '/packaging/rosariosis/Home_Visits/delete.sql'));
    same($before, $host->everything());
});

rule('the tab stands in the page\'s form, without a form of its own', function () {
    $host = RosarioHost::active();
    $host->school->visit('1');
    $page = $host->student(RosarioHost::MENTOR, '1');
    holds('Reads at home.', $page);
    holds('id="end"', $page);
    $found = page($page);
    same(1.0, $found->evaluate('count(//form)'));
    same(0.0, $found->evaluate('count(//form//form | //section//input | //section//button)'));
    same(1.0, $found->evaluate('count(//form//section[contains(@class, "homevisit")])'));
    holds('plugins/Home_Visits/visits.php?at=/students/1/visits/new', $page);
    lacks('Modules.php', $found->evaluate('string(//section//a/@href)'));  // its script would fetch such a link
});

rule('the care tier is for the mentor and the care team; a colleague reads the key points', function () {
    $host = RosarioHost::active();
    $host->school->visit('1');
    $host->set('HOME_VISITS_ROLES', '{"4":"care_coordinator"}');
    foreach ([RosarioHost::MENTOR, RosarioHost::CARE] as $user) {
        holds(School::CARE_WORDS, $host->student($user, '1'));
    }
    foreach ([RosarioHost::TEACHER, RosarioHost::ADMIN] as $user) {
        $page = $host->student($user, '1');
        holds('Reads at home.', $page);
        lacks(School::CARE_WORDS, $page);
    }
    $host->set('HOME_VISITS_ROLES', '{"2":"teacher"}');
    lacks(School::CARE_WORDS, $host->student(RosarioHost::MENTOR, '1'));
});

rule('nobody sees a student whom RosarioSIS does not let them see, and it is not told that there is one', function () {
    $host = RosarioHost::active();
    $host->school->visit('1');
    $words = 'There is no such student among those that you may see.';
    foreach ([RosarioHost::STRANGER, RosarioHost::PARENT] as $user) {
        lacks('Reads at home.', $host->student($user, '1'));
        lacks('Reads at home.', $host->student($user, '1', 'category_id=1'));
    }
    holds($words, $host->student(RosarioHost::STRANGER, '1'));
    // The roster still knows this teacher; RosarioSIS no longer does.
    $host->sql('DELETE FROM schedule WHERE course_period_id=2');
    holds($words, $host->student(RosarioHost::TEACHER, '1'));
    // A teacher of last year; a student of another school; none at all.
    $at = fn(int $user, string $student) => $host->get($user, VISITS, 'at=' . rawurlencode("/students/$student/visits/new"));
    $unknown = $at(RosarioHost::MENTOR, '999999');
    same(404, $unknown[0]);
    holds($words, $unknown[2]);
    foreach ([[RosarioHost::MENTOR, '5'], [RosarioHost::ADMIN, '6'], [RosarioHost::ADMIN, '1 OR 1=1'], [RosarioHost::ADMIN, "1'--"],
        [RosarioHost::ADMIN, '-1'], [RosarioHost::ADMIN, '99999999999999999999'], [RosarioHost::ADMIN, '']] as [$user, $student]) {
        same([404, $unknown[2]], [$at($user, $student)[0], $at($user, $student)[2]]);
    }
});

rule('a teacher of the school that a student left sees the file no more, as in RosarioSIS itself', function () {
    $host = RosarioHost::active();
    $host->school->visit('1');
    $host->sql("INSERT INTO student_enrollment (student_id, syear, school_id, start_date) VALUES (1, 2026, 2, '2026-11-02')");
    same(404, $host->get(RosarioHost::MENTOR, VISITS, 'at=/students/1/visits/new')[0]);
    lacks('Reads at home.', $host->student(RosarioHost::MENTOR, '1'));
    holds('Reads at home.', $host->student(RosarioHost::ADMIN, '1'));  // administrators see who was here this year
    $host->sql("INSERT INTO student_enrollment (student_id, syear, school_id, start_date) VALUES (1, 2026, 1, '2026-11-16')");
    holds('Reads at home.', $host->student(RosarioHost::MENTOR, '1'));  // came back
});

rule('who may not use the tab has no page and no line of it, whatever the address', function () {
    $host = RosarioHost::active();
    $host->school->visit('1');
    $tab = $host->tab();
    $host->sql("DELETE FROM profile_exceptions WHERE profile_id=2 AND modname LIKE '%category_id=$tab'");
    foreach (["category_id=$tab", 'category_id=1'] as $query) {
        $page = $host->student(RosarioHost::MENTOR, '1', $query);
        lacks('Reads at home.', $page);
        lacks('Last home visit', $page);
    }
    same(404, $host->get(RosarioHost::MENTOR, VISITS, 'at=/students/1/visits/new')[0]);
    // A user with permissions of their own, and no profile.
    $host->sql("INSERT INTO schedule VALUES (1, 2026, 4); INSERT INTO course_periods VALUES (4, 209, NULL)");
    lacks('unknown', $host->student(209, '1'));
    same(404, $host->get(209, VISITS, 'at=/students/1/visits/new')[0]);
});

rule('no student is selected, or a new one is made: nothing is shown, nothing fails', function () {
    $host = RosarioHost::active();
    foreach ([['', 'category_id=' . $host->tab()], ['', 'category_id=1'], ['1', 'category_id=1&student_id=new'],
        ['1', 'modfunc=update&category_id=1&student_id=new']] as [$student, $query]) {
        $page = $host->student(RosarioHost::ADMIN, $student, $query);
        holds('id="end"', $page);
        lacks('homevisit', $page);
        lacks('has been recorded', $page);
    }
});

rule('a line above the other tabs: the last visit and the next contact', function () {
    $host = RosarioHost::active();
    $host->school->visit('1', ['next_contact' => ['date' => '2027-01-11', 'form' => 'phone']]);
    $page = $host->student(RosarioHost::TEACHER, '1', 'category_id=1');
    holds('Last home visit 12 October 2026', $page);
    holds('next contact in January', $page);
    holds('Laatste huisbezoek 12 oktober 2026', $host->student(RosarioHost::TEACHER, '1', 'category_id=1', 'nl_NL.utf8'));
    holds('General Info', $page);
    same(1, substr_count($host->student(RosarioHost::TEACHER, '1'), 'Last home visit'));  // on the tab it stands once
});

rule('a visit is recorded on a page of its own, and the tab says so', function () {
    $host = RosarioHost::active();
    $page = $host->get(RosarioHost::MENTOR, VISITS, 'at=/students/1/visits/new');
    same(200, $page[0]);
    holds("frame-ancestors 'self'", $page[1]['content-security-policy']);
    $token = page($page[2])->evaluate('string(//input[@name="csrf"]/@value)');
    same(48, strlen($token));
    $answer = $host->post(RosarioHost::MENTOR, VISITS, 'at=/students/1/visits', [
        ['csrf', $token], ['/submission', 'from-rosario'], ['/date', '2026-11-20'], ['/report/key_points/0', SCRIPT],
        ['/minutes/visit', '95'],
    ]);
    same(303, $answer[0]);
    $tab = $host->tab();
    $said = 'home_visits_saved=visit&home_visits_hints=1';
    same("../../Modules.php?modname=Students/Student.php&category_id=$tab&student_id=1&$said", $answer[1]['location']);
    $tab_after = fn() => $host->get(RosarioHost::MENTOR, 'Modules.php',
        "modname=Students/Student.php&category_id=$tab&student_id=1&$said")[2];
    $page = $tab_after();
    holds('Saved.', $page);
    holds('The visit took longer', $page);  // R53
    lacks('The visit took longer', $tab_after());
    holds(htmlspecialchars('<script>alert(1)</script>'), $page);
    expect_harmless($page);
});

rule('the consent records arrive as a file; of a student whom nobody may see there is none', function () {
    $host = RosarioHost::active();
    $get = fn(string $student) => $host->get(RosarioHost::MENTOR, VISITS, "at=/students/$student/consent/export/oso");
    [$status, $headers, $file] = $get('1');
    same([200, 'application/json', 'attachment; filename="consent.json"', 'no-store'], [$status,
        $headers['content-type'], $headers['content-disposition'], $headers['cache-control']]);
    same('oso', json_decode($file, true)['format']);
    [$status, $headers] = $get('5');
    same([404, false], [$status, isset($headers['content-disposition'])]);
});

rule('what is refused comes back with all that was typed', function () {
    $host = RosarioHost::active();
    $answer = $host->post(RosarioHost::MENTOR, VISITS, 'at=/students/1/visits', [
        ['csrf', $host->token(RosarioHost::MENTOR, '1')], ['/submission', 'tomorrow-1'], ['/date', '2027-06-01'],
        ['/report/key_points/0', SCRIPT . ARABIC],
    ]);
    same(400, $answer[0]);
    expect_harmless($answer[2]);
    holds('This day is still to come', $answer[2]);
    holds(ARABIC, $answer[2]);
});

rule('who is not let in, and what is not taken, is in the audit', function () {
    $host = RosarioHost::active();
    $events = fn() => $host->school->open()->call(School::IT, 'audit.verify')['events'];
    $more = function (int $count, callable $request) use ($events): void {
        $before = $events();
        $request();
        same($count, $events() - $before);
    };
    $host->school->visit('1');
    $token = $host->token(RosarioHost::MENTOR, '1');
    $more(1, fn() => $host->student(RosarioHost::STRANGER, '1'));
    $more(0, fn() => $host->student(RosarioHost::STRANGER, '1', 'category_id=1'));  // another tab: nobody asked for ours
    $more(1, fn() => $host->get(RosarioHost::MENTOR, VISITS, 'at=/students/999/visits/new'));
    $host->sql("INSERT INTO schedule VALUES (6, 2026, 1);
        INSERT INTO student_enrollment (student_id, syear, school_id, start_date) VALUES (6, 2026, 1, '2026-09-01')");
    $more(1, fn() => $host->student(RosarioHost::MENTOR, '6'));  // the roster does not know this one
    $more(1, fn() => $host->get(RosarioHost::MENTOR, VISITS, 'at=/students/6/visits/new'));
    $forged = [['csrf', 'forged'], ['/date', '2026-11-20']];
    $more(1, fn() => $host->post(RosarioHost::MENTOR, VISITS, 'at=/students/1/visits', $forged));
    $more(1, fn() => $host->post(RosarioHost::MENTOR, VISITS, 'at=/students/1/visits', [['csrf', $token]], [
        'HTTP_SEC_FETCH_SITE' => 'cross-site',
    ]));
    $more(0, fn() => $host->post(0, VISITS, 'at=/students/1/visits', $forged));  // nobody's
});

rule('forged, foreign and late forms record nothing', function () {
    $host = RosarioHost::active();
    $fields = [['/submission', 'forged-0001'], ['/date', '2026-11-20'], ['/report/key_points/0', SCRIPT]];
    $token = $host->token(RosarioHost::MENTOR, '1');
    $send = fn(int $user, string $sent, array $server = [], string $student = '1') => $host->post(
        $user,
        VISITS,
        "at=/students/$student/visits",
        [...$fields, ['csrf', $sent]],
        $server
    );
    $forged = $send(RosarioHost::MENTOR, 'forged');
    same(403, $forged[0]);
    expect_harmless($forged[2]);
    same($token, page($forged[2])->evaluate('string(//input[@name="csrf"]/@value)'));
    same(403, $send(RosarioHost::TEACHER, $token)[0]);  // another person's token
    $foreign = $send(RosarioHost::MENTOR, $token, ['HTTP_ORIGIN' => 'https://evil.example', 'HTTP_SEC_FETCH_SITE' => 'cross-site']);
    same(403, $foreign[0]);
    lacks('alert', $foreign[2]);
    $foreign = $send(RosarioHost::MENTOR, 'forged', ['HTTP_ORIGIN' => 'https://evil.example']);  // an older browser
    same(403, $foreign[0]);
    lacks('alert', $foreign[2]);
    $late = $send(0, $token);
    same(401, $late[0]);
    expect_harmless($late[2]);
    holds('You are no longer signed in', $late[2]);
    holds(htmlspecialchars(SCRIPT, ENT_QUOTES | ENT_HTML5), $late[2]);
    lacks($token, $late[2]);
    same(404, $send(RosarioHost::MENTOR, $token, [], '5')[0]);
    $tab = $host->tab();
    $host->sql("UPDATE profile_exceptions SET can_edit=NULL WHERE modname LIKE '%category_id=$tab'");
    same(403, $send(RosarioHost::MENTOR, $token)[0]);
    same([], $host->school->open()->call(School::MENTOR, 'student.history', ['student' => '1'])['timeline']);
});

rule('behind a proxy that asks by another name a form is taken, when the browser says that it is our own', function () {
    $host = RosarioHost::active();
    $send = fn(array $server) => $host->post(RosarioHost::MENTOR, VISITS, 'at=/students/1/visits', [
        ['csrf', $host->token(RosarioHost::MENTOR, '1')], ['/submission', 'proxied-1'], ['/date', '2026-11-20'],
        ['/report/key_points/0', 'Reads at home.'],
    ], ['HTTP_HOST' => '10.0.0.7:8080', 'HTTP_ORIGIN' => 'https://sis.example'] + $server);
    $unnamed = $send([]);
    same(403, $unnamed[0]);
    holds('X-Forwarded-Host', $unnamed[2]);
    same('Reads at home.', page($unnamed[2])->evaluate('string(//*[@name="/report/key_points/0"]/@value)'));
    same(303, $send(['HTTP_X_FORWARDED_HOST' => 'sis.example'])[0]);
    same(303, $send(['HTTP_SEC_FETCH_SITE' => 'same-origin'])[0]);  // again: the same submission
});

rule('our page makes no second cookie, which would hide the one that the person is signed in with', function () {
    $host = RosarioHost::active();
    $answer = $host->get(0, VISITS, 'at=/students/1/visits/new');
    same(401, $answer[0]);
    holds('path=/;', $answer[1]['set-cookie']);
});

rule('script, Arabic and very long names are text', function () {
    $host = RosarioHost::active();
    foreach (['2', '3', '4'] as $student) {
        $host->school->visit($student, ['key_points' => [SCRIPT, ARABIC]]);
        foreach (['', 'category_id=1'] as $query) {
            $page = $host->student(RosarioHost::MENTOR, $student, $query);
            expect_harmless($page);
            same(1.0, page($page)->evaluate('count(//p[@id="end"])'));
        }
        expect_harmless($host->get(RosarioHost::MENTOR, VISITS, "at=/students/$student/visits/new")[2]);
    }
});

rule('without FFI, or with a wrong path, the tab says what to do and the page around it is whole', function () {
    foreach (['preload', 'false'] as $setting) {
        $host = RosarioHost::active(['ffi.enable' => $setting]);
        $page = $host->student(RosarioHost::MENTOR, '1');
        holds('ffi.enable = true', $page);
        holds('id="end"', $page);
        holds('id="end"', $host->student(RosarioHost::MENTOR, '1', 'category_id=1'));
        same(503, $host->get(RosarioHost::MENTOR, VISITS, 'at=/students/1/visits/new')[0]);
        holds('ffi.enable = true', $host->post(RosarioHost::ADMIN, 'Modules.php', CONFIG, [
            ['home_visits_token', page($host->get(RosarioHost::ADMIN, 'Modules.php', CONFIG)[2])
                ->evaluate('string(//input[@name="home_visits_token"]/@value)')], ['check', 'Y'],
        ])[2]);
    }
    $host = RosarioHost::active();
    $host->set('HOME_VISITS_FILE', '/no/homevisit.json');
    holds('There is no /no/homevisit.json', $host->student(RosarioHost::MENTOR, '1'));
    $host->set('HOME_VISITS_FILE', '');
    holds('not set up yet', $host->student(RosarioHost::MENTOR, '1'));
    $host->set('HOME_VISITS_FILE', $host->school->file);
    $host->set('HOME_VISITS_LIBRARY', '/no/libhomevisit.so.1');
    holds('There is no /no/libhomevisit.so.1', $host->student(RosarioHost::MENTOR, '1'));
});

rule('whatever is wrong in homevisit.json, the page around the tab is whole', function () {
    $host = RosarioHost::active();
    foreach ([['journal' => (object) ['file' => 'x']], ['language' => (object) []], ['base' => (object) []]] as $slip) {
        $host->school->configure($slip);
        holds('id="end"', $host->student(RosarioHost::MENTOR, '1', 'category_id=1'));
        $page = $host->student(RosarioHost::MENTOR, '1');
        holds('id="end"', $page);
        lacks('Fatal', $page);
    }
    file_put_contents($host->school->file, '{"school": 1e999}');  // a number that PHP reads, and cannot write
    holds('id="end"', $host->student(RosarioHost::MENTOR, '1', 'category_id=1'));
    $page = $host->student(RosarioHost::MENTOR, '1');
    holds('id="end"', $page);
    holds('PHP&apos;s error log', $page);
});

rule('under the preload file too', function () {
    $host = RosarioHost::active(['opcache.preload' => built('HV_SOURCE_DIR') . '/packaging/php/preload.php']);
    $host->school->visit('1');
    holds('Reads at home.', $host->student(RosarioHost::MENTOR, '1'));
});

rule('the configuration page: settings, roles, and the check in words', function () {
    $host = RosarioHost::active();
    $page = $host->get(RosarioHost::ADMIN, 'Modules.php', CONFIG)[2];
    expect_harmless($page);
    $token = page($page)->evaluate('string(//input[@name="home_visits_token"]/@value)');
    $post = fn(array $fields) => $host->post(RosarioHost::ADMIN, 'Modules.php', CONFIG, $fields)[2];
    $file = $host->school->file;
    $settings = [['save', 'Y'], ['file', $file], ['library', $host->named()], ['roles[1]', 'care_coordinator'], ['roles[2]', 'emperor']];
    lacks('Saved.', $post([...$settings, ['home_visits_token', 'forged']]));
    holds('Saved.', $post([...$settings, ['home_visits_token', $token]]));
    $host->school->visit('1');
    holds(School::CARE_WORDS, $host->student(RosarioHost::ADMIN, '1'));
    lacks(School::CARE_WORDS, $host->student(RosarioHost::TEACHER, '1'));
    $check = $post([['check', 'Y'], ['home_visits_token', $token]]);
    holds('The journal can be read and written.', $check);
    expect_harmless($check);
    $post([['save', 'Y'], ['file', SCRIPT], ['library', '/tmp/evil.so'], ['home_visits_token', $token]]);
    $page = $post([['check', 'Y'], ['home_visits_token', $token]]);
    expect_harmless($page);
    holds(htmlspecialchars('There is no ' . SCRIPT, ENT_QUOTES | ENT_HTML5), $page);
});

rule('nothing but libhomevisit is loaded, and nothing that config.inc.php forbids to name', function () {
    $host = RosarioHost::active(['ffi.enable' => 'true'], "define('ROSARIO_DISABLE_ADDON_UPLOAD', true);");
    $host->set('HOME_VISITS_LIBRARY', '/no/libhomevisit.so.1');
    lacks('/no/libhomevisit.so.1', $host->student(RosarioHost::MENTOR, '1'));
    $host->set('HOME_VISITS_FILE', '/no/homevisit.json');
    holds('not set up yet', $host->student(RosarioHost::MENTOR, '1'));
    holds('define(&apos;HOME_VISITS_FILE&apos;', $host->get(RosarioHost::ADMIN, 'Modules.php', CONFIG)[2]);
    $host = RosarioHost::active();
    $host->school->configure(['adapter' => ['name' => 'local', 'path' => __FILE__]]);
    holds('&quot;path&quot;', $host->student(RosarioHost::MENTOR, '1'));
    $host->set('HOME_VISITS_FILE', $host->uploaded());
    holds('lies within the website', $host->student(RosarioHost::MENTOR, '1'));
    $host = RosarioHost::active(['ffi.enable' => 'true'], "define('HOME_VISITS_FILE', '/etc/fixed.json');");
    holds('/etc/fixed.json', $host->student(RosarioHost::MENTOR, '1'));
    $host = RosarioHost::active();
    $host->set('HOME_VISITS_LIBRARY', __FILE__);
    lacks(__FILE__, $host->student(RosarioHost::MENTOR, '1'));
});

rule('roles are saved where config.inc.php fixes the paths, and what it fixes stays as it was', function () {
    $school = new School();
    $host = RosarioHost::active(['ffi.enable' => 'true'], "define('HOME_VISITS_FILE', '{$school->file}');
        define('ROSARIO_DISABLE_ADDON_UPLOAD', true);");
    $before = array_filter($host->everything()['config'], fn(array $row) => $row['title'] !== 'HOME_VISITS_ROLES');
    $page = page($host->get(RosarioHost::ADMIN, 'Modules.php', CONFIG)[2]);
    same(2.0, $page->evaluate('count(//input[@disabled])'));
    $fields = [['roles[2]', 'teacher'], ['roles[1]', 'none'], ['file', '/etc/other.json'], ['library', '/no/libhomevisit.so.1']];
    foreach ($page->query('//form[.//select]//input[@type="hidden"]') as $hidden) {  // as a browser sends it
        $fields[] = [$hidden->getAttribute('name'), $hidden->getAttribute('value')];
    }
    holds('Saved.', $host->post(RosarioHost::ADMIN, 'Modules.php', CONFIG, $fields)[2]);
    $after = $host->everything()['config'];
    same('{"2":"teacher","1":"none"}', array_column($after, 'config_value', 'title')['HOME_VISITS_ROLES']);
    same(array_values($before), array_values(array_filter($after, fn(array $row) => $row['title'] !== 'HOME_VISITS_ROLES')));
});

rule('a path whose field was not sent stays as it was: it was shown disabled while config.inc.php fixed it', function () {
    $host = RosarioHost::active();
    $before = array_column($host->everything()['config'], 'config_value', 'title');
    $fields = [['save', 'Y'], ['roles[2]', 'teacher']];
    $page = page($host->get(RosarioHost::ADMIN, 'Modules.php', CONFIG)[2]);
    $fields[] = ['home_visits_token', $page->evaluate('string(//input[@name="home_visits_token"]/@value)')];
    holds('Saved.', $host->post(RosarioHost::ADMIN, 'Modules.php', CONFIG, $fields)[2]);
    $after = array_column($host->everything()['config'], 'config_value', 'title');
    same($before['HOME_VISITS_FILE'], $after['HOME_VISITS_FILE'] ?? 'gone');
    same('{"2":"teacher"}', $after['HOME_VISITS_ROLES']);
});

rule('the entries are exported before their table goes', function () {
    $host = RosarioHost::active();
    $host->sql("INSERT INTO homevisit_entries (marker, student_id, kind, entry_date, title, entry_text, changes)
        VALUES ('m-1', 1, 'visit', '2026-10-12', 'Home visit', '" . SQLite3::escapeString(SCRIPT . ARABIC) . "', 0)");
    $page = page($host->get(RosarioHost::ADMIN, 'Modules.php', CONFIG)[2]);
    $token = $page->evaluate('string(//input[@name="csrf"]/@value)');
    $remove = fn() => $host->post(RosarioHost::ADMIN, 'Modules.php', CONFIG, [['remove', 'Y'], ['home_visits_token', $token]])[2];
    holds('The table stays', $remove());
    $export = fn(int $user, string $sent) => $host->post($user, 'plugins/Home_Visits/export.php', '', [['csrf', $sent]]);
    same(403, $export(RosarioHost::ADMIN, 'forged')[0]);
    same(403, $export(RosarioHost::TEACHER, $token)[0]);
    same(403, $export(0, $token)[0]);
    $file = $export(RosarioHost::ADMIN, $token);
    same(200, $file[0]);
    $entries = json_decode($file[2], true, 8, JSON_THROW_ON_ERROR)['entries'];
    same([['m-1', SCRIPT . ARABIC]], array_map(fn($row) => [$row['marker'], $row['entry_text']], $entries));
    $host->sql('UPDATE homevisit_entries SET changes=1');
    holds('The table stays', $remove());
    $export(RosarioHost::ADMIN, $token);
    holds('The table has been removed.', $remove());
});

rule('a plugin that is switched off shows nothing, though its files are there', function () {
    $host = RosarioHost::active();
    $host->sql('DELETE FROM active');
    same(404, $host->get(RosarioHost::MENTOR, VISITS, 'at=/students/1/visits/new')[0]);
    same(404, $host->get(RosarioHost::ADMIN, 'plugins/Home_Visits/export.php', '')[0]);
    $page = $host->student(RosarioHost::MENTOR, '1');  // RosarioSIS still has the tab
    holds('id="end"', $page);
    lacks('homevisit', $page);
});

rule('the person is known by the id of their first school year', function () {
    $host = RosarioHost::active();
    $host->school->visit('1');
    $log = function () use ($host): array {
        $host->student(RosarioHost::MENTOR, '1');
        return array_column($host->school->open()->call(School::CARE, 'student.access_log', ['student' => '1'])['entries'], 'by');
    };
    same(true, in_array('104', $log(), true));
    // The adapter follows the years in which they were staff, and no further: before that they were a parent.
    $host->sql("INSERT INTO staff VALUES (54, 2024, 'ilse', 'Ilse', 'parent', 3, NULL);
        UPDATE staff SET rollover_id=54 WHERE staff_id=104");
    $host->signOut();
    holds(School::CARE_WORDS, $host->student(RosarioHost::MENTOR, '1'));
});
