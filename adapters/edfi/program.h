// The "Home Visiting" program and its evaluations, under which everything is filed. Made once,
// where the server lets us.
#pragma once

#include <set>

#include "homevisit/sdk/json.h"
#include "session.h"

namespace homevisit::edfi {

// What an instance knows to be there already.
struct Made {
  bool program = false;
  std::set<unsigned> slots;
};

// "educationOrganizationReference": {...}, "programReference": {...}
void write_organization(const Config& config, sdk::JsonWriter& out);
void write_program(const Config& config, sdk::JsonWriter& out);

// Whether a "programReference" is to our program.
bool is_our_program(const Config& config, const Value& reference);

// The rows of one student under our program.
Filter student_in_program(const Config& config, std::string_view student);

bool program_exists(const Session& session);
void make_program(const Session& session, Made& made);

// Several fields of one student on one day need as many evaluations of the program (interventions
// with Data Standard 4), since day, student and evaluation are the natural key: "Home visit 1" to
// "Home visit 99".
std::string slot_name(unsigned slot);
unsigned slot_of(std::string_view name);  // 0: none of ours
void make_slot(const Session& session, unsigned slot, Made& made);

// The reference to a slot, as a member of what is filed in it.
void write_slot(const Session& session, unsigned slot, sdk::JsonWriter& out);

}  // namespace homevisit::edfi
