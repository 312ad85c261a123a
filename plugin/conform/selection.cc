#include "selection.h"

#include <algorithm>
#include <charconv>

namespace homevisit::conform {
namespace {

// Numbers by value, else texts by bytes: less, equal or greater.
int order_of(const std::string& a, const std::string& b) {
  long long x = 0, y = 0;
  const auto number = [](const std::string& text, long long& out) {
    const auto end = std::from_chars(text.data(), text.data() + text.size(), out);
    return !text.empty() && end.ptr == text.data() + text.size();
  };
  if (number(a, x) && number(b, y)) return x < y ? -1 : x > y ? 1 : 0;
  return a.compare(b) < 0 ? -1 : a == b ? 0 : 1;
}

bool holds(const Json& field, const std::string& op, const std::string& value) {
  if (field.is_array()) {
    return std::any_of(field.items().begin(), field.items().end(),
                       [&](const Json& item) { return holds(item, op, value); });
  }
  const std::string text = field.plain();
  const int order = order_of(text, value);
  if (op == "eq" || op == "=") return order == 0;
  if (op == "neq" || op == "!=") return order != 0;
  if (op == "ge" || op == ">=") return order >= 0;
  if (op == "gt" || op == ">") return order > 0;
  if (op == "le" || op == "<=") return order <= 0;
  if (op == "lt" || op == "<") return order < 0;
  if (op == "cs" || op == "~") return text.find(value) != std::string::npos;
  if (op == "sw") return text.starts_with(value);
  if (op == "is") return field.is_null();
  if (op == "in") {
    const std::string all = "," + value + ",";
    return all.find("," + text + ",") != std::string::npos;
  }
  return false;
}

// The field of that name, also one level down: systems with references let one filter by the names
// inside them.
bool any_field(const Json& row, const std::string& name, const std::string& value) {
  if (row.has(name)) return holds(row[name], "eq", value);
  for (const Json::Member& member : row.members()) {
    if (member.second.is_object() && member.second.has(name) &&
        holds(member.second[name], "eq", value))
      return true;
  }
  return false;
}

struct Term {
  std::string field, op, value;
};

// field='value' AND other>='value'
std::vector<Term> oneroster_terms(std::string_view text) {
  std::vector<Term> out;
  while (!text.empty()) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    const std::size_t op = std::min(text.find_first_of("=<>!~"), text.size());
    std::size_t quote = std::min(text.find('\'', op), text.size());
    const std::size_t end =
        std::min(text.find('\'', std::min(quote + 1, text.size())), text.size());
    if (quote >= text.size()) return {};
    Term term{std::string(text.substr(0, op)), std::string(text.substr(op, quote - op)),
              std::string(text.substr(quote + 1, end - quote - 1))};
    out.push_back(std::move(term));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!text.starts_with(" AND ")) break;
    text.remove_prefix(5);
  }
  return out;
}

Term records_term(const std::string& text) {
  const std::size_t first = std::min(text.find(','), text.size());
  const std::size_t second =
      std::min(text.find(',', std::min(first + 1, text.size())), text.size());
  return {text.substr(0, first),
          text.substr(std::min(first + 1, text.size()), second - std::min(first + 1, second)),
          text.substr(std::min(second + 1, text.size()))};
}

void keep(Json::Array& rows, const Term& term) {
  std::erase_if(rows,
                [&](const Json& row) { return !holds(row.at(term.field), term.op, term.value); });
}

}  // namespace

std::string select_rows(Json::Array& rows, const Json& filters, const Fields& query,
                        const std::vector<std::string>& used) {
  for (const auto& [name, value] : query) {
    if (std::find(used.begin(), used.end(), name) != used.end()) continue;
    if (filters.text() == "oneroster" && name == "filter") {
      const std::vector<Term> terms = oneroster_terms(value);
      if (terms.empty()) return name;
      for (const Term& term : terms) keep(rows, term);
    } else if (filters.text() == "records" && name == "filter") {
      keep(rows, records_term(value));
    } else if (filters.is_object() && filters.has(name)) {
      const Json& how = filters[name];
      if (how.is_null()) continue;  // taken and without effect
      keep(rows, {how.is_object() ? how["field"].text() : how.text(), how["is"].text("eq"), value});
    } else if (filters.truth()) {
      std::erase_if(rows, [&](const Json& row) { return !any_field(row, name, value); });
    } else {
      return name;
    }
  }
  return {};
}

void select_fields(Json::Array& rows, const std::string& names) {
  const std::string all = "," + names + ",";
  for (Json& row : rows) {
    Json::Object kept;
    for (const Json::Member& member : row.members()) {
      if (all.find("," + member.first + ",") != std::string::npos) kept.push_back(member);
    }
    row = Json(std::move(kept));
  }
}

}  // namespace homevisit::conform
