<?php
// What the panel adds to a page of a system in PHP: from nothing to the fragment's last byte.
$used = static function (): float {
    $so_far = getrusage();
    return ($so_far['ru_utime.tv_sec'] + $so_far['ru_stime.tv_sec']) * 1e3
        + ($so_far['ru_utime.tv_usec'] + $so_far['ru_stime.tv_usec']) / 1e3;
};
$used_before = $used();
$begin = hrtime(true);
if (!class_exists('HomeVisit', false)) {
    require_once $_GET['source'] . '/packaging/php/HomeVisit.php';
}
$visits = HomeVisit::open($_GET['file'], $_GET['library'], 'en');
$panel = $visits->render(['role' => 'mentor', 'staff' => '104'], 'student.panel', [
    'student' => '1', 'links' => 'plugins/Home_Visits/visits.php?at=',
]);
$end = hrtime(true);
echo json_encode([
    'ms' => ($end - $begin) / 1e6, 'processor' => $used() - $used_before, 'bytes' => strlen($panel),
]);
