<?php
// The table of entries that homevisit files in RosarioSIS (adapters/rosariosis). It is exported before it goes.

namespace HomeVisits;

final class Entries
{
    private const EXPORTED = 'HOME_VISITS_EXPORTED';

    /** How many entries there are; null: there is no such table. */
    public static function count(): ?int
    {
        // A question that both kinds of database answer without an error where the table is missing.
        $there = DBGetOne("SELECT 1 FROM information_schema.tables WHERE TABLE_NAME='homevisit_entries'");
        return $there ? (int) DBGetOne('SELECT COUNT(*) FROM homevisit_entries') : null;
    }

    /** Every entry as JSON, a row at a time; from now on the table may go, until something in it changes. */
    public static function export(): void
    {
        $state = self::state();
        echo '{"table": "homevisit_entries", "exported": ', json_encode(date('c')), ', "entries": [';
        $last = '';
        $separator = "\n";
        do {
            $rows = DBGet("SELECT * FROM homevisit_entries WHERE MARKER>'" . DBEscapeString($last ?: ' ') . "'
                ORDER BY MARKER LIMIT 500");
            foreach ((array) $rows as $row) {
                echo $separator, json_encode(array_change_key_case($row), JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE);
                $separator = ",\n";
                $last = (string) $row['MARKER'];
            }
        } while ($rows);
        echo "\n]}\n";
        Settings::write(self::EXPORTED, $state);
    }

    /** Removes the table; false where it holds something that was not exported. */
    public static function remove(): bool
    {
        if (self::count() !== 0 && self::state() !== Settings::read(self::EXPORTED)) {
            return false;
        }
        DBQuery('DROP TABLE homevisit_entries');
        Settings::write(self::EXPORTED, '');
        return true;
    }

    /** Another text whenever an entry was added, changed or withdrawn. */
    private static function state(): string
    {
        $row = DBGet("SELECT COUNT(*) AS ENTRIES,MAX(MARKER) AS LATEST,SUM(CHANGES) AS CHANGES,
            COUNT(WITHDRAWN) AS WITHDRAWN FROM homevisit_entries");
        return implode(' ', array_map('strval', (array) ($row[1] ?? [])));
    }
}
