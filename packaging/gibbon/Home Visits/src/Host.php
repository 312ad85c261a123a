<?php
// Gibbon as a host of homevisit: the person as an actor, the student as Gibbon lets them be seen.

namespace HomeVisits\Gibbon;

use HomeVisit\Failure;

final class Host
{
    public const ROLES = ['none', 'teacher', 'mentor', 'school_leader', 'care_coordinator'];
    private const VISITS = '/modules/Home Visits/visits.php';
    private const PROFILE = '/modules/Students/student_view_details.php';
    public const ANCHOR = 'home-visits';  // our part of the profile

    public readonly \HomeVisit\Words $words;
    private ?array $settings = null;

    /** With what Gibbon hands to every script: its session, its database (PDO), its id. */
    public function __construct(private readonly object $session, private readonly \PDO $database, private readonly string $guid)
    {
        $this->words = new \HomeVisit\Words((string) ($session->get('i18n')['code'] ?? ''));
    }

    /** Makes the class HomeVisit known; without it there is no Host. False where it is not installed. */
    public static function load(): bool
    {
        if (class_exists('HomeVisit', false)) {
            return true;  // preloaded
        }
        $module = dirname(__DIR__);
        foreach (["$module/php", dirname($module, 2) . '/php', '/usr/local/share/homevisit/php', '/usr/share/homevisit/php'] as $place) {
            if (is_file("$place/HomeVisit.php")) {
                require_once "$place/HomeVisit.php";
                return true;
            }
        }
        return false;
    }

    /** What to do where load() found nothing: all other words come with the class. */
    public static function missing(object $session): string
    {
        return self::message(str_starts_with((string) ($session->get('i18n')['code'] ?? ''), 'nl')
            ? 'De PHP-klasse van homevisit ontbreekt. Installeer homevisit, of kopieer zijn map "php" in de map van deze module.'
            : 'The PHP class of homevisit is not there. Install homevisit, or copy its folder "php" into this module\'s folder.');
    }

    /** What stands in the student's profile; what is the matter, in words, where there is no panel to show. */
    public function panel(string $student, string $saved, string $hints): string
    {
        try {
            $params = ['student' => $this->seen($student), 'links' => 'modules/Home%20Visits/visits.php?at='];
            if (preg_match('/^[a-z_]{1,64}$/', $saved)) {
                $params['saved'] = $saved;
            }
            if ($to_think_about = \HomeVisit\Hints::take($hints)) {
                $params['hints'] = $to_think_about;
            }
            return $this->visits()->render($this->actor(), 'student.panel', $params);
        } catch (Failure $failure) {
            if (isset($params) && $failure->code === 'unknown_student') {
                $this->visits()->noteRefusal($this->actor(), 'student', 'unknown_student');
            }
            return self::message($failure->getMessage());
        } catch (\Throwable $broken) {
            // The profile around it is the school's; it stays whole. The error's own text may quote somebody.
            error_log('Home visits: ' . get_class($broken) . ' at ' . $broken->getFile() . ':' . $broken->getLine());
            return self::message($this->say('failed'));
        }
    }

    public function isSignedIn(): bool
    {
        return (string) $this->session->get('gibbonPersonID') !== '' && (string) $this->session->get('gibbonRoleIDCurrent') !== '';
    }

    /** What every form of this session carries. */
    public function token(): string
    {
        if (!$this->session->has('homeVisitsToken')) {
            $this->session->set('homeVisitsToken', bin2hex(random_bytes(24)));
        }
        return $this->session->get('homeVisitsToken');
    }

    public function actor(): array
    {
        $role = $this->isSignedIn() && isActionAccessible($this->guid, $this->database, self::VISITS) ? $this->role() : 'none';
        if ($role === 'none') {
            throw new Failure('permission_denied', 'no_role', $this->say('no_role'));
        }
        return [
            'role' => $role,
            'staff' => (string) $this->session->get('gibbonPersonID'),
            'name' => mb_strcut($this->session->get('preferredName') . ' ' . $this->session->get('surname'), 0, 200),
        ];
    }

    /**
     * This student's id, where this person may see the profile: with one of Gibbon's full views of profiles, a
     * student of this year. Not their own family's, where Gibbon says that they get no data of the child.
     *
     * @throws Failure the same words for one who is not theirs and one who does not exist
     */
    public function seen(string $student): string
    {
        $this->actor();
        $full = array_filter(['fullEditAllNotes', 'full', 'fullNoNotes'], fn(string $view) =>
            isActionAccessible($this->guid, $this->database, self::PROFILE, "View Student Profile_$view"));
        $here = preg_match('/^[0-9]{1,10}$/', $student) && $this->one("SELECT 1 FROM gibbonStudentEnrolment
            JOIN gibbonPerson ON (gibbonPerson.gibbonPersonID=gibbonStudentEnrolment.gibbonPersonID)
            WHERE gibbonStudentEnrolment.gibbonPersonID=? AND gibbonSchoolYearID=? AND gibbonPerson.status='Full'", [
            $student, $this->session->get('gibbonSchoolYearID'),
        ]);
        $barred = $here && $this->one("SELECT 1 FROM gibbonFamilyChild
            JOIN gibbonFamilyAdult ON (gibbonFamilyAdult.gibbonFamilyID=gibbonFamilyChild.gibbonFamilyID)
            WHERE gibbonFamilyChild.gibbonPersonID=? AND gibbonFamilyAdult.gibbonPersonID=?
            AND gibbonFamilyAdult.childDataAccess='N'", [$student, $this->session->get('gibbonPersonID')]);
        if (!$full || !$here || $barred) {
            $this->visits()->noteRefusal($this->actor(), 'student', 'not_shown_by_the_system');
            throw new Failure('not_found', 'unknown_student', $this->say('no_student'));
        }
        return $student;
    }

    public function visits(): \HomeVisit
    {
        if ($this->setting('file') === '') {
            throw new Failure('failed_precondition', 'not_set_up', $this->say('not_set_up'));
        }
        $library = $this->setting('library');
        return \HomeVisit::open(
            $this->setting('file'),
            self::isFixed('library') || ($library !== '' && \HomeVisit\Library::isItsName($library)) ? $library : '',
            $this->words->language,
            self::isFixed('file') ? null : (string) $this->session->get('absolutePath')
        );
    }

    /** "file", "library" or "roles" (JSON: a role for each gibbonRoleID) */
    public function setting(string $name): string
    {
        if (self::isFixed($name)) {
            return constant('HOME_VISITS_' . strtoupper($name));
        }
        if ($this->settings === null) {
            $found = $this->database->prepare('SELECT name,value FROM gibbonSetting WHERE scope=?');
            $found->execute(['Home Visits']);
            $this->settings = $found->fetchAll(\PDO::FETCH_KEY_PAIR);
        }
        return (string) ($this->settings[$name] ?? '');
    }

    /** Is this set in Gibbon's config.php, and not in the browser? "file" or "library" */
    public static function isFixed(string $name): bool
    {
        return in_array($name, ['file', 'library'], true) && defined('HOME_VISITS_' . strtoupper($name));
    }

    public function set(string $name, string $value): void
    {
        if (self::isFixed($name)) {
            return;
        }
        $this->database->prepare('UPDATE gibbonSetting SET value=? WHERE scope=? AND name=?')
            ->execute([$value, 'Home Visits', $name]);
        $this->settings = null;
    }

    /**
     * The role of one of Gibbon's roles. Unless it was set: teachers are mentor of whom the roster says and
     * teacher of the others, administrators read what colleagues may read; students, parents and others nothing.
     */
    public function roleOf(string $gibbon_role): string
    {
        $set = json_decode($this->setting('roles') ?: '{}', true)[(int) $gibbon_role] ?? '';
        return in_array($set, self::ROLES, true) ? $set : [1 => 'school_leader', 2 => 'mentor'][(int) $gibbon_role] ?? 'none';
    }

    public function profileLink(string $student, string $saved, string $hints = ''): string
    {
        $hook = $this->one("SELECT gibbonHookID FROM gibbonHook WHERE name='Home Visits' AND type='Student Profile'", []);
        return 'index.php?q=' . self::PROFILE . '&gibbonPersonID=' . rawurlencode($student)
            . '&hook=Home%20Visits&module=Home%20Visits&action=Home%20Visits&gibbonHookID=' . $hook
            . ($saved === '' ? '' : '&home_visits_saved=' . $saved)
            . ($hints === '' ? '' : '&home_visits_hints=' . $hints)
            // On a phone Gibbon's own menu fills the screen; what was saved is said below it.
            . '#' . self::ANCHOR;
    }

    public function say(string $text, array $values = []): string
    {
        return ($this->words)($text, $values + ['system' => 'Gibbon', 'place' => 'Home Visits > Home Visits Settings']);
    }

    public static function message(string $text): string
    {
        return '<section class="homevisit hv-fragment"><p dir="auto">' . self::text($text) . '</p></section>';
    }

    /** For HTML, and for attributes in double quotes. */
    public static function text(string $plain): string
    {
        return htmlspecialchars($plain, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
    }

    /** Nobody but staff, whatever was set: families never sign in to homevisit. */
    private function role(): string
    {
        $role = (string) $this->session->get('gibbonRoleIDCurrent');
        $category = $this->one('SELECT category FROM gibbonRole WHERE gibbonRoleID=?', [$role]);
        return $category === 'Staff' ? $this->roleOf($role) : 'none';
    }

    private function one(string $sql, array $values): string
    {
        $found = $this->database->prepare($sql);
        $found->execute($values);
        return (string) $found->fetchColumn();
    }
}
