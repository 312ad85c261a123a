<?php
// What an administrator has set for the plugin. It holds for all schools and years of this RosarioSIS: there is
// one library and one journal.

namespace HomeVisits;

final class Settings
{
    public const ROLES = ['none', 'teacher', 'mentor', 'school_leader', 'care_coordinator'];

    public static function file(): string
    {
        return self::path('file');
    }

    public static function library(): string
    {
        $path = self::path('library');
        return self::isFixed('library') || ($path !== '' && \HomeVisit\Library::isItsName($path)) ? $path : '';
    }

    /** As it is in force. $name: "file" or "library" */
    public static function path(string $name): string
    {
        $constant = 'HOME_VISITS_' . strtoupper($name);
        return match (true) {
            defined($constant) => constant($constant),
            self::isFixed($name) => '',
            default => self::read($constant),
        };
    }

    /**
     * Is this set in RosarioSIS's config.inc.php, and not here? Both paths decide what code is loaded: where
     * administrators may upload no add-ons, they may not name these either.
     */
    public static function isFixed(string $name): bool
    {
        return defined('HOME_VISITS_' . strtoupper($name))
            || (defined('ROSARIO_DISABLE_ADDON_UPLOAD') && ROSARIO_DISABLE_ADDON_UPLOAD);
    }

    /**
     * The role of this profile. Unless it was set: administrators read what colleagues may read; teachers are
     * mentor of whom the roster says, and teacher of the others. Nobody is of the care team by default.
     */
    public static function role(string $profile, int $profile_id): string
    {
        $set = json_decode(self::read('HOME_VISITS_ROLES') ?: '{}', true)[$profile_id] ?? '';
        if (in_array($set, self::ROLES, true)) {
            return $set;
        }
        return ['admin' => 'school_leader', 'teacher' => 'mentor'][$profile] ?? 'none';
    }

    /** @return list<array{id: int, profile: string, title: string}> whom roles can be given to */
    public static function profiles(): array
    {
        $rows = DBGet("SELECT ID,PROFILE,TITLE FROM user_profiles WHERE PROFILE IN('admin','teacher') ORDER BY ID");
        return array_values(array_map(fn(array $row) => [
            'id' => (int) $row['ID'], 'profile' => $row['PROFILE'], 'title' => ParseMLField($row['TITLE']),
        ], (array) $rows));
    }

    /** @param array<string,mixed> $paths "file" and "library", as sent; one that is fixed is left alone */
    public static function save(array $paths, array $roles): void
    {
        foreach ($paths as $name => $path) {
            if (!self::isFixed($name)) {
                self::write('HOME_VISITS_' . strtoupper($name), is_string($path) ? trim($path) : '');
            }
        }
        self::write('HOME_VISITS_ROLES', json_encode((object) array_filter(
            $roles,
            fn(mixed $role) => in_array($role, self::ROLES, true)
        )));
    }

    public static function read(string $name): string
    {
        static $all = null;
        if ($all === null || $name === '') {
            $all = [];
            $rows = DBGet("SELECT TITLE,CONFIG_VALUE FROM config WHERE SCHOOL_ID='0' AND TITLE LIKE 'HOME_VISITS_%'");
            foreach ((array) $rows as $row) {
                $all[$row['TITLE']] = (string) $row['CONFIG_VALUE'];
            }
        }
        return $all[$name] ?? '';
    }

    public static function write(string $name, string $value): void
    {
        DBQuery("DELETE FROM config WHERE SCHOOL_ID='0' AND TITLE='" . $name . "'");
        if ($value !== '') {
            DBQuery("INSERT INTO config (SCHOOL_ID,TITLE,CONFIG_VALUE)
                VALUES(0,'" . $name . "','" . DBEscapeString($value) . "')");
        }
        self::read('');
    }
}
