// JSON from systems that may send anything: checked before it is looked at, and read by getters
// that give "nothing" for a wrong type.
//
// Rationale: Debian's RapidJSON is the 2016 release. Its own UTF-8 check can read past the end, its
// getters assert, its allocators hand out null. So UTF-8 is checked first, an assertion and a
// failed allocation are exceptions here, parsing does not recurse, and a name that stands twice in
// an object is noticed when it is read.
#pragma once

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "homevisit/adapter.h"
#include "homevisit/sdk/failure.h"
#include "homevisit/sdk/text.h"

// In a namespace of its own, so that it can stand in one program with RapidJSON as others set it up.
#ifdef RAPIDJSON_NAMESPACE
#error "Include homevisit/sdk/json.h before RapidJSON, or in a file without it."
#endif
#define RAPIDJSON_NAMESPACE homevisit_sdk_rapidjson
#ifndef RAPIDJSON_ASSERT
#define RAPIDJSON_ASSERT(x) \
  ((x) ? static_cast<void>(0) : throw std::logic_error("RapidJSON assertion: " #x))
#endif
// A third faster. It reads whole blocks of 16 bytes, so the text below ends in as many zero bytes.
#if defined(__SSE2__) && !defined(RAPIDJSON_SSE2)
#define RAPIDJSON_SSE2
#endif
#pragma GCC diagnostic push
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wclass-memaccess"
#endif
#pragma GCC diagnostic ignored "-Wshadow"
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#pragma GCC diagnostic pop

namespace homevisit::sdk {

namespace rapidjson = ::homevisit_sdk_rapidjson;

namespace detail {

// What RapidJSON allocates by: throws where the C library gives null.
class Memory {
 public:
  static const bool kNeedFree = true;
  void* Malloc(std::size_t size) { return size == 0 ? nullptr : checked(std::malloc(size)); }
  void* Realloc(void* from, std::size_t, std::size_t size) {
    if (size == 0) {
      std::free(from);
      return nullptr;
    }
    return checked(std::realloc(from, size));
  }
  static void Free(void* memory) { std::free(memory); }

 private:
  static void* checked(void* memory) {
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
  }
};

using Pool = rapidjson::MemoryPoolAllocator<Memory>;
using Document = rapidjson::GenericDocument<rapidjson::UTF8<>, Pool, Memory>;
using Node = Document::ValueType;
using Buffer = rapidjson::GenericStringBuffer<rapidjson::UTF8<>, Memory>;
using Pen = rapidjson::Writer<Buffer, rapidjson::UTF8<>, rapidjson::UTF8<>, Memory>;

// Writing a value recurses; reading does not. So what is written is looked at first.
inline void require_shallow(const Node& node, int most) {
  if (most == 0) throw Failure(HV_UNAVAILABLE, "The system's answer is nested too deep.");
  if (node.IsArray())
    for (auto item = node.Begin(); item != node.End(); ++item) require_shallow(*item, most - 1);
  if (node.IsObject())
    for (auto member = node.MemberBegin(); member != node.MemberEnd(); ++member)
      require_shallow(member->value, most - 1);
}

}  // namespace detail

// A view into a Json, or nothing when what was asked for is not there. Valid as long as the Json.
class Value {
 public:
  Value() = default;
  explicit Value(const detail::Node* node) : node_(node) {}

  bool exists() const { return node_ != nullptr; }  // also true for null
  bool is_null() const { return node_ == nullptr || node_->IsNull(); }
  bool is_object() const { return node_ != nullptr && node_->IsObject(); }
  bool is_array() const { return node_ != nullptr && node_->IsArray(); }
  bool is_string() const { return node_ != nullptr && node_->IsString(); }
  bool is_number() const { return node_ != nullptr && node_->IsNumber(); }

  // A member of an object; nothing where it is absent or this is no object.
  Value operator[](std::string_view name) const {
    if (!is_object()) return {};
    const detail::Node* found = nullptr;
    for (auto member = node_->MemberBegin(); member != node_->MemberEnd(); ++member) {
      if (member->name.GetStringLength() != name.size() ||
          std::memcmp(member->name.GetString(), name.data(), name.size()) != 0)
        continue;
      if (found != nullptr)
        throw Failure(HV_UNAVAILABLE, "The system's answer has the name \"" + std::string(name) +
                                          "\" twice in one object; which one counts is not known.");
      found = &member->value;
    }
    return Value(found);
  }
  // "a/b" for operator[] twice; "" is this.
  Value at(std::string_view path) const {
    Value value = *this;
    while (!path.empty() && value.exists()) {
      const std::size_t end = std::min(path.find('/'), path.size());
      value = value[path.substr(0, end)];
      path.remove_prefix(std::min(end + 1, path.size()));
    }
    return value;
  }

  // Items of an array; 0 for anything else.
  std::size_t size() const { return is_array() ? node_->Size() : 0; }
  Value item(std::size_t index) const {
    return index < size() ? Value(&(*node_)[static_cast<rapidjson::SizeType>(index)]) : Value();
  }

  class Iterator {
   public:
    explicit Iterator(const detail::Node* at) : at_(at) {}
    Value operator*() const { return Value(at_); }
    Iterator& operator++() { return ++at_, *this; }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    const detail::Node* at_;
  };
  // for (const Value row : value): over the items of an array.
  Iterator begin() const { return Iterator(is_array() ? node_->Begin() : nullptr); }
  Iterator end() const { return Iterator(is_array() ? node_->End() : nullptr); }

  std::optional<std::string_view> string() const {
    if (!is_string()) return std::nullopt;
    return std::string_view(node_->GetString(), node_->GetStringLength());
  }
  // The text, or "" where there is none.
  std::string_view text() const { return string().value_or(std::string_view{}); }
  // A whole number, also one that stands in quotes (systems send "12" for 12).
  std::optional<std::int64_t> integer() const {
    if (node_ == nullptr) return std::nullopt;
    if (node_->IsInt64()) return node_->GetInt64();
    if (!node_->IsString() || node_->GetStringLength() == 0) return std::nullopt;
    const char* const begin = node_->GetString();
    char* end = nullptr;
    errno = 0;
    const long long value = std::strtoll(begin, &end, 10);
    if (errno != 0 || end != begin + node_->GetStringLength()) return std::nullopt;
    return value;
  }
  // A text or a whole number, as text: for ids, which come as either.
  std::string id() const {
    if (is_string()) return std::string(text());
    const auto number = integer();
    return number ? std::to_string(*number) : std::string();
  }
  std::optional<bool> boolean() const {
    if (node_ == nullptr || !node_->IsBool()) return std::nullopt;
    return node_->GetBool();
  }
  // true/false as HV_YES/HV_NO, anything else as HV_UNKNOWN.
  hv_ternary ternary() const {
    const auto value = boolean();
    return !value ? HV_UNKNOWN : *value ? HV_YES : HV_NO;
  }

  // As compact JSON.
  std::string dump() const {
    if (node_ == nullptr) return "null";
    detail::require_shallow(*node_, 64);
    detail::Buffer buffer;
    detail::Pen pen(buffer);
    node_->Accept(pen);
    return {buffer.GetString(), buffer.GetSize()};
  }

  const detail::Node* node() const { return node_; }

 private:
  const detail::Node* node_ = nullptr;
};

// A parsed text with the memory that its values stand in.
class Json {
 public:
  // Throws HV_UNAVAILABLE with a sentence that begins with `what` ("The answer for students").
  static Json parse(std::string_view text, std::string_view what) {
    const std::string begin(what);
    if (text.empty()) throw Failure(HV_UNAVAILABLE, begin + " is empty.");
    if (const std::size_t bad = find_invalid_utf8(text); bad != std::string_view::npos)
      throw Failure(HV_UNAVAILABLE, begin + " is not valid UTF-8 at byte " + std::to_string(bad) +
                                        "; tell the administrator of the system.");
    Json json;
    json.text_ = std::make_unique_for_overwrite<char[]>(text.size() + 32);
    std::memcpy(json.text_.get(), text.data(), text.size());
    std::memset(json.text_.get() + text.size(), 0, 32);
    json.document_ = std::make_unique<detail::Document>();
    // Iterative: no nesting of theirs reaches our stack.
    json.document_->ParseInsitu<rapidjson::kParseIterativeFlag>(json.text_.get());
    if (json.document_->HasParseError())
      throw Failure(HV_UNAVAILABLE,
                    begin + " is not valid JSON at byte " +
                        std::to_string(json.document_->GetErrorOffset()) + ": " +
                        rapidjson::GetParseError_En(json.document_->GetParseError()));
    return json;
  }

  Value root() const { return Value(document_.get()); }

 private:
  Json() = default;
  std::unique_ptr<char[]> text_;
  std::unique_ptr<detail::Document> document_;
};

// Writes compact JSON. Calls must make a well-formed document, as with a pen.
class JsonWriter {
 public:
  JsonWriter& begin_object() { return pen_.StartObject(), *this; }
  JsonWriter& end_object() { return pen_.EndObject(), *this; }
  JsonWriter& begin_array() { return pen_.StartArray(), *this; }
  JsonWriter& end_array() { return pen_.EndArray(), *this; }
  JsonWriter& key(std::string_view name) {
    return pen_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())), *this;
  }
  JsonWriter& string(std::string_view value) {
    // An empty view may have no data at all, which RapidJSON asserts against.
    if (value.data() == nullptr) value = "";
    return pen_.String(value.data(), static_cast<rapidjson::SizeType>(value.size())), *this;
  }
  JsonWriter& integer(std::int64_t value) { return pen_.Int64(value), *this; }
  JsonWriter& boolean(bool value) { return pen_.Bool(value), *this; }
  JsonWriter& null() { return pen_.Null(), *this; }
  // A value that was read, as it is.
  JsonWriter& value(const Value& value) {
    if (value.node() == nullptr) return null();
    detail::require_shallow(*value.node(), 64);
    return value.node()->Accept(pen_), *this;
  }

  JsonWriter& member(std::string_view name, std::string_view value) {
    return key(name).string(value);
  }
  JsonWriter& member(std::string_view name, const char* value) { return key(name).string(value); }
  JsonWriter& member(std::string_view name, std::int64_t value) { return key(name).integer(value); }
  JsonWriter& member(std::string_view name, int value) { return key(name).integer(value); }
  JsonWriter& member(std::string_view name, bool value) { return key(name).boolean(value); }
  // Left out when empty.
  JsonWriter& member_if(std::string_view name, std::string_view value) {
    return value.empty() ? *this : member(name, value);
  }

  std::string text() const { return {buffer_.GetString(), buffer_.GetSize()}; }

 private:
  // GetString puts a zero byte behind the text.
  mutable detail::Buffer buffer_;
  detail::Pen pen_{buffer_};
};

}  // namespace homevisit::sdk
