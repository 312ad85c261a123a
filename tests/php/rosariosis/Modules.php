<?php
// The page of a student, and that of a plugin's configuration, nested as RosarioSIS nests them: the tab stands
// in a table, in the page's own form.

require_once 'Warehouse.php';

header('Content-Type: text/html; charset=UTF-8');
echo '<!doctype html><html><head><title>RosarioSIS</title></head><body><div id="body">';
if ($_REQUEST['modname'] === 'School_Setup/Configuration.php') {
    if (User('PROFILE') === 'admin') {
        require 'plugins/' . $_REQUEST['plugin'] . '/config.inc.php';
    }
} else {
    if (ctype_digit($_REQUEST['student_id'] ?? '')) {
        $_SESSION['student_id'] = $_REQUEST['student_id'];  // whom it shows from here on
    }
    if ($_REQUEST['modfunc'] === 'update') {
        require 'plugins/Home_Visits/Student.inc.php';
    }
    $include = DBGetOne("SELECT INCLUDE FROM student_field_categories WHERE ID='" . (int) ($_REQUEST['category_id'] ?? 1) . "'");
    echo '<form name="student" method="POST" enctype="multipart/form-data" action="Modules.php?modfunc=update">';
    DrawHeader('A student', SubmitButton());
    do_action('Students/Student.php|header');
    PopTable('header', 'Tabs');
    if (UserStudentID() || ($_REQUEST['student_id'] ?? '') === 'new') {
        $include ? require "plugins/$include.inc.php" : print('General Info');
    }
    PopTable('footer');
    echo '</form>';
}
echo '</div><p id="end">the end</p></body></html>';
