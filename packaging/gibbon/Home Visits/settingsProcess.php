<?php
// Saves the module's settings.

// By the path that the browser asked for: this folder may be a link to another place.
require_once dirname($_SERVER['SCRIPT_FILENAME'], 3) . '/gibbon.php';
require_once __DIR__ . '/src/Host.php';

use HomeVisits\Gibbon\Host;

if (!Host::load()) {
    http_response_code(503);
    echo Host::missing($session);
    return;
}
$home_visits = new Host($session, $connection2, $guid);
if (
    !isActionAccessible($guid, $connection2, '/modules/Home Visits/settings.php') || !HomeVisit\Form::isFromOwnSite($_SERVER)
    || !hash_equals($home_visits->token(), (string) ($_POST['token'] ?? ''))
) {
    http_response_code(403);
    return;
}
// A browser sends no field that is disabled; what was not sent stays.
foreach (array_intersect_key($_POST, ['file' => 1, 'library' => 1]) as $name => $path) {
    $home_visits->set($name, is_string($path) ? trim($path) : '');
}
$home_visits->set('roles', json_encode((object) array_intersect((array) ($_POST['roles'] ?? []), Host::ROLES)));
header('Location: ../../index.php?q=/modules/Home%20Visits/settings.php&return=success0', true, 303);
