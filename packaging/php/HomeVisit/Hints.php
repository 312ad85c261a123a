<?php
// What an answer gives to think about ("The visit took longer than usual"): shown once, below what was saved. It is
// about a family, so it stands in no address; the host's session keeps it until the next page.

namespace HomeVisit;

final class Hints
{
    private const PLACE = 'homevisit_hints';
    private const MOST = 8;  // forms that somebody sends at once, from several tabs

    /**
     * Keeps what the warnings of an answer say, each sentence once.
     *
     * @return string their number, for take(); "" where there are none, or the host has no session
     */
    public static function keep(array $answer): string
    {
        $hints = array_values(array_unique(array_column($answer['warnings'] ?? [], 'message')));
        if ($hints === [] || !isset($_SESSION)) {
            return '';
        }
        $number = ($_SESSION[self::PLACE]['last'] ?? 0) + 1;
        $kept = ($_SESSION[self::PLACE]['kept'] ?? []) + [$number => $hints];
        $_SESSION[self::PLACE] = ['last' => $number, 'kept' => array_slice($kept, -self::MOST, null, true)];
        return (string) $number;
    }

    /** @return list<string> none where they were given before */
    public static function take(string $number): array
    {
        $hints = $_SESSION[self::PLACE]['kept'][$number] ?? [];
        unset($_SESSION[self::PLACE]['kept'][$number]);
        return $hints;
    }
}
