// What an operation is: a name with two schemas, the roles that may call it, and a function.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "access/permissions.h"
#include "base/cancel.h"
#include "json/json.h"
#include "operations/context.h"

namespace homevisit::operations {

// One call, with everything that an operation may look at.
struct Call {
  Context& context;
  const access::Actor& actor;
  const CallControl& control;
  std::string name;
  json::Value request;  // checked against its schema
  const text::Catalogue& words;
  std::string student_in_use;  // "student" of the request, by the id that the system uses now

  const std::string& student() const { return student_in_use; }
  std::string text(const char* key) const { return std::string(request[key].text()); }
  // The name to write down for the actor.
  std::string actor_name() const;
};

// Gives the response as JSON.
using Handler = Result<std::string> (*)(const Call&);

struct Operation {
  std::string_view name;
  Handler handler;
};

// Each family of operations has a file of its own.
std::span<const Operation> system_operations();
std::span<const Operation> roster_operations();
std::span<const Operation> sync_operations();
std::span<const Operation> student_operations();
std::span<const Operation> visit_operations();
std::span<const Operation> answer_operations();
std::span<const Operation> consent_operations();
std::span<const Operation> consent_reads();
std::span<const Operation> family_operations();
std::span<const Operation> programme_operations();
std::span<const Operation> participation_operations();
std::span<const Operation> notice_operations();
std::span<const Operation> attempt_operations();
std::span<const Operation> planning_operations();
std::span<const Operation> companion_operations();
std::span<const Operation> calendar_operations();
std::span<const Operation> care_operations();
std::span<const Operation> evaluation_operations();
std::span<const Operation> staff_operations();
std::span<const Operation> draft_operations();
std::span<const Operation> progress_operations();
std::span<const Operation> backup_operations();
std::span<const Operation> identity_operations();
std::span<const Operation> dossier_operations();
std::span<const Operation> sign_on_operations();
std::span<const Operation> lti_operations();
std::span<const Operation> lti_setup_operations();

// Checks the actor, the role, the request; runs it; and puts an error into the caller's language.
Result<std::string> call(Context& context, std::string_view actor, std::string_view operation,
                         std::string_view request, std::string_view language,
                         const CallControl& control);

// What somebody hears who reads only: by the role, or because the host says so.
Error may_only_read();

// The name of an operation or view as it may stand in a message: it comes in unchecked.
std::string_view printable_name(std::string_view name);
// {"error":{...}} for an error.
std::string error_document(const Error& error);
// The language of an answer: asked for, else the actor's, else the school's.
const text::Catalogue& words_for(const Context& context, const access::Actor& actor,
                                 std::string_view language);
Result<access::Actor> checked_actor(const json::SchemaSet& schemas, std::string_view text);

}  // namespace homevisit::operations
