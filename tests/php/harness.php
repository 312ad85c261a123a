<?php
// What every test here needs: rules by name, and a school in a folder that goes away.

error_reporting(E_ALL);
ini_set('display_errors', 'stderr');
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    if (error_reporting() & $level) {
        throw new ErrorException($message, 0, $level, $file, $line);
    }
    return false;
});

final class Broken extends Exception
{
}

/** Runs one rule. The process ends with 1 when any was broken. */
function rule(string $name, callable $holds): void
{
    static $broken = false;
    static $asked = null;
    if ($asked === null) {
        $asked = getenv('HV_RULE') ?: '';
        register_shutdown_function(static function () use (&$broken): void {
            exit($broken ? 1 : 0);
        });
    }
    if ($asked !== '' && !str_contains($name, $asked)) {
        return;
    }
    try {
        $holds();
        echo "ok      $name\n";
    } catch (Throwable $e) {
        $broken = true;
        echo "BROKEN  $name\n        ", get_class($e), ': ', $e->getMessage(), "\n        ",
            str_replace("\n", "\n        ", $e->getTraceAsString()), "\n";
    }
}

function same(mixed $expected, mixed $actual): void
{
    if ($expected !== $actual) {
        throw new Broken('expected ' . var_export($expected, true) . "\ngot      " . var_export($actual, true));
    }
}

function holds(string $needle, string $text): void
{
    if (!str_contains($text, $needle)) {
        throw new Broken("\"$needle\" is not in: " . substr($text, 0, 2000));
    }
}

function lacks(string $needle, string $text): void
{
    if (str_contains($text, $needle)) {
        $at = strpos($text, $needle);
        throw new Broken("\"$needle\" is in: " . substr($text, max(0, $at - 100), 300));
    }
}

/** Expects a Failure, and gives it. */
function refused(string $code, callable $call): HomeVisit\Failure
{
    try {
        $call();
    } catch (HomeVisit\Failure $failure) {
        same($code, $failure->code);
        return $failure;
    }
    throw new Broken("nothing was refused; expected $code");
}

/** The HTML parsed as a browser does; a mistake in nesting is an error. */
function page(string $html): DOMXPath
{
    $document = new DOMDocument();
    libxml_use_internal_errors(true);
    libxml_clear_errors();
    $document->loadHTML('<?xml encoding="utf-8"?>' . $html);
    foreach (libxml_get_errors() as $error) {
        // libxml knows the elements of HTML 4 alone.
        if ($error->level >= LIBXML_ERR_ERROR && !preg_match('/Tag \w+ invalid/', $error->message)) {
            throw new Broken(trim($error->message) . ' in line ' . $error->line);
        }
    }
    return new DOMXPath($document);
}

/** Nothing that a browser would run, or load: what people typed is text. */
function expect_harmless(string $html): void
{
    $page = page($html);
    foreach ($page->query('//*[@onerror or @onload or @onclick or @onmouseover] | //img | //iframe | //object') as $bad) {
        throw new Broken('an element from somebody\'s text: ' . $bad->ownerDocument->saveHTML($bad));
    }
    foreach ($page->query('//script[not(@src)]') as $bad) {
        throw new Broken('a script from somebody\'s text: ' . $bad->textContent);
    }
    foreach ($page->query('//@href | //@src | //@action') as $link) {
        if (preg_match('/^\s*(javascript|data|vbscript):/i', $link->value)) {
            throw new Broken('a link that runs: ' . $link->value);
        }
    }
}

const SCRIPT = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>';
const ARABIC = 'مُحَمَّد الأَحْمَد';

/** A folder of this test alone; in memory, where there is such a place. */
final class Folder
{
    public readonly string $path;

    public function __construct(?string $in = null)
    {
        $in ??= is_writable('/dev/shm') ? '/dev/shm' : sys_get_temp_dir();
        $this->path = $in . '/hv-php-' . bin2hex(random_bytes(6));
        mkdir($this->path, 0700);
    }

    public function __destruct()
    {
        self::remove($this->path);
    }

    public static function remove(string $path): void
    {
        if (is_dir($path) && !is_link($path)) {
            foreach (scandir($path) as $name) {
                if ($name !== '.' && $name !== '..') {
                    self::remove("$path/$name");
                }
            }
            rmdir($path);
        } elseif (file_exists($path) || is_link($path)) {
            unlink($path);
        }
    }
}

/** What the tests were built with; given by CTest. */
function built(string $what): string
{
    $value = getenv($what);
    if ($value === false || $value === '') {
        fwrite(STDERR, "$what is not set: run this by ctest -L php\n");
        exit(2);
    }
    return $value;
}
