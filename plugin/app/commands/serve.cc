#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <optional>

#include "commands/commands.h"
#include "program.h"
#include "server/http_server.h"
#include "server/site.h"
#include "server/stop_signal.h"
#include "sync_loop.h"

namespace homevisit::app {
namespace {

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  bool demo = false;
  bool verbose = false;
  bool no_sync = false;
  bool metrics = false;
  std::vector<std::string> sign_in;
  std::string behind_proxy;
  std::vector<std::string> names;
  int session_seconds = 30 * 60;
  int session_hours = 10;
  int request_seconds = 60;
};

// Requests that run may take this long after the signal to stop.
constexpr auto kGrace = std::chrono::seconds(10);

SiteOptions site_options(const Options& options, std::uint16_t port) {
  SiteOptions out;
  out.https = !options.behind_proxy.empty();
  out.demo = options.demo;
  out.metrics = options.metrics;
  out.proxy_names = options.names;
  out.session_idle = std::chrono::seconds(options.session_seconds);
  out.session_longest = std::chrono::hours(options.session_hours);
  // Cookies know no port: two servers on one machine must not overwrite each other's.
  out.cookie = out.https ? "__Host-homevisit" : fmt::format("homevisit-{}", port);
  out.names = {host_and_port(options.address, port)};
  if (is_loopback(options.address)) {
    for (const char* name : {"127.0.0.1", "localhost", "[::1]"}) {
      out.names.push_back(fmt::format("{}:{}", name, port));
      if (port == 80) out.names.emplace_back(name);
    }
  }
  out.names.insert(out.names.end(), options.names.begin(), options.names.end());
  return out;
}

// Who signs people in, and whose pages may show ours. Gives the answer to that question, which is
// an error where nobody could sign in for a reason that somebody must look at.
Reply read_sign_on(const Library& library, SiteOptions& out) {
  Reply reply = library.call(actor_text("system"), "sign_on.list", "{}");
  const auto list = Json::parse(reply.text);
  if (!reply.ok() || !list) return reply;
  for (const Json& system : list->items("providers"))
    out.systems.push_back({system.text("name"), system.text("title")});
  out.lti = list->flag("lti");
  for (const Json& origin : list->items("frame_ancestors"))
    out.frame_ancestors.push_back(origin.text());
  return reply;
}

std::string school_language(const Library& library) {
  const auto status = Json::parse(library.call(actor_text("system"), "system.status", "{}").text);
  return status ? status->text("language") : std::string();
}

Session session_of(const std::string& who) {
  const std::size_t colon = who.find(':');
  Session session;
  session.role = who.substr(0, colon);
  if (colon != std::string::npos) session.staff = who.substr(colon + 1);
  session.actor = actor_text(session.role, session.staff);
  return session;
}

// The addresses to open, one a line. False when the system gives no random bytes.
bool print_links(const Program& program, const Options& options, Site& site,
                 const std::string& base, const std::vector<SignOnSystem>& systems, bool lti) {
  const Words& say = program.say;
  if (options.demo) {
    Session anybody;
    anybody.demo = true;
    const std::string path = site.sign_in_path(std::move(anybody), true);
    if (path.empty()) return false;
    print(fmt::format("{}\n{}{}\n", say("Open this address:", "Open dit adres:"), base, path));
  }
  for (const std::string& who : options.sign_in) {
    const std::string path = site.sign_in_path(session_of(who));
    if (path.empty()) return false;
    print(
        fmt::format("{} {} {}\n{}{}\n", say("Sign in as", "Inloggen als"), who,
                    say("(once, within a quarter of an hour):", "(één keer, binnen een kwartier):"),
                    base, path));
  }
  for (const SignOnSystem& system : systems) {
    print(fmt::format("{} {}; {} {}/sign-on/{}/back\n", say("Sign-on by", "Inloggen met"),
                      system.title, say("its redirect address:", "het terugkeeradres:"), base,
                      system.name));
  }
  if (!options.demo && options.sign_in.empty()) {
    print(fmt::format("{} {}\n", say("Serving at", "Bereikbaar op"), base));
  }
  if (lti)
    print(say("Learning platforms launch it: `homevisit lti show` says what to enter there.\n",
              "Leeromgevingen openen het: `homevisit lti show` zegt wat daar in te voeren.\n"));
  if (!options.demo && options.sign_in.empty() && systems.empty() && !lti) {
    print(
        say("Nobody can sign in yet: start with --sign-in ROLE:STAFF for a sign-in link.\n",
            "Nog niemand kan inloggen: start met --sign-in ROL:MEDEWERKER voor een inloglink.\n"));
  }
  print(say("Ctrl-C stops it.\n", "Ctrl-C stopt het.\n"));
  std::fflush(stdout);
  return true;
}

// No path, no id, no name: only what kind of page was asked for and how it went.
void log_request(const Request& request, const Response& response,
                 std::chrono::steady_clock::time_point began) {
  const auto took = std::chrono::steady_clock::now() - began;
  fmt::print(stderr, "{} {} {} {:.1f} ms\n", request.method,
             response.route.empty() ? "-" : response.route, response.status,
             std::chrono::duration<double, std::milli>(took).count());
}

int serve(const Program& program, const Options& options) {
  const Words& say = program.say;
  const bool https = !options.behind_proxy.empty();
  if (!is_loopback(options.address) && !https) {
    return program.fail(
        kExitUsage,
        say("These pages are about children, and this server speaks no HTTPS itself: it listens "
            "beyond this machine only behind a proxy that does. Add --behind-proxy https "
            "--host NAME, or leave --address out.",
            "Deze pagina's gaan over kinderen, en deze server spreekt zelf geen HTTPS: buiten deze "
            "machine luistert hij alleen achter een proxy die dat doet. Voeg --behind-proxy https "
            "--host NAAM toe, of laat --address weg."));
  }
  if (https && options.names.empty()) {
    return program.fail(kExitUsage, say("Name the host that the proxy serves: --host NAME.",
                                        "Noem de host die de proxy bedient: --host NAAM."));
  }
  hold_stop_signals();
  int exit = kExitOk;
  const auto library = program.open(exit, true);
  if (!library) return exit;

  // No page waits for the SIS. What comes of it stands in the journal, where `status` and the page
  // for IT show it.
  std::optional<SyncLoop> sync;
  if (!options.no_sync) {
    sync.emplace(
        [&library] { return library->call(actor_text("system"), "sync.pass", pass_request()); },
        [](const Reply&) {});
  }
  std::atomic<Site*> ready{nullptr};
  const bool verbose = options.verbose;
  const auto handler = [&ready, verbose](const Request& request) {
    const auto began = std::chrono::steady_clock::now();
    Site* site = ready.load(std::memory_order_acquire);
    if (!site) return plain(503, "Starting.\n").with("Retry-After", "1");
    Response response = site->handle(request);
    if (verbose) log_request(request, response, began);
    return response;
  };
  ServerLimits limits;
  limits.request_seconds = static_cast<unsigned>(options.request_seconds);
  if (https) limits.connections_per_address = 0;
  std::string error;
  const auto server = HttpServer::start(options.address, options.port, limits, handler, error);
  if (!server) {
    return program.fail(
        kExitSystem,
        fmt::format("{}: {}. {}", host_and_port(options.address, options.port), error,
                    say("Is it in use? Choose another with --port, or 0 for any.",
                        "In gebruik? Kies een andere met --port, of 0 voor een vrije.")));
  }
  // The site knows its own names only now that the port is known.
  SiteOptions own = site_options(options, server->port());
  own.language = school_language(*library);
  if (const Reply reply = read_sign_on(*library, own); !reply.ok()) return program.fail(reply);
  const bool lti = own.lti;
  const auto systems = own.systems;
  Site site(*library, std::move(own), [&sync] {
    if (sync) sync->wake();
  });
  ready.store(&site, std::memory_order_release);
  const std::string base = https ? "https://" + options.names.front()
                                 : "http://" + host_and_port(options.address, server->port());
  if (!print_links(program, options, site, base, systems, lti)) {
    return program.fail(kExitSystem, say("The system gives no random bytes.",
                                         "Het systeem geeft geen willekeurige bytes."));
  }
  wait_for_stop_signal();
  print(
      say("Stopping: what was begun is finished.\n", "Stopt: wat begonnen is wordt afgemaakt.\n"));
  std::fflush(stdout);
  if (sync) sync->stop();
  site.close_doors();
  server->stop(kGrace, [&library] { library->cancel(); });
  library->cancel();  // what is still being delivered waits in the journal for the next start
  if (sync) {
    sync.reset();
    (void)library->call(actor_text("system"), "sync.pass", last_pass_request());
  }
  return kExitOk;
}

}  // namespace

void add_serve(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "serve", say("Serve the pages over HTTP", "Bied de pagina's aan over HTTP"));
  command
      ->add_option("--address", options->address,
                   say("IP address to listen at", "IP-adres om op te luisteren"))
      ->type_name("ADDRESS")
      ->capture_default_str();
  command
      ->add_option("--port", options->port,
                   say("Port to listen at; 0 chooses a free one", "Poort; 0 kiest een vrije"))
      ->type_name("PORT")
      ->capture_default_str();
  command
      ->add_option("--sign-in", options->sign_in,
                   say("Print a link that signs in once as this member of staff; may be repeated",
                       "Toon een link waarmee deze medewerker één keer inlogt; mag vaker"))
      ->type_name("ROLE:STAFF")
      ->allow_extra_args(false);
  command->add_flag("--demo", options->demo,
                    say("A demonstration: who opens the link may choose who to be",
                        "Een demonstratie: wie de link opent kiest wie hij is"));
  command
      ->add_option("--behind-proxy", options->behind_proxy,
                   say("A proxy in front speaks HTTPS with the browser",
                       "Een proxy ervoor spreekt HTTPS met de browser"))
      ->type_name("SCHEME")
      ->check(CLI::IsMember({"https"}));
  command
      ->add_option("--host", options->names,
                   say("Name by which browsers ask for this server; may be repeated",
                       "Naam waarmee browsers naar deze server vragen; mag vaker"))
      ->type_name("NAME")
      ->allow_extra_args(false);
  command
      ->add_option("--session-seconds", options->session_seconds,
                   say("Sign out after so many seconds without a page",
                       "Log uit na zoveel seconden zonder pagina"))
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  command
      ->add_option("--session-hours", options->session_hours,
                   say("Sign out after so many hours, whatever is done meanwhile",
                       "Log uit na zoveel uur, wat er intussen ook gebeurt"))
      ->type_name("HOURS")
      ->check(CLI::Range(1, 168))
      ->capture_default_str();
  command
      ->add_option("--request-seconds", options->request_seconds,
                   say("A request must arrive whole within so many seconds",
                       "Een verzoek moet binnen zoveel seconden heel aankomen"))
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  command->add_flag("--metrics", options->metrics,
                    say("Answer /metrics for Prometheus, but not through a proxy",
                        "Beantwoord /metrics voor Prometheus, maar niet via een proxy"));
  command->add_flag("--no-sync", options->no_sync,
                    say("Leave delivering and reading the roster to `homevisit sync`",
                        "Laat afleveren en de leerlingenlijst lezen aan `homevisit sync` over"));
  command->add_flag("--verbose", options->verbose,
                    say("Log each request: kind of page, status and time; never who or about whom",
                        "Log elk verzoek: soort pagina, status en tijd; nooit wie of over wie"));
  command->callback([&program, options] {
    program.action = [&program, options] { return serve(program, *options); };
  });
}

}  // namespace homevisit::app
