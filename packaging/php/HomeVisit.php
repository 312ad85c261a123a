<?php
// Home visits for systems in PHP: the operations and pages of libhomevisit, in process. See README.md.

require_once __DIR__ . '/HomeVisit/Failure.php';
require_once __DIR__ . '/HomeVisit/Words.php';
require_once __DIR__ . '/HomeVisit/Library.php';
require_once __DIR__ . '/HomeVisit/Account.php';
require_once __DIR__ . '/HomeVisit/Typed.php';
require_once __DIR__ . '/HomeVisit/Hints.php';
require_once __DIR__ . '/HomeVisit/Page.php';
require_once __DIR__ . '/HomeVisit/Form.php';
require_once __DIR__ . '/HomeVisit/Pages.php';

use HomeVisit\Account;
use HomeVisit\Failure;
use HomeVisit\Library;
use HomeVisit\Typed;
use HomeVisit\Words;

final class HomeVisit
{
    /** @var array<string,self> the open ones of this request, by configuration file and process */
    private static array $open = [];

    private function __construct(
        private readonly FFI $library,
        private readonly FFI\CData $ctx,
        public readonly string $language,
        private readonly string $read
    ) {
    }

    /**
     * Opens the journal that a homevisit.json describes. The first time in a worker that takes some
     * milliseconds; from then on the library keeps it open, and each later request has it at once. After the
     * file was changed, or in a child of this process, it is opened anew; what was given before goes on with the
     * old one.
     *
     * @param string $file the path of homevisit.json
     * @param string $library the path of libhomevisit.so.1; "": where it is installed
     * @param string $language of messages: "nl", "en", or a locale that begins so; "": the school's
     * @param ?string $site where the file's path was typed in a browser: the website's own folder. The file is then
     *     refused in there, where others may write it, and where it names code to load
     * @throws Failure
     */
    public static function open(string $file, string $library = '', string $language = '', ?string $site = null): self
    {
        $key = implode("\0", [getmypid(), $language, $file, $site === null ? 'set' : "typed $site"]);
        // A process that goes on for days looks at the file, too, each time.
        $read = @file_get_contents($file);
        if (!isset(self::$open[$key]) || self::$open[$key]->read !== $read) {
            unset(self::$open[$key]);
            $loaded = Library::load($library, $language);
            $config = self::configuration($file, $read, $language, $site);
            self::$open[$key] = self::opened($config, $loaded, $language, (string) $read);
        }
        return self::$open[$key];
    }

    /**
     * Runs an operation ("visit.record"; schemas/v1/README.md lists them) for this actor.
     *
     * @param array $actor schemas/v1/actor.json; the caller vouches that this person is signed in
     * @param array $request as the operation's schema says
     * @param int $deadline milliseconds after which to give up; 0: never
     * @return array the answer
     * @throws Failure
     */
    public function call(array $actor, string $operation, array $request = [], int $deadline = 0): array
    {
        return json_decode($this->answer($actor, $operation, $request, $deadline), true, 512, JSON_THROW_ON_ERROR);
    }

    /**
     * The same, the answer as the library wrote it: what is given on as a file is not read and written anew.
     *
     * @return string JSON
     * @throws Failure
     */
    public function answer(array $actor, string $operation, array $request = [], int $deadline = 0): string
    {
        $text = $this->text($request);
        return $this->taken(fn($options, $out, $size) => $this->library->hv_call(
            $this->ctx,
            $this->text($actor),
            $operation,
            $text,
            strlen($text),
            $options,
            $out,
            $size
        ), $deadline);
    }

    /**
     * Makes the HTML of a view ("student.panel"). Everything in it is escaped.
     *
     * @throws Failure
     */
    public function render(array $actor, string $view, array $params = [], int $deadline = 0): string
    {
        $text = $this->text($params);
        return $this->taken(fn($options, $out, $size) => $this->library->hv_render(
            $this->ctx,
            $this->text($actor),
            $view,
            $text,
            strlen($text),
            $options,
            $out,
            $size
        ), $deadline);
    }

    /**
     * Notes in the audit that this host did not let somebody in, or took no form.
     *
     * @param string $what "student" or "form"
     * @param string $code why, as a word for programs: nothing that was sent, nobody's name
     */
    public function noteRefusal(array $actor, string $what, string $code): void
    {
        try {
            $this->call($actor, 'refusal.note', ['what' => $what, 'code' => $code]);
        } catch (Failure) {
            // It was refused all the same; what is the matter with the journal is said elsewhere.
        }
    }

    /** Of the library that runs in this process. */
    public function version(): string
    {
        return $this->library->hv_version();
    }

    /** What to do about a library that was replaced while this worker ran; "" when there is nothing. */
    public function restartAdvice(): string
    {
        $newer = Library::newerFile();
        return $newer === '' ? '' : (new Words($this->language))('library_replaced', [
            'version' => $this->version(), 'path' => $newer,
        ]);
    }

    public function __destruct()
    {
        $this->library->hv_close($this->ctx);  // given back: it stays open in this worker
    }

    private static function opened(array $config, FFI $library, string $language, string $read): self
    {
        if ($language === '' && is_string($config['language'] ?? null)) {
            $language = $config['language'];
        }
        $text = json_encode($config, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
        $ctx = $library->new('hv_ctx*');
        $error = $library->new('hv_error');
        $error->struct_size = FFI::sizeof($error);
        $status = $library->hv_open($text, strlen($text), FFI::addr($ctx), FFI::addr($error));
        if ($status === 0) {
            return new self($library, $ctx, $language, $read);
        }
        Account::explain($config, $language);
        throw new Failure($library->hv_status_name($status), 'not_opened', FFI::string($error->message));
    }

    /** The outermost members; what is inside stays as it was read, empty objects too. */
    private static function configuration(string $file, string|false $text, string $language, ?string $site): array
    {
        $say = new Words($language);
        Account::mayRead($file, $language);
        if ($text === false) {
            throw new Failure('not_found', 'configuration_missing', $say('configuration_missing', ['path' => $file]));
        }
        $config = json_decode($text);
        if (!$config instanceof stdClass) {
            throw new Failure(
                'invalid_argument',
                'configuration_no_json',
                $say('configuration_no_json', ['path' => $file])
            );
        }
        if ($site !== null) {
            Typed::judge($file, $config, $site, $language);
        }
        // What is kept open is found by this text: it must not hang on the working directory.
        $config->base ??= realpath(dirname($file)) ?: dirname($file);
        $config->keep_open = true;
        return (array) $config;
    }

    /** JSON for the library: an empty list of members is an object. */
    private function text(array $members): string
    {
        try {
            return $members === [] ? '{}' : json_encode(
                $members,
                JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR
            );
        } catch (JsonException) {
            throw new Failure('invalid_argument', 'not_text', (new Words($this->language))('not_text'));
        }
    }

    /** Makes the call; what the library hands out is copied and given back, whatever becomes of it. */
    private function taken(callable $call, int $deadline): string
    {
        $out = $this->library->new('char*');
        $size = $this->library->new('size_t');
        $options = $this->library->new('hv_call_options');
        $options->struct_size = FFI::sizeof($options);
        $options->deadline_ms = $deadline;
        $language = null;
        if ($this->language !== '') {
            $language = $this->library->new('char[3]');
            FFI::memcpy($language, str_starts_with($this->language, 'nl') ? 'nl' : 'en', 2);
            $options->language = $this->library->cast('char*', FFI::addr($language));
        }
        $status = $call(FFI::addr($options), FFI::addr($out), FFI::addr($size));
        if (FFI::isNull($out)) {
            throw new Failure(
                $this->library->hv_status_name($status),
                'no_answer',
                (new Words($this->language))('no_answer')
            );
        }
        try {
            $text = FFI::string($out, $size->cdata);
        } finally {
            $this->library->hv_free($out);
        }
        if ($status === 0) {
            return $text;
        }
        $error = json_decode($text, true)['error'] ?? [];
        throw new Failure(
            $error['status'] ?? $this->library->hv_status_name($status),
            $error['code'] ?? 'internal',
            $error['message'] ?? $text,
            $error['pointer'] ?? ''
        );
    }
}
