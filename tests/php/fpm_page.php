<?php
// A page of some system: what is open already, the panel, and who made it.
if (!class_exists('HomeVisit', false)) {
    require_once $_GET['source'] . '/packaging/php/HomeVisit.php';
}
$links = array_map(fn($name) => @readlink("/proc/self/fd/$name"), scandir('/proc/self/fd'));
$there = count(array_filter($links, fn($target) => $target && str_starts_with($target, dirname($_GET['file']) . '/journal.db')));
try {
    $visits = HomeVisit::open($_GET['file'], $_GET['library'], $_GET['language'] ?? 'en');
    $panel = $visits->render(['role' => 'mentor', 'staff' => '104'], 'student.panel', ['student' => '1']);
    $school = $visits->call(['role' => 'it'], 'system.status')['school'];
    echo json_encode(['worker' => getmypid(), 'there' => $there, 'school' => $school, 'panel' => $panel]);
} catch (HomeVisit\Failure $failure) {
    echo json_encode(['code' => $failure->code, 'message' => $failure->getMessage()]);
}
