<?php
// The plugin's own words; all others come from the library.

namespace HomeVisits;

final class Words
{
    private const TEXTS = [
        'home_visits' => ['en' => 'Home visits', 'nl' => 'Huisbezoeken'],
        'sign_in' => [
            'en' => 'Sign in to RosarioSIS, and open the home visits from the student\'s file.',
            'nl' => 'Log in bij RosarioSIS en open de huisbezoeken vanuit het dossier van de leerling.',
        ],
        'no_role' => [
            'en' => 'The home visits are not for your profile. An administrator can change that under School > '
                . 'Configuration > Plugins > Home_Visits.',
            'nl' => 'De huisbezoeken zijn er niet voor uw profiel. Een beheerder kan dat veranderen bij School > '
                . 'Configuratie > Plugins > Home_Visits.',
        ],
        'no_student' => [
            'en' => 'There is no such student among those that you may see.',
            'nl' => 'Deze leerling is er niet onder de leerlingen die u mag zien.',
        ],
        'reads_only' => [
            'en' => 'You may read the home visits, but not record any: RosarioSIS gives your profile no right to edit '
                . 'this tab.',
            'nl' => 'U mag de huisbezoeken lezen, maar niet vastleggen: RosarioSIS geeft uw profiel geen recht om dit '
                . 'tabblad te wijzigen.',
        ],
        'not_set_up' => [
            'en' => 'The home visits are not set up yet. An administrator can do so under School > Configuration > '
                . 'Plugins > Home_Visits.',
            'nl' => 'De huisbezoeken zijn nog niet ingesteld. Een beheerder kan dat doen bij School > Configuratie > '
                . 'Plugins > Home_Visits.',
        ],
        'class_missing' => [
            'en' => 'The PHP class of homevisit is not there. Install homevisit, or copy its folder "php" into this '
                . 'plugin\'s folder.',
            'nl' => 'De PHP-klasse van homevisit ontbreekt. Installeer homevisit, of kopieer zijn map "php" in de map '
                . 'van deze plugin.',
        ],
        'file' => ['en' => 'Path of homevisit.json', 'nl' => 'Pad van homevisit.json'],
        'library' => [
            'en' => 'Path of libhomevisit.so.1 (empty: where it is installed)',
            'nl' => 'Pad van libhomevisit.so.1 (leeg: waar het geïnstalleerd is)',
        ],
        'role_of' => ['en' => 'Users with the profile "{profile}" are', 'nl' => 'Gebruikers met het profiel "{profile}" zijn'],
        'role_none' => ['en' => 'nothing: no home visits', 'nl' => 'niets: geen huisbezoeken'],
        'role_teacher' => ['en' => 'teacher: what colleagues may read', 'nl' => 'leraar: wat collega\'s mogen lezen'],
        'role_mentor' => [
            'en' => 'mentor of their own students, teacher of the others',
            'nl' => 'mentor van hun eigen leerlingen, leraar van de anderen',
        ],
        'role_school_leader' => ['en' => 'school leader: reads what colleagues may read', 'nl' => 'schoolleider: leest wat collega\'s mogen lezen'],
        'role_care_coordinator' => ['en' => 'care team: reads and records everything', 'nl' => 'zorgteam: leest en noteert alles'],
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

    public function own(string $name): string
    {
        return $this->own === null ? '' : ($this->own)($name);
    }
}
