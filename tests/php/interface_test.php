<?php
// The cdef of packaging/php is homevisit.h, as the compiler understands it.

require_once __DIR__ . '/harness.php';
require_once built('HV_SOURCE_DIR') . '/packaging/php/HomeVisit.php';

/** "hv_close" => "void(hv_ctx*)", of every function that a text of C declares. */
function declared(string $c): array
{
    $c = preg_replace(['#/\*.*?\*/#s', '/^\s*#.*$/m', '/\s+/'], ['', '', ' '], $c);
    preg_match_all('/(?:^|[;}{]) ?(?:HV_EXPORT )?((?:const )?\w+ ?\*?) ?(hv_\w+) ?\(([^()]*)\) ?(?=;)/', $c, $found, PREG_SET_ORDER);
    $functions = [];
    foreach ($found as [, $returns, $name, $parameters]) {
        $types = array_map(
            fn(string $one) => str_replace(' ', '', preg_replace('/(.*[ *])\w+$/', '$1', trim($one)) ?: trim($one)),
            $parameters === 'void' ? [] : explode(',', $parameters)
        );
        $functions[$name] = str_replace([' ', 'hv_status'], ['', 'int'], $returns . '(' . implode(',', $types) . ')');
    }
    ksort($functions);
    return $functions;
}

rule('every function of homevisit.h is there, with the same parameters', function () {
    $header = file_get_contents(built('HV_SOURCE_DIR') . '/plugin/include/homevisit/homevisit.h');
    $functions = declared($header);
    same(substr_count($header, 'HV_EXPORT '), count($functions));
    same($functions, declared(HomeVisit\Library::INTERFACE));
});

rule('every struct has the size and the offsets that the compiler gives it', function () {
    $ffi = FFI::cdef(HomeVisit\Library::INTERFACE, built('HV_LIBRARY'));
    $lines = explode("\n", trim(shell_exec(escapeshellarg(built('HV_LAYOUT')))));
    same(16, count($lines));
    foreach ($lines as $line) {
        [$place, $expected] = explode(' ', $line);
        [$type, $field] = explode('.', $place) + [1 => ''];
        $type = $type === 'hv_status' ? 'int' : $type;
        $object = $ffi->new($type);
        if ($field === '') {
            same((int) $expected, FFI::sizeof($object));
            continue;
        }
        $begin = $ffi->cast('char*', FFI::addr($object));
        $at = $ffi->cast('char*', FFI::addr($object->$field));
        same("$place $expected", $place . ' ' . ($at - $begin));
    }
});

rule('no struct has a field that the compiler was not asked about', function () {
    preg_match_all('/typedef struct hv_\w+ \{([^}]*)\}/', HomeVisit\Library::INTERFACE, $structs);
    $fields = array_sum(array_map(fn(string $body) => substr_count($body, ';'), $structs[1]));
    same($fields, substr_count(file_get_contents(__DIR__ . '/layout.c'), 'FIELD(hv_'));
    foreach (['types.h', 'homevisit.h'] as $name) {
        $header = preg_replace('#/\*.*?\*/#s', '', file_get_contents(
            built('HV_SOURCE_DIR') . "/plugin/include/homevisit/$name"
        ));
        foreach (['hv_error', 'hv_call_options'] as $struct) {
            if (preg_match("/typedef struct $struct \{([^}]*)\}/", $header, $body)) {
                preg_match("/typedef struct $struct \{([^}]*)\}/", HomeVisit\Library::INTERFACE, $ours);
                same(substr_count($body[1], ';'), substr_count($ours[1], ';'));
            }
        }
    }
});
