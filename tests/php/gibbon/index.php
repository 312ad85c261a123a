<?php
// A page of Gibbon: a student's profile with a hook in it, or a page of a module.
require_once __DIR__ . '/gibbon.php';
if (isset($_GET['enter'])) {
    $_SESSION = ['i18n' => ['code' => $_GET['locale'] ?? 'en_GB'], 'gibbonSchoolYearID' => '028',
        'absolutePath' => __DIR__] + json_decode($_GET['enter'], true);
    exit(session_id());
}
echo '<!doctype html><html><head><title>Gibbon</title></head><body>';
if ($_GET['q'] === '/modules/Students/student_view_details.php') {
    $gibbonPersonID = $_GET['gibbonPersonID'];
    include __DIR__ . '/modules/Home Visits/hook_studentProfile.php';
} else {
    include __DIR__ . $_GET['q'];
}
echo '<p id="end">the end</p></body></html>';
