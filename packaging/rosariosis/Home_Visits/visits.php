<?php
// The pages of a student's home visits: forms, and what they do. Called by the browser itself; the session, and
// with it the person, is RosarioSIS's own.

use HomeVisit\Form;
use HomeVisit\Page;
use HomeVisit\Pages;
use HomeVisits\Host;
use HomeVisits\Sis;
use HomeVisits\Words;

require __DIR__ . '/includes/enter.php';

$place = is_string($_GET['at'] ?? null) ? $_GET['at'] : '';
$links = 'visits.php?at=';
$is_post = ($_SERVER['REQUEST_METHOD'] ?? '') === 'POST';
$say = new Words();

try {
    $form = $is_post ? Form::read($_SERVER['CONTENT_TYPE'] ?? '', file_get_contents('php://input')) : null;
    if ($is_post && !Form::isFromOwnSite($_SERVER)) {
        Sis::isSignedIn() && Host::noteForeignForm();
        $page = Page::show(403, $form?->isOurs($_SERVER, Sis::token())
            ? $form->kept($links . $place, Sis::token(), $say->own, 'other_host')
            : Host::message($say->own('other_site')));
    } elseif ($is_post && $form === null) {
        $page = Page::show(400, Host::message($say->own('too_many_fields')));
    } elseif (!Sis::isSignedIn()) {
        $page = Page::show(401, $is_post ? $form->kept($links . $place, '', $say->own) : Host::message($say->own('sign_in')));
    } else {
        $host = $place === '/assets/script.js' ? Host::ofNobody() : Host::ofStudent(Pages::studentOf($place));
        $pages = new Pages($host->visits, $host->actor, $host->student, $links, Sis::token());
        if ($is_post) {
            $page = Sis::mayRecord() ? $pages->post($place, $form) : Page::show(403, Host::message($say->own('reads_only')));
        } else {
            $page = $pages->get($place);
        }
    }
} catch (HomeVisit\Failure $failure) {
    $page = Page::show($failure->httpStatus(), Host::message($failure->getMessage()));
}

if ($page->place !== '') {
    // The student's own page is RosarioSIS's.
    $is_file = !str_contains(ltrim(substr($page->place, strlen('/students/')), '/'), '/');
    $location = $is_file
        ? '../../' . Sis::tabLink(Pages::studentOf($page->place)) . ($page->saved ? '&home_visits_saved=' . $page->saved : '')
            . ($page->hints ? '&home_visits_hints=' . $page->hints : '')
        : $links . $page->address();
    header('Location: ' . $location, true, 303);
    return;
}
http_response_code($page->status);
array_map('header', $page->headers());
echo str_starts_with($page->type, 'text/html')
    ? $page->document($say->language, $say->own('home_visits'), $links . '/assets/script.js')
    : $page->text;
