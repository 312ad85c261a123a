// JSON values that can be changed: the rows of the scripted system and the conformance file itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace homevisit::conform {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;  // in the order written

  Json() = default;  // null
  Json(bool value) : value_(value) {}
  Json(std::int64_t value) : value_(value) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(Array value) : value_(std::move(value)) {}
  Json(Object value) : value_(std::move(value)) {}
  Json(double value) : value_(value) {}

  // Nothing where the text is no JSON or no UTF-8; `error` then says where.
  static std::optional<Json> parse(std::string_view text, std::string* error = nullptr);

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  bool is_bool() const { return std::holds_alternative<bool>(value_); }
  bool is_string() const { return std::holds_alternative<std::string>(value_); }
  bool is_array() const { return std::holds_alternative<Array>(value_); }
  bool is_object() const { return std::holds_alternative<Object>(value_); }

  // A member; null where it is absent or this is no object.
  const Json& operator[](std::string_view key) const;
  bool has(std::string_view key) const;
  void set(std::string_view key, Json value);  // makes this an object where it is none
  void erase(std::string_view key);
  // A place further in: "studentReference.studentUniqueId". Null where it is not there.
  const Json& at(std::string_view path) const;
  void set_at(std::string_view path, Json value);

  // Empty where this is something else.
  const Array& items() const;
  const Object& members() const;
  Array& array();  // makes this an array where it is none

  std::string text(std::string_view otherwise = {}) const;
  std::int64_t number(std::int64_t otherwise = 0) const;
  bool truth(bool otherwise = false) const;
  // As it would stand in a query: texts bare, numbers and truths as written, "" for the rest.
  std::string plain() const;

  std::string dump() const;
  bool operator==(const Json&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

// UTF-8 as RFC 3629 has it.
bool is_utf8(std::string_view text);

}  // namespace homevisit::conform
