<?php
// The class in PHP-FPM's workers: FFI on and off, and what stays open from one request to the next.

require_once __DIR__ . '/harness.php';
require_once built('HV_SOURCE_DIR') . '/packaging/php/HomeVisit.php';
require_once __DIR__ . '/school.php';
require_once __DIR__ . '/fpm.php';

const PAGE = __DIR__ . '/fpm_page.php';

function query(School $school, string $language = 'en'): string
{
    return http_build_query([
        'source' => built('HV_SOURCE_DIR'), 'file' => $school->file, 'library' => built('HV_LIBRARY'),
        'language' => $language,
    ]);
}

function told(array $answer): array
{
    return json_decode($answer[2], true) ?? throw new Broken('no answer: ' . $answer[2]);
}

rule('with the preload file, under PHP\'s own default setting', function () {
    $school = new School();
    $school->visit('1');
    $fpm = new Fpm($school->folder, ['opcache.preload' => built('HV_SOURCE_DIR') . '/packaging/php/preload.php']);
    holds('Reads at home.', told($fpm->request(PAGE, query($school)))['panel']);
});

rule('where FFI is off, words say what to switch on', function () {
    $school = new School();
    foreach (['preload', 'false'] as $setting) {
        $fpm = new Fpm($school->folder, ['ffi.enable' => $setting]);
        $answer = told($fpm->request(PAGE, query($school)));
        same('ffi_off', $answer['code']);
        holds('opcache.preload = ' . built('HV_SOURCE_DIR') . '/packaging/php/preload.php', $answer['message']);
        holds('ffi.enable = true', $answer['message']);
        holds('Zet in php.ini', told($fpm->request(PAGE, query($school, 'nl_NL.utf8')))['message']);
    }
});

rule('each worker opens the journal once, and takes a changed configuration at its next request', function () {
    $school = new School();
    $fpm = new Fpm($school->folder, ['ffi.enable' => 'true'], 3);
    $first = [];
    $again = 0;
    for ($round = 0; $round < 8; ++$round) {
        $answers = array_map(told(...), $fpm->together(PAGE, array_fill(0, 6, query($school))));
        // A worker may have answered several of them, the later one first in this list.
        usort($answers, fn(array $a, array $b) => $a['there'] <=> $b['there']);
        foreach ($answers as $answer) {
            same('De Linde', $answer['school']);
            $is_first = !isset($first[$answer['worker']]);
            same($is_first, $answer['there'] === 0);
            $first[$answer['worker']] = true;
            $again += $is_first ? 0 : 1;
        }
    }
    same(true, $again > 0 && count($first) >= 1);
    $school->configure(['school' => 'De Eik']);
    foreach ($fpm->together(PAGE, array_fill(0, 6, query($school))) as $answer) {
        same('De Eik', told($answer)['school']);
    }
});

rule('what one worker records, the others show at once', function () {
    $school = new School();
    $fpm = new Fpm($school->folder, ['ffi.enable' => 'true'], 2);
    $fpm->together(PAGE, array_fill(0, 4, query($school)));
    $school->visit('1', ['key_points' => ['Seen at once.']]);
    foreach ($fpm->together(PAGE, array_fill(0, 4, query($school))) as $answer) {
        holds('Seen at once.', told($answer)['panel']);
    }
});
