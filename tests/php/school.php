<?php
// A school in a folder, with names that no page may trip over.
//
//   students  1 Sanne (group of mentor 104), 2 hostile, 3 Arabic, 4 very long, 5 of nobody here
//   staff     104 mentor of 1 to 4, 105 teaches 1, 106 teaches nobody, 107 of the care team

require_once __DIR__ . '/harness.php';

final class School
{
    public const MENTOR = ['role' => 'mentor', 'staff' => '104'];
    public const TEACHER = ['role' => 'teacher', 'staff' => '105'];
    public const STRANGER = ['role' => 'teacher', 'staff' => '106'];
    public const CARE = ['role' => 'care_coordinator', 'staff' => '107'];
    public const IT = ['role' => 'it'];
    public const CARE_WORDS = 'Only for the care team.';

    public readonly string $file;

    public function __construct(public readonly Folder $folder = new Folder())
    {
        $this->file = $folder->path . '/homevisit.json';
        $this->configure(['create' => true]);
        $this->write($folder->path . '/roster');
        $visits = HomeVisit::open($this->file, built('HV_LIBRARY'), 'en');
        $visits->call(self::IT, 'roster.import', ['path' => $folder->path . '/roster']);
    }

    public static function longName(): string
    {
        return str_repeat('Wilhelmina-', 15) . 'Einde';
    }

    public function configure(array $more = []): void
    {
        file_put_contents($this->file, json_encode($more + [
            'journal' => 'journal.db',
            'key' => ['file' => 'journal.key'],
            'adapter' => [
                'name' => 'local',
                'config' => ['store' => $this->folder->path . '/student-files.db'],
            ],
            'school' => 'De Linde',
            'language' => 'en',
            'clock' => ['fixed' => '2026-11-22T10:00:00Z'],
        ]));
    }

    /** Records a visit with something in every tier; gives its id. */
    public function visit(string $student, array $report = [], string $submission = ''): string
    {
        return $this->open()->call(self::MENTOR, 'visit.record', [
            'submission' => $submission ?: 'visit-' . bin2hex(random_bytes(8)),
            'student' => $student,
            'date' => '2026-10-12',
            'report' => $report + ['key_points' => ['Reads at home.'], 'notes' => [
                ['topic' => 'at_home', 'voice' => 'parent', 'text' => self::CARE_WORDS, 'tier' => 'care'],
            ]],
        ])['visit'];
    }

    public function open(string $language = 'en'): HomeVisit
    {
        return HomeVisit::open($this->file, built('HV_LIBRARY'), $language);
    }

    private function write(string $folder): void
    {
        mkdir($folder);
        $files = [
            'manifest' => [['propertyName', 'value'], ['manifest.version', '1.0'], ['oneroster.version', '1.2'],
                ...array_map(fn($name) => ["file.$name", 'bulk'], ['academicSessions', 'classes', 'courses',
                    'enrollments', 'orgs', 'roles', 'users', 'demographics'])],
            'academicSessions' => [['sourcedId', 'status', 'dateLastModified', 'title', 'type', 'startDate', 'endDate',
                'parentSourcedId', 'schoolYear'],
                ['y', '', '', '2026-2027', 'schoolYear', '2026-08-01', '2027-07-31', '', '2027']],
            'orgs' => [['sourcedId', 'status', 'dateLastModified', 'name', 'type', 'identifier', 'parentSourcedId'],
                ['o1', '', '', 'De Linde', 'school', '', '']],
            'courses' => [['sourcedId', 'status', 'dateLastModified', 'schoolYearSourcedId', 'title', 'courseCode',
                'grades', 'orgSourcedId'], ['k1', '', '', 'y', 'Groep', '', '', 'o1']],
            'classes' => [['sourcedId', 'status', 'dateLastModified', 'title', 'grades', 'courseSourcedId', 'classCode',
                'classType', 'location', 'schoolSourcedId', 'termSourcedIds'],
                ['g1', '', '', '4A', '4', 'k1', '', 'homeroom', '', 'o1', 'y'],
                ['g2', '', '', 'Dutch', '4', 'k1', '', 'scheduled', '', 'o1', 'y'],
                ['g3', '', '', '4B', '4', 'k1', '', 'homeroom', '', 'o1', 'y']],
            'users' => [['sourcedId', 'status', 'dateLastModified', 'enabledUser', 'givenName', 'familyName',
                'agentSourcedIds', 'grades', 'primaryOrgSourcedId']],
            'roles' => [['sourcedId', 'status', 'dateLastModified', 'userSourcedId', 'roleType', 'role', 'beginDate',
                'endDate', 'orgSourcedId']],
            'enrollments' => [['sourcedId', 'status', 'dateLastModified', 'classSourcedId', 'schoolSourcedId',
                'userSourcedId', 'role', 'primary', 'beginDate', 'endDate']],
            'demographics' => [['sourcedId', 'status', 'dateLastModified', 'birthDate']],
        ];
        $people = [
            ['1', 'student', 'Sanne', 'de Wit', 'p1'], ['2', 'student', SCRIPT, SCRIPT, 'p2'],
            ['3', 'student', ARABIC, 'بن علي', 'p3'], ['4', 'student', self::longName(), self::longName(), 'p4'],
            ['5', 'student', 'Omar', 'Haddad', 'p5'],
            ['p1', 'parent', 'Mara', 'de Wit', ''], ['p2', 'parent', SCRIPT, SCRIPT, ''],
            ['p3', 'parent', ARABIC, 'بن علي', ''], ['p4', 'parent', self::longName(), 'X', ''],
            ['p5', 'parent', 'Fatma', 'Haddad', ''],
            ['104', 'teacher', 'Ilse', 'Bakker', ''], ['105', 'teacher', 'Omar', 'Vos', ''],
            ['106', 'teacher', 'Teun', 'Smit', ''], ['107', 'teacher', 'Carla', 'Berg', ''],
        ];
        foreach ($people as [$id, $role, $given, $family, $agent]) {
            $files['users'][] = [$id, '', '', 'true', $given, $family, $agent, '', 'o1'];
            $files['roles'][] = ["r$id", '', '', $id, 'primary', $role, '', '', 'o1'];
        }
        $members = [['g1', '1', 'student'], ['g1', '2', 'student'], ['g1', '3', 'student'], ['g1', '4', 'student'],
            ['g2', '1', 'student'], ['g3', '5', 'student'], ['g1', '104', 'teacher'], ['g2', '105', 'teacher']];
        foreach ($members as $index => [$class, $user, $role]) {
            $files['enrollments'][] = ["e$index", '', '', $class, 'o1', $user, $role, '', '', ''];
        }
        foreach ($files as $name => $rows) {
            $out = fopen("$folder/$name.csv", 'w');
            foreach ($rows as $row) {
                fputcsv($out, $row);
            }
            fclose($out);
        }
    }
}
