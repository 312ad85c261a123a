// The extension column metadata.homevisit.relations of users.csv; README.md, "Columns of our own".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "homevisit/adapter.h"

namespace homevisit::local {

struct Relation {
  std::string contact;
  std::string relation;
  std::string household;
  hv_ternary lives_with = HV_UNKNOWN;
  hv_ternary custody = HV_UNKNOWN;
  hv_ternary informed = HV_UNKNOWN;
  std::int64_t rank = 0;  // 1: first to be called
};

struct Relations {
  std::vector<Relation> all;
  bool understood = true;  // false: a contact was missing, or a word was none of those known
};

Relations parse_relations(std::string_view column);

}  // namespace homevisit::local
