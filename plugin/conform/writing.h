// What cases have in common that write.
#pragma once

#include <string>
#include <vector>

#include "reading.h"

namespace homevisit::conform {

// Skips the case where the instance does not write.
void require_writing(Trial& trial, const Session& session);

// An entry for the declared student, of the declared author.
Entry first_entry(const Trial& trial);

// Texts that get hurt on their way, no longer than the declared limits.
struct Sample {
  const char* what;
  std::string title, text;
};
std::vector<Sample> samples(const Trial& trial);

// Failed where it does not succeed.
Written must_submit(Trial& trial, Session& session, const Entry& entry, Call call = {});

}  // namespace homevisit::conform
