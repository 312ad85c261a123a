<?php
// A homevisit.json whose path somebody typed in a browser. Such a person may administer the website, and yet not
// the machine: what they could upload decides nothing here, and no code is loaded because they named it.

namespace HomeVisit;

final class Typed
{
    /**
     * @param \stdClass $config what stands in the file
     * @param string $site the website's own folder; uploads land in it
     * @throws Failure permission_denied
     */
    public static function judge(string $file, \stdClass $config, string $site, string $language): void
    {
        clearstatcache(true);  // a worker remembers paths and modes beyond a request
        $real = realpath($file) ?: $file;
        $folders = array_filter(array_map(
            fn(string $folder) => $folder === '' ? false : realpath($folder),
            [$site, $_SERVER['DOCUMENT_ROOT'] ?? '']
        ));
        $why = match (true) {
            (bool) array_filter($folders, fn(string $folder) => str_starts_with($real, rtrim($folder, '/') . '/'))
                => 'typed_in_website',
            (@fileperms($real) & 0022) !== 0 => 'typed_writable',
            isset($config->adapter->path) => 'typed_adapter',
            default => '',
        };
        if ($why !== '') {
            $say = new Words($language);
            throw new Failure('permission_denied', 'file_not_trusted', $say($why, ['path' => $real]));
        }
    }
}
