<?php
// Loaded by RosarioSIS at every request, while the plugin is active.

add_action('Students/Student.php|header', 'HomeVisitsHeader');

/** One line above the tabs: the last visit and the next contact. Our own tab says it itself. */
function HomeVisitsHeader()
{
    class_exists('HomeVisits\Host', false) || require_once __DIR__ . '/includes/Host.php';
    if (!UserStudentID() || ($_REQUEST['student_id'] ?? '') === 'new' || HomeVisits\Sis::isOnTab()) {
        return;
    }
    try {
        // Nobody asked for home visits here: one who may not see them has no line, and stands in no audit.
        if (!HomeVisits\Sis::maySee((string) UserStudentID())) {
            return;
        }
        $host = HomeVisits\Host::ofStudent((string) UserStudentID());
        $line = $host->visits->render($host->actor, 'student.line', ['student' => $host->student]);
    } catch (Throwable) {
        return;  // what is the matter is said on the tab
    }
    if ($line !== '') {
        DrawHeader('<a href="' . HomeVisits\Sis::text(HomeVisits\Sis::tabLink($host->student)) . '">'
            . $line . "</a>");
    }
}
