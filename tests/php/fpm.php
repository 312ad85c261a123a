<?php
// Debian's PHP-FPM with a pool of its own on a socket in the test's folder, and requests to it.

require_once __DIR__ . '/harness.php';

final class Fpm
{
    public readonly int $pid;
    private readonly string $socket;
    private $process;

    /** @param array<string,string> $settings of php.ini, beside Debian's own */
    public function __construct(Folder $folder, array $settings = [], int $workers = 2)
    {
        if (built('HV_PHP_FPM') === 'HV_PHP_FPM-NOTFOUND' || built('HV_CGI_FCGI') === 'HV_CGI_FCGI-NOTFOUND') {
            echo "php-fpm and cgi-fcgi are not there: apt-get install php8.2-fpm libfcgi-bin. Skipped.\n";
            exit(77);
        }
        static $count = 0;
        $this->socket = $folder->path . '/fpm-' . ++$count . '.sock';
        $config = $folder->path . '/fpm.conf';
        file_put_contents($config, implode("\n", [
            '[global]', "error_log = {$folder->path}/fpm.log", 'daemonize = no', '[www]',
            "listen = {$this->socket}", 'pm = static', "pm.max_children = $workers", 'clear_env = yes',
            'catch_workers_output = yes', '',
        ]));
        $command = [built('HV_PHP_FPM'), '--nodaemonize', '--fpm-config', $config];
        if (posix_geteuid() === 0) {
            $command[] = '--allow-to-run-as-root';
            $settings += isset($settings['opcache.preload']) ? ['opcache.preload_user' => 'root'] : [];
        }
        foreach ($settings + ['display_errors' => '1', 'error_reporting' => (string) E_ALL] as $name => $value) {
            array_push($command, '-d', "$name=$value");
        }
        $quiet = ['file', $folder->path . '/fpm.out', 'a'];
        $this->process = proc_open($command, [['file', '/dev/null', 'r'], $quiet, $quiet], $pipes);
        $this->pid = proc_get_status($this->process)['pid'];
        for ($i = 0; !file_exists($this->socket); ++$i) {
            if ($i > 1000 || !proc_get_status($this->process)['running']) {
                throw new Broken('php-fpm did not start: ' . @file_get_contents($folder->path . '/fpm.log')
                    . @file_get_contents($folder->path . '/fpm.out'));
            }
            usleep(5000);
        }
    }

    public function __destruct()
    {
        proc_terminate($this->process, SIGTERM);
        proc_close($this->process);
    }

    /**
     * One request; the answer as it came: status, headers, body.
     *
     * @param array<string,string> $server further CGI variables
     * @return array{int, array<string,string>, string}
     */
    public function request(string $script, string $query = '', array $server = [], string $body = ''): array
    {
        return self::answer($this->begin($script, $query, $server, $body));
    }

    /** The same for several at once: a list of queries in, a list of answers out. */
    public function together(string $script, array $queries): array
    {
        return array_map([self::class, 'answer'], array_map(fn($query) => $this->begin($script, $query, [], ''), $queries));
    }

    private function begin(string $script, string $query, array $server, string $body): array
    {
        $pipes = [];
        $process = proc_open(
            [built('HV_CGI_FCGI'), '-bind', '-connect', $this->socket],
            [['pipe', 'r'], ['pipe', 'w'], ['file', '/dev/null', 'a']],
            $pipes,
            null,
            $server + [
                'GATEWAY_INTERFACE' => 'CGI/1.1', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'SERVER_SOFTWARE' => 'test',
                'REQUEST_METHOD' => $body === '' ? 'GET' : 'POST', 'SCRIPT_FILENAME' => $script,
                'SCRIPT_NAME' => '/' . basename($script), 'QUERY_STRING' => $query, 'HTTP_HOST' => 'sis.example',
                'REQUEST_URI' => '/' . basename($script) . '?' . $query, 'CONTENT_LENGTH' => (string) strlen($body),
                'CONTENT_TYPE' => $body === '' ? '' : 'application/x-www-form-urlencoded',
            ]
        );
        fwrite($pipes[0], $body);
        fclose($pipes[0]);
        return [$process, $pipes[1]];
    }

    private static function answer(array $begun): array
    {
        [$process, $pipe] = $begun;
        $text = stream_get_contents($pipe);
        fclose($pipe);
        proc_close($process);
        [$head, $body] = explode("\r\n\r\n", $text, 2) + [1 => ''];
        $headers = [];
        foreach (explode("\r\n", $head) as $line) {
            [$name, $value] = explode(': ', $line, 2) + [1 => ''];
            $headers[strtolower($name)] = $value;
        }
        return [(int) ($headers['status'] ?? 200), $headers, $body];
    }
}
