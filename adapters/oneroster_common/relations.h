// The field metadata.homevisit.relations of users, in files a column and over REST a member; see
// the README of adapters/local, "Columns of our own".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "homevisit/adapter.h"

namespace homevisit::oneroster {

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

}  // namespace homevisit::oneroster
