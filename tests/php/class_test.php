<?php
// The class HomeVisit: calls, errors, what stays open, and whose files they are.

require_once __DIR__ . '/harness.php';
require_once built('HV_SOURCE_DIR') . '/packaging/php/HomeVisit.php';
require_once __DIR__ . '/school.php';

use HomeVisit\Failure;
use HomeVisit\Library;

/** How many files of this process lie in the folder. */
function open_files(string $folder): int
{
    $links = array_map(fn($name) => @readlink("/proc/self/fd/$name"), scandir('/proc/self/fd'));
    return count(array_filter($links, fn($target) => $target && str_starts_with($target, $folder)));
}

rule('an operation is an array in and an array out', function () {
    $school = new School();
    $visit = $school->visit('1');
    $history = $school->open()->call(School::MENTOR, 'student.history', ['student' => '1']);
    same($visit, $history['timeline'][0]['visit']['id']);
    same([], $school->open()->call(School::MENTOR, 'staff.list', ['query' => 'nobody'])['staff']);
});

rule('a failure says what the library says: status, code, pointer, and a sentence in the language asked for', function () {
    $school = new School();
    $request = ['submission' => 'wrong-date', 'student' => '1', 'date' => 'tomorrow'];
    $failure = refused('wrong_form', fn() => $school->open('en')->call(School::MENTOR, 'visit.record', $request));
    same(['invalid_argument', '/date', 400], [$failure->status, $failure->pointer, $failure->httpStatus()]);
    $unknown = fn(string $language) => refused('unknown_student', fn() =>
        $school->open($language)->render(School::TEACHER, 'student.panel', ['student' => '5']));
    holds('There is no such student', $unknown('en')->getMessage());
    same(404, $unknown('en')->httpStatus());
    lacks('There is', $unknown('nl_NL.utf8')->getMessage());
});

rule('text that is not UTF-8 is refused, and nothing reaches the library', function () {
    $school = new School();
    refused('not_text', fn() => $school->open()->call(School::MENTOR, 'student.list', ['query' => "\xff"]));
});

rule('what the library hands out is given back: ten thousand pages take no more memory than a hundred', function () {
    $school = new School();
    $visits = $school->open();
    $memory = function (int $times) use ($visits): int {
        for ($i = 0; $i < $times; ++$i) {
            $visits->render(School::IT, 'stylesheet');
            try {
                $visits->render(School::IT, 'nothing');
            } catch (Failure) {
            }
        }
        preg_match('/VmRSS:\s+(\d+)/', file_get_contents('/proc/self/status'), $found);
        return (int) $found[1];
    };
    $memory(100);
    $before = $memory(100);
    same(true, $memory(2000) - $before < 4000);  // kB; the style sheet alone would be 40 MB
});

rule('what is opened twice is opened once, and stays open between two requests', function () {
    $school = new School();
    same($school->open(), $school->open());
    $school->open()->call(School::IT, 'system.status');
    $class = new ReflectionClass(HomeVisit::class);
    $request = function () use ($class, $school): int {
        $school->open()->call(School::IT, 'system.status');
        $class->setStaticPropertyValue('open', []);  // as at a request's end: PHP drops what it has
        return open_files($school->folder->path);
    };
    $files = array_map($request, range(1, 6));
    same(true, $files[5] > 0);
    same($files[2], $files[5]);
});

rule('a changed configuration is in use from the next request on', function () {
    $school = new School();
    same('De Linde', $school->open()->call(School::IT, 'system.status')['school']);
    $school->configure(['school' => 'De Eik']);
    (new ReflectionClass(HomeVisit::class))->setStaticPropertyValue('open', []);
    same('De Eik', $school->open()->call(School::IT, 'system.status')['school']);
});

rule('a process that goes on sees at its next opening that the file was changed, or is gone', function () {
    $school = new School();
    $before = $school->open();
    foreach (['De Eik', 'De Els'] as $name) {  // of one length, in one second
        $school->configure(['school' => $name]);
        same($name, $school->open()->call(School::IT, 'system.status')['school']);
    }
    same('De Linde', $before->call(School::IT, 'system.status')['school']);  // who holds the old one finishes with it
    unlink($school->file);
    refused('configuration_missing', fn() => $school->open());
});

rule('a child of the process opens its own', function () {
    $school = new School();
    $school->open();
    (new ReflectionClass(HomeVisit::class))->setStaticPropertyValue('open', []);
    $child = pcntl_fork();
    if ($child === 0) {
        try {
            $school->open()->call(School::IT, 'system.status');
            posix_kill(posix_getpid(), SIGUSR1);  // ends it at once, without PHP's own tidying up
        } finally {
            posix_kill(posix_getpid(), SIGKILL);
        }
    }
    pcntl_waitpid($child, $status);
    same(SIGUSR1, pcntl_wtermsig($status));
    $school->open()->call(School::IT, 'system.status');
});

rule('a path that leads nowhere is said, with what to do', function () {
    $school = new School();
    $failure = refused('configuration_missing', fn() => HomeVisit::open($school->folder->path . '/no.json'));
    holds($school->folder->path . '/no.json', $failure->getMessage());
    holds('homevisit init', $failure->getMessage());
    file_put_contents($school->folder->path . '/list.json', '[1]');
    refused('configuration_no_json', fn() => HomeVisit::open($school->folder->path . '/list.json'));
    $school->configure(['journal' => 'gone.db']);
    (new ReflectionClass(HomeVisit::class))->setStaticPropertyValue('open', []);
    same('not_found', refused('not_opened', fn() => $school->open())->status);
});

rule('a slip in the configuration is a failure in words, whatever stands where a text belongs', function () {
    $school = new School();
    foreach ([['journal' => (object) ['file' => 'x']], ['roster' => ['a']], ['language' => (object) []], ['base' => (object) []],
        ['key' => ['file' => ['x']]], ['key' => 'journal.key'], ['key' => 7]] as $slip) {
        $school->configure($slip);
        (new ReflectionClass(HomeVisit::class))->setStaticPropertyValue('open', []);
        $failure = refused('not_opened', fn() => HomeVisit::open($school->file));
        same([true, 'invalid_argument'], [$failure->getMessage() !== '', $failure->status]);
    }
});

rule('a file whose path was typed in a browser names no code, lies outside the website, and is its owner\'s', function () {
    $school = new School();
    $typed = function (?string $site, ?string $file = null) use ($school): HomeVisit {
        (new ReflectionClass(HomeVisit::class))->setStaticPropertyValue('open', []);
        return HomeVisit::open($file ?? $school->file, built('HV_LIBRARY'), 'en', $site);
    };
    $site = $school->folder->path . '/site';
    mkdir($site);
    same('De Linde', $typed($site)->call(School::IT, 'system.status')['school']);

    symlink($school->file, "$site/link.json");
    $typed($site, "$site/link.json");  // it leads out of there
    copy($school->file, "$site/upload.json");
    symlink("$site/upload.json", $school->folder->path . '/in.json');
    foreach (["$site/upload.json", "$site/../site/upload.json", $school->folder->path . '/in.json'] as $inside) {
        holds("$site/upload.json", refused('file_not_trusted', fn() => $typed($site, $inside))->getMessage());
    }
    $_SERVER['DOCUMENT_ROOT'] = $school->folder->path;
    refused('file_not_trusted', fn() => $typed($site));
    $_SERVER['DOCUMENT_ROOT'] = '';

    foreach ([0664, 0646] as $mode) {
        chmod($school->file, $mode);
        holds('chmod go-w', refused('file_not_trusted', fn() => $typed($site))->getMessage());
    }
    chmod($school->file, 0640);
    $adapter = ['name' => 'local', 'path' => built('HV_LOCAL_ADAPTER'), 'config' => ['store' => $school->folder->path . '/s.db']];
    $school->configure(['adapter' => $adapter]);
    same('permission_denied', refused('file_not_trusted', fn() => $typed($site))->status);
    $typed(null);  // the machine's own settings name it: it is trusted
});

rule('a library that is not there, or is none, is said', function () {
    $class = new ReflectionClass(Library::class);
    $loaded = $class->getStaticPropertyValue('loaded');
    $class->setStaticPropertyValue('loaded', null);
    try {
        holds('/no/libhomevisit.so.1', refused('library_missing', fn() => Library::load('/no/libhomevisit.so.1'))
            ->getMessage());
        holds(__FILE__, refused('library_missing', fn() => Library::load(__FILE__))->getMessage());
    } finally {
        $class->setStaticPropertyValue('loaded', $loaded);
    }
});

rule('a journal on another user\'s account: which user, which file, and what to do', function () {
    $school = new School();
    chmod($school->folder->path, 0755);
    chmod($school->file, 0644);
    $root = posix_geteuid() === 0;
    if (!$root) {
        chmod($school->folder->path . '/journal.key', 0);
    }
    $script = <<<'P'
        require $argv[1] . '/packaging/php/HomeVisit.php';
        HomeVisit\Library::load($argv[2]);
        if (posix_geteuid() === 0) {
            posix_setuid(65534);
        }
        try {
            HomeVisit::open($argv[3], $argv[2], $argv[4]);
        } catch (HomeVisit\Failure $failure) {
            echo $failure->status, ' ', $failure->code, ' ', $failure->getMessage(), "\n";
        }
        P;
    foreach (['en' => 'may not read', 'nl' => ' niet lezen'] as $language => $words) {
        $out = shell_exec(implode(' ', [PHP_BINARY, '-d ffi.enable=true -r', ...array_map('escapeshellarg', [
            $script, '--', built('HV_SOURCE_DIR'), built('HV_LIBRARY'), $school->file, $language,
        ])]) . ' 2>&1');
        holds('permission_denied other_account ', $out);
        holds($words, $out);
        holds($school->folder->path . '/journal.key', $out);
        holds('"' . posix_getpwuid($root ? 65534 : posix_geteuid())['name'] . '"', $out);
        holds('chown -R', $out);
    }
});

rule('the file of the library is replaced: the running worker keeps its copy and says so', function () {
    $folder = new Folder();
    copy(built('HV_LIBRARY'), $folder->path . '/libhomevisit.so.0.1.0');
    symlink('libhomevisit.so.0.1.0', $folder->path . '/libhomevisit.so.1');
    $script = <<<'P'
        require $argv[1] . '/packaging/php/HomeVisit.php';
        use HomeVisit\Library;
        $path = $argv[2] . '/libhomevisit.so.1';
        Library::load($path);
        echo 'before=', Library::newerFile(), "\n";
        copy($path, $argv[2] . '/libhomevisit.so.0.2.0');
        unlink($path);
        symlink('libhomevisit.so.0.2.0', $path);
        echo 'after=', basename(Library::newerFile()), "\n";
        (new ReflectionClass(Library::class))->setStaticPropertyValue('loaded', null);  // the next request
        Library::load($path);
        echo 'next=', basename(Library::newerFile()), ' ', Library::version(), "\n";
        P;
    $out = shell_exec(PHP_BINARY . ' -d ffi.enable=true -r ' . escapeshellarg($script) . ' -- '
        . escapeshellarg(built('HV_SOURCE_DIR')) . ' ' . escapeshellarg($folder->path) . ' 2>&1');
    same("before=\nafter=libhomevisit.so.0.2.0\nnext=libhomevisit.so.0.2.0 0.1.0\n", $out);
});
