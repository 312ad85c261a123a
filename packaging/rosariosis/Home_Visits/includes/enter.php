<?php
// Into RosarioSIS from a script of this folder: its session, its user, its functions.

// As the browser asked for it: this folder may be a link to another place.
$home_visits_root = dirname($_SERVER['SCRIPT_FILENAME'], 3);
if (!is_file($home_visits_root . '/Warehouse.php')) {
    http_response_code(404);
    exit;
}
chdir($home_visits_root);
// RosarioSIS makes its cookie for the folder of the script that runs; a second cookie for this folder would hide
// the one that the person is signed in with.
$home_visits_path = rtrim(dirname($_SERVER['SCRIPT_NAME'], 3), '/');
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $home_visits_path . '/Home_Visits.php';
require_once 'Warehouse.php';
require_once __DIR__ . '/Host.php';

// A plugin that is switched off shows nothing, though its files are still there.
if (empty($RosarioPlugins['Home_Visits'])) {
    http_response_code(404);
    exit;
}
HomeVisits\Host::load();
