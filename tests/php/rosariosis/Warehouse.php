<?php
// Stands in for RosarioSIS 12: what the add-on meets there, made from its description (adapters.md of the
// design, and what a running one does). Its database is an SQLite file.

require_once 'config.inc.php';

$RosarioActions = [];
$note = $error = [];

$Database = new SQLite3('sis.db');
$Database->busyTimeout(2000);
$Database->enableExceptions(true);
$Database->createFunction('CONCAT', fn(...$parts) => implode('', $parts));
$Database->exec("ATTACH 'information_schema.db' AS information_schema");

// As RosarioSIS: the cookie belongs to the folder of the script, and goes nowhere else.
session_name('RosarioSIS');
session_set_cookie_params(['path' => rtrim(dirname($_SERVER['SCRIPT_NAME']), '/') . '/', 'samesite' => 'Strict']);
session_start();

// Everything that comes in is escaped for SQL, and tags are taken out of it.
array_walk_recursive($_REQUEST, function (&$value) {
    $value = strip_tags(DBEscapeString($value));
});
$_REQUEST['modfunc'] ??= false;

$RosarioPlugins = ['Home_Visits' => (bool) DBGetOne("SELECT 1 FROM active")];
if ($RosarioPlugins['Home_Visits']) {
    require_once 'plugins/Home_Visits/functions.php';
}

function DBQuery($sql)
{
    global $Database;
    // An empty text is NULL there.
    $sql = preg_replace("/([,(=])\s*''(?!')/", '$1NULL', $sql);
    return preg_match('/^\s*(SELECT|WITH)/i', $sql) ? $Database->query($sql) : $Database->exec($sql);
}

/** Rows from 1, with the names of columns in capitals. */
function DBGet($sql)
{
    $rows = [];
    $result = DBQuery($sql);
    while ($row = $result->fetchArray(SQLITE3_ASSOC)) {
        $rows[count($rows) + 1] = array_change_key_case($row, CASE_UPPER);
    }
    return $rows;
}

function DBGetOne($sql)
{
    $row = DBQuery($sql)->fetchArray(SQLITE3_NUM);
    return $row ? $row[0] : false;
}

function DBEscapeString($text)
{
    return SQLite3::escapeString((string) $text);
}

function User($item)
{
    static $user = null;
    if (empty($_SESSION['STAFF_ID'])) {
        return false;
    }
    $user ??= DBGet("SELECT * FROM staff WHERE STAFF_ID='" . (int) $_SESSION['STAFF_ID'] . "'")[1];
    return $user[$item] ?? null;
}

function UserStudentID()
{
    return $_SESSION['student_id'] ?? null;
}

function UserSyear()
{
    return $_SESSION['UserSyear'] ?? null;
}

function UserSchool()
{
    return $_SESSION['UserSchool'] ?? null;
}

function AllowEdit($modname = false)
{
    return User('PROFILE') === 'admin';
}

function ParseMLField($field)
{
    [$default, $other] = explode('|', $field, 2) + [1 => ''];
    [$locale, $text] = explode(':', $other, 2) + [1 => ''];
    return $locale !== '' && $locale === $_SESSION['locale'] ? $text : $default;
}

function add_action($tag, $function, $arguments = 1)
{
    $GLOBALS['RosarioActions'][$tag][] = $function;
}

function do_action($tag)
{
    foreach ($GLOBALS['RosarioActions'][$tag] ?? [] as $function) {
        $function($tag);
    }
}

function DrawHeader($left, $right = '')
{
    echo '<table class="header"><tr class="st"><td class="header2">' . $left . '</td><td>' . $right . '</td></tr></table>';
}

function PopTable($part, $title = '')
{
    echo $part === 'header' ? '<table class="postbox"><tr><td><h3>' . $title . '</h3><div class="popTable">' : '</div></td></tr></table>';
}

function SubmitButton()
{
    return '<input type="submit" value="Save">';
}

function ErrorMessage($messages, $kind = 'error')
{
    return $messages ? '<div class="' . $kind . '"><p>' . implode('</p><p>', $messages) . '</p></div>' : '';
}
