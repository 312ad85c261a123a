<?php
// How much the panel adds to a page of a student system in PHP, in PHP-FPM with Debian's settings: in a worker that
// has just been made, and in one that goes on. Medians of the time that passes and, for machines that do something
// else beside, of the processor's; a student with fifty events.
//   php php_panel.php BUILD_FOLDER      (php-fpm and cgi-fcgi must be there)

$build = realpath($argv[1] ?? '.build/bench');
foreach (['HV_SOURCE_DIR' => dirname(__DIR__, 2), 'HV_LIBRARY' => realpath("$build/lib/libhomevisit.so.1"),
    'HV_LOCAL_ADAPTER' => "$build/lib/homevisit/adapters/local.so",
    'HV_PHP_FPM' => trim(shell_exec('command -v php-fpm8.2 || command -v php-fpm') ?? '') ?: 'HV_PHP_FPM-NOTFOUND',
    'HV_CGI_FCGI' => trim(shell_exec('command -v cgi-fcgi') ?? '') ?: 'HV_CGI_FCGI-NOTFOUND'] as $name => $value) {
    putenv("$name=$value");
}
require_once dirname(__DIR__) . '/php/harness.php';
require_once built('HV_SOURCE_DIR') . '/packaging/php/HomeVisit.php';
require_once dirname(__DIR__) . '/php/school.php';
require_once dirname(__DIR__) . '/php/fpm.php';

const PAGE = __DIR__ . '/php_panel_page.php';
const COLD_RUNS = 15;
const WARM_RUNS = 300;

function median(array $values): float
{
    sort($values);
    return $values[count($values) >> 1];
}

function measured(Fpm $fpm, string $query): array
{
    $answer = $fpm->request(PAGE, $query);
    return json_decode($answer[2], true) ?? throw new Broken($answer[2]);
}

$places = ['in memory' => null, 'on this disk' => sys_get_temp_dir()];
foreach ($places as $where => $place) {
    $school = new School(new Folder($place));
    for ($i = 0; $i < 50; ++$i) {
        $school->visit('1', ['key_points' => ["Talk number $i: reads at home, and likes it."]]);
    }
    $query = http_build_query(['source' => built('HV_SOURCE_DIR'), 'file' => $school->file, 'library' => built('HV_LIBRARY')]);
    $ways = [
        'preloaded' => ['opcache.preload' => built('HV_SOURCE_DIR') . '/packaging/php/preload.php'],
        'ffi.enable = true' => ['ffi.enable' => 'true'],
    ];
    foreach ($ways as $way => $settings) {
        $cold = [];
        for ($i = 0; $i < COLD_RUNS; ++$i) {
            $fpm = new Fpm($school->folder, $settings, 1);
            $cold[] = measured($fpm, $query);
            unset($fpm);
        }
        $fpm = new Fpm($school->folder, $settings, 1);
        measured($fpm, $query);
        $warm = [];
        for ($i = 0; $i < WARM_RUNS; ++$i) {
            $warm[] = measured($fpm, $query);
        }
        unset($fpm);
        $ms = fn(array $pages) => sprintf('%5.2f ms (processor %5.2f)', median(array_column($pages, 'ms')), median(array_column($pages, 'processor')));
        printf("journal %-13s %-18s cold %s of 15, warm %s of 5\n", "$where,", "$way:", $ms($cold), $ms($warm));
    }
}
