<?php
// The plugin's own words; all others come from the library.

namespace HomeVisits;

final class Words
{
    private const PLACE = 'School > Configuration > Plugins > Home Visits';
    private const TEXTS = [
        'class_missing' => [
            'en' => 'The PHP class of homevisit is not there. Install homevisit, or copy its folder "php" into this '
                . 'plugin\'s folder.',
            'nl' => 'De PHP-klasse van homevisit ontbreekt. Installeer homevisit, of kopieer zijn map "php" in de map '
                . 'van deze plugin.',
        ],
        'role_of' => ['en' => 'Users with the profile "{profile}" are', 'nl' => 'Gebruikers met het profiel "{profile}" zijn'],
        'saved' => ['en' => 'Saved.', 'nl' => 'Opgeslagen.'],
        'check' => ['en' => 'Check', 'nl' => 'Controleren'],
        'check_good' => ['en' => 'All is well.', 'nl' => 'Alles is in orde.'],
        'check_bad' => ['en' => 'Something is to be done.', 'nl' => 'Er is iets te doen.'],
        'entries' => [
            'en' => 'The table homevisit_entries holds {count} entries that homevisit filed. Before the plugin is deleted: '
                . 'export them, then remove the table. What was recorded itself stays in homevisit\'s journal.',
            'nl' => 'De tabel homevisit_entries bevat {count} vermeldingen die homevisit heeft gezet. Voordat de plugin '
                . 'wordt verwijderd: exporteer ze, en verwijder daarna de tabel. Wat is vastgelegd blijft in het journaal '
                . 'van homevisit.',
        ],
        'export' => ['en' => 'Export the entries', 'nl' => 'Exporteer de vermeldingen'],
        'remove' => ['en' => 'Remove the table', 'nl' => 'Verwijder de tabel'],
        'removed' => ['en' => 'The table has been removed.', 'nl' => 'De tabel is verwijderd.'],
        'export_first' => [
            'en' => 'The table stays: it holds entries that were not exported, or that changed since. Export them first.',
            'nl' => 'De tabel blijft: er staan vermeldingen in die niet zijn geëxporteerd, of die sindsdien zijn veranderd. '
                . 'Exporteer ze eerst.',
        ],
        'no_table' => [
            'en' => 'There is no table homevisit_entries. Homevisit files its entries elsewhere, or makes it when the '
                . 'plugin is activated anew.',
            'nl' => 'Er is geen tabel homevisit_entries. Homevisit zet zijn vermeldingen elders, of maakt hem als de '
                . 'plugin opnieuw wordt geactiveerd.',
        ],
    ];

    public readonly string $language;
    /** Those of the class HomeVisit. */
    public readonly ?\HomeVisit\Words $own;

    /** In the language of RosarioSIS's session: Dutch, or English for all others. */
    public function __construct()
    {
        $this->language = str_starts_with((string) ($_SESSION['locale'] ?? ''), 'nl') ? 'nl' : 'en';
        $this->own = class_exists(\HomeVisit\Words::class, false) ? new \HomeVisit\Words($this->language) : null;
    }

    public function __invoke(string $name, array $values = []): string
    {
        $text = self::TEXTS[$name][$this->language];
        foreach ($values as $key => $value) {
            $text = str_replace('{' . $key . '}', (string) $value, $text);
        }
        return $text;
    }

    public function own(string $name, array $values = []): string
    {
        return $this->own === null ? '' : ($this->own)($name, $values + ['system' => 'RosarioSIS', 'place' => self::PLACE]);
    }
}
