<?php
// A form as it was posted. PHP's own $_POST drops fields of the same name and changes names, and hosts change
// the values ("strip_tags"): what somebody typed is read from the request itself.

namespace HomeVisit;

final class Form
{
    private const MOST = 400;  // what form.decode takes; more than our largest form has
    private const LONGEST = 262144;

    /** @param list<array{string,string}> $fields names and values in their order, without the token */
    private function __construct(public readonly array $fields, public readonly string $token)
    {
    }

    /**
     * Of a request of type application/x-www-form-urlencoded; null when it is none, or is damaged.
     *
     * @param string $body file_get_contents('php://input')
     */
    public static function read(string $type, string $body): ?self
    {
        $plain = 'application/x-www-form-urlencoded';
        if (strncasecmp($type, $plain, strlen($plain)) !== 0 || strlen($body) > self::LONGEST) {
            return null;
        }
        $pairs = $body === '' ? [] : explode('&', $body);
        if (count($pairs) > self::MOST) {
            return null;
        }
        $fields = [];
        $token = '';
        foreach ($pairs as $pair) {
            [$name, $value] = array_map('urldecode', explode('=', $pair, 2) + [1 => '']);
            if (!preg_match('//u', $name . $value) || str_contains($name . $value, "\0")) {
                return null;
            }
            if ($name === 'csrf') {
                $token = $value;
            } else {
                $fields[] = [$name, $value];
            }
        }
        return new self($fields, $token);
    }

    /**
     * Did one of the site's own pages send this? The browser's own word counts, Sec-Fetch-Site. Where it says none,
     * Origin must be the host that was asked; a proxy that asks by another name passes on X-Forwarded-Host. No form
     * of another site can set any of them.
     */
    public static function isFromOwnSite(array $server): bool
    {
        $site = $server['HTTP_SEC_FETCH_SITE'] ?? '';
        if ($site !== '') {
            return $site === 'same-origin';
        }
        $origin = $server['HTTP_ORIGIN'] ?? '';
        if ($origin === '') {
            return true;  // not a browser of today; its form still carries the token
        }
        $host = parse_url($origin, PHP_URL_HOST) . (($port = parse_url($origin, PHP_URL_PORT)) ? ':' . $port : '');
        $proxied = trim(explode(',', $server['HTTP_X_FORWARDED_HOST'] ?? '')[0]);
        return $host !== '' && in_array(strtolower($host), array_map('strtolower', [$server['HTTP_HOST'] ?? '', $proxied]), true);
    }

    /**
     * Of one that is not from the own site: it carries this session's token, so one of our pages made it, and the
     * browser does not say otherwise. A proxy has changed the host; what was typed is worth keeping.
     */
    public function isOurs(array $server, string $token): bool
    {
        return ($server['HTTP_SEC_FETCH_SITE'] ?? '') === '' && hash_equals($token, $this->token);
    }

    public function value(string $name): string
    {
        foreach ($this->fields as [$there, $value]) {
            if ($there === $name) {
                return $value;
            }
        }
        return '';
    }

    /**
     * The fields that are data (names that are JSON pointers, or constants), with these in place of whatever
     * the form says about them.
     *
     * @param array<string,string> $ids
     */
    public function data(array $ids = []): array
    {
        $out = array_values(array_filter($this->fields, fn(array $field) =>
            $field[0] !== '' && str_contains('/=', $field[0][0]) && !isset($ids[$field[0]])));
        foreach ($ids as $name => $value) {
            $out[] = [$name, $value];
        }
        return $out;
    }

    /** As a view takes them back: no value longer than its schema allows. */
    public function shownAgain(): array
    {
        return array_map(fn(array $field) => [$field[0], self::cut($field[1], 8000)], $this->data());
    }

    /** At most so many bytes, and no half character. */
    private static function cut(string $text, int $most): string
    {
        while (strlen($text) > $most && (ord($text[$most]) & 0xC0) === 0x80) {
            --$most;
        }
        return substr($text, 0, $most);
    }

    /**
     * Nothing typed is lost when a session ends in the middle of it: a fragment that carries every field along,
     * to be sent again after signing in.
     *
     * @param string $action where to send it; $token: of the session as it is now, "" without one
     * @param string $why the words that tell why; "": that the session ended
     */
    public function kept(string $action, string $token, Words $say, string $why = ''): string
    {
        $text = fn(string $plain) => htmlspecialchars($plain, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
        $why = $why ?: ($token === '' ? 'signed_out' : 'other_session');
        $hidden = '';
        foreach ([...$this->fields, ['csrf', $token]] as [$name, $value]) {
            $hidden .= "<input type=\"hidden\" name=\"{$text($name)}\" value=\"{$text($value)}\">\n";
        }
        return "<section class=\"homevisit hv-fragment\" lang=\"{$say->language}\">\n<h2>{$say($why . '_title')}</h2>\n"
            . "<p>{$say($why)}</p>\n<form method=\"post\" action=\"{$text($action)}\">\n$hidden"
            . "<button type=\"submit\">{$say('send_again')}</button>\n</form>\n</section>\n";
    }
}
