#include "summary.h"

#include "homevisit/sdk/words.h"

namespace homevisit::moodle {
namespace {

struct Shown {
  bool field = false;  // the field came, which it does where it is not empty and we may see it
  std::string value;
};

Shown read_field(const Service& service, const std::string& student) {
  const sdk::Json answer = service.read(
      "core_user_get_users_by_field", {{"field", "id"}, {"values[0]", student}}, "a profile field");
  require_list(answer.root(), "a profile field");
  for (const sdk::Value user : answer.root()) {
    if (user["id"].id() != student) continue;
    for (const sdk::Value field : user["customfields"])
      if (field["shortname"].text() == service.settings().summary_field)
        return {true, std::string(field["value"].text())};
  }
  return {};
}

}  // namespace

std::string summary_of(const std::vector<Sheet>& sheets, const std::string& next) {
  const Sheet* last = nullptr;
  for (const Sheet& sheet : sheets)
    if (sheet.kind == HV_ENTRY_VISIT && (last == nullptr || sheet.date > last->date)) last = &sheet;
  if (last == nullptr) return {};
  return last->next.empty() ? last->date : last->date + ", " + next + " " + last->next;
}

void write_summary(const Service& service, const std::string& student, const std::string& line) {
  const std::string& field = service.settings().summary_field;
  const sdk::Json answer = service.write("core_user_update_users",
                                         {{"users[0][id]", student},
                                          {"users[0][customfields][0][type]", field},
                                          {"users[0][customfields][0][value]", line}},
                                         "the line in a profile");
  if (answer.root()["warnings"].size() > 0)
    throw sdk::Failure(HV_FAILED_PRECONDITION,
                       "Moodle does not let this account be changed by a web service.");
  const Shown shown = read_field(service, student);
  if (line.empty() ? shown.field && !shown.value.empty() : shown.value != line)
    throw sdk::Failure(HV_FAILED_PRECONDITION,
                       "the field \"" + field +
                           "\" did not take it. Check that a profile field has this short name "
                           "and that the web service's user may see it "
                           "(moodle/user:viewalldetails).");
}

}  // namespace homevisit::moodle
