#include "server/pages.h"

#include <algorithm>

#include "server/encoding.h"

namespace homevisit::app {
namespace {

// What the address says: members of a view's parameters or of a request.
JsonObject asked_for(const Turn& turn, const auto& route) {
  JsonObject asked;
  for (std::size_t i = 0; i < route.ids.size(); ++i) asked.text(route.ids[i], turn.ids[i]);
  for (const char* name : route.query) asked.text_if(name, value_of(turn.query, name));
  return asked;
}

// Nothing in it that means something in a header or a path.
bool is_file_name(std::string_view name) {
  return !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  });
}

}  // namespace

int http_status(hv_status status) {
  switch (status) {
    case HV_OK:
      return 200;
    case HV_INVALID_ARGUMENT:
      return 400;
    case HV_NOT_FOUND:
      return 404;
    case HV_ALREADY_EXISTS:
    case HV_CONFLICT:
      return 409;
    case HV_PERMISSION_DENIED:
      return 403;
    case HV_UNAUTHENTICATED:
      return 401;
    case HV_FAILED_PRECONDITION:
      return 422;
    case HV_RESOURCE_EXHAUSTED:
    case HV_UNAVAILABLE:
    case HV_DEADLINE_EXCEEDED:
    case HV_CANCELLED:
    case HV_OUTCOME_UNKNOWN:
      return 503;
    case HV_UNSUPPORTED:
      return 501;
    case HV_DATA_LOSS:
    case HV_INTERNAL:
      return 500;
  }
  return 500;
}

std::string student_path(std::string_view student) {
  return "/students/" + percent_encoded(student);
}

Response Pages::home(const Turn& turn) const {
  if (turn.session.role == "it" || turn.session.role == "system") return redirect("/system");
  const Reply reply = library_.call(turn.session.actor, "group.list", "{}",
                                    {.language = turn.language_or_null(), .progress = {}});
  if (!reply.ok()) return refusal(turn, reply);
  std::vector<std::string> own;
  if (const auto answer = Json::parse(reply.text)) {
    for (const Json& group : answer->items("groups")) own.push_back(group.text("id"));
  }
  if (own.size() == 1) return redirect("/groups/" + percent_encoded(own.front()));
  return view(turn, "class", {});
}

Response Pages::students(const Turn& turn) const {
  if (turn.query.empty()) return home(turn);
  JsonObject params;
  params.text_if("query", value_of(turn.query, "query"))
      .text_if("asked", value_of(turn.query, "asked"))
      .text_if("group", value_of(turn.query, "group"))
      .text_if("sort", value_of(turn.query, "sort"))
      .text_if("filter", value_of(turn.query, "filter"));
  return view(turn, "class", std::move(params));
}

Response Pages::page(const Turn& turn, const PageRoute& route) const {
  return view(turn, route.view, asked_for(turn, route));
}

Response Pages::file(const Turn& turn, const FileRoute& route) const {
  JsonObject request = asked_for(turn, route);
  if (route.address != nullptr)
    request.text(route.address, scheme_ + "://" + std::string(turn.request.header("host")));
  const Reply reply = library_.call(turn.session.actor, route.operation, request.str(),
                                    {.language = turn.language_or_null(), .progress = {}});
  if (reply.status == HV_INVALID_ARGUMENT && route.view != nullptr)
    return view(turn, route.view, asked_for(turn, route), http_status(reply.status));
  if (!reply.ok()) return refusal(turn, reply);
  Response response;
  std::string name = route.name;
  if (route.member == nullptr) {
    response.body = reply.text;
  } else {
    const auto answer = Json::parse(reply.text);
    response.body = answer ? answer->text(route.member) : "";
    // Two days' figures in one folder are two files.
    if (answer && is_file_name(answer->text("name"))) name = answer->text("name");
  }
  response.with("Content-Type", route.type);
  return response.with("Content-Disposition", "attachment; filename=\"" + name + "\"");
}

Response Pages::view(const Turn& turn, const char* name, JsonObject params, int status) const {
  params.flag("page", true).text("links", "").text_if("csrf", turn.session.csrf);
  params.text_if("saved", value_of(turn.query, "saved"));
  JsonArray hints;
  for (const std::string& hint : turn.hints) hints.text(hint);
  params.array_if("hints", hints);
  Reply reply = library_.render(turn.session.actor, name, params.str(),
                                {.language = turn.language_or_null(), .progress = {}});
  if (reply.ok()) return html(status, std::move(reply.text));
  if (problem_of(reply).code == "unknown_student") note_refusal(turn, "student", "unknown_student");
  return refusal(turn, reply);
}

// That it could not be noted changes nothing for who is refused; the library's log has it.
void Pages::note_refusal(const Turn& turn, const char* what, const char* code) const {
  static_cast<void>(library_.call(turn.session.actor, "refusal.note",
                                  JsonObject().text("what", what).text("code", code).str()));
}

Response Pages::message(const Turn& turn, int status, std::string_view title, std::string_view text,
                        std::string_view link, std::string_view link_text) const {
  JsonObject params;
  params.flag("page", true).text("links", "").text_if("csrf", turn.session.csrf);
  params.text("title", title).text("text", text);
  params.text_if("link", link).text_if("link_text", link_text);
  // These pages show nothing of the school, so they may be made for somebody not signed in.
  const std::string actor = turn.session.actor.empty() ? actor_text("system") : turn.session.actor;
  Reply reply = library_.render(actor, "message", params.str(),
                                {.language = turn.language_or_null(), .progress = {}});
  if (!reply.ok()) return plain(status, std::string(title) + "\n\n" + std::string(text) + "\n");
  return html(status, std::move(reply.text));
}

Response Pages::refusal(const Turn& turn, const Reply& reply, std::string_view link) const {
  const Words say = turn.words();
  const int status = http_status(reply.status);
  const char* title = say("This did not work", "Dit is niet gelukt");
  if (status == 404) title = say("Not found", "Niet gevonden");
  if (status == 403) title = say("Not for you to see", "Niet voor u bestemd");
  if (status == 503) title = say("Not possible just now", "Nu even niet mogelijk");
  // The page that was shown last is one of ours, whatever the browser says where it comes from.
  const std::string& last = turn.session.last_page;
  if (link.empty()) link = last.empty() || last == turn.request.path ? "/" : std::string_view(last);
  Response response =
      message(turn, status, title, problem_of(reply).message, link, say("Back", "Terug"));
  if (status == 503) response.with("Retry-After", "5");
  return response;
}

}  // namespace homevisit::app
