<?php
// For php.ini: opcache.preload = /usr/share/homevisit/php/preload.php
//
// PHP's default, ffi.enable = preload, lets only preloaded code load a library. This makes the classes here
// preloaded code; it loads nothing itself, since PHP-FPM's workers are made from this process later on.
require_once __DIR__ . '/HomeVisit.php';
