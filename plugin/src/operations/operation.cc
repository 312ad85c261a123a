#include "operations/operation.h"

#include <fmt/format.h>

#include <map>

#include "base/utf8.h"
#include "operations/gate.h"

namespace homevisit::operations {
namespace {

struct Known {
  Handler handler = nullptr;
  std::vector<access::Role> roles;  // empty: any
  bool writes = false;
};

// Roles, and what writes, stand in schemas/v1/operations.json, so that "describe" and the check
// cannot differ.
const std::map<std::string_view, Known>& known_operations() {
  static const std::map<std::string_view, Known> known = [] {
    std::map<std::string_view, Known> table;
    for (const auto family :
         {system_operations(),   roster_operations(),     sync_operations(),
          student_operations(),  visit_operations(),      answer_operations(),
          consent_operations(),  consent_reads(),         attempt_operations(),
          planning_operations(), companion_operations(),  calendar_operations(),
          care_operations(),     evaluation_operations(), staff_operations(),
          family_operations(),   programme_operations(),  participation_operations(),
          notice_operations(),   draft_operations(),      progress_operations(),
          backup_operations(),   identity_operations(),   dossier_operations(),
          sign_on_operations(),  lti_operations(),        lti_setup_operations()})
      for (const Operation& operation : family) table[operation.name].handler = operation.handler;
    const auto list = json::Document::parse(carried_schemas().text("operations.json"));
    const json::Value operations = list->root()["operations"];
    for (std::size_t i = 0; i < operations.size(); ++i) {
      const auto at = table.find(operations.at(i)["name"].text());
      if (at == table.end()) continue;
      at->second.writes = operations.at(i)["writes"].is_true();
      const json::Value roles = operations.at(i)["roles"];
      for (std::size_t k = 0; k < roles.size(); ++k)
        if (const auto role = from_name<access::Role>(roles.at(k).text()))
          at->second.roles.push_back(*role);
    }
    return table;
  }();
  return known;
}

Status check_role(const Known& known, const access::Actor& actor) {
  if (known.writes && actor.reads_only) return may_only_read();
  if (known.roles.empty()) return ok();
  for (const access::Role role : known.roles)
    if (role == actor.role) return ok();
  return Error{HV_PERMISSION_DENIED, "role_may_not",
               fmt::format("The role \"{}\" may not do this.", to_name(actor.role))};
}

Result<std::string> run(Context& context, std::string_view actor_text, std::string_view operation,
                        std::string_view request_text, std::string_view language,
                        const CallControl& control, const text::Catalogue*& words) {
  HV_TRY(context.check_process());
  HV_TRY(control.check());
  HV_ASSIGN(const access::Actor actor, checked_actor(context.schemas, actor_text));
  words = &words_for(context, actor, language);
  const auto found = known_operations().find(operation);
  if (found == known_operations().end())
    return Error{HV_NOT_FOUND, "unknown_operation",
                 fmt::format("There is no operation \"{}\". \"describe\" lists them all.",
                             printable_name(operation))};
  HV_TRY(check_role(found->second, actor));
  HV_ASSIGN(const auto document, json::Document::parse(request_text.empty() ? "{}" : request_text));
  HV_TRY(context.schemas.validate(fmt::format("operations/{}.request.json", operation),
                                  document.root()));
  HV_ASSIGN(std::string student,
            id_in_use(context, std::string(document.root()["student"].text())));
  return found->second.handler(Call{context, actor, control, std::string(operation),
                                    document.root(), *words, std::move(student)});
}

}  // namespace

Error may_only_read() {
  return {HV_PERMISSION_DENIED, "reads_only", "This role reads, but does not record."};
}

std::string_view printable_name(std::string_view name) {
  return name.size() <= 64 && !find_invalid_utf8(name) ? name : "?";
}

std::string Call::actor_name() const {
  if (!actor.staff.empty()) {
    const std::string known = context.staff_name(actor.staff);
    if (known != actor.staff || actor.name.empty()) return known;
  }
  return actor.name.empty() ? std::string(to_name(actor.role)) : actor.name;
}

const text::Catalogue& words_for(const Context& context, const access::Actor& actor,
                                 std::string_view language) {
  if (!language.empty()) return text::Catalogue::of(language);
  return text::Catalogue::of(actor.language.empty() ? context.config.language : actor.language);
}

Result<access::Actor> checked_actor(const json::SchemaSet& schemas, std::string_view text) {
  if (text.empty()) return Error{HV_UNAUTHENTICATED, "no_actor", "Say who is acting."};
  HV_ASSIGN(const auto document, json::Document::parse(text, {.bytes = 4096, .depth = 4}));
  HV_TRY(schemas.validate("actor.json", document.root()));
  return access::read_actor(document.root());
}

Result<std::string> call(Context& context, std::string_view actor, std::string_view operation,
                         std::string_view request, std::string_view language,
                         const CallControl& control) {
  const text::Catalogue* words =
      &text::Catalogue::of(language.empty() ? context.config.language : language);
  auto result = run(context, actor, operation, request, language, control, words);
  if (!result) {
    Error error = std::move(result).error();
    error.message = words->error(error.code, error.message);
    return error;
  }
  return result;
}

std::string error_document(const Error& error) {
  json::Writer writer;
  writer.begin_object().key("error").begin_object();
  writer.member("status", status_name(error.status)).member("code", error.code);
  writer.member("pointer", error.pointer).member("message", error.message);
  return writer.end_object().end_object().take();
}

}  // namespace homevisit::operations
