<?php
// RosarioSIS as a host of homevisit: the person as an actor, the student as RosarioSIS lets them be seen.

namespace HomeVisits;

require_once __DIR__ . '/Sis.php';
require_once __DIR__ . '/Settings.php';
require_once __DIR__ . '/Words.php';
require_once __DIR__ . '/Check.php';

final class Host
{
    private function __construct(
        public readonly \HomeVisit $visits,
        public readonly array $actor,
        public readonly string $student
    ) {
    }

    /** Makes the class HomeVisit known. False where it is not installed. */
    public static function load(): bool
    {
        if (class_exists('HomeVisit', false)) {
            return true;  // preloaded
        }
        $places = [
            dirname(__DIR__) . '/php',       // copied into the plugin's folder
            dirname(__DIR__, 3) . '/php',    // the plugin's folder is a link to where homevisit is installed
            '/usr/local/share/homevisit/php',
            '/usr/share/homevisit/php',
        ];
        foreach ($places as $place) {
            if (is_file($place . '/HomeVisit.php')) {
                require_once $place . '/HomeVisit.php';
                return true;
            }
        }
        return false;
    }

    /**
     * For the file of this student.
     *
     * @throws \HomeVisit\Failure also where RosarioSIS does not let this person see the student: the same words as
     *     for one who does not exist
     */
    public static function ofStudent(string $student): self
    {
        $say = self::words();
        $actor = self::actor($say);
        $visits = self::opened($say);
        if (!Sis::maySee($student)) {
            $visits->noteRefusal($actor, 'student', 'not_shown_by_the_system');
            throw new \HomeVisit\Failure('not_found', 'unknown_student', $say->own('no_student'));
        }
        return new self($visits, $actor, $student);
    }

    /** For what is about no student. */
    public static function ofNobody(): self
    {
        $say = self::words();
        return new self(self::opened($say), self::actor($say), '');
    }

    /** A page of another site sent a form in this person's name. */
    public static function noteForeignForm(): void
    {
        $host = self::ofNobody();
        $host->visits->noteRefusal($host->actor, 'form', 'other_site');
    }

    /** For the administrator's check. */
    public static function ofIt(): \HomeVisit
    {
        return self::opened(self::words());
    }

    /** The tab's content; what is the matter, in words, where there is no panel to show. */
    public static function tab(string $student, string $saved, string $hints): string
    {
        if (!self::load()) {
            return self::message((new Words())('class_missing'));
        }
        try {
            $host = self::ofStudent($student);
            $params = ['student' => $student, 'links' => 'plugins/Home_Visits/visits.php?at='];
            if (preg_match('/^[a-z_]{1,64}$/', $saved)) {
                $params['saved'] = $saved;
            }
            if ($to_think_about = \HomeVisit\Hints::take($hints)) {
                $params['hints'] = $to_think_about;
            }
            return $host->visits->render($host->actor, 'student.panel', $params);
        } catch (\HomeVisit\Failure $failure) {
            if (isset($host) && $failure->code === 'unknown_student') {
                $host->visits->noteRefusal($host->actor, 'student', 'unknown_student');
            }
            return self::message($failure->getMessage());
        } catch (\Throwable $broken) {
            // The page around the tab is the school's; it stays whole. The error's own text may quote somebody.
            error_log('Home visits: ' . get_class($broken) . ' at ' . $broken->getFile() . ':' . $broken->getLine());
            return self::message((new Words())->own('failed'));
        }
    }

    public static function message(string $text): string
    {
        return '<section class="homevisit hv-fragment"><p dir="auto">' . Sis::text($text) . '</p></section>';
    }

    private static function opened(Words $say): \HomeVisit
    {
        if (Settings::file() === '') {
            throw new \HomeVisit\Failure('failed_precondition', 'not_set_up', $say->own('not_set_up'));
        }
        // RosarioSIS runs in its own folder.
        $site = defined('HOME_VISITS_FILE') ? null : (string) getcwd();
        return \HomeVisit::open(Settings::file(), Settings::library(), $say->language, $site);
    }

    /** @throws \RuntimeException where the class HomeVisit, which has the other words, is not installed */
    private static function words(): Words
    {
        return self::load() ? new Words() : throw new \RuntimeException((new Words())('class_missing'));
    }

    private static function actor(Words $say): array
    {
        $role = Sis::isSignedIn() ? Settings::role((string) User('PROFILE'), (int) User('PROFILE_ID')) : 'none';
        if ($role === 'none') {
            throw new \HomeVisit\Failure('permission_denied', 'no_role', $say->own('no_role'));
        }
        return ['role' => $role, 'staff' => Sis::staff(), 'name' => mb_strcut((string) User('NAME'), 0, 200),
            'reads_only' => !Sis::mayRecord()];
    }
}
