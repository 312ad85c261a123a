<?php
// What `homevisit check` says, on the plugin's page. The system itself is not asked: it is waiting for this page.

namespace HomeVisits;

final class Check
{
    public static function page(Words $say): string
    {
        $line = fn(string $sign, string $text, string $advice = '') => '<li>' . $sign . ' ' . Sis::text($text)
            . ($advice === '' ? '' : '<br>' . Sis::text($advice)) . '</li>';
        if (!Host::load()) {
            return '<ul>' . $line('✗', $say('class_missing')) . '</ul>';
        }
        try {
            $visits = Host::ofIt();
            $restart = $visits->restartAdvice();
            $answer = $visits->call(['role' => 'it'], 'system.check');
        } catch (\HomeVisit\Failure $failure) {
            return '<ul>' . $line('✗', $failure->getMessage()) . '</ul>';
        }
        $lines = $restart === '' ? '' : $line('✗', $restart);
        foreach ($answer['checks'] as $check) {
            $lines .= $line(
                ['good' => '✓', 'note' => '·'][$check['level']] ?? '✗',
                $check['message'],
                $check['advice'] ?? ''
            );
        }
        $well = $answer['ok'] && $restart === '';
        return '<p><b>' . Sis::text($say($well ? 'check_good' : 'check_bad')) . '</b> homevisit '
            . Sis::text($visits->version()) . '</p><ul>' . $lines . '</ul>';
    }
}
