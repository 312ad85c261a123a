// The people who look after students: `contacts`, which Data Standard 4 calls `parents`.
#pragma once

#include <string>
#include <string_view>

#include "homevisit/sdk/sink.h"
#include "schools.h"
#include "session.h"

namespace homevisit::edfi {

// What Data Standard 4 and the later ones call the same things.
struct ContactWords {
  std::string people, associations, id, reference;
  explicit ContactWords(const Discovery& server);
};

// Who only is to be called in an emergency, and who is a child in the family, looks after nobody;
// unless the system says that this contact is a legal guardian.
bool looks_after(const Value& association);

// All guardians of enrolled students, or one of them. Returns how many were handed on.
std::uint64_t list_guardians(const Session& session, std::string_view contact,
                             const Enrolled& enrolled, sdk::Sink& sink);

// All relations of enrolled students, or those of one student.
std::uint64_t list_cares(const Session& session, std::string_view student, const Enrolled& enrolled,
                         sdk::Sink& sink);

}  // namespace homevisit::edfi
