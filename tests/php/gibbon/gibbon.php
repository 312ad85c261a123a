<?php
// Stands in for Gibbon 30: the session, the database and the functions that a module meets there.

final class Session
{
    public function has($key)
    {
        return isset($_SESSION[$key]);
    }

    public function get($key)
    {
        return $_SESSION[$key] ?? null;
    }

    public function set($key, $value)
    {
        $_SESSION[$key] = $value;
    }
}

require_once __DIR__ . '/config.php';

/** Gibbon's page around a script. */
final class GibbonPage
{
    public object $breadcrumbs;

    public function __construct()
    {
        $this->breadcrumbs = new class () {
            public function add($text)
            {
                return $this;
            }
        };
    }

    public function addError($text)
    {
        echo "<div class=\"error\">$text</div>";
    }
}

session_name('Gibbon');
session_set_cookie_params(['path' => '/']);
session_start();
$session = new Session();
$guid = 'guid';
$page = new GibbonPage();
$connection2 = new PDO('sqlite:' . __DIR__ . '/gibbon.db', null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);

function __($text)
{
    return $text;
}

function isActionAccessible($guid, $database, $address, $name = '')
{
    [, , $module, $script] = explode('/', $address);
    $found = $database->prepare("SELECT gibbonAction.name FROM gibbonAction
        JOIN gibbonModule ON (gibbonModule.gibbonModuleID=gibbonAction.gibbonModuleID)
        JOIN gibbonPermission ON (gibbonPermission.gibbonActionID=gibbonAction.gibbonActionID)
        WHERE gibbonModule.name=? AND gibbonAction.URLList LIKE ? AND gibbonRoleID=? AND (?='' OR gibbonAction.name=?)");
    $found->execute([$module, "%$script%", $_SESSION['gibbonRoleIDCurrent'] ?? '', $name, $name]);
    return isset($_SESSION['gibbonPersonID']) && $found->fetchColumn() !== false;
}

/** Gibbon takes a form for a script whose name ends so with two tokens of its own: one of the session, one of the form. */
$container = new class ($session) {
    public function __construct(private readonly Session $session)
    {
    }

    public function get($class)
    {
        return $class === 'Gibbon\\Session\\TokenHandler' ? $this : null;
    }

    public function getCSRF()
    {
        $this->session->has('csrftoken') || $this->session->set('csrftoken', bin2hex(random_bytes(16)));
        return $this->session->get('csrftoken');
    }

    public function getNonce()
    {
        $nonce = bin2hex(random_bytes(16));
        $this->session->set('nonceList', [...$this->session->get('nonceList') ?? [], $nonce]);
        return $nonce;
    }

    public function takes(array $form): bool
    {
        return ($form['csrftoken'] ?? '') === $this->getCSRF()
            && in_array($form['nonce'] ?? '', $this->session->get('nonceList') ?? [], true);
    }
};
if (count($_POST) > 1 && str_contains($_SERVER['PHP_SELF'], 'Process.php') && !$container->takes($_POST)) {
    header('Location: ' . ($_SERVER['HTTP_REFERER'] ?? '') . '&return=error9');
    exit;
}
