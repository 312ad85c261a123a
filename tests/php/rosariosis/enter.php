<?php
// For the tests: signs somebody in, as the login page does. Answers with what the session is known by.
require_once 'Warehouse.php';
$_SESSION = ['STAFF_ID' => $_GET['user'], 'UserSyear' => 2026, 'UserSchool' => 1, 'locale' => $_GET['locale'] ?? 'en_US.utf8'];
if (!empty($_GET['student'])) {
    $_SESSION['student_id'] = $_GET['student'];
}
echo session_id();
