<?php
// libhomevisit.so in this PHP process: found, loaded, and what is to be done when it cannot be.

namespace HomeVisit;

final class Library
{
    /** homevisit.h as FFI reads it: no preprocessor, enums as int. tests/php holds it against the header. */
    public const INTERFACE = <<<'C'
        typedef struct hv_ctx hv_ctx;
        typedef struct hv_error {
          size_t struct_size;
          int32_t code;
          uint32_t flags;
          int32_t http_status;
          int64_t retry_after_ms;
          char message[512];
          char request_id[64];
        } hv_error;
        typedef void (*hv_progress)(void* user, const char* phase, uint64_t done, uint64_t total);
        typedef struct hv_call_options {
          size_t struct_size;
          int64_t deadline_ms;
          uint64_t tag;
          const char* language;
          hv_progress progress;
          void* progress_user;
        } hv_call_options;
        const char* hv_version(void);
        uint32_t hv_abi(void);
        const char* hv_status_name(int status);
        int hv_open(const char* config, size_t config_size, hv_ctx** out, hv_error* error);
        void hv_close(hv_ctx* ctx);
        int hv_call(hv_ctx* ctx, const char* actor, const char* operation, const char* request,
                    size_t request_size, const hv_call_options* options, char** response,
                    size_t* response_size);
        int hv_render(hv_ctx* ctx, const char* actor, const char* view, const char* params,
                      size_t params_size, const hv_call_options* options, char** html,
                      size_t* html_size);
        void hv_cancel(hv_ctx* ctx, uint64_t tag);
        void hv_free(char* text);
        C;
    public const ABI_MAJOR = 1;

    /** Where packages put it; the first that is there is taken where no path is given. */
    private const PLACES = [
        '/usr/local/lib/libhomevisit.so.1',
        '/usr/local/lib/x86_64-linux-gnu/libhomevisit.so.1',
        '/usr/local/lib/aarch64-linux-gnu/libhomevisit.so.1',
        '/usr/lib/x86_64-linux-gnu/libhomevisit.so.1',
        '/usr/lib/aarch64-linux-gnu/libhomevisit.so.1',
        '/usr/lib/libhomevisit.so.1',
    ];

    private static ?\FFI $loaded = null;
    private static string $path = '';

    /**
     * The library, loaded once. It stays in memory for as long as the process lives: it is marked so, and a
     * handle that PHP drops at the end of a request changes nothing.
     *
     * @throws Failure unavailable: ffi_off, library_missing, library_other
     */
    public static function load(string $path = '', string $language = ''): \FFI
    {
        if (self::$loaded !== null) {
            return self::$loaded;
        }
        $say = new Words($language);
        $path = $path === '' ? self::installed() : $path;
        if (!extension_loaded('ffi')) {
            throw new Failure('unavailable', 'ffi_off', $say('ffi_not_there'));
        }
        if ($path[0] === '/' && !is_file($path)) {
            throw new Failure('unavailable', 'library_missing', $say('library_missing', ['path' => $path]));
        }
        try {
            $ffi = \FFI::cdef(self::INTERFACE, $path);
            $abi = $ffi->hv_abi();
        } catch (\FFI\Exception $e) {
            if (str_contains($e->getMessage(), 'ffi.enable')) {
                throw new Failure('unavailable', 'ffi_off', $say('ffi_off', ['preload' => self::preloadFile()]));
            }
            throw new Failure(
                'unavailable',
                'library_missing',
                $say('library_not_loaded', ['path' => $path, 'why' => $e->getMessage()])
            );
        }
        if ($abi >> 16 !== self::ABI_MAJOR) {
            throw new Failure('unavailable', 'library_other', $say('library_other', [
                'path' => $path, 'version' => $ffi->hv_version(),
            ]));
        }
        self::$path = $path;
        return self::$loaded = $ffi;
    }

    /** Of the copy that runs in this process; "" before load(). */
    public static function version(): string
    {
        return self::$loaded === null ? '' : self::$loaded->hv_version();
    }

    /**
     * Was the file replaced since this process loaded it? A running worker keeps the copy it has; it takes
     * the new one when PHP is restarted. "" when they are the same.
     */
    public static function newerFile(): string
    {
        if (self::$path === '' || self::$path[0] !== '/') {
            return '';
        }
        $there = @stat(self::$path);
        $mapped = self::mapped();
        if ($there === false || $mapped === 0 || $there['ino'] === $mapped) {
            return '';
        }
        return realpath(self::$path) ?: self::$path;
    }

    /** For paths that somebody types in a browser: nothing else is to be loaded as code. */
    public static function isItsName(string $path): bool
    {
        return preg_match('#^/(?:.*/)?libhomevisit\.so(?:\.[0-9.]+)?$#D', $path) === 1;
    }

    public static function preloadFile(): string
    {
        return dirname(__DIR__) . '/preload.php';
    }

    /** The inode that the running copy was loaded from; 0: not known. */
    private static function mapped(): int
    {
        $name = preg_replace('/\.so.*$/', '.so', basename(self::$path));
        foreach (@file('/proc/self/maps') ?: [] as $line) {
            // address perms offset device inode path
            $part = preg_split('/\s+/', trim($line), 6);
            if (count($part) === 6 && str_starts_with(basename($part[5]), $name)) {
                return (int) $part[4];
            }
        }
        return 0;
    }

    private static function installed(): string
    {
        foreach (self::PLACES as $path) {
            if (is_file($path)) {
                return $path;
            }
        }
        return 'libhomevisit.so.1';  // as the system's loader finds it
    }
}
