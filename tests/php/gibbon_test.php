<?php
// The module for Gibbon, in PHP-FPM, inside a stand-in of ours.

require_once __DIR__ . '/harness.php';
require_once built('HV_SOURCE_DIR') . '/packaging/php/HomeVisit.php';
require_once __DIR__ . '/school.php';
require_once __DIR__ . '/fpm.php';

const MENTOR = ['gibbonPersonID' => '104', 'gibbonRoleIDCurrent' => '002'];
const COLLEAGUE = ['gibbonPersonID' => '105', 'gibbonRoleIDCurrent' => '002'];
const OFFICE = ['gibbonPersonID' => '101', 'gibbonRoleIDCurrent' => '001'];
const SUPPORT = ['gibbonPersonID' => '106', 'gibbonRoleIDCurrent' => '006'];
const FAMILY = ['gibbonPersonID' => '108', 'gibbonRoleIDCurrent' => '004'];
const PAGES = 'modules/Home Visits/visits.php';

final class GibbonHost
{
    public readonly School $school;
    public readonly PDO $database;
    private readonly Fpm $fpm;
    private readonly string $root;

    /**
     * @param string $extra lines of config.php
     * @param bool $class false: the module was copied without the class HomeVisit
     */
    public function __construct(array $settings = ['ffi.enable' => 'true'], string $extra = '', bool $class = true)
    {
        $this->school = new School();
        $this->root = $this->school->folder->path . '/gibbon';
        mkdir("$this->root/modules", 0700, true);
        foreach (['gibbon.php', 'index.php'] as $name) {
            copy(__DIR__ . "/gibbon/$name", "$this->root/$name");
        }
        file_put_contents("$this->root/config.php", "<?php\n$extra\n");
        $module = built('HV_SOURCE_DIR') . '/packaging/gibbon/Home Visits';
        $class ? symlink($module, "$this->root/modules/Home Visits") : self::copied($module, "$this->root/modules/Home Visits");
        symlink(built('HV_LIBRARY'), $this->school->folder->path . '/libhomevisit.so.1');
        $this->database = new PDO("sqlite:$this->root/gibbon.db", null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
        $this->database->exec(file_get_contents(__DIR__ . '/gibbon/gibbon.sql'));
        $this->install();
        $this->set('file', $this->school->file);
        $this->set('library', $this->school->folder->path . '/libhomevisit.so.1');
        $this->fpm = new Fpm($this->school->folder, $settings + ['session.save_path' => $this->root]);
    }

    public function set(string $name, string $value): void
    {
        $this->database->prepare("UPDATE gibbonSetting SET value=? WHERE scope='Home Visits' AND name=?")->execute([$value, $name]);
    }

    /** A homevisit.json that somebody uploaded; its path. */
    public function uploaded(): string
    {
        mkdir($this->root . '/uploads');
        copy($this->school->file, $this->root . '/uploads/upload.json');
        return $this->root . '/uploads/upload.json';
    }

    public function profile(array $user, string $student, string $more = ''): string
    {
        return $this->get($user, 'index.php', "q=/modules/Students/student_view_details.php&gibbonPersonID=$student$more")[2];
    }

    public function get(array $user, string $script, string $query): array
    {
        return $this->fpm->request("$this->root/$script", $query, $this->server($script, $user));
    }

    public function post(array $user, string $script, string $query, array $fields, array $server = []): array
    {
        $body = implode('&', array_map(fn($pair) => rawurlencode($pair[0]) . '=' . rawurlencode($pair[1]), $fields));
        return $this->fpm->request("$this->root/$script", $query, $server + $this->server($script, $user), $body);
    }

    private function server(string $script, array $user): array
    {
        static $sessions = [];
        $server = ['SCRIPT_NAME' => "/$script"];
        if ($user === []) {
            return $server;
        }
        $key = $this->root . json_encode($user);
        $sessions[$key] ??= $this->fpm->request("$this->root/index.php", http_build_query(['enter' => json_encode($user)]))[2];
        return $server + ['HTTP_COOKIE' => "Gibbon={$sessions[$key]}"];
    }

    private static function copied(string $from, string $to): void
    {
        mkdir($to);
        foreach (array_diff(scandir($from), ['.', '..']) as $name) {
            is_dir("$from/$name") ? self::copied("$from/$name", "$to/$name") : copy("$from/$name", "$to/$name");
        }
    }

    /** As Gibbon installs a module: settings, actions with their permissions, the hook. */
    private function install(): void
    {
        require built('HV_SOURCE_DIR') . '/packaging/gibbon/Home Visits/manifest.php';
        $this->database->prepare('INSERT INTO gibbonModule (name) VALUES (?)')->execute([$name]);
        $module = $this->database->lastInsertId();
        foreach ([...$gibbonSetting, ...$hooks] as $sql) {
            $this->database->exec($sql);
        }
        foreach ($actionRows as $row) {
            $this->database->prepare('INSERT INTO gibbonAction (gibbonModuleID, name, URLList) VALUES (?, ?, ?)')
                ->execute([$module, $row['name'], $row['URLList']]);
            $action = $this->database->lastInsertId();
            foreach (['001' => 'Admin', '002' => 'Teacher', '003' => 'Student', '004' => 'Parent', '006' => 'Support'] as $role => $who) {
                if ($row["defaultPermission$who"] === 'Y') {
                    $this->database->prepare('INSERT INTO gibbonPermission VALUES (?, ?)')->execute([$role, $action]);
                }
            }
        }
    }
}

rule('the profile shows the panel: care tier for the mentor, key points for colleagues', function () {
    $host = new GibbonHost();
    $host->school->visit('1');
    holds(School::CARE_WORDS, $host->profile(MENTOR, '1'));
    foreach ([COLLEAGUE, OFFICE] as $user) {
        $page = $host->profile($user, '1');
        holds('Reads at home.', $page);
        lacks(School::CARE_WORDS, $page);
        holds('id="end"', $page);
    }
    $host->set('roles', '{"1":"care_coordinator","2":"teacher"}');
    holds(School::CARE_WORDS, $host->profile(OFFICE, '1'));
    lacks(School::CARE_WORDS, $host->profile(MENTOR, '1'));
});

rule('nobody sees more than Gibbon shows them, and families see nothing', function () {
    $host = new GibbonHost();
    foreach (['1', '2'] as $student) {
        $host->school->visit($student);
    }
    $host->database->exec("INSERT INTO gibbonPermission SELECT role.gibbonRoleID, gibbonActionID FROM gibbonAction,
        (SELECT '004' AS gibbonRoleID UNION SELECT '006') AS role WHERE gibbonAction.name='Home Visits'");
    $host->set('roles', '{"4":"care_coordinator","6":"school_leader"}');
    lacks('Reads at home.', $host->profile(FAMILY, '1'));   // whatever was set
    lacks('Reads at home.', $host->profile(SUPPORT, '1'));  // has the brief profile alone
    $unknown = $host->get(MENTOR, PAGES, 'at=/students/999/visits/new');
    same(404, $unknown[0]);
    foreach (['4', '5', '1 OR 1=1', "1'", ''] as $student) {  // of last year, left, not an id
        $page = $host->get(MENTOR, PAGES, 'at=' . rawurlencode("/students/$student/visits/new"));
        same([404, $unknown[2]], [$page[0], $page[2]]);
    }
});

rule('a colleague who is in the student\'s family and gets no data of the child sees nothing', function () {
    $host = new GibbonHost();
    $host->school->visit('1');
    $host->database->exec("INSERT INTO gibbonFamilyChild VALUES (1, '1'); INSERT INTO gibbonFamilyAdult VALUES (1, '104', 'N')");
    $page = $host->profile(MENTOR, '1');
    lacks('Reads at home.', $page);
    holds('There is no such student', $page);
    same(404, $host->get(MENTOR, PAGES, 'at=/students/1/visits/new')[0]);
    $host->database->exec("UPDATE gibbonFamilyAdult SET childDataAccess='Y'");
    holds('Reads at home.', $host->profile(MENTOR, '1'));
});

rule('a visit is recorded, and the profile says so; forged, foreign and late forms record nothing', function () {
    $host = new GibbonHost();
    $form = $host->get(MENTOR, PAGES, 'at=/students/1/visits/new');
    same(200, $form[0]);
    $token = page($form[2])->evaluate('string(//input[@name="csrf"]/@value)');
    $fields = [['/submission', 'from-gibbon'], ['/date', '2026-11-20'], ['/report/key_points/0', SCRIPT]];
    $send = fn(array $user, string $token, array $server = []) =>
        $host->post($user, PAGES, 'at=/students/1/visits', [...$fields, ['csrf', $token]], $server);
    same(403, $send(MENTOR, 'forged')[0]);
    same(403, $send(COLLEAGUE, $token)[0]);
    same(403, $send(MENTOR, $token, ['HTTP_SEC_FETCH_SITE' => 'cross-site'])[0]);
    $proxied = $send(MENTOR, $token, ['HTTP_ORIGIN' => 'https://school.example']);
    same(403, $proxied[0]);
    expect_harmless($proxied[2]);
    same(SCRIPT, page($proxied[2])->evaluate('string(//*[@name="/report/key_points/0"]/@value)'));
    lacks('alert', $send(MENTOR, 'forged', ['HTTP_ORIGIN' => 'https://evil.example'])[2]);
    $late = $send([], $token);
    same(401, $late[0]);
    expect_harmless($late[2]);
    $history = fn() => $host->school->open()->call(School::MENTOR, 'student.history', ['student' => '1'])['timeline'];
    same([], $history());
    $answer = $send(MENTOR, $token);
    same(303, $answer[0]);
    holds('../../index.php?q=/modules/Students/student_view_details.php&gibbonPersonID=1&hook=Home%20Visits', $answer[1]['location']);
    same('#home-visits', strstr($answer[1]['location'], '#'));
    same(1, count($history()));
    $page = $host->profile(MENTOR, '1', '&home_visits_saved=visit');
    same(1.0, page($page)->evaluate('count(//*[@id="home-visits"]/following::p[@class="hv-saved"])'));
    holds('Saved.', $page);
    expect_harmless($page);
});

rule('an appointment arrives as a file', function () {
    $host = new GibbonHost();
    $visit = $host->school->open()->call(School::MENTOR, 'visit.plan', ['student' => '1', 'submission' => 'planned-once',
        'date' => '2026-11-26', 'start_time' => '15:30', 'place' => 'school', 'visitors' => ['104']])['visit'];
    [$status, $headers, $file] = $host->get(MENTOR, PAGES, "at=/students/1/visits/$visit/calendar.ics");
    same([200, 'text/calendar; charset=utf-8', 'attachment; filename="visit.ics"'],
        [$status, $headers['content-type'], $headers['content-disposition']]);
    holds('BEGIN:VEVENT', $file);
});

rule('script and Arabic are text; without FFI there are words, and the page is whole', function () {
    $host = new GibbonHost();
    foreach (['2', '3'] as $student) {
        $host->school->visit($student, ['key_points' => [SCRIPT, ARABIC]]);
        expect_harmless($host->profile(MENTOR, $student));
        expect_harmless($host->get(MENTOR, PAGES, "at=/students/$student/visits/new")[2]);
    }
    $host = new GibbonHost(['ffi.enable' => 'preload']);
    $page = $host->profile(MENTOR, '1');
    holds('ffi.enable = true', $page);
    holds('id="end"', $page);
});

/** What a browser sends with a form beside what is filled in. */
function hidden(string $page): array
{
    return array_map(
        fn(DOMElement $field) => [$field->getAttribute('name'), $field->getAttribute('value')],
        iterator_to_array(page($page)->query('//input[@type="hidden"]'))
    );
}

rule('settings are for those whom Gibbon lets change them', function () {
    $host = new GibbonHost();
    $settings = 'q=/modules/Home Visits/settings.php';
    lacks('<form', $host->get(COLLEAGUE, 'index.php', str_replace(' ', '%20', $settings))[2]);
    $page = $host->get(OFFICE, 'index.php', str_replace(' ', '%20', $settings))[2];
    expect_harmless($page);
    holds('The journal can be read and written.', $page);
    $hidden = hidden($page);
    $save = fn(array $user, array $hidden) => $host->post($user, 'modules/Home Visits/settingsProcess.php', '', [
        ...$hidden, ['file', $host->school->file], ['library', '/no/libhomevisit.so.1'],
        ['roles[2]', 'teacher'], ['roles[1]', 'emperor'],
    ]);
    $forged = array_map(fn(array $field) => $field[0] === 'token' ? ['token', 'forged'] : $field, $hidden);
    same(403, $save(OFFICE, $forged)[0]);
    // Another session: Gibbon itself sends it back.
    holds('return=error9', $save(COLLEAGUE, $hidden)[1]['location']);
    holds('return=success0', $save(OFFICE, $hidden)[1]['location']);
    holds('There is no /no/libhomevisit.so.1', $host->profile(MENTOR, '1'));
    same('{"2":"teacher"}', $host->database->query("SELECT value FROM gibbonSetting WHERE name='roles'")->fetchColumn());
});

rule('a file that is named in the browser names no code and is no upload; config.php can fix both paths', function () {
    $host = new GibbonHost();
    $host->set('file', $host->uploaded());
    holds('lies within the website', $host->profile(MENTOR, '1'));
    $host->set('file', $host->school->file);
    $host->school->configure(['adapter' => ['name' => 'local', 'path' => __FILE__]]);
    holds('&quot;path&quot;', $host->profile(MENTOR, '1'));

    $host = new GibbonHost(['ffi.enable' => 'true'], "define('HOME_VISITS_FILE', '/etc/fixed.json');");
    holds('There is no /etc/fixed.json', $host->profile(MENTOR, '1'));
    $settings = $host->get(OFFICE, 'index.php', 'q=/modules/Home%20Visits/settings.php')[2];
    same(1.0, page($settings)->evaluate('count(//input[@name="file" and @disabled])'));
    holds('return=success0', $host->post(OFFICE, 'modules/Home Visits/settingsProcess.php', '', [
        ...hidden($settings), ['file', '/etc/other.json'],
    ])[1]['location']);
    holds('libhomevisit', $host->database->query("SELECT value FROM gibbonSetting WHERE name='library'")->fetchColumn());
    same($host->school->file, $host->database->query("SELECT value FROM gibbonSetting WHERE name='file'")->fetchColumn());
});

rule('where the class HomeVisit is not there, the profile is whole and says so', function () {
    foreach (['/usr/local', '/usr'] as $place) {
        if (is_file("$place/share/homevisit/php/HomeVisit.php")) {
            echo "skipped: homevisit is installed in $place, and found there\n";
            return;
        }
    }
    $host = new GibbonHost(['ffi.enable' => 'true'], '', false);
    $words = 'The PHP class of homevisit is not there';
    $page = $host->profile(MENTOR, '1');
    holds($words, $page);
    holds('id="end"', $page);
    $page = $host->get(OFFICE, 'index.php', 'q=/modules/Home%20Visits/settings.php')[2];
    holds($words, $page);
    holds('id="end"', $page);
    $page = $host->get(MENTOR, PAGES, 'at=/students/1/visits/new');
    same(503, $page[0]);
    holds($words, $page[2]);
    $page = $host->post(OFFICE, 'modules/Home Visits/settingsProcess.php', '', [['token', 'x']]);
    same(503, $page[0]);
});

rule('whatever fails in the panel, the profile around it is whole', function () {
    $host = new GibbonHost();
    file_put_contents($host->school->file, '{"school": 1e999}');  // a number that PHP reads, and cannot write
    $page = $host->profile(MENTOR, '1');
    holds('PHP&apos;s error log', $page);
    holds('id="end"', $page);
});
