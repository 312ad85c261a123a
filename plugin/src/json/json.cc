#include "json/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/utf8.h"
#include "json/rapidjson.h"

namespace homevisit::json {
namespace {

using Node = rapidjson::Value;

std::string_view text_of(const Node& node) { return {node.GetString(), node.GetStringLength()}; }

// Depth is counted before parsing, so that no nesting reaches a recursive function.
int depth_of(std::string_view text) {
  int depth = 0, deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return deepest;
}

Status find_duplicate(const Node& node, const std::string& pointer) {
  if (node.IsArray()) {
    for (rapidjson::SizeType i = 0; i < node.Size(); ++i)
      HV_TRY(find_duplicate(node[i], fmt::format("{}/{}", pointer, i)));
  } else if (node.IsObject()) {
    std::vector<std::string_view> keys;
    keys.reserve(node.MemberCount());
    for (const auto& member : node.GetObject()) {
      keys.push_back(text_of(member.name));
      if (member.value.IsObject() || member.value.IsArray())
        HV_TRY(find_duplicate(member.value, pointer + "/" + pointer_token(keys.back())));
    }
    std::sort(keys.begin(), keys.end());
    const auto twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice != keys.end())
      return Error{HV_INVALID_ARGUMENT, "duplicate_key",
                   "A name stands twice in one object. Leave one of them out.",
                   pointer + "/" + pointer_token(*twice)};
  }
  return ok();
}

void write_sorted(const Node& node, rapidjson::Writer<rapidjson::StringBuffer>& writer) {
  if (node.IsObject()) {
    std::vector<const Node::Member*> members;
    for (const auto& member : node.GetObject()) members.push_back(&member);
    std::sort(members.begin(), members.end(),
              [](auto* a, auto* b) { return text_of(a->name) < text_of(b->name); });
    writer.StartObject();
    for (const auto* member : members) {
      writer.Key(member->name.GetString(), member->name.GetStringLength());
      write_sorted(member->value, writer);
    }
    writer.EndObject();
  } else if (node.IsArray()) {
    writer.StartArray();
    for (const auto& item : node.GetArray()) write_sorted(item, writer);
    writer.EndArray();
  } else {
    node.Accept(writer);
  }
}

}  // namespace

struct Document::Body {
  rapidjson::Document document;
};

Document::Document(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;
Value Document::root() const { return Value(&static_cast<const Node&>(body_->document)); }

Result<Document> Document::parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes)
    return Error{HV_INVALID_ARGUMENT, "too_large",
                 fmt::format("The JSON text has {} bytes; at most {} are taken.", text.size(),
                             limits.bytes)};
  if (const auto bad = find_invalid_utf8(text))
    return Error{HV_INVALID_ARGUMENT, "invalid_utf8",
                 fmt::format("Byte {} is not valid UTF-8. Send the text as UTF-8.", *bad)};
  if (depth_of(text) > limits.depth)
    return Error{HV_INVALID_ARGUMENT, "too_deep",
                 fmt::format("Objects and arrays stand more than {} deep.", limits.depth)};
  auto body = std::make_unique<Body>();
  body->document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (body->document.HasParseError())
    return Error{HV_INVALID_ARGUMENT, "invalid_json",
                 fmt::format("Not valid JSON at byte {}: {}", body->document.GetErrorOffset(),
                             rapidjson::GetParseError_En(body->document.GetParseError()))};
  HV_TRY(find_duplicate(body->document, ""));
  return Document(std::move(body));
}

bool Value::is_null() const { return node_ != nullptr && node_of(node_).IsNull(); }
bool Value::is_object() const { return node_ != nullptr && node_of(node_).IsObject(); }
bool Value::is_array() const { return node_ != nullptr && node_of(node_).IsArray(); }
bool Value::is_string() const { return node_ != nullptr && node_of(node_).IsString(); }

Value Value::operator[](std::string_view key) const {
  if (!is_object()) return {};
  for (const auto& member : node_of(node_).GetObject())
    if (text_of(member.name) == key) return Value(&member.value);
  return {};
}

std::size_t Value::size() const {
  if (is_array()) return node_of(node_).Size();
  if (is_object()) return node_of(node_).MemberCount();
  return 0;
}

Value Value::at(std::size_t index) const {
  if (!is_array() || index >= size()) return {};
  return Value(&node_of(node_)[static_cast<rapidjson::SizeType>(index)]);
}

void Value::each_member(const std::function<void(std::string_view, Value)>& visit) const {
  if (!is_object()) return;
  for (const auto& member : node_of(node_).GetObject())
    visit(text_of(member.name), Value(&member.value));
}

std::optional<std::string_view> Value::string() const {
  if (!is_string()) return std::nullopt;
  return text_of(node_of(node_));
}

std::optional<std::int64_t> Value::integer() const {
  if (node_ == nullptr || !node_of(node_).IsInt64()) return std::nullopt;
  return node_of(node_).GetInt64();
}

std::optional<double> Value::number() const {
  if (node_ == nullptr || !node_of(node_).IsNumber()) return std::nullopt;
  return node_of(node_).GetDouble();
}

std::optional<bool> Value::boolean() const {
  if (node_ == nullptr || !node_of(node_).IsBool()) return std::nullopt;
  return node_of(node_).GetBool();
}

std::string Value::dump() const {
  if (node_ == nullptr) return "null";
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  node_of(node_).Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string Value::sorted() const {
  if (node_ == nullptr) return "null";
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  write_sorted(node_of(node_), writer);
  return {buffer.GetString(), buffer.GetSize()};
}

struct Writer::Pen {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
};

Writer::Writer() : pen_(std::make_unique<Pen>()) {}
Writer::~Writer() = default;

Writer& Writer::begin_object() { return pen_->writer.StartObject(), *this; }
Writer& Writer::end_object() { return pen_->writer.EndObject(), *this; }
Writer& Writer::begin_array() { return pen_->writer.StartArray(), *this; }
Writer& Writer::end_array() { return pen_->writer.EndArray(), *this; }
Writer& Writer::integer(std::int64_t value) { return pen_->writer.Int64(value), *this; }
Writer& Writer::boolean(bool value) { return pen_->writer.Bool(value), *this; }
Writer& Writer::null() { return pen_->writer.Null(), *this; }

Writer& Writer::key(std::string_view name) {
  pen_->writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  return *this;
}

Writer& Writer::string(std::string_view value) {
  // An empty view may have no data at all, which RapidJSON asserts against.
  if (value.data() == nullptr) value = "";
  pen_->writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  return *this;
}

Writer& Writer::raw(std::string_view json) {
  pen_->writer.RawValue(json.data(), json.size(), rapidjson::kObjectType);
  return *this;
}

std::string Writer::take() { return {pen_->buffer.GetString(), pen_->buffer.GetSize()}; }

std::string pointer_token(std::string_view key) {
  std::string token;
  for (char c : key) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

}  // namespace homevisit::json
