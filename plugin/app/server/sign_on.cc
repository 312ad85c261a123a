#include "server/sign_on.h"

#include "server/encoding.h"

namespace homevisit::app {
namespace {

// What was asked for, to come back to: only a page, since a form that was sent is gone.
std::string wanted_page(const Turn& turn) {
  const Request& request = turn.request;
  if (request.method != "GET" || !is_own_path(request.path)) return "/";
  std::string path = request.path;
  if (!request.query.empty()) path += "?" + request.query;
  // As long as a link of a page may be, when it is escaped.
  return is_own_path(path) && percent_encoded(path).size() <= 300 ? path : "/";
}

const char* choices_text(const Turn& turn, bool ended) {
  const Words say = turn.words();
  if (turn.in_frame())
    return say(
        "With the account that you have at school. Most systems do not sign in inside another "
        "page; "
        "if nothing appears after a click, take a tab of its own.",
        "Met het account dat u op school hebt. De meeste systemen laten niet inloggen binnen een "
        "andere pagina; verschijnt er niets na een klik, neem dan een eigen tabblad.");
  if (ended)
    return say(
        "It has been a while, or the server was started anew. Nothing that was saved is lost.",
        "Het is een tijd geleden, of de server is opnieuw gestart. Wat bewaard is, is er nog.");
  return say("With the account that you have at school.", "Met het account dat u op school hebt.");
}

}  // namespace

Response SignOn::choices(const Turn& turn) const {
  const Words say = turn.words();
  JsonArray choices;
  for (const SignOnSystem& system : systems_)
    choices.raw(
        JsonObject()
            .text("href", "/sign-on/" + system.name + "?next=" + percent_encoded(wanted_page(turn)))
            .text("text", std::string(say("Sign in with ", "Inloggen met ")) + system.title)
            .str());
  // A cookie that means nothing any more was one of ours.
  const bool ended = !cookies_.session(turn.request).empty();
  JsonObject params;
  params.flag("page", true).text("links", "").flag("buttons", true).raw("choices", choices.str());
  params.text("title", ended ? say("You were signed out", "U bent uitgelogd")
                             : say("Please sign in", "Log eerst in"));
  params.text("text", choices_text(turn, ended));
  if (turn.in_frame())
    params.flag("new_tab", true)
        .text("link", wanted_page(turn))
        .text("link_text", say("Open in a tab of its own", "Open op een eigen tabblad"));
  Reply reply = library_.render(actor_text("system"), "message", params.str(),
                                {.language = turn.language_or_null(), .progress = {}});
  if (!reply.ok()) return pages_.refusal(turn, reply);
  return html(401, std::move(reply.text));
}

std::optional<Response> SignOn::at_once(const Turn& turn) const {
  const bool a_page = turn.request.header("sec-fetch-dest") == "document" &&
                      turn.request.method == "GET" && turn.request.header("sec-purpose").empty();
  if (systems_.size() != 1 || !a_page) return std::nullopt;
  return send_to(turn, systems_.front().name, wanted_page(turn));
}

Response SignOn::start(const Turn& turn) const {
  // Fetching ahead of a click begins nothing.
  if (turn.request.method == "HEAD" || !turn.request.header("sec-purpose").empty())
    return plain(503, "Open this link in the browser.\n");
  const std::string next = value_of(turn.query, "next");
  return send_to(turn, turn.ids[0], is_own_path(next) ? next : "/");
}

// By the name that the browser asked for: it was checked, and the answer must come to the cookie's
// place.
std::string SignOn::back_address(const Turn& turn, const std::string& system) const {
  return scheme_ + "://" + std::string(turn.request.header("host")) + "/sign-on/" + system +
         "/back";
}

// The same address again: nothing of the sign-in has been used up.
Response SignOn::come_again(const Turn& turn) const {
  const Words say = turn.words();
  return pages_
      .message(turn, 503, say("One moment", "Een ogenblik"),
               say("Others are signing in just now. This page tries again by itself.",
                   "Anderen loggen net in. Deze pagina probeert het vanzelf opnieuw."))
      .with("Refresh", "2")
      .with("Retry-After", "2");
}

Response SignOn::send_to(const Turn& turn, const std::string& system,
                         const std::string& next) const {
  JsonObject request;
  request.text("provider", system).text("back", back_address(turn, system)).text("next", next);
  const auto asked = doors_.ask(turn, actor_text("system"), "sign_on.start", request);
  if (!asked) return come_again(turn);
  const Reply& reply = *asked;
  const auto answer = Json::parse(reply.text);
  if (!reply.ok() || !answer) return pages_.refusal(turn, reply);
  return sent_away(turn, cookies_, *answer);
}

std::variant<Arrival, Response> SignOn::back(const Turn& turn) const {
  const Words say = turn.words();
  const std::string state = value_of(turn.query, "state");
  JsonObject request;
  request.text("provider", turn.ids[0]).text("state", state);
  request.text("kept", cookies_.begun(turn.request, state));
  request.text_if("code", value_of(turn.query, "code"));
  request.text_if("issuer", value_of(turn.query, "iss"));
  request.text_if("error", value_of(turn.query, "error"));
  const auto asked = doors_.ask(turn, actor_text("system"), "sign_on.finish", request);
  if (!asked) return come_again(turn);
  const Reply& reply = *asked;
  const auto answer = Json::parse(reply.text);
  if (!reply.ok() || !answer) {
    // Sent twice, by a second click or by going back: who is signed in is.
    const std::string code = problem_of(reply).code;
    if (!turn.token.empty() && (code == "sign_on_used" || code == "sign_on_not_begun"))
      return redirect("/");
    return pages_.message(turn, http_status(reply.status),
                          say("You are not signed in", "U bent niet ingelogd"),
                          problem_of(reply).message, "/", say("Try again", "Opnieuw proberen"));
  }
  Arrival out{session_in(*answer), answer->text("next")};
  out.session.language = turn.session.language;
  if (!is_own_path(out.next)) out.next = "/";
  return out;
}

}  // namespace homevisit::app
