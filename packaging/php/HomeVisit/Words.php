<?php
// The few sentences that are needed where the library itself cannot speak; all others are its own.

namespace HomeVisit;

final class Words
{
    private const TEXTS = [
        'ffi_not_there' => [
            'en' => 'PHP\'s extension FFI is not there. On Debian: apt-get install php-common, phpenmod ffi, and '
                . 'restart PHP.',
            'nl' => 'De PHP-extensie FFI ontbreekt. Op Debian: apt-get install php-common, phpenmod ffi, en start '
                . 'PHP opnieuw.',
        ],
        'ffi_off' => [
            'en' => 'PHP may not load the home visits: its FFI is switched off for web pages. In php.ini set either '
                . 'opcache.preload = {preload} (PHP-FPM; with opcache.preload_user) or ffi.enable = true, and restart '
                . 'PHP.',
            'nl' => 'PHP mag de huisbezoeken niet laden: FFI staat uit voor webpagina\'s. Zet in php.ini of '
                . 'opcache.preload = {preload} (PHP-FPM; met opcache.preload_user) of ffi.enable = true, en start PHP '
                . 'opnieuw.',
        ],
        'library_missing' => [
            'en' => 'There is no {path}. Install homevisit, or correct the path of the library.',
            'nl' => 'Er is geen {path}. Installeer homevisit, of verbeter het pad van de bibliotheek.',
        ],
        'library_not_loaded' => [
            'en' => '{path} cannot be loaded ({why}). Install homevisit, or correct the path of the library.',
            'nl' => '{path} kan niet worden geladen ({why}). Installeer homevisit, of verbeter het pad van de '
                . 'bibliotheek.',
        ],
        'library_other' => [
            'en' => '{path} is homevisit {version}, which this add-on does not know. Install the add-on of the same '
                . 'version.',
            'nl' => '{path} is homevisit {version}, en die kent deze uitbreiding niet. Installeer de uitbreiding van '
                . 'dezelfde versie.',
        ],
        'library_replaced' => [
            'en' => 'homevisit was replaced since PHP started: this worker still runs {version} and {path} lies '
                . 'beside it. Restart PHP to take it into use.',
            'nl' => 'homevisit is vervangen sinds PHP startte: dit proces draait nog {version} en {path} ligt ernaast. '
                . 'Start PHP opnieuw om het in gebruik te nemen.',
        ],
        'configuration_missing' => [
            'en' => 'There is no {path}. Make it with: homevisit init, or correct the path.',
            'nl' => 'Er is geen {path}. Maak het met: homevisit init, of verbeter het pad.',
        ],
        'configuration_no_json' => [
            'en' => '{path} is no JSON object. Mend it, or put back a copy.',
            'nl' => '{path} is geen JSON-object. Herstel het of zet een kopie terug.',
        ],
        'typed_in_website' => [
            'en' => '{path} lies within the website, where uploads land, and is not taken from there. Put it elsewhere, '
                . 'such as in /var/lib/homevisit.',
            'nl' => '{path} ligt binnen de website, waar uploads terechtkomen, en wordt daar niet vertrouwd. Zet het '
                . 'elders, bijvoorbeeld in /var/lib/homevisit.',
        ],
        'typed_writable' => [
            'en' => 'Others than its owner may write {path}, so it is not taken. Run: chmod go-w {path}',
            'nl' => 'Anderen dan de eigenaar mogen in {path} schrijven; daarom wordt het niet gebruikt. Voer uit: chmod '
                . 'go-w {path}',
        ],
        'typed_adapter' => [
            'en' => '{path} gives its adapter a "path", and a file that is named in the browser may name installed adapters '
                . 'only. Take "path" out, or fix the file on the machine: define(\'HOME_VISITS_FILE\', ...) in the '
                . 'configuration of the system.',
            'nl' => '{path} geeft zijn adapter een "path", en een bestand dat in de browser is opgegeven mag alleen '
                . 'geïnstalleerde adapters noemen. Haal "path" weg, of leg het bestand vast op de machine: '
                . 'define(\'HOME_VISITS_FILE\', ...) in de configuratie van het systeem.',
        ],
        'fixed' => [
            'en' => 'Is set on the machine alone: define(\'{constant}\', ...) in {file}.',
            'nl' => 'Wordt alleen op de machine ingesteld: define(\'{constant}\', ...) in {file}.',
        ],
        'other_account' => [
            'en' => 'PHP runs here as the user {user} and may not {what} {path}, which belongs to {owner}. Let one '
                . 'user do both: give PHP-FPM a pool with user = {owner}, or give the whole folder to {user} '
                . '(chown -R {user} {folder}) and run homevisit\'s own service as {user}.',
            'nl' => 'PHP draait hier als gebruiker {user} en mag {path} niet {what}; dat bestand is van {owner}. Laat '
                . 'één gebruiker beide doen: geef PHP-FPM een pool met user = {owner}, of geef de hele map aan {user} '
                . '(chown -R {user} {folder}) en laat de eigen dienst van homevisit als {user} draaien.',
        ],
        'of_root' => [
            'en' => 'PHP runs here as the user {user} and may not {what} {path}, which belongs to {owner}. Give the '
                . 'whole folder to {user} (chown -R {user} {folder}) and run homevisit\'s own service as {user}.',
            'nl' => 'PHP draait hier als gebruiker {user} en mag {path} niet {what}; dat bestand is van {owner}. Geef '
                . 'de hele map aan {user} (chown -R {user} {folder}) en laat de eigen dienst van homevisit als {user} '
                . 'draaien.',
        ],
        'read' => ['en' => 'read', 'nl' => 'lezen'],
        'write' => ['en' => 'write', 'nl' => 'schrijven'],
        'no_answer' => [
            'en' => 'There was no memory left for an answer. Try again.',
            'nl' => 'Er was geen geheugen meer voor een antwoord. Probeer het opnieuw.',
        ],
        'not_text' => [
            'en' => 'This is no UTF-8 text, or it is nested too deep.',
            'nl' => 'Dit is geen UTF-8-tekst, of het is te diep genest.',
        ],
        'not_here' => [
            'en' => 'There is no such page for this student.',
            'nl' => 'Deze pagina is er niet voor deze leerling.',
        ],
        'not_here_title' => ['en' => 'Not found', 'nl' => 'Niet gevonden'],
        'refused_title' => ['en' => 'This did not work', 'nl' => 'Dit is niet gelukt'],
        'later_title' => ['en' => 'Not possible just now', 'nl' => 'Nu even niet mogelijk'],
        'forbidden_title' => ['en' => 'Not for you to see', 'nl' => 'Niet voor u bestemd'],
        'back' => ['en' => 'Back to the file', 'nl' => 'Terug naar het dossier'],
        'too_many_fields' => [
            'en' => 'The form is damaged or has too many fields.',
            'nl' => 'Het formulier is beschadigd of heeft te veel velden.',
        ],
        'other_site' => [
            'en' => 'This was sent by a page of another site. Nothing was recorded.',
            'nl' => 'Dit is verstuurd door een pagina van een andere site. Er is niets vastgelegd.',
        ],
        'other_host_title' => ['en' => 'Not recorded yet', 'nl' => 'Nog niet vastgelegd'],
        'other_host' => [
            'en' => 'The server was asked by another name than the one in your browser. What you typed is still here: let '
                . 'the administrator make the proxy in front of the server pass on X-Forwarded-Host, then send it again.',
            'nl' => 'De server is onder een andere naam gevraagd dan die in uw browser. Wat u typte staat er nog: laat de '
                . 'beheerder de proxy voor de server X-Forwarded-Host doorgeven, en verstuur het dan opnieuw.',
        ],
        'signed_out_title' => ['en' => 'You are no longer signed in', 'nl' => 'U bent niet meer ingelogd'],
        'signed_out' => [
            'en' => 'What you typed is still here. Sign in in another tab, come back to this page and send it again.',
            'nl' => 'Wat u typte staat er nog. Log in op een ander tabblad, kom terug naar deze pagina en verstuur het '
                . 'opnieuw.',
        ],
        'other_session_title' => ['en' => 'Please send it once more', 'nl' => 'Verstuur het nog een keer'],
        'other_session' => [
            'en' => 'This form came from an earlier session. What you typed is still here: check that it is yours and '
                . 'send it again.',
            'nl' => 'Dit formulier komt uit een eerdere sessie. Wat u typte staat er nog: kijk of het van u is en '
                . 'verstuur het opnieuw.',
        ],
        'sign_in' => [
            'en' => 'Sign in to {system}, and open the home visits from the student\'s file.',
            'nl' => 'Log in bij {system} en open de huisbezoeken vanuit het dossier van de leerling.',
        ],
        'no_role' => [
            'en' => 'The home visits are not for your profile. An administrator can change that: {place}.',
            'nl' => 'De huisbezoeken zijn er niet voor uw profiel. Een beheerder kan dat veranderen: {place}.',
        ],
        'no_student' => [
            'en' => 'There is no such student among those that you may see.',
            'nl' => 'Deze leerling is er niet onder de leerlingen die u mag zien.',
        ],
        'reads_only' => [
            'en' => 'You may read the home visits, but not record any: {system} does not let you edit them.',
            'nl' => 'U mag de huisbezoeken lezen, maar niet vastleggen: {system} laat u ze niet wijzigen.',
        ],
        'not_set_up' => [
            'en' => 'The home visits are not set up yet. An administrator can do so: {place}.',
            'nl' => 'De huisbezoeken zijn nog niet ingesteld. Een beheerder kan dat doen: {place}.',
        ],
        'failed' => [
            'en' => 'The home visits cannot be shown: something failed that should not. What and where is in PHP\'s '
                . 'error log.',
            'nl' => 'De huisbezoeken kunnen niet worden getoond: er ging iets mis wat niet mis hoort te gaan. Wat en '
                . 'waar staat in het foutenlogboek van PHP.',
        ],
        'home_visits' => ['en' => 'Home visits', 'nl' => 'Huisbezoeken'],
        'path_of_file' => ['en' => 'Path of homevisit.json', 'nl' => 'Pad van homevisit.json'],
        'path_of_library' => [
            'en' => 'Path of libhomevisit.so.1 (empty: where it is installed)',
            'nl' => 'Pad van libhomevisit.so.1 (leeg: waar het geïnstalleerd is)',
        ],
        'role_none' => ['en' => 'nothing: no home visits', 'nl' => 'niets: geen huisbezoeken'],
        'role_teacher' => ['en' => 'teacher: what colleagues may read', 'nl' => 'leraar: wat collega\'s mogen lezen'],
        'role_mentor' => [
            'en' => 'mentor of their own students, teacher of the others',
            'nl' => 'mentor van hun eigen leerlingen, leraar van de anderen',
        ],
        'role_school_leader' => ['en' => 'school leader: reads what colleagues may read', 'nl' => 'schoolleider: leest wat collega\'s mogen lezen'],
        'role_care_coordinator' => ['en' => 'care team: reads and records everything', 'nl' => 'zorgteam: leest en noteert alles'],
        'save_and_check' => ['en' => 'Save and check', 'nl' => 'Opslaan en controleren'],
        'send_again' => ['en' => 'Send again', 'nl' => 'Opnieuw versturen'],
    ];

    public readonly string $language;

    /** @param string $language "nl", "en" or a locale such as "nl_NL.utf8"; others are read as English */
    public function __construct(string $language = '')
    {
        $this->language = str_starts_with($language, 'nl') ? 'nl' : 'en';
    }

    /** @param array<string,string> $values what stands at the places in braces */
    public function __invoke(string $name, array $values = []): string
    {
        $text = self::TEXTS[$name][$this->language];
        foreach ($values as $key => $value) {
            $text = str_replace('{' . $key . '}', $value, $text);
        }
        return $text;
    }
}
