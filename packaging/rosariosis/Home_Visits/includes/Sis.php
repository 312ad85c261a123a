<?php
// What RosarioSIS knows: who is signed in, what this person may see, and where our tab is.

namespace HomeVisits;

final class Sis
{
    public const TAB = 'Home_Visits/Student';

    public static function isSignedIn(): bool
    {
        return !empty($_SESSION['STAFF_ID']) && (bool) User('STAFF_ID');
    }

    /** What every form of this session carries. */
    public static function token(): string
    {
        // RosarioSIS's own token stands in its addresses too; this one never does.
        return $_SESSION['home_visits_token'] ??= bin2hex(random_bytes(24));
    }

    /**
     * May this person open this student's file? As RosarioSIS itself decides it: an administrator those of the
     * school and year that is chosen, a teacher those of the own course periods in that year whose latest school this
     * is; nobody else.
     */
    public static function maySee(string $student): bool
    {
        if (!preg_match('/^[1-9][0-9]{0,8}$/', $student) || !self::mayUseTab('CAN_USE')) {
            return false;
        }
        $enrolled = "SELECT 1 FROM student_enrollment e WHERE e.STUDENT_ID='" . (int) $student . "'
            AND e.SYEAR='" . (int) UserSyear() . "' AND e.SCHOOL_ID='" . (int) UserSchool() . "'";
        $latest = ' AND e.ID=(SELECT l.ID FROM student_enrollment l WHERE l.STUDENT_ID=e.STUDENT_ID
            AND l.SYEAR=e.SYEAR ORDER BY l.START_DATE DESC LIMIT 1)';
        $taught = " AND EXISTS(SELECT 1 FROM schedule s
            JOIN course_periods p ON p.COURSE_PERIOD_ID=s.COURSE_PERIOD_ID
            WHERE s.STUDENT_ID=e.STUDENT_ID AND s.SYEAR=e.SYEAR
            AND (p.TEACHER_ID='" . (int) User('STAFF_ID') . "' OR p.SECONDARY_TEACHER_ID='" . (int) User('STAFF_ID') . "'))";
        return match (User('PROFILE')) {
            'admin' => (bool) DBGetOne($enrolled),
            'teacher' => (bool) DBGetOne($enrolled . $latest . $taught),
            default => false,
        };
    }

    public static function mayRecord(): bool
    {
        return self::mayUseTab('CAN_EDIT');
    }

    /** The number of our tab; 0: there is none. */
    public static function tab(): int
    {
        static $tab = null;
        return $tab ??= (int) DBGetOne("SELECT ID FROM student_field_categories WHERE INCLUDE='" . self::TAB . "'");
    }

    public static function isOnTab(): bool
    {
        return self::tab() !== 0 && (int) ($_REQUEST['category_id'] ?? 0) === self::tab();
    }

    /** From RosarioSIS's own folder. */
    public static function tabLink(string $student): string
    {
        return 'Modules.php?modname=Students/Student.php&category_id=' . self::tab()
            . '&student_id=' . rawurlencode($student);
    }

    /**
     * The person by the id of their first school year: RosarioSIS gives each of its users a new row, and a new
     * number, every year. As the adapter: years in which they were no staff are not followed.
     */
    public static function staff(): string
    {
        $now = (int) User('STAFF_ID');
        return $_SESSION['home_visits_staff'][$now] ??= (string) DBGetOne("WITH RECURSIVE chain AS (
            SELECT STAFF_ID,ROLLOVER_ID,0 AS DEPTH FROM staff WHERE STAFF_ID='" . $now . "'
            UNION ALL SELECT s.STAFF_ID,s.ROLLOVER_ID,c.DEPTH+1 FROM staff s
            JOIN chain c ON s.STAFF_ID=c.ROLLOVER_ID WHERE c.DEPTH<100
            AND s.PROFILE IN('admin','teacher'))
            SELECT STAFF_ID FROM chain ORDER BY DEPTH DESC LIMIT 1");
    }

    /** For HTML, and for attributes in double quotes. */
    public static function text(string $plain): string
    {
        return htmlspecialchars($plain, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
    }

    /** By the profile, or by the person where RosarioSIS keeps permissions of their own. */
    private static function mayUseTab(string $right): bool
    {
        if (self::tab() === 0 || !self::isSignedIn()) {
            return false;
        }
        $of = User('PROFILE_ID')
            ? "profile_exceptions WHERE PROFILE_ID='" . (int) User('PROFILE_ID') . "'"
            : "staff_exceptions WHERE USER_ID='" . (int) User('STAFF_ID') . "'";
        return (bool) DBGetOne('SELECT 1 FROM ' . $of . ' AND ' . $right . "='Y'
            AND MODNAME='Students/Student.php&category_id=" . self::tab() . "'");
    }
}
