<?php
// The pages of a student's home visits: forms, and what they do. Called by the browser itself; the session is Gibbon's.

use HomeVisit\Form;
use HomeVisit\Page;
use HomeVisit\Pages;
use HomeVisits\Gibbon\Host;

// By the path that the browser asked for: this folder may be a link to another place.
require_once dirname($_SERVER['SCRIPT_FILENAME'], 3) . '/gibbon.php';
require_once __DIR__ . '/src/Host.php';

if (!Host::load()) {
    http_response_code(503);
    echo Host::missing($session);
    return;
}
$host = new Host($session, $connection2, $guid);
$place = is_string($_GET['at'] ?? null) ? $_GET['at'] : '';
$links = 'visits.php?at=';
$is_post = ($_SERVER['REQUEST_METHOD'] ?? '') === 'POST';

try {
    $form = $is_post ? Form::read($_SERVER['CONTENT_TYPE'] ?? '', file_get_contents('php://input')) : null;
    if ($is_post && !Form::isFromOwnSite($_SERVER)) {
        $host->isSignedIn() && $host->visits()->noteRefusal($host->actor(), 'form', 'other_site');
        $page = Page::show(403, $form?->isOurs($_SERVER, $host->token())
            ? $form->kept($links . $place, $host->token(), $host->words, 'other_host')
            : Host::message($host->say('other_site')));
    } elseif ($is_post && $form === null) {
        $page = Page::show(400, Host::message($host->say('too_many_fields')));
    } elseif (!$host->isSignedIn()) {
        $page = Page::show(401, $is_post ? $form->kept($links . $place, '', $host->words) : Host::message($host->say('sign_in')));
    } else {
        $student = $place === '/assets/script.js' ? '' : $host->seen(Pages::studentOf($place));
        $pages = new Pages($host->visits(), $host->actor(), $student, $links, $host->token());
        $page = $is_post ? $pages->post($place, $form) : $pages->get($place);
    }
} catch (HomeVisit\Failure $failure) {
    $page = Page::show($failure->httpStatus(), Host::message($failure->getMessage()));
}

if ($page->place !== '') {
    $is_file = !str_contains(substr($page->place, strlen('/students/')), '/');
    header('Location: ' . ($is_file
        ? '../../' . $host->profileLink(Pages::studentOf($page->place), $page->saved, $page->hints)
        : $links . $page->address()), true, 303);
    return;
}
http_response_code($page->status);
array_map('header', $page->headers());
echo str_starts_with($page->type, 'text/html')
    ? $page->document($host->words->language, $host->say('home_visits'), $links . '/assets/script.js')
    : $page->text;
