// Reading and writing JSON texts, as far as a host needs it. Every getter checks the type first, so
// that an unexpected answer or a mistyped configuration is a missing value and never an assertion.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace homevisit::app {

// A read-only look at one value of a parsed text. Copies share the text.
class Json {
 public:
  Json() = default;  // a value that is not there

  // Nothing when the text is no JSON, not UTF-8, or nested deeper than any of our documents.
  static std::optional<Json> parse(std::string_view text);

  explicit operator bool() const { return value_ != nullptr; }
  bool is_object() const;
  Json operator[](const char* key) const;

  std::string text() const;  // "" when it is no string
  std::string text(const char* key) const { return (*this)[key].text(); }
  std::int64_t number(const char* key, std::int64_t otherwise = 0) const;
  bool flag(const char* key, bool otherwise = false) const;
  std::vector<Json> items() const;  // none when it is no array
  std::vector<Json> items(const char* key) const { return (*this)[key].items(); }
  std::vector<std::pair<std::string, Json>> members() const;

  std::string compact() const;
  std::string pretty() const;

 private:
  Json(std::shared_ptr<const void> document, const void* value)
      : document_(std::move(document)), value_(value) {}

  std::shared_ptr<const void> document_;
  const void* value_ = nullptr;
};

// A text as a JSON string, quotes included. Bytes that are no UTF-8 go through as they are: the
// library refuses them with the place where they stand.
std::string json_string(std::string_view text);

class JsonArray {
 public:
  JsonArray& raw(std::string_view json);
  JsonArray& text(std::string_view value) { return raw(json_string(value)); }
  bool empty() const { return body_.empty(); }
  std::string str() const { return "[" + body_ + "]"; }

 private:
  std::string body_;
};

class JsonObject {
 public:
  JsonObject& raw(std::string_view key, std::string_view json);
  JsonObject& text(std::string_view key, std::string_view value) {
    return raw(key, json_string(value));
  }
  JsonObject& text_if(std::string_view key, std::string_view value);  // left out when empty
  JsonObject& flag(std::string_view key, bool value) { return raw(key, value ? "true" : "false"); }
  JsonObject& number(std::string_view key, std::int64_t value);
  JsonObject& array_if(std::string_view key, const JsonArray& array);  // left out when empty
  bool empty() const { return body_.empty(); }
  std::string str() const { return "{" + body_ + "}"; }

 private:
  std::string body_;
};

// The same object with one member set to a JSON text. REQUIRES: object.is_object().
std::string with_member(const Json& object, std::string_view key, std::string_view json);

}  // namespace homevisit::app
