#include "server/submissions.h"

#include <algorithm>

#include "server/encoding.h"

namespace homevisit::app {
namespace {

// Names that are JSON pointers or constants; "intent" and the like are between the page and us.
bool is_data(const std::string& name) {
  return !name.empty() && (name[0] == '/' || name[0] == '=');
}

std::string fields_text(const Pairs& fields) {
  JsonArray out;
  for (const auto& [name, value] : fields) {
    out.raw(JsonArray().text(name).text(value).str());
  }
  return out.str();
}

// The fields with the path's ids in place of whatever the form says about them.
Pairs with_ids(const Pairs& fields, const Pairs& ids) {
  Pairs out;
  for (const auto& field : fields) {
    if (is_data(field.first) && value_of(ids, field.first).empty()) out.push_back(field);
  }
  out.insert(out.end(), ids.begin(), ids.end());
  return out;
}

template <typename Is>
bool takes_school_year(Is&& is) {
  const auto& pages = page_routes();
  return std::any_of(pages.begin(), pages.end(), [&](const PageRoute& page) {
    return is(page) && std::any_of(page.query.begin(), page.query.end(), [](const char* name) {
             return std::string_view(name) == "school_year";
           });
  });
}

// What is said of it: where the system takes no entries, a report is not said to go there;
// where nobody was met there is none; and a proposal does not hold yet.
std::string saved_code(const std::string& code, const Pairs& fields, const Json& answer) {
  const std::string state = value_of(fields, "/state");
  if (code == "visit" && (state == "no_show" || state == "attempted_doorstep")) return "nobody_met";
  if (code == "visit" && answer.text("filed") == "none") return "visit_here";
  if (code != "programme") return code;
  for (const Json& warning : answer["warnings"].items())
    if (warning.text("code") == "scope_proposed") return "proposal";
  return code;
}

// As a view takes them back: no value longer than its schema allows, cut between characters.
Pairs shown_again(const Pairs& fields) {
  constexpr std::size_t kLongest = 8000;
  Pairs out;
  for (auto [name, value] : fields) {
    if (!is_data(name)) continue;
    if (value.size() > kLongest) {
      std::size_t end = kLongest;
      while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xC0) == 0x80) --end;
      value.resize(end);
    }
    out.emplace_back(std::move(name), std::move(value));
  }
  return out;
}

// Empty items of a list are left out of the request, and later ones move up; `moved` says which, as
// pairs of the pointer in the request and the name in the form.
std::string place_in_form(const std::string& pointer, const Json& moved) {
  for (const Json& pair : moved.items()) {
    const auto names = pair.items();
    if (names.size() != 2) continue;
    const std::string from = names[0].text();
    const bool inside = pointer.rfind(from, 0) == 0 &&
                        (pointer.size() == from.size() || pointer[from.size()] == '/');
    if (inside) return names[1].text() + pointer.substr(from.size());
  }
  return pointer;
}

// A draft of an answer opens again by whose it is.
std::string whose(const Pairs& fields) {
  if (value_of(fields, "/by_student") == "true") return "?by_student=1";
  const std::string guardian = value_of(fields, "/guardian");
  return guardian.empty() ? "" : "?guardian=" + percent_encoded(guardian);
}

// What an answer gives to think about; each sentence once, however many fields it is about.
std::vector<std::string> hints_of(const Json& answer) {
  std::vector<std::string> hints;
  for (const Json& warning : answer.items("warnings")) {
    std::string hint = warning.text("message");
    if (std::find(hints.begin(), hints.end(), hint) == hints.end())
      hints.push_back(std::move(hint));
  }
  return hints;
}

}  // namespace

Response Submissions::record_visit(const Turn& turn) const {
  const std::string& student = turn.ids[0];
  if (value_of(turn.fields, "intent") == "draft") {
    return keep_draft(turn, "visit", student_path(student) + "/visits/new");
  }
  return submit(turn, {"visit.record",
                       {{"/student", student}},
                       "visit.form",
                       JsonObject().text("student", student),
                       student_path(student),
                       "visit"});
}

Response Submissions::record_answer(const Turn& turn) const {
  const std::string& student = turn.ids[0];
  if (value_of(turn.fields, "intent") == "draft") {
    return keep_draft(turn, "answer", student_path(student) + "/answers/new" + whose(turn.fields));
  }
  return submit(turn, {"answer.record",
                       {{"/student", student}},
                       "answer.form",
                       JsonObject()
                           .text("student", student)
                           .text_if("guardian", value_of(turn.fields, "/guardian")),
                       student_path(student),
                       "answer"});
}

Response Submissions::send(const Turn& turn, const FormRoute& route) const {
  Form form{route.operation, {}, route.view, {}, path_with_ids(route.then, turn.ids), route.saved};
  // What was about another school year comes back to that year.
  const std::string year = value_of(turn.fields, "/school_year");
  if (takes_school_year([&](const PageRoute& page) { return page.path == form.then; }))
    form.then_year = year;
  if (route.view != nullptr && takes_school_year([&](const PageRoute& page) {
        return std::string_view(page.view) == route.view;
      }))
    form.params.text_if("school_year", year);
  for (std::size_t i = 0; i < route.ids.size(); ++i)
    form.ids.emplace_back(route.ids[i], turn.ids[i]);
  for (std::size_t i = 0; i < route.params.size(); ++i)
    if (*route.params[i] != '\0') form.params.text(route.params[i], turn.ids[i]);
  return submit(turn, std::move(form));
}

Response Submissions::submit(const Turn& turn, Form form) const {
  const CallOptions how{.language = turn.language_or_null(), .progress = {}};
  const std::string decode = JsonObject()
                                 .text("operation", form.operation)
                                 .raw("fields", fields_text(with_ids(turn.fields, form.ids)))
                                 .str();
  Reply reply = library_.call(turn.session.actor, "form.decode", decode, how);
  if (!reply.ok()) return again(turn, form, reply, {});
  const auto decoded = Json::parse(reply.text);
  const std::string request = decoded ? (*decoded)["request"].compact() : "{}";
  reply = library_.call(turn.session.actor, form.operation, request, how);
  if (!reply.ok()) return again(turn, form, reply, decoded ? (*decoded)["moved"] : Json());
  if (written_) written_();
  const auto answer = Json::parse(reply.text).value_or(Json());
  Response response = redirect(
      form.then +
      (form.then_year.empty() ? "?" : "?school_year=" + percent_encoded(form.then_year) + "&") +
      "saved=" + saved_code(form.saved, turn.fields, answer));
  response.hints = hints_of(answer);
  return response;
}

Response Submissions::again(const Turn& turn, const Form& form, const Reply& reply,
                            const Json& moved) const {
  // Nothing of the form can be shown to somebody who may not see what it is about.
  if (!form.view || reply.status == HV_NOT_FOUND || reply.status == HV_PERMISSION_DENIED) {
    return pages_.refusal(turn, reply, form.then);
  }
  const Problem problem = problem_of(reply);
  JsonObject error;
  error.text("pointer", place_in_form(problem.pointer, moved))
      .text("code", problem.code)
      .text("message", problem.message);
  JsonObject params = form.params;
  // The same submission again is what makes a double click harmless. After a conflict it would
  // conflict for ever, so the form gets a new one.
  Pairs fields = shown_again(turn.fields);
  if (reply.status == HV_CONFLICT) {
    std::erase_if(fields, [](const auto& field) { return field.first == "/submission"; });
  } else {
    params.text_if("submission", value_of(turn.fields, "/submission"));
  }
  params.raw("fields", fields_text(fields));
  params.raw("errors", JsonArray().raw(error.str()).str());
  return pages_.view(turn, form.view, std::move(params), http_status(reply.status));
}

Reply Submissions::draft_saved(const Turn& turn, const char* form) const {
  return library_.call(turn.session.actor, "draft.save",
                       JsonObject()
                           .text("student", turn.ids[0])
                           .text("form", form)
                           .raw("fields", fields_text(shown_again(turn.fields)))
                           .str(),
                       {.language = turn.language_or_null(), .progress = {}});
}

Response Submissions::keep_draft(const Turn& turn, const char* form,
                                 const std::string& page) const {
  const Reply reply = draft_saved(turn, form);
  if (!reply.ok()) return pages_.refusal(turn, reply, page);
  return redirect(page + (page.find('?') == std::string::npos ? "?" : "&") + "saved=draft");
}

Response Submissions::save_draft(const Turn& turn) const {
  Reply reply = draft_saved(turn, turn.ids[1].c_str());
  return json(http_status(reply.status), std::move(reply.text));
}

}  // namespace homevisit::app
