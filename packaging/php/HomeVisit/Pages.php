<?php
// The pages around one student: what is at a place, and what a form that was posted there does. The same places
// as `homevisit serve` has, so that the links in the library's views lead somewhere in any host.

namespace HomeVisit;

final class Pages
{
    /** What is shown: the view, and the names of what the braces stand for; a query may add those that are named
     * last. */
    private const VIEWS = [
        '/students/{}/visits/new' => ['visit.form', ['student'], ['visit', 'nobody_met']],
        '/students/{}/visits/plan' => ['visit.plan.form', ['student'], ['visit']],
        '/students/{}/visits/{}' => ['visit.page', ['student', 'visit'], []],
        '/students/{}/visits/{}/before' => ['visit.before', ['student', 'visit'], []],
        '/students/{}/visits/{}/edit' => ['visit.form', ['student', 'visit'], []],
        '/students/{}/visits/{}/copy' => ['visit.copy', ['student', 'visit'], []],
        '/students/{}/visits/{}/copy/{}/{}' => ['visit.copy', ['student', 'visit', 'guardian', 'language'], []],
        '/students/{}/progress' => ['student.progress', ['student'], []],
        '/students/{}/answers/new' => ['answer.form', ['student'], ['guardian', 'by_student']],
        '/students/{}/answers/own-words' => ['answer.own_words', ['student'], ['guardian', 'by_student']],
        '/students/{}/attempts/new' => ['attempt.form', ['student'], []],
        '/students/{}/attempts/{}' => ['attempt.page', ['student', 'attempt'], []],
        '/students/{}/referrals/new' => ['referral.form', ['student'], ['visit']],
        '/students/{}/consent' => ['student.consent', ['student'], []],
        '/students/{}/access-log' => ['student.access_log', ['student'], []],
        '/students/{}/notices/new' => ['notice.give.form', ['student'], ['guardian', 'by_student']],
        '/students/{}/invitations/new' => ['invitation.form', ['student'], ['guardian', 'by_student']],
        '/students/{}/invitations/letter' => ['invitation.letter', ['student'], ['guardian', 'language']],
        '/students/{}/invitations/letter/{}' => ['invitation.letter', ['student', 'language'], ['guardian']],
        '/students/{}/permissions/new' => ['permission.form', ['student'], ['guardian', 'by_student']],
        '/students/{}/questions/new' => ['question.form', ['student'], ['guardian', 'by_student']],
        '/students/{}/receipts/{}' => ['answer.receipt', ['student', 'id'], ['language']],
        '/students/{}/guardians/{}/wishes' => ['guardian.wishes', ['student', 'guardian'], ['other']],
        '/students/{}/next-contact' => ['contact.form', ['student'], []],
        '/students/{}/guardians/{}' => ['guardian.form', ['student', 'guardian'], []],
    ];

    /** What is done: the operation, the pointers of what the braces stand for, the view that shows the form
     * again ("" where it stands on the panel), what was saved, the draft that it may keep, and where to go
     * below the student's file (its braces are the same). */
    private const OPERATIONS = [
        '/students/{}/visits' => ['visit.record', ['/student'], 'visit.form', 'visit', 'visit'],
        '/students/{}/visits/plan' => ['visit.plan', ['/student'], 'visit.plan.form', 'plan', ''],
        '/students/{}/visits/{}' => ['visit.revise', ['/student', '/visit'], 'visit.form', 'visit', ''],
        '/students/{}/visits/{}/sign-off' => ['visit.sign_off', ['/student', '/visit'], 'visit.page', 'sign_off', ''],
        '/students/{}/visits/{}/amend' => ['visit.amend', ['/student', '/visit'], 'visit.page', 'amend', ''],
        '/students/{}/visits/{}/void' => ['visit.void', ['/student', '/visit'], 'visit.page', 'void', ''],
        '/students/{}/visits/{}/change' => ['visit.change', ['/student', '/visit'], 'visit.page', 'change', ''],
        '/students/{}/visits/{}/ready' =>
            ['visit.ready', ['/student', '/visit'], 'visit.before', 'here', '', '/visits/{}/before'],
        '/students/{}/visits/{}/check-in' =>
            ['visit.check_in', ['/student', '/visit'], 'visit.before', 'here', '', '/visits/{}/before'],
        '/students/{}/visits/{}/check-out' =>
            ['visit.check_out', ['/student', '/visit'], 'visit.before', 'here', '', '/visits/{}/before'],
        '/students/{}/referrals' => ['referral.make', ['/student'], 'referral.form', 'referral', ''],
        '/students/{}/attempts' => ['attempt.record', ['/student'], 'attempt.form', 'attempt', ''],
        '/students/{}/attempts/{}/void' =>
            ['attempt.void', ['/student', '/attempt'], 'attempt.page', 'attempt_void', '', '/attempts/new'],
        '/students/{}/stand-ins' => ['stand_in.agree', ['/student'], 'attempt.form', 'here', '', '/attempts/new'],
        '/students/{}/stand-ins/{}/end' =>
            ['stand_in.end', ['/student', '/stand_in'], '', 'ended', '', '/attempts/new'],
        '/students/{}/fixed-times/{}/end' => ['contact.recur_end', ['/student', '/contact'], '', 'ended', ''],
        '/students/{}/buddies/{}/end' => ['buddy.end', ['/student', '/buddy'], '', 'ended', ''],
        '/students/{}/answers' => ['answer.record', ['/student'], 'answer.form', 'answer', 'answer'],
        '/students/{}/answers/{}/void' =>
            ['answer.void', ['/student', '/answer'], 'answer.receipt', 'answer_void', '', '/consent'],
        '/students/{}/notices' => ['notice.give', ['/student'], 'notice.give.form', 'notice_given', '', '/consent'],
        '/students/{}/invitations' =>
            ['invitation.send', ['/student'], 'invitation.form', 'invitation', '', '/consent'],
        '/students/{}/permissions' =>
            ['permission.record', ['/student'], 'permission.form', 'permission', '', '/consent'],
        '/students/{}/permissions/{}/withdraw' =>
            ['permission.withdraw', ['/student', '/permission'], 'answer.receipt', 'withdrawn', '', '/consent'],
        '/students/{}/questions' => ['question.raise', ['/student'], 'question.form', 'question', '', '/consent'],
        '/students/{}/questions/{}/answer' =>
            ['question.answer', ['/student', '/question'], 'student.consent', 'question', '', '/consent'],
        '/students/{}/agreements/{}' => ['agreement.change', ['/student', '/agreement'], '', 'agreement', ''],
        '/students/{}/needs/{}/{}' => ['need.change', ['/student', '/visit', '/index'], '', 'need', ''],
        '/students/{}/next-contact' => ['contact.plan', ['/student'], 'contact.form', 'next_contact', ''],
        '/students/{}/guardians/{}/wishes' =>
            ['wish.set', ['/student', '/guardian'], 'guardian.wishes', 'here', '', '/guardians/{}/wishes'],
        '/students/{}/guardians/{}/fixed-times' =>
            ['contact.recur', ['/student', '/guardian'], 'guardian.wishes', 'here', '', '/guardians/{}/wishes'],
        '/students/{}/guardians/{}/buddies' =>
            ['buddy.link', ['/student', '/guardian'], 'guardian.wishes', 'here', '', '/guardians/{}/wishes'],
        '/students/{}/guardians/{}/informed' =>
            ['guardian.inform', ['/student', '/guardian'], 'guardian.form', 'informed', ''],
        '/students/{}/guardians/{}/preference' =>
            ['guardian.prefer', ['/student', '/guardian'], 'guardian.form', 'preference', ''],
    ];

    /** What is given as a file: the operation, its members that the braces stand for, the member of the answer that
     * is the file ("": all of it), its type, and a name that tells nothing of whom. */
    private const FILES = [
        '/students/{}/visits/{}/calendar.ics' =>
            ['visit.calendar', ['student', 'visit'], 'calendar', 'text/calendar; charset=utf-8', 'visit.ics'],
        '/students/{}/consent/export/{}' =>
            ['consent.export', ['student', 'format'], '', 'application/json', 'consent.json'],
    ];

    private readonly Words $say;

    /**
     * @param array $actor schemas/v1/actor.json
     * @param string $student the one student that this request may be about, by the roster's id
     * @param string $links what the links of the views begin with, such as "visits.php?at="
     * @param string $token what every form of this session carries
     */
    public function __construct(
        private readonly \HomeVisit $visits,
        private readonly array $actor,
        private readonly string $student,
        private readonly string $links,
        private readonly string $token
    ) {
        $this->say = new Words($visits->language);
    }

    /** The place of the form to record a visit. */
    public static function recordPlace(string $student): string
    {
        return self::home($student) . '/visits/new';
    }

    /** The student whom a place is about; "" for none. */
    public static function studentOf(string $place): string
    {
        return preg_match('#^/students/([^/?]+)#', $place, $found) ? rawurldecode($found[1]) : '';
    }

    /** @param string $place "/students/604821/visits/new?visit=..." */
    public function get(string $place): Page
    {
        [$path, $query] = explode('?', $place, 2) + [1 => ''];
        if ($path === '/assets/script.js') {
            return Page::asset($this->visits->render($this->actor, 'script'), 'text/javascript; charset=utf-8');
        }
        if ($path === self::home($this->student)) {
            return Page::go($path);
        }
        [$route, $ids] = $this->match($path, self::FILES);
        if ($route !== null) {
            return $this->file($route, $ids);
        }
        [$route, $ids] = $this->match($path, self::VIEWS);
        if ($route === null) {
            return $this->message(404, 'not_here');
        }
        [$view, $names, $more] = $route;
        parse_str($query, $asked);
        $params = array_combine($names, $ids);
        foreach ([...$more, 'saved'] as $name) {
            if (is_string($asked[$name] ?? null) && $asked[$name] !== '') {
                $params[$name] = $asked[$name];
            }
        }
        if (is_string($asked['hints'] ?? null) && $hints = Hints::take($asked['hints'])) {
            $params['hints'] = $hints;
        }
        return $this->view($view, $params);
    }

    public function post(string $place, Form $form): Page
    {
        if (!hash_equals($this->token, $form->token)) {
            $this->visits->noteRefusal($this->actor, 'form', 'other_session');
            return Page::show(403, $form->kept($this->links . $place, $this->token, $this->say));
        }
        if (preg_match('#^(/students/[^/]+)/drafts/(visit|answer)$#', $place, $found)) {
            return $found[1] === self::home($this->student) ? $this->draft($found[2], $form)
                : $this->message(404, 'not_here');
        }
        [$route, $ids] = $this->match($place, self::OPERATIONS);
        if ($route === null) {
            return $this->message(404, 'not_here');
        }
        [$operation, $pointers, $view, $saved, $draft, $then] = $route + [5 => ''];
        if ($draft !== '' && $form->value('intent') === 'draft') {
            $kept = $this->draft($draft, $form);
            return $kept->status === 200 ? Page::go(self::draftPlace($place, $draft, $form), 'draft') : $kept;
        }
        $next = self::home($this->student)
            . vsprintf(str_replace('{}', '%s', $then), array_map('rawurlencode', array_slice($ids, 1)));
        return $this->submit($operation, array_combine($pointers, $ids), $view, $form, $next, $saved);
    }

    private function file(array $route, array $ids): Page
    {
        [$operation, $names, $member, $type, $name] = $route;
        try {
            $answer = $this->visits->answer($this->actor, $operation, array_combine($names, $ids));
        } catch (Failure $failure) {
            return $this->refusal($failure);
        }
        return Page::file($member === '' ? $answer : json_decode($answer, true)[$member], $type, $name);
    }

    /** What went wrong, as a fragment in words. */
    public function refusal(Failure $failure): Page
    {
        $status = $failure->httpStatus();
        if ($failure->code === 'unknown_student') {
            $this->visits->noteRefusal($this->actor, 'student', 'unknown_student');
        }
        $title = match ($status) {
            404 => 'not_here_title',
            403 => 'forbidden_title',
            503 => 'later_title',
            default => 'refused_title',
        };
        return Page::show($status, $this->visits->render($this->actor, 'message', [
            'title' => ($this->say)($title),
            'text' => $failure->getMessage(),
            'link' => $this->links . self::home($this->student),
            'link_text' => ($this->say)('back'),
        ]));
    }

    private function submit(string $operation, array $ids, string $view, Form $form, string $next, string $saved): Page
    {
        $moved = [];
        try {
            $decoded = $this->visits->call($this->actor, 'form.decode', [
                'operation' => $operation, 'fields' => $form->data($ids),
            ]);
            $moved = $decoded['moved'] ?? [];
            $answer = $this->visits->call($this->actor, $operation, $decoded['request']);
        } catch (Failure $failure) {
            return $this->again($failure, $view, $ids, $form, $moved);
        }
        // Where the system takes no entries, the report is not said to go there; and where nobody was met, there
        // is no report.
        if ($saved === 'visit' && in_array($form->value('/state'), ['no_show', 'attempted_doorstep'], true)) {
            $saved = 'nobody_met';
        } elseif ($saved === 'visit' && ($answer['filed'] ?? '') === 'none') {
            $saved = 'visit_here';
        }
        return Page::go($next, $saved, Hints::keep($answer));
    }

    /** The form with everything that was typed, and what is the matter with it. */
    private function again(Failure $failure, string $view, array $ids, Form $form, array $moved): Page
    {
        // Nothing of the form can be shown to somebody who may not see the student.
        if ($view === '' || in_array($failure->status, ['not_found', 'permission_denied'], true)) {
            return $this->refusal($failure);
        }
        $params = [];
        foreach (self::parametersOf($view) as $name) {
            $value = $ids["/$name"] ?? match ($name) {
                'guardian' => $form->value('/guardian'),
                'id' => end($ids),  // a receipt is of an answer, or of a permission
                default => '',
            };
            if ($value !== '') {
                $params[$name] = $value;
            }
        }
        $fields = $form->shownAgain();
        if ($failure->status === 'conflict') {
            // The same submission would conflict for ever: the form gets a new one.
            $fields = array_values(array_filter($fields, fn(array $field) => $field[0] !== '/submission'));
        } elseif ($form->value('/submission') !== '') {
            $params['submission'] = $form->value('/submission');
        }
        return $this->view($view, $params + [
            'fields' => $fields,
            'errors' => [[
                'pointer' => self::placeInForm($failure->pointer, $moved),
                'code' => $failure->code,
                'message' => $failure->getMessage(),
            ]],
        ], $failure->httpStatus());
    }

    /** What a view is told of the place where it stands. */
    private static function parametersOf(string $view): array
    {
        foreach (self::VIEWS as [$name, $of_the_place, $asked_for]) {
            if ($name === $view) {
                return [...$of_the_place, ...$asked_for];
            }
        }
        return [];
    }

    /** Where a draft opens again; of an answer, by whose it is. */
    private static function draftPlace(string $place, string $draft, Form $sent): string
    {
        $whose = [];
        if ($draft === 'answer' && $sent->value('/by_student') === 'true') {
            $whose = ['by_student' => '1'];
        } elseif ($draft === 'answer' && $sent->value('/guardian') !== '') {
            $whose = ['guardian' => $sent->value('/guardian')];
        }
        return $place . '/new' . ($whose === [] ? '' : '?' . http_build_query($whose));
    }

    private function draft(string $form, Form $sent): Page
    {
        try {
            $answer = $this->visits->call($this->actor, 'draft.save', [
                'student' => $this->student, 'form' => $form, 'fields' => $sent->shownAgain(),
            ]);
        } catch (Failure $failure) {
            return $this->refusal($failure);
        }
        return Page::asset(json_encode($answer), 'application/json');
    }

    private function view(string $view, array $params, int $status = 200): Page
    {
        try {
            return Page::show($status, $this->visits->render($this->actor, $view, $params + [
                'links' => $this->links, 'csrf' => $this->token,
            ]));
        } catch (Failure $failure) {
            return $this->refusal($failure);
        }
    }

    private function message(int $status, string $text): Page
    {
        return $this->refusal(new Failure('not_found', $text, ($this->say)($text)));
    }

    /** The route at a path, and what stands at its braces; null where there is none for this student. */
    private function match(string $path, array $routes): array
    {
        foreach ($routes as $pattern => $route) {
            $expression = '#^' . str_replace('\{\}', '([^/]{1,600})', preg_quote($pattern, '#')) . '$#';
            if (preg_match($expression, $path, $found)) {
                $ids = array_map('rawurldecode', array_slice($found, 1));
                return $ids[0] === $this->student ? [$route, $ids] : [null, []];
            }
        }
        return [null, []];
    }

    private static function home(string $student): string
    {
        return '/students/' . rawurlencode($student);
    }

    /** Empty items of a list are left out of a request, and later ones move up; `moved` says which. */
    private static function placeInForm(string $pointer, array $moved): string
    {
        foreach ($moved as $pair) {
            [$from, $name] = $pair + ['', ''];
            if ($from !== '' && ($pointer === $from || str_starts_with($pointer, $from . '/'))) {
                return $name . substr($pointer, strlen($from));
            }
        }
        return $pointer;
    }
}
