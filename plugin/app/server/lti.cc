#include "server/lti.h"

#include <fmt/format.h>

#include "json_text.h"
#include "server/encoding.h"
#include "server/hand_page.h"
#include "server/sign_on.h"

namespace homevisit::app {
namespace {

constexpr const char* kLoginFields[] = {"iss",       "login_hint",       "target_link_uri",
                                        "client_id", "lti_message_hint", "lti_deployment_id"};

CallOptions in_language(const Turn& turn) {
  return {.language = turn.language_or_null(), .progress = {}};
}

std::string hidden(std::string_view name, std::string_view value) {
  return fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", escaped(name),
                     escaped(value));
}

// "https://moodle.example" of an address of it; "" where that is no address.
std::string origin_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos || (url.substr(0, 4) != "http")) return {};
  const std::string_view origin = url.substr(0, url.find_first_of("/?#", scheme + 3));
  const bool plain = origin.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789.:/-[]") == std::string_view::npos;
  return plain ? std::string(origin) : std::string();
}

}  // namespace

Response Lti::keys(const Turn& turn) const {
  Reply reply = library_.call(actor_text("system"), "lti.keys", "{}", in_language(turn));
  if (!reply.ok()) return pages_.refusal(turn, reply);
  return json(200, std::move(reply.text)).with("Cache-Control", "public, max-age=300");
}

Response Lti::refusal(const Turn& turn, const Reply& reply) const {
  const Words say = turn.words();
  return pages_.message(turn, http_status(reply.status),
                        say("The home visits were not opened", "De huisbezoeken zijn niet geopend"),
                        problem_of(reply).message);
}

Response Lti::login(const Turn& turn) const {
  const Pairs& sent = turn.request.method == "POST" ? turn.fields : turn.query;
  JsonObject request;
  for (const char* name : kLoginFields) request.text_if(name, value_of(sent, name));
  const Reply reply =
      library_.call(actor_text("system"), "lti.login", request.str(), in_language(turn));
  const auto answer = Json::parse(reply.text);
  if (!reply.ok() || !answer) return refusal(turn, reply);
  return sent_away(turn, cookies_, *answer);
}

std::variant<Arrival, Response> Lti::launch(const Turn& turn) const {
  const std::string state = value_of(turn.fields, "state");
  JsonObject request;
  request.text("state", state).text("kept", cookies_.begun(turn.request, state));
  request.text_if("id_token", value_of(turn.fields, "id_token"));
  request.text_if("error", value_of(turn.fields, "error"));
  const auto asked = doors_.ask(turn, actor_text("system"), "lti.launch", request);
  if (!asked) return come_again(turn);
  const Reply& reply = *asked;
  const auto answer = Json::parse(reply.text);
  if (!reply.ok() || !answer) {
    const std::string code = problem_of(reply).code;
    // Sent twice, by reloading or by going back: who is signed in is.
    if (!turn.token.empty() && (code == "sign_on_used" || code == "sign_on_not_begun"))
      return redirect(is_own_path(turn.session.last_page) ? turn.session.last_page : "/");
    if (code == "sign_on_not_begun") return in_own_window(turn, state);
    return refusal(turn, reply);
  }
  Arrival out{session_in(*answer), "/"};
  out.session.language = answer->text("language");
  const std::string student = answer->text("student"), group = answer->text("group");
  if (!student.empty()) {
    out.next = student_path(student);
  } else if (is_own_path(answer->text("next"))) {
    out.next = answer->text("next");
  } else if (!group.empty()) {
    out.next = "/groups/" + percent_encoded(group);
  } else if (const std::string pass = answer->text("pass"); !pass.empty()) {
    const std::string name = launches_.keep(out.session.actor, {pass, answer->flag("link")});
    if (!name.empty()) out.next = "/lti/class/" + name;
  }
  return out;
}

// What was sent is good still: nothing of the launch has been used up.
Response Lti::come_again(const Turn& turn) const {
  const Words say = turn.words();
  std::string fields;
  for (const auto& [name, value] : turn.fields) fields += hidden(name, value);
  return html(503, hand_page(say, say("One moment", "Een ogenblik"),
                             fmt::format("<p>{}</p>\n<form method=\"post\" "
                                         "action=\"/lti/launch\">\n{}<button class=\"hv-button\" "
                                         "type=\"submit\">{}</button>\n</form>\n",
                                         say("Others are opening the home visits just now.",
                                             "Anderen openen net de huisbezoeken."),
                                         fields, say("Try again", "Opnieuw proberen"))))
      .with("Retry-After", "2");
}

// The same address once more.
Response Lti::moment(const Turn& turn) const {
  const Words say = turn.words();
  return pages_
      .message(turn, 503, say("One moment", "Een ogenblik"),
               say("The learning platform is being asked by others just now. This page tries again "
                   "by itself.",
                   "Anderen vragen net iets aan de leeromgeving. Deze pagina probeert het vanzelf "
                   "opnieuw."))
      .with("Refresh", "2")
      .with("Retry-After", "2");
}

// The browser keeps nothing for us inside a page of another site. In a window of our own it does.
Response Lti::in_own_window(const Turn& turn, const std::string& state) const {
  const Words say = turn.words();
  const Reply reply = library_.call(actor_text("system"), "lti.again",
                                    JsonObject().text("state", state).str(), in_language(turn));
  const char* title = say("Open the home visits in a window of their own",
                          "Open de huisbezoeken in een eigen venster");
  const auto answer = Json::parse(reply.text);
  if (!reply.ok() || !answer)
    return pages_.message(turn, 401, title,
                          say("This browser keeps nothing for pages inside other pages. Open the "
                              "home visits again from your learning platform, in a new window; "
                              "its administrator can set that.",
                              "Deze browser bewaart niets voor pagina's binnen andere pagina's. "
                              "Open de huisbezoeken opnieuw vanuit uw leeromgeving, in een nieuw "
                              "venster; de beheerder daarvan kan dat instellen."));
  std::string fields;
  for (const auto& [name, value] : (*answer)["login"].members())
    fields += hidden(name, value.text());
  Response response = html(
      401,
      hand_page(say, title,
                fmt::format("<p>{}</p>\n<form method=\"post\" action=\"/lti/login\" "
                            "target=\"_blank\">\n{}<button class=\"hv-button\" "
                            "type=\"submit\">{}</button>\n</form>\n<p>{}</p>\n",
                            say("This browser keeps nothing for pages inside other pages.",
                                "Deze browser bewaart niets voor pagina's binnen andere pagina's."),
                            fields, say("Open in a new window", "Openen in een nieuw venster"),
                            say("If that does not work, open the home visits once more from your "
                                "learning platform.",
                                "Lukt dat niet, open de huisbezoeken dan opnieuw vanuit uw "
                                "leeromgeving."))));
  // The form leads on to the platform; browsers look at where a form is sent on to as well.
  response.form_target = answer->text("leads_to");
  return response;
}

// One that is over, or never was, has a pass that the library refuses in words.
KeptLaunch Lti::launch_of(const Turn& turn) const {
  return launches_.find(turn.session.actor, turn.ids[0]).value_or(KeptLaunch{"-", false});
}

Response Lti::class_page(const Turn& turn) const {
  const Words say = turn.words();
  const KeptLaunch launch = launch_of(turn);
  const auto asked =
      doors_.ask(turn, turn.session.actor, "lti.members", JsonObject().text("pass", launch.pass));
  if (!asked) return moment(turn);
  const Reply& reply = *asked;
  const auto answer = Json::parse(reply.text);
  if (!reply.ok() || !answer) return pages_.refusal(turn, reply, "/");
  const bool link = launch.link_wanted;
  const std::string link_path = "/lti/link/" + percent_encoded(turn.ids[0]);
  JsonArray choices;
  if (link)
    choices.raw(JsonObject()
                    .text("href", link_path)
                    .text("text", say("The class, to choose from", "De klas, om uit te kiezen"))
                    .str());
  std::size_t shown = 0;
  // As many as the view takes; no class is that large.
  for (const Json& student : answer->items("students")) {
    if (++shown >= 1000) break;
    const std::string id = student.text("id");
    choices.raw(JsonObject()
                    .text("href", link ? link_path + "/" + percent_encoded(id) : student_path(id))
                    .text("text", student.text("name"))
                    .str());
  }
  std::string text = link ? say("What should the link in the course open?",
                                "Wat moet de link in de cursus openen?")
                     : shown > 0 || answer->number("without_id") > 0
                         ? say("The students of this class.", "De leerlingen van deze klas.")
                         : say("None of the students of this class is in your list.",
                               "Geen van de leerlingen van deze klas staat in uw lijst.");
  if (answer->number("others") > 0)
    text += fmt::format(
        fmt::runtime(say(" {} more are not in your list.", " Nog {} staan niet in uw lijst.")),
        answer->number("others"));
  if (answer->number("without_id") > 0)
    text +=
        fmt::format(fmt::runtime(say(
                        " The platform does not say who {} others are; the administrator can let "
                        "it share their numbers.",
                        " Van nog {} zegt de leeromgeving niet wie het zijn; de beheerder kan haar "
                        "hun nummers laten delen.")),
                    answer->number("without_id"));
  JsonObject params;
  params.text("title", say("Choose a student", "Kies een leerling")).text("text", text);
  if (!choices.empty()) params.raw("choices", choices.str());
  params.text("link", "/").text("link_text", say("My own classes", "Mijn eigen klassen"));
  return pages_.view(turn, "message", std::move(params));
}

Response Lti::link(const Turn& turn) const {
  const Words say = turn.words();
  JsonObject request;
  request.text("pass", launch_of(turn).pass);
  if (turn.ids.size() > 1) request.text("student", turn.ids[1]);
  const Reply reply =
      library_.call(turn.session.actor, "lti.link", request.str(), in_language(turn));
  const auto answer = Json::parse(reply.text);
  if (!reply.ok() || !answer) return pages_.refusal(turn, reply);
  const std::string url = answer->text("url");
  Response response = html(
      200,
      hand_page(say, say("The link is ready", "De link is klaar"),
                fmt::format("<p>{}</p>\n<form method=\"post\" action=\"{}\">\n{}<button "
                            "class=\"hv-button\" type=\"submit\">{}</button>\n</form>\n",
                            say("It names nobody; you can give it another title in the course.",
                                "Hij noemt niemand; u kunt hem in de cursus een andere titel "
                                "geven."),
                            escaped(url), hidden("JWT", answer->text("jwt")),
                            say("Put it into the course", "In de cursus zetten"))));
  response.form_target = origin_of(url);
  return response;
}

Response Lti::register_platform(const Turn& turn) const {
  const Words say = turn.words();
  // Fetching ahead of a click must not use the link up.
  if (turn.request.method == "HEAD" || !turn.request.header("sec-purpose").empty())
    return plain(503, "Open this link in the browser.\n");
  const std::string configuration = value_of(turn.query, "openid_configuration");
  JsonObject request;
  request.text("invitation", turn.ids[0]).text("openid_configuration", configuration);
  request.text_if("registration_token", value_of(turn.query, "registration_token"));
  const auto asked =
      doors_.ask(turn, actor_text("system"), "lti.register", request, Doors::Worth::beyond);
  if (!asked) return moment(turn);
  const Reply& reply = *asked;
  Response response;
  if (reply.ok()) {
    const char* title = say("The home visits are registered", "De huisbezoeken zijn aangemeld");
    const auto answer = Json::parse(reply.text);
    std::string text = fmt::format(
        "<p>{}</p>\n", say("You can close this page. Switch the tool on in the learning platform.",
                           "U kunt deze pagina sluiten. Zet het hulpmiddel aan in de "
                           "leeromgeving."));
    const bool complete = answer && !(*answer)["platform"].items("deployments").empty();
    if (!complete)
      text = fmt::format(
          "<p>{}</p>\n",
          say("One thing is missing: the platform did not say its deployment id, and without it "
              "launches are refused. Look it up where the platform shows the tool, and put the "
              "platform into homevisit.json with it; \"homevisit lti show\" prints the lines.",
              "Eén ding ontbreekt: de leeromgeving noemde haar deployment-id niet, en zonder dat "
              "id komt er niemand binnen. Zoek het op waar de leeromgeving het hulpmiddel toont, "
              "en zet de leeromgeving daarmee in homevisit.json; ‘homevisit lti show’ toont de "
              "regels."));
    // The platform closes the page by the script: not where there is something to read.
    response = html(200, hand_page(say, title, text, complete ? "/lti/close.js" : ""));
  } else {
    response = pages_.message(turn, http_status(reply.status),
                              say("Nothing was registered", "Er is niets aangemeld"),
                              problem_of(reply).message);
  }
  // It stands in a frame of the platform, which is known only now, if at all.
  response.frame_ancestor = origin_of(configuration);
  response.speaks_to_opener = true;
  return response;
}

// The platform closes the frame or window when it hears this (LTI Dynamic Registration, 3.8).
Response Lti::close_script(const Turn&) const {
  Response response;
  response.body =
      "(window.opener || window.parent).postMessage({subject: 'org.imsglobal.lti.close'}, '*');\n";
  return response.with("Content-Type", "text/javascript; charset=utf-8");
}

}  // namespace homevisit::app
