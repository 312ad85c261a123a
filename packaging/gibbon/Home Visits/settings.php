<?php
// The module's settings, within Gibbon's page; settingsProcess.php saves them.

require_once __DIR__ . '/src/Host.php';

use HomeVisits\Gibbon\Host;

if (!isActionAccessible($guid, $connection2, '/modules/Home Visits/settings.php')) {
    $page->addError(__('You do not have access to this action.'));
    return;
}
$page->breadcrumbs->add(__('Home Visits Settings'));

if (!Host::load()) {
    echo Host::missing($session);
    return;
}
$home_visits = new Host($session, $connection2, $guid);
$text = [Host::class, 'text'];
echo '<form method="post" action="modules/Home%20Visits/settingsProcess.php">'
    . '<input type="hidden" name="token" value="' . $home_visits->token() . '">';
// Gibbon takes a form for a script of this name with tokens of its own alone.
$tokens = $container->get(Gibbon\Session\TokenHandler::class);
foreach (['csrftoken' => $tokens->getCSRF(), 'nonce' => $tokens->getNonce()] as $name => $token) {
    echo '<input type="hidden" name="' . $name . '" value="' . $text($token) . '">';
}
foreach (['file', 'library'] as $setting) {
    echo '<p><label>' . $text($home_visits->say("path_of_$setting")) . '<br><input type="text" size="60" maxlength="1000" name="'
        . $setting . '" value="' . $text($home_visits->setting($setting)) . '"' . (Host::isFixed($setting) ? ' disabled' : '') . '></label>'
        . (Host::isFixed($setting) ? '<br>' . $text($home_visits->say('fixed', ['constant' => 'HOME_VISITS_' . strtoupper($setting),
            'file' => 'config.php'])) : '') . '</p>';
}
foreach ($connection2->query("SELECT gibbonRoleID,name FROM gibbonRole WHERE category='Staff' ORDER BY name")->fetchAll() as $role) {
    echo '<p><label>' . $text($role['name']) . '<br><select name="roles[' . (int) $role['gibbonRoleID'] . ']">';
    foreach (Host::ROLES as $choice) {
        echo '<option value="' . $choice . '"' . ($choice === $home_visits->roleOf($role['gibbonRoleID']) ? ' selected' : '') . '>'
            . $text($home_visits->say("role_$choice")) . '</option>';
    }
    echo '</select></label></p>';
}
echo '<p><button type="submit">' . $text($home_visits->say('save_and_check')) . '</button></p></form>';

try {
    foreach ($home_visits->visits()->call(['role' => 'it'], 'system.check')['checks'] as $check) {
        echo '<p>' . ($check['level'] === 'problem' ? '✗ ' : '✓ ') . $text($check['message']) . ' ' . $text($check['advice'] ?? '') . '</p>';
    }
    echo '<p>' . $text($home_visits->visits()->restartAdvice()) . '</p>';
} catch (HomeVisit\Failure $failure) {
    echo '<p>' . $text($failure->getMessage()) . '</p>';
}
