<?php
// The plugin's page under School > Configuration > Plugins.

use HomeVisits\Entries;
use HomeVisits\Host;
use HomeVisits\Settings;
use HomeVisits\Sis;
use HomeVisits\Words;

class_exists('HomeVisits\Host', false) || require_once __DIR__ . '/includes/Host.php';
require_once __DIR__ . '/includes/Entries.php';

if ($_REQUEST['modname'] !== 'School_Setup/Configuration.php' || empty($RosarioPlugins['Home_Visits'])) {
    exit;
}

Host::load();
$say = new Words();
$text = [Sis::class, 'text'];
$address = 'Modules.php?modname=School_Setup/Configuration.php&tab=plugins&modfunc=config&plugin=Home_Visits';
// RosarioSIS escapes and strips what is in $_REQUEST; what was typed is in $_POST.
$posted = AllowEdit() && hash_equals(Sis::token(), (string) ($_POST['home_visits_token'] ?? ''));

if ($posted && isset($_POST['save'])) {
    // A browser sends no field that is disabled; what was not sent stays.
    Settings::save(array_intersect_key($_POST, ['file' => 1, 'library' => 1]), (array) ($_POST['roles'] ?? []));
    $note[] = $text($say('saved'));
}
if ($posted && isset($_POST['remove'])) {
    if (Entries::count() !== null && Entries::remove()) {
        $note[] = $text($say('removed'));
    } else {
        $error[] = $text($say('export_first'));
    }
}

echo ErrorMessage($note, 'note');
echo ErrorMessage($error, 'error');

$hidden = '<input type="hidden" name="home_visits_token" value="' . Sis::token() . '">';
$field = fn(string $name, string $value) => '<p><label>' . $text($say->own('path_of_' . $name)) . '<br><input type="text" name="' . $name
    . '" value="' . $text($value) . '" size="60" maxlength="1000"' . (Settings::isFixed($name) ? ' disabled' : '') . '></label>'
    . (Settings::isFixed($name) ? '<br>' . $text($say->own('fixed', ['constant' => 'HOME_VISITS_' . strtoupper($name),
        'file' => 'config.inc.php'])) : '') . '</p>';

PopTable('header', $say->own('home_visits'));
echo '<form action="' . $text($address) . '" method="POST">' . $hidden
    . '<input type="hidden" name="save" value="Y">';
echo $field('file', Settings::path('file')), $field('library', Settings::path('library'));
foreach (Settings::profiles() as $profile) {
    $chosen = Settings::role($profile['profile'], $profile['id']);
    echo '<p><label>', $text($say('role_of', ['profile' => $profile['title']])), '<br><select name="roles[', $profile['id'], ']">';
    foreach (Settings::ROLES as $role) {
        echo '<option value="', $role, '"', $role === $chosen ? ' selected' : '', '>', $text($say->own('role_' . $role)), '</option>';
    }
    echo '</select></label></p>';
}
echo '<div class="center">' . SubmitButton() . '</div></form>';

if (Settings::file() !== '') {
    echo '<hr><form action="' . $text($address) . '" method="POST">' . $hidden
        . '<input type="hidden" name="check" value="Y"><input type="submit" value="' . $text($say('check')) . '"></form>';
}
if ($posted && isset($_POST['check'])) {
    echo HomeVisits\Check::page($say);
}

$entries = Entries::count();
echo '<hr>';
if ($entries === null) {
    echo '<p>' . $text($say('no_table')) . '</p>';
} else {
    echo '<p>' . $text($say('entries', ['count' => $entries])) . '</p>'
        // RosarioSIS fetches what a form without a target answers; this is a file to keep.
        . '<form action="plugins/Home_Visits/export.php" method="POST" target="_top">'
        . '<input type="hidden" name="csrf" value="' . Sis::token() . '">'
        . '<input type="submit" value="' . $text($say('export')) . '"></form>'
        . '<form action="' . $text($address) . '" method="POST">' . $hidden . '<input type="hidden" name="remove" value="Y">'
        . '<input type="submit" value="' . $text($say('remove')) . '"></form>';
}
PopTable('footer');
