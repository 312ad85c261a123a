<?php
// What a request for one of our pages came to: something to show, or somewhere to go.

namespace HomeVisit;

final class Page
{
    private function __construct(
        public readonly int $status,
        /** A fragment of HTML, or a text of another kind. */
        public readonly string $text,
        public readonly string $type = 'text/html; charset=utf-8',
        /** A place among our pages ("/students/604821/visits/new"); "": stay here. */
        public readonly string $place = '',
        /** What was saved, for the view's "saved"; "": nothing. */
        public readonly string $saved = '',
        /** The number of what Hints keeps for that page; "": nothing. */
        public readonly string $hints = '',
        /** What a browser is to keep it as ("visit.ics"); "": it is shown. */
        public readonly string $name = ''
    ) {
    }

    public static function show(int $status, string $fragment): self
    {
        return new self($status, $fragment);
    }

    public static function asset(string $text, string $type): self
    {
        return new self(200, $text, $type);
    }

    public static function file(string $text, string $type, string $name): self
    {
        return new self(200, $text, $type, name: $name);
    }

    public static function go(string $place, string $saved = '', string $hints = ''): self
    {
        return new self(303, '', '', $place, $saved, $hints);
    }

    /** Where to go, for hosts that show all our pages by one address: after the `links` that they gave. */
    public function address(): string
    {
        [$path, $query] = explode('?', $this->place, 2) + [1 => ''];
        $more = http_build_query(array_filter(['saved' => $this->saved, 'hints' => $this->hints]));
        $asked = implode('&', array_filter([$query, $more]));
        return $path . ($asked === '' ? '' : '?' . rawurlencode($asked));
    }

    /**
     * A whole document around the fragment, for hosts that give it a page of its own. Its title says which page it
     * is, and its headings begin with the highest.
     *
     * @param string $title what stands behind that, as the name of all these pages
     */
    public function document(string $language, string $title, string $script): string
    {
        $text = fn(string $plain) => htmlspecialchars($plain, ENT_QUOTES | ENT_SUBSTITUTE | ENT_HTML5, 'UTF-8');
        $page = preg_match('/ data-hv-title="([^"]*)"/', $this->text, $found) ? $found[1] . ' – ' : '';
        $raised = preg_replace_callback('#<(/?)h([2-6])(?=[ >])#', fn($tag) => "<$tag[1]h" . ($tag[2] - 1), $this->text);
        return '<!doctype html>' . "\n<html lang=\"{$text($language)}\">\n<head>\n<meta charset=\"utf-8\">\n"
            . '<meta name="viewport" content="width=device-width, initial-scale=1">' . "\n"
            . '<meta name="color-scheme" content="light dark">' . "\n"
            . "<title>$page{$text($title)}</title>\n"
            . '<style>body{margin:0}main{max-inline-size:50rem;margin-inline:auto}</style>' . "\n"
            . "<script src=\"{$text($script)}\" defer></script>\n</head>\n<body>\n<main>\n"
            . $raised . "\n</main>\n</body>\n</html>\n";
    }

    /** What a browser is told with it: its type, and that nothing of it comes from, or goes to, another site. */
    public function headers(): array
    {
        return [
            "Content-Type: {$this->type}",
            ...($this->name === '' ? [] : ["Content-Disposition: attachment; filename=\"{$this->name}\""]),
            'Cache-Control: no-store',
            "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; "
                . "img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'",
            'X-Content-Type-Options: nosniff',
            'Referrer-Policy: same-origin',
        ];
    }
}
