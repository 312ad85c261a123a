<?php
// Our part of a student's profile. Gibbon includes it with $gibbonPersonID, $session, $connection2 and $guid.

require_once __DIR__ . '/src/Host.php';

if (!HomeVisits\Gibbon\Host::load()) {
    echo HomeVisits\Gibbon\Host::missing($session);
    return;
}
$home_visits = new HomeVisits\Gibbon\Host($session, $connection2, $guid);
echo $home_visits->panel((string) $gibbonPersonID, (string) ($_GET['home_visits_saved'] ?? ''));
unset($home_visits);
