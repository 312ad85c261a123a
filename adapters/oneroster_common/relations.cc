#include "relations.h"

#include "homevisit/sdk/words.h"

namespace homevisit::oneroster {
namespace {

using sdk::one_line;
using sdk::percent_decode;
using sdk::same_word;
using sdk::split_list;
using sdk::trim;

bool is_utf8(std::string_view text) {
  return sdk::find_invalid_utf8(text) == std::string_view::npos;
}

// Unlike split_list this keeps empty parts: the place says what a part means.
std::vector<std::string_view> fields_of(std::string_view entry) {
  std::vector<std::string_view> fields;
  while (true) {
    const std::size_t colon = entry.find(':');
    fields.push_back(trim(entry.substr(0, colon)));
    if (colon == std::string_view::npos) return fields;
    entry.remove_prefix(colon + 1);
  }
}

}  // namespace

Relations parse_relations(std::string_view column) {
  Relations relations;
  for (const std::string_view entry : split_list(column, ',')) {
    const std::vector<std::string_view> fields = fields_of(entry);
    const auto at = [&](std::size_t i) {
      return i < fields.size() ? fields[i] : std::string_view();
    };
    Relation relation;
    // A flag's word, or nothing; anything else is not understood and left unknown.
    const auto flag = [&](std::size_t i, std::string_view word) {
      if (same_word(at(i), word)) return true;
      if (!at(i).empty()) relations.understood = false;
      return false;
    };
    relation.contact = percent_decode(at(0));
    relation.relation = one_line(percent_decode(at(1)));
    if (relation.contact.empty() || !is_utf8(relation.contact) || !is_utf8(relation.relation)) {
      relations.understood = false;
      continue;
    }
    if (flag(2, "lives-with")) {
      relation.lives_with = HV_YES;
    } else if (fields.size() > 2 && at(2).empty()) {
      relation.lives_with = HV_NO;
    }
    if (flag(3, "primary")) relation.rank = 1;
    if (same_word(at(4), "no-custody")) {
      relation.custody = HV_NO;
    } else if (flag(4, "custody")) {
      relation.custody = HV_YES;
    }
    relation.household = percent_decode(at(5));
    if (!is_utf8(relation.household)) {
      relation.household.clear();
      relations.understood = false;
    }
    if (flag(6, "not-informed")) relation.informed = HV_NO;
    relations.all.push_back(std::move(relation));
  }
  return relations;
}

}  // namespace homevisit::oneroster
