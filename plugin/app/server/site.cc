#include "server/site.h"

#include <algorithm>
#include <charconv>
#include <ctime>

#include "server/encoding.h"
#include "server/kept_form.h"
#include "server/language.h"
#include "server/metrics.h"

namespace homevisit::app {
namespace {

// More than the largest of our forms has; form.decode takes 400.
constexpr std::size_t kMostFields = 400;

// 0 for what is none.
int small_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

}  // namespace

Site::Site(const Library& library, SiteOptions options, std::function<void()> written)
    : options_(std::move(options)),
      names_(options_.https ? "https" : "http", options_.names),
      library_(library),
      pages_(library, options_.https ? "https" : "http"),
      // A launch is sent by a page of another site, in a frame or not.
      cookies_(options_.cookie, options_.https, !options_.frame_ancestors.empty() || options_.lti),
      doors_(library),
      launches_(options_.session_longest),
      sign_on_(library, doors_, pages_, cookies_, options_.https ? "https" : "http",
               options_.systems),
      lti_(library, doors_, pages_, cookies_, launches_),
      submissions_(library, pages_, std::move(written)),
      questionnaire_(library, pages_, options_.https),
      demo_(library, pages_),
      assets_(library),
      sessions_(options_.session_idle, options_.session_longest) {
  add_routes();
}

void Site::add_routes() {
  const auto page = [this](Response (Pages::*member)(const Turn&) const) {
    return Target{Needs::person,
                  [this, member](const Turn& turn) { return (pages_.*member)(turn); }};
  };
  const auto form = [this](Response (Submissions::*member)(const Turn&) const) {
    return Target{Needs::person,
                  [this, member](const Turn& turn) { return (submissions_.*member)(turn); }};
  };
  const auto own = [this](Needs needs, Response (Site::*member)(const Turn&)) {
    return Target{needs, [this, member](const Turn& turn) { return (this->*member)(turn); }};
  };
  router_.add("GET", "/", page(&Pages::home));
  router_.add("GET", "/students", page(&Pages::students));
  router_.add("GET", "/students/by/{}/{}", own(Needs::person, &Site::find_student));
  for (const PageRoute& route : page_routes())
    router_.add("GET", route.path, {Needs::person, [this, &route](const Turn& turn) {
                                      return pages_.page(turn, route);
                                    }});
  for (const FileRoute& route : file_routes())
    router_.add("GET", route.path, {Needs::person, [this, &route](const Turn& turn) {
                                      return pages_.file(turn, route);
                                    }});

  router_.add("POST", "/find", own(Needs::person, &Site::find_by_name));
  router_.add("POST", "/students/{}/visits", form(&Submissions::record_visit));
  router_.add("POST", "/students/{}/answers", form(&Submissions::record_answer));
  router_.add("POST", "/students/{}/drafts/{}", form(&Submissions::save_draft));
  for (const FormRoute& route : form_routes())
    router_.add("POST", route.path, {Needs::person, [this, &route](const Turn& turn) {
                                       return submissions_.send(turn, route);
                                     }});

  const auto asking = [this](Needs needs, Response (Questionnaire::*member)(const Turn&)) {
    return Target{needs,
                  [this, member](const Turn& turn) { return (questionnaire_.*member)(turn); }};
  };
  router_.add("GET", "/evaluate",
              {Needs::nothing, [this](const Turn& turn) { return questionnaire_.ask_code(turn); }});
  router_.add("GET", "/evaluate/{}", asking(Needs::nothing, &Questionnaire::ask));
  router_.add("POST", "/evaluate/{}", asking(Needs::own_page, &Questionnaire::take));
  router_.add("POST", "/school/evaluation/codes",
              {Needs::person, [this](const Turn& turn) { return questionnaire_.slips(turn); }});

  router_.add("GET", "/sign-in/{}", own(Needs::nothing, &Site::sign_in));
  router_.add("GET", "/sign-on/{}",
              {Needs::nothing, [this](const Turn& turn) { return sign_on_.start(turn); }});
  router_.add("GET", "/sign-on/{}/back", own(Needs::nothing, &Site::come_back));
  if (options_.lti) add_lti_routes();
  router_.add("POST", "/sign-out", own(Needs::session, &Site::sign_out));
  router_.add("GET", "/language", own(Needs::nothing, &Site::change_language));
  if (options_.demo) {
    router_.add("GET", "/demo", {Needs::session, [this](const Turn& turn) {
                                   return turn.session.demo ? demo_.choices(turn) : nobody(turn);
                                 }});
    router_.add("GET", "/demo/as/{}", own(Needs::session, &Site::choose));
    router_.add("GET", "/demo/as/{}/{}", own(Needs::session, &Site::choose));
  }
  router_.add("GET", "/healthz", {Needs::nothing, [](const Turn&) { return plain(200, "ok\n"); }});
  if (options_.metrics) router_.add("GET", "/metrics", own(Needs::nothing, &Site::metrics));
  // Browsers ask for it unasked; there is none.
  router_.add("GET", "/favicon.ico", {Needs::nothing, [](const Turn&) {
                                        Response none;
                                        none.status = 204;
                                        return none.with("Cache-Control", "public, max-age=86400");
                                      }});
  router_.add("GET", "/assets/style.css",
              {Needs::nothing, [this](const Turn& turn) { return assets_.style(turn.request); }});
  router_.add("GET", "/assets/script.js",
              {Needs::nothing, [this](const Turn& turn) { return assets_.script(turn.request); }});
}

void Site::add_lti_routes() {
  const auto by = [this](Needs needs, Response (Lti::*member)(const Turn&) const) {
    return Target{needs, [this, member](const Turn& turn) { return (lti_.*member)(turn); }};
  };
  router_.add("GET", "/lti/keys", by(Needs::nothing, &Lti::keys));
  router_.add("GET", "/lti/login", by(Needs::nothing, &Lti::login));
  router_.add("POST", "/lti/login", by(Needs::another_site, &Lti::login));
  router_.add("POST", "/lti/launch",
              {Needs::another_site, [this](const Turn& turn) { return launch(turn); }});
  router_.add("GET", "/lti/class/{}", by(Needs::person, &Lti::class_page));
  router_.add("GET", "/lti/link/{}", by(Needs::person, &Lti::link));
  router_.add("GET", "/lti/link/{}/{}", by(Needs::person, &Lti::link));
  router_.add("GET", "/lti/register/{}", by(Needs::nothing, &Lti::register_platform));
  router_.add("GET", "/lti/close.js", by(Needs::nothing, &Lti::close_script));
}

// Whose pages may show this one. Another process lets a platform in or forgets one, so each page
// asks anew. Where the journal does not answer, it is as it was at the start.
std::vector<std::string> Site::frame_ancestors(const Response& response) const {
  bool page = false;
  for (const auto& [name, value] : response.headers)
    page |= name == "Content-Type" && value.starts_with("text/html");
  if (!page || !options_.lti) return options_.frame_ancestors;
  const Reply reply = library_.call(actor_text("system"), "sign_on.list", "{}");
  const auto list = Json::parse(reply.text);
  if (!reply.ok() || !list) return options_.frame_ancestors;
  std::vector<std::string> origins;
  for (const Json& origin : list->items("frame_ancestors")) origins.push_back(origin.text());
  return origins;
}

void Site::add_security_headers(Response& response) const {
  bool cacheable = false;
  for (const auto& header : response.headers) cacheable |= header.first == "Cache-Control";
  if (!cacheable) response.with("Cache-Control", "no-store");
  std::string ancestors;
  for (const std::string& origin : frame_ancestors(response)) ancestors += " " + origin;
  if (!response.frame_ancestor.empty()) ancestors += " " + response.frame_ancestor;
  if (ancestors.empty()) ancestors = " 'none'";
  const std::string form_target = response.form_target.empty() ? "" : " " + response.form_target;
  response
      .with("Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            "connect-src 'self'; form-action 'self'" +
                form_target + "; frame-ancestors" + ancestors + "; base-uri 'none'")
      .with("X-Content-Type-Options", "nosniff")
      .with("Referrer-Policy", "no-referrer")
      .with("Cross-Origin-Opener-Policy", response.speaks_to_opener ? "unsafe-none" : "same-origin")
      .with("Cross-Origin-Resource-Policy", "same-origin")
      .with("Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()");
}

Response Site::handle(const Request& request) {
  Response response = answer(request);
  add_security_headers(response);
  if (options_.https) response.with("Strict-Transport-Security", "max-age=31536000");
  return response;
}

Response Site::answer(const Request& request) {
  if (!names_.asked_by_own_name(request)) {
    return plain(421, "This server does not go by that name. Open the address that it printed.\n");
  }
  if (request.path.empty() || request.path[0] != '/') return plain(400, "No such path.\n");
  // A browser that speaks http with the proxy would not keep our cookies.
  if (options_.https && request.header("x-forwarded-proto") == "http") {
    const std::string page = request.path + (request.query.empty() ? "" : "?" + request.query);
    if (is_own_path(page)) return redirect("https://" + std::string(request.header("host")) + page);
  }
  Turn turn{request, {}, {}, {}, {}, {}, {}};
  turn.token = cookies_.session(request);
  if (!turn.token.empty()) {
    if (auto session = sessions_.find(turn.token)) {
      turn.session = std::move(*session);
    } else {
      turn.token.clear();
    }
  }
  turn.language = turn.session.language;
  if (turn.language.empty()) turn.language = wanted_language(request.header("accept-language"));
  if (turn.language.empty()) turn.language = options_.language;
  auto query = form_fields(request.query, kMostFields);
  if (!query) return plain(400, "The address is damaged. Please open it again from the page.\n");
  turn.query = std::move(*query);

  const auto match = router_.match(request);
  Response response = answer_match(match, turn);
  response.route = match.pattern;
  return response;
}

Response Site::answer_match(const Router<Target>::Match& match, Turn& turn) {
  using Kind = Router<Target>::Match::Kind;
  const Words say = turn.words();
  if (match.kind == Kind::no_such_path) return not_found(turn);
  if (match.kind == Kind::no_such_method) {
    return plain(405, "This page takes only " + match.allow + ".\n").with("Allow", match.allow);
  }
  if (match.kind == Kind::broken) {
    return pages_.message(turn, 400, say("Not found", "Niet gevonden"),
                          say("This address is damaged.", "Dit adres is beschadigd."), "/",
                          say("To the first page", "Naar de eerste pagina"));
  }
  turn.ids = match.ids;
  if (match.target->needs == Needs::another_site) {
    if (auto refused = read_form(turn)) return std::move(*refused);
    return match.target->answer(turn);
  }
  if (turn.request.method == "POST")
    return with_kept_hints(checked_post(*match.target, turn), turn);
  if (match.target->needs != Needs::nothing && turn.token.empty()) return nobody(turn);
  if (match.target->needs == Needs::person && turn.session.actor.empty()) return redirect("/demo");
  turn.hints = sessions_.take_hints(turn.token, small_number(value_of(turn.query, "hints")));
  for (auto& field : sessions_.question(turn.token, small_number(value_of(turn.query, "asked"))))
    turn.query.push_back(std::move(field));
  Response response = match.target->answer(turn);
  if (match.target->needs == Needs::person && response.status == 200) {
    sessions_.set_last_page(turn.token, turn.request.path);
  }
  return response;
}

// Their number in the address is all that others could read of them there.
Response Site::with_kept_hints(Response response, const Turn& turn) {
  if (response.hints.empty()) return response;
  const int number = sessions_.keep_hints(turn.token, std::move(response.hints));
  for (auto& [name, value] : response.headers)
    if (name == "Location" && number > 0)
      value +=
          (value.find('?') == std::string::npos ? "?hints=" : "&hints=") + std::to_string(number);
  return response;
}

Response Site::checked_post(const Target& target, Turn& turn) {
  const Words say = turn.words();
  if (!names_.sent_by_own_page(turn.request)) {
    if (!turn.session.actor.empty()) pages_.note_refusal(turn, "form", "other_site");
    return pages_.message(turn, 403, say("Not accepted", "Niet aangenomen"),
                          say("This was sent by a page of another site. Nothing was recorded.",
                              "Dit is verstuurd door een pagina van een andere site. Er is niets "
                              "vastgelegd."));
  }
  if (auto refused = read_form(turn)) return std::move(*refused);
  if (target.needs == Needs::own_page) return target.answer(turn);
  std::string csrf = value_of(turn.fields, "csrf");
  if (csrf.empty()) csrf = turn.request.header("x-csrf-token");
  std::erase_if(turn.fields, [](const auto& field) { return field.first == "csrf"; });

  const bool draft = turn.request.path.find("/drafts/") != std::string::npos;
  if (turn.token.empty() || (target.needs == Needs::person && turn.session.actor.empty())) {
    if (draft) return json(401, R"({"error":{"status":"unauthenticated"}})");
    return kept_form(turn, by_launch_alone() || turn.in_frame() ? KeptBecause::launch_over
                                                                : KeptBecause::signed_out);
  }
  if (!same_secret(csrf, turn.session.csrf)) {
    if (draft) return json(403, R"({"error":{"status":"permission_denied"}})");
    return kept_form(turn, KeptBecause::other_session);
  }
  return target.answer(turn);
}

std::optional<Response> Site::read_form(Turn& turn) const {
  const Words say = turn.words();
  constexpr std::string_view kForm = "application/x-www-form-urlencoded";
  if (turn.request.header("content-type").substr(0, kForm.size()) != kForm) {
    return plain(415, "Only forms (application/x-www-form-urlencoded) are taken here.\n");
  }
  auto fields = form_fields(turn.request.body, kMostFields);
  if (!fields) {
    return pages_.message(turn, 400, say("This did not work", "Dit is niet gelukt"),
                          say("The form is damaged or has too many fields.",
                              "Het formulier is beschadigd of heeft te veel velden."));
  }
  turn.fields = std::move(*fields);
  return std::nullopt;
}

// People come from learning platforms, and have no other way in.
bool Site::by_launch_alone() const {
  return options_.lti && !options_.demo && !sign_on_.is_configured();
}

Response Site::nobody(const Turn& turn) {
  if (sign_on_.is_configured()) {
    if (turn.request.path.starts_with("/students/by/"))
      if (auto response = sign_on_.at_once(turn)) return std::move(*response);
    return sign_on_.choices(turn);
  }
  const Words say = turn.words();
  const bool ended = !cookies_.session(turn.request).empty();
  const char* title = ended ? say("You were signed out", "U bent uitgelogd")
                            : say("Please sign in", "Log eerst in");
  const char* text =
      by_launch_alone()
          ? say("Open the home visits from your learning platform. What was saved is still there.",
                "Open de huisbezoeken vanuit uw leeromgeving. Wat bewaard is, is er nog.")
      : options_.demo
          ? say("Open the address that the demonstration printed when it started.",
                "Open het adres dat de demonstratie bij het starten toonde.")
          : say("Open your sign-in link, or the home visits in your student information system.",
                "Open uw inloglink, of de huisbezoeken in uw leerlingvolgsysteem.");
  return pages_.message(turn, 401, title, text);
}

std::string Site::sign_in_path(Session session, bool lasting) {
  const std::string token = links_.make(std::move(session), lasting);
  return token.empty() ? token : "/sign-in/" + token;
}

Response Site::sign_in(const Turn& turn) {
  const Words say = turn.words();
  // Fetching ahead of a click must not use the link up.
  if (turn.request.method == "HEAD" || !turn.request.header("sec-purpose").empty()) {
    return plain(503, "Open this link in the browser.\n");
  }
  auto session = links_.use(turn.ids[0]);
  if (!session) {
    return pages_.message(
        turn, 410, say("This link no longer works", "Deze link werkt niet meer"),
        say("A sign-in link works once, for a quarter of an hour. Ask for a new one.",
            "Een inloglink werkt één keer, een kwartier lang. Vraag een nieuwe."));
  }
  const std::string next = session->actor.empty() ? "/demo" : "/";
  return begin(turn, std::move(*session), next);
}

Response Site::begin(const Turn& turn, Session session, const std::string& next) {
  const Words say = turn.words();
  if (!turn.token.empty()) sessions_.end(turn.token);
  const std::string token = sessions_.begin(std::move(session));
  if (token.empty()) {
    return pages_.message(turn, 503, say("Not possible just now", "Nu even niet mogelijk"),
                          say("Please try again.", "Probeer het nog eens."));
  }
  return redirect(next).with("Set-Cookie", cookies_.with_session(token));
}

Response Site::come_back(const Turn& turn) {
  return arrived(turn, value_of(turn.query, "state"), sign_on_.back(turn));
}

Response Site::launch(const Turn& turn) {
  return arrived(turn, value_of(turn.fields, "state"), lti_.launch(turn));
}

Response Site::arrived(const Turn& turn, const std::string& state,
                       std::variant<Arrival, Response> came) {
  auto* const refusal = std::get_if<Response>(&came);
  auto* const who = std::get_if<Arrival>(&came);
  Response response =
      who != nullptr ? begin(turn, std::move(who->session), who->next) : std::move(*refusal);
  // It is of no use any more, whatever came of it, but for those who are to come again.
  if (response.status != 503 && !cookies_.begun(turn.request, state).empty())
    response.with("Set-Cookie", cookies_.without_begun(state));
  return response;
}

Response Site::find_student(const Turn& turn) {
  const std::string request =
      JsonObject().text("scheme", turn.ids[0]).text("id", turn.ids[1]).str();
  const Reply reply = library_.call(turn.session.actor, "student.find", request,
                                    {.language = turn.language_or_null(), .progress = {}});
  const auto answer = Json::parse(reply.text);
  if (!reply.ok() || !answer) return pages_.refusal(turn, reply);
  return redirect(student_path(answer->text("student")));
}

// A name that is looked for stands in no address: not in the browser's list of pages, not in a log
// of a proxy.
Response Site::find_by_name(const Turn& turn) {
  const std::string page = value_of(turn.fields, "page");
  Pairs question = turn.fields;
  std::erase_if(question,
                [](const auto& field) { return field.first == "page" || field.second.empty(); });
  if (!is_own_path(page) || page.find_first_of("?#") != std::string::npos) return redirect("/");
  if (question.empty()) return redirect(page);
  const int number = sessions_.keep_question(turn.token, std::move(question));
  return redirect(page + "?asked=" + std::to_string(number));
}

Response Site::choose(const Turn& turn) {
  if (!turn.session.demo) return nobody(turn);
  auto session = demo_.chosen(turn);
  if (!session) return redirect("/demo");
  return begin(turn, std::move(*session), "/");
}

Response Site::sign_out(const Turn& turn) {
  const Words say = turn.words();
  sessions_.end(turn.token);
  if (turn.session.demo) {
    Session again;
    again.demo = true;
    again.language = turn.session.language;
    const std::string token = sessions_.begin(std::move(again));
    if (!token.empty()) return redirect("/demo").with("Set-Cookie", cookies_.with_session(token));
  }
  Turn after{turn.request, {}, {}, {}, {}, {}, turn.language};
  return pages_
      .message(after, 200, say("Signed out", "Uitgelogd"),
               say("You can close this page.", "U kunt deze pagina sluiten."))
      .with("Set-Cookie", cookies_.without_session());
}

Response Site::change_language(const Turn& turn) {
  const std::string to = value_of(turn.query, "to");
  if ((to == "nl" || to == "en") && !turn.token.empty()) sessions_.set_language(turn.token, to);
  std::string back = value_of(turn.query, "back");
  if (!is_own_path(back)) back = turn.session.last_page;
  return redirect(back.empty() ? "/" : back);
}

// For a watcher on this machine or in the school's own network: what comes through the proxy comes
// from outside, and learns nothing, not even that there is such a page.
bool Site::came_through_proxy(const Request& request) const {
  for (const auto& [name, value] : request.headers)
    if (name.starts_with("x-forwarded-") || name == "forwarded" || name == "x-real-ip" ||
        name == "via")
      return true;
  const std::string_view host = request.header("host");
  return std::find(options_.proxy_names.begin(), options_.proxy_names.end(), host) !=
         options_.proxy_names.end();
}

Response Site::metrics(const Turn& turn) {
  if (came_through_proxy(turn.request)) return not_found(turn);
  const Reply reply = library_.call(actor_text("system"), "system.status", "{}");
  const auto status = Json::parse(reply.text);
  if (!reply.ok() || !status) return plain(503, "The journal cannot be read.\n");
  Response response;
  response.body = metrics_text(*status, std::time(nullptr));
  return response.with("Content-Type", kMetricsType);
}

Response Site::not_found(const Turn& turn) {
  const Words say = turn.words();
  return pages_.message(turn, 404, say("Not found", "Niet gevonden"),
                        say("There is no such page.", "Deze pagina bestaat niet."), "/",
                        say("To the first page", "Naar de eerste pagina"));
}

}  // namespace homevisit::app
