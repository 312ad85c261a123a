<?php
// Whose files these are: the journal and its key belong to one user of the machine, and PHP must be that one.

namespace HomeVisit;

final class Account
{
    /** @throws Failure permission_denied, where the file is there and may not be read */
    public static function mayRead(string $file, string $language): void
    {
        if (self::isThere($file) && !is_readable($file)) {
            throw self::failure($file, 'read', $language);
        }
    }

    /**
     * Why a journal could not be opened, where the reason is that its files are somebody else's.
     *
     * @param array $config the configuration, with "base"
     * @throws Failure permission_denied
     */
    public static function explain(array $config, string $language): void
    {
        // What is no text is a slip, and the library has its words for it.
        $base = is_string($config['base']) ? $config['base'] : '';
        $place = fn(mixed $name) => match (true) {
            !is_string($name) || $name === '' => null,
            $name[0] === '/' => $name,
            $base === '' => null,
            default => $base . '/' . $name,
        };
        $key = $place($config['key']->file ?? null);
        $written = [$base, $place($config['journal'] ?? null), $place($config['roster'] ?? null)];
        foreach (array_filter([$key, ...$written]) as $path) {
            self::mayRead($path, $language);
        }
        foreach (array_filter($written) as $path) {
            if (file_exists($path) && !is_writable($path)) {
                throw self::failure($path, 'write', $language);
            }
        }
    }

    /** Also where this user may not look into the folder. */
    private static function isThere(string $path): bool
    {
        if (file_exists($path)) {
            return true;
        }
        $folder = dirname($path);
        return is_dir($folder) && !is_executable($folder);
    }

    private static function failure(string $path, string $what, string $language): Failure
    {
        $say = new Words($language);
        $seen = file_exists($path) ? $path : dirname($path);
        $owner = @fileowner($seen);
        // PHP-FPM runs no pool as root.
        return new Failure('permission_denied', 'other_account', $say($owner === 0 ? 'of_root' : 'other_account', [
            'user' => self::name(function_exists('posix_geteuid') ? posix_geteuid() : getmyuid()),
            'owner' => self::name($owner === false ? -1 : $owner),
            'what' => $say($what),
            'path' => $path,
            'folder' => is_dir($path) ? $path : dirname($path),
        ]));
    }

    private static function name(int $id): string
    {
        $known = function_exists('posix_getpwuid') ? posix_getpwuid($id) : false;
        return '"' . ($known === false ? (string) $id : $known['name']) . '"';
    }
}
