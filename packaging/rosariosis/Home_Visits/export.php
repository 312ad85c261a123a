<?php
// The entries as a file, for the administrator who is about to delete the plugin.

use HomeVisit\Form;
use HomeVisits\Entries;
use HomeVisits\Sis;

require __DIR__ . '/includes/enter.php';
require_once __DIR__ . '/includes/Entries.php';

$form = Form::read($_SERVER['CONTENT_TYPE'] ?? '', file_get_contents('php://input'));
if (
    !Sis::isSignedIn() || User('PROFILE') !== 'admin' || !AllowEdit('School_Setup/Configuration.php')
    || $form === null || !Form::isFromOwnSite($_SERVER) || !hash_equals(Sis::token(), $form->token)
    || Entries::count() === null
) {
    http_response_code(403);
    return;
}
header('Content-Type: application/json; charset=utf-8');
header('Content-Disposition: attachment; filename="homevisit_entries.json"');
header('Cache-Control: no-store');
Entries::export();
