<?php
// The tab "Home visits" in a student's file. It stands inside the page's own form, so there is no form in it:
// what is filled in has a page of its own (visits.php).

// RosarioSIS keeps the tab of a plugin that is switched off; it shows nothing then.
if (empty($GLOBALS['RosarioPlugins']['Home_Visits'])) {
    return;
}
// After the folder was replaced PHP may know this file by two paths for a while.
class_exists('HomeVisits\Host', false) || require_once __DIR__ . '/includes/Host.php';

// RosarioSIS includes a tab once more to save it; there is nothing to save here.
if (($_REQUEST['modfunc'] ?? '') !== 'update' && UserStudentID()) {
    $home_visits_said = fn(string $name) => is_string($_REQUEST[$name] ?? null) ? $_REQUEST[$name] : '';
    echo HomeVisits\Host::tab(
        (string) UserStudentID(),
        $home_visits_said('home_visits_saved'),
        $home_visits_said('home_visits_hints')
    );
    unset($home_visits_said);
}
