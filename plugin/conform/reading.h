// What cases have in common that read.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "session.h"

namespace homevisit::conform {

// The name of the kind in the conformance file.
const char* kind_name(hv_kind kind);
// The kinds that this instance promises to read; without entries unless it writes or finds them.
std::vector<hv_kind> kinds_of(const Session& session);

std::set<std::string> ids_of(const std::vector<Record>& records);

// Each id once? "" or a sentence.
std::string double_id(const std::vector<Record>& records);

// Which of `count` to try: all when there are few, else the first and last and some by chance.
std::vector<std::size_t> sampled(Trial& trial, std::size_t count, std::size_t most);

// What a call gave, in words.
std::string told(const char* call, const Outcome& outcome);

// Whose records of the kind are read: of entries the declared student's, where the system cannot
// list those of all ("expect" has no entries then); "": all.
std::string scope_of(const Trial& trial, hv_kind kind);

// Reads a kind that must come; Failed otherwise.
std::vector<Record> must_read(Trial& trial, Session& session, hv_kind kind, Call call = {});

}  // namespace homevisit::conform
