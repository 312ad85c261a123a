// JSON: reading with types checked, writing. RapidJSON stays behind this header.
//
// Rationale: Debian's RapidJSON (2016) asserts in its getters and can read past the end with its
// own UTF-8 check; here a wrong type gives "nothing", UTF-8 is checked first, and depth, size and
// double keys are limited before anybody looks at a value.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/status.h"

namespace homevisit::json {

struct Limits {
  std::size_t bytes = 1 << 20;
  int depth = 24;
};

// A view into a Document (or nothing, when what was asked for is not there). Valid as long as it.
class Value {
 public:
  Value() = default;
  explicit Value(const void* node) : node_(node) {}

  bool exists() const { return node_ != nullptr; }  // also true for null
  bool is_null() const;
  bool is_object() const;
  bool is_array() const;
  bool is_string() const;

  // A member of an object; nothing where it is absent or this is no object.
  Value operator[](std::string_view key) const;
  // Items of an array, members of an object; 0 for anything else.
  std::size_t size() const;
  Value at(std::size_t index) const;
  void each_member(const std::function<void(std::string_view key, Value)>& visit) const;

  std::optional<std::string_view> string() const;
  std::optional<std::int64_t> integer() const;
  std::optional<double> number() const;  // with a fraction or without
  std::optional<bool> boolean() const;
  // The text, or "" where there is none.
  std::string_view text() const { return string().value_or(std::string_view{}); }
  bool is_true() const { return boolean().value_or(false); }

  // As JSON; `sorted`: members by name, so that equal contents give equal bytes.
  std::string dump() const;
  std::string sorted() const;

  const void* node() const { return node_; }

 private:
  const void* node_ = nullptr;
};

class Document {
 public:
  // Errors: HV_INVALID_ARGUMENT with codes too_large, invalid_utf8, invalid_json, too_deep,
  // duplicate_key (with its pointer).
  static Result<Document> parse(std::string_view text, const Limits& limits = {});
  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  Value root() const;

 private:
  struct Body;
  explicit Document(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

// Writes compact JSON. Calls must make a well-formed document, as with a pen.
class Writer {
 public:
  Writer();
  ~Writer();

  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& key(std::string_view name);
  Writer& string(std::string_view value);
  Writer& integer(std::int64_t value);
  Writer& boolean(bool value);
  Writer& null();
  Writer& raw(std::string_view json);  // REQUIRES: well-formed

  Writer& member(std::string_view name, std::string_view value) { return key(name).string(value); }
  Writer& member(std::string_view name, const char* value) { return key(name).string(value); }
  Writer& member(std::string_view name, std::int64_t value) { return key(name).integer(value); }
  Writer& member(std::string_view name, int value) { return key(name).integer(value); }
  Writer& member(std::string_view name, bool value) { return key(name).boolean(value); }
  // Left out when empty.
  Writer& member_if(std::string_view name, std::string_view value) {
    return value.empty() ? *this : member(name, value);
  }

  std::string take();

 private:
  struct Pen;
  std::unique_ptr<Pen> pen_;
};

// One token of a JSON pointer, escaped (RFC 6901: ~0 and ~1).
std::string pointer_token(std::string_view key);

}  // namespace homevisit::json
