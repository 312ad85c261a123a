#include "operations/looks.h"

#include "json/json.h"
#include "operations/gate.h"

namespace homevisit::operations {

Result<std::vector<LookAt>> read_looks(Context& context, const access::Actor& actor,
                                       const std::string& actor_name, const std::string& student,
                                       const std::string& what) {
  HV_TRY(view_of(context, actor, student));
  HV_TRY(context.access_log->note(actor, actor_name, student, what));
  HV_TRY(context.access_log->flush());
  HV_ASSIGN(const auto events, context.journal->events(student, journal::Stream::access));
  std::vector<LookAt> looks;
  for (const auto& event : events) {
    const auto body = json::Document::parse(event.body);
    if (!body) continue;  // "audit verify" reports it
    const json::Value look = body->root();
    looks.push_back({event.id.ms(), std::string(look["actor"].text()),
                     std::string(look["actor_name"].text()), std::string(look["role"].text()),
                     std::string(look["what"].text()), look["times"].integer().value_or(1)});
  }
  return looks;
}

}  // namespace homevisit::operations
