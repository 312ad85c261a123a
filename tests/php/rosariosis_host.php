<?php
// A RosarioSIS that stands in for the real one, in PHP-FPM, with the add-on in its folder.

require_once __DIR__ . '/school.php';
require_once __DIR__ . '/fpm.php';

final class RosarioHost
{
    public const ADMIN = 201;
    public const MENTOR = 204;
    public const TEACHER = 205;
    public const STRANGER = 106;
    public const CARE = 107;
    public const PARENT = 208;

    public readonly School $school;
    public readonly Fpm $fpm;
    private readonly string $root;
    private array $sessions = [];

    /** @param string $extra lines of config.inc.php */
    public function __construct(array $settings = ['ffi.enable' => 'true'], string $extra = '')
    {
        $this->school = new School();
        $this->root = $this->school->folder->path . '/sis';
        mkdir($this->root . '/plugins', 0700, true);
        foreach (['Warehouse.php', 'Modules.php', 'enter.php'] as $name) {
            copy(__DIR__ . '/rosariosis/' . $name, $this->root . '/' . $name);
        }
        file_put_contents($this->root . '/config.inc.php', "<?php\n$extra\n");
        symlink(built('HV_SOURCE_DIR') . '/packaging/rosariosis/Home_Visits', $this->root . '/plugins/Home_Visits');
        (new SQLite3($this->root . '/information_schema.db'))->exec('CREATE TABLE tables (TABLE_NAME text)');
        $this->sql(file_get_contents(__DIR__ . '/rosariosis/sis.sql'));
        $this->fpm = new Fpm($this->school->folder, $settings + ['session.save_path' => $this->root]);
    }

    public static function active(array $settings = ['ffi.enable' => 'true'], string $extra = ''): self
    {
        $host = new self($settings, $extra);
        $host->activate();
        $host->set('HOME_VISITS_FILE', $host->school->file);
        $host->set('HOME_VISITS_LIBRARY', $host->named());
        return $host;
    }

    /** The library under the name that it is installed by. */
    public function named(): string
    {
        $link = $this->school->folder->path . '/libhomevisit.so.1';
        if (!is_link($link)) {
            symlink(built('HV_LIBRARY'), $link);
        }
        return $link;
    }

    /** A homevisit.json that somebody uploaded as a student's file; its path. */
    public function uploaded(): string
    {
        mkdir($this->root . '/assets');
        copy($this->school->file, $this->root . '/assets/upload.json');
        return $this->root . '/assets/upload.json';
    }

    public function activate(): void
    {
        $this->sql(file_get_contents(built('HV_SOURCE_DIR') . '/packaging/rosariosis/Home_Visits/install.sql'));
        $this->sql('DELETE FROM active; INSERT INTO active VALUES (1)');
        (new SQLite3($this->root . '/information_schema.db'))
            ->exec("INSERT INTO tables VALUES ('homevisit_entries')");
    }

    public function set(string $name, string $value): void
    {
        $this->sql("DELETE FROM config WHERE title='$name'; INSERT INTO config VALUES (0, '$name', '"
            . SQLite3::escapeString($value) . "')");
    }

    public function tab(): int
    {
        return (int) $this->database()->querySingle("SELECT id FROM student_field_categories WHERE include='Home_Visits/Student'");
    }

    public function sql(string $sql): void
    {
        $this->database()->exec($sql);
    }

    /** All rows of all tables, but what the entries hold. */
    public function everything(): array
    {
        $database = $this->database();
        $all = [];
        $tables = $database->query("SELECT name FROM sqlite_master WHERE type='table'
            AND name NOT IN ('homevisit_entries', 'sqlite_sequence', 'active') ORDER BY name");
        while ($table = $tables->fetchArray(SQLITE3_NUM)) {
            $rows = $database->query("SELECT * FROM {$table[0]} ORDER BY 1");
            while ($row = $rows->fetchArray(SQLITE3_ASSOC)) {
                $all[$table[0]][] = $row;
            }
        }
        return $all;
    }

    /** The page of a student with our tab open, or with another one; the body. */
    public function student(int $user, string $student, string $query = '', string $locale = 'en_US.utf8'): string
    {
        $query = $query ?: 'category_id=' . $this->tab();
        return $this->get($user, 'Modules.php', "modname=Students/Student.php&$query", $student, $locale)[2];
    }

    /** @return array{int, array, string} status, headers, body */
    public function get(int $user, string $script, string $query, string $student = '', string $locale = 'en_US.utf8'): array
    {
        return $this->fpm->request("$this->root/$script", $query, $this->server($script, $user, $student, $locale));
    }

    /** @param list<array{string,string}> $fields */
    public function post(int $user, string $script, string $query, array $fields, array $server = []): array
    {
        $body = implode('&', array_map(fn($pair) => rawurlencode($pair[0]) . '=' . rawurlencode($pair[1]), $fields));
        return $this->fpm->request("$this->root/$script", $query, $server + $this->server($script, $user, ''), $body);
    }

    /** Of a form on our own page. */
    public function token(int $user, string $student): string
    {
        $page = $this->get($user, 'plugins/Home_Visits/visits.php', "at=/students/$student/answers/new");
        return page($page[2])->evaluate('string(//input[@name="csrf"]/@value)');
    }

    /** Everybody: who comes next signs in anew. */
    public function signOut(): void
    {
        $this->sessions = [];
    }

    private function server(string $script, int $user, string $student, string $locale = 'en_US.utf8'): array
    {
        $server = ['SCRIPT_NAME' => "/$script", 'PHP_SELF' => "/$script"];
        if ($user === 0) {
            return $server;
        }
        $session = $this->sessions["$user $student $locale"] ??= $this->fpm->request(
            $this->root . '/enter.php',
            http_build_query(['user' => $user, 'student' => $student, 'locale' => $locale]),
            ['SCRIPT_NAME' => '/enter.php']
        )[2];
        return $server + ['HTTP_COOKIE' => "RosarioSIS=$session"];
    }

    private function database(): SQLite3
    {
        $database = new SQLite3($this->root . '/sis.db');
        $database->enableExceptions(true);
        $database->createFunction('CONCAT', fn(...$parts) => implode('', $parts));
        return $database;
    }
}
