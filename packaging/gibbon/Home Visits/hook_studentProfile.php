<?php
// Our part of a student's profile. Gibbon includes it with $gibbonPersonID, $session, $connection2 and $guid.

require_once __DIR__ . '/src/Host.php';

if (!HomeVisits\Gibbon\Host::load()) {
    echo HomeVisits\Gibbon\Host::missing($session);
    return;
}
$home_visits = new HomeVisits\Gibbon\Host($session, $connection2, $guid);
$home_visits_said = fn(string $name) => is_string($_GET[$name] ?? null) ? $_GET[$name] : '';
echo '<div id="', $home_visits::ANCHOR, '"></div>', $home_visits->panel(
    (string) $gibbonPersonID,
    $home_visits_said('home_visits_saved'),
    $home_visits_said('home_visits_hints')
);
unset($home_visits, $home_visits_said);
