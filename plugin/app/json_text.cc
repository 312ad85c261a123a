#include "json_text.h"

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdio>

namespace homevisit::app {
namespace {

const rapidjson::Value& node(const void* value) {
  return *static_cast<const rapidjson::Value*>(value);
}

// RapidJSON of 2016 reads out of bounds when it checks the encoding itself, so it is checked here.
bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    std::size_t more = 0;
    std::uint32_t point = lead;
    if (lead >= 0x80) {
      if (lead >= 0xC2 && lead <= 0xDF) {
        more = 1, point = lead & 0x1F;
      } else if ((lead & 0xF0) == 0xE0) {
        more = 2, point = lead & 0x0F;
      } else if (lead >= 0xF0 && lead <= 0xF4) {
        more = 3, point = lead & 0x07;
      } else {
        return false;
      }
    }
    if (text.size() - i <= more) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0) != 0x80) return false;
      point = (point << 6) | (next & 0x3F);
    }
    if ((more == 2 && point < 0x800) || (more == 3 && (point < 0x10000 || point > 0x10FFFF)) ||
        (point >= 0xD800 && point <= 0xDFFF)) {
      return false;
    }
    i += more + 1;
  }
  return true;
}

// Writing a value out again goes one call deeper for each level.
bool is_shallow(std::string_view text) {
  constexpr int kDeepest = 100;
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepest) return false;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return true;
}

}  // namespace

std::optional<Json> Json::parse(std::string_view text) {
  if (!is_utf8(text) || !is_shallow(text)) return std::nullopt;
  auto document = std::make_shared<rapidjson::Document>();
  // Iterative: depth costs memory, not stack.
  document->Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (document->HasParseError()) return std::nullopt;
  const void* root = static_cast<const rapidjson::Value*>(document.get());
  return Json(std::move(document), root);
}

bool Json::is_object() const { return value_ && node(value_).IsObject(); }

Json Json::operator[](const char* key) const {
  if (!is_object()) return {};
  const auto member = node(value_).FindMember(key);
  if (member == node(value_).MemberEnd() || member->value.IsNull()) return {};
  return Json(document_, &member->value);
}

std::string Json::text() const {
  if (!value_ || !node(value_).IsString()) return {};
  return {node(value_).GetString(), node(value_).GetStringLength()};
}

std::int64_t Json::number(const char* key, std::int64_t otherwise) const {
  const Json value = (*this)[key];
  return value && node(value.value_).IsInt64() ? node(value.value_).GetInt64() : otherwise;
}

bool Json::flag(const char* key, bool otherwise) const {
  const Json value = (*this)[key];
  return value && node(value.value_).IsBool() ? node(value.value_).GetBool() : otherwise;
}

std::vector<Json> Json::items() const {
  std::vector<Json> out;
  if (!value_ || !node(value_).IsArray()) return out;
  out.reserve(node(value_).Size());
  for (const auto& item : node(value_).GetArray()) out.push_back(Json(document_, &item));
  return out;
}

std::vector<std::pair<std::string, Json>> Json::members() const {
  std::vector<std::pair<std::string, Json>> out;
  if (!is_object()) return out;
  for (const auto& member : node(value_).GetObject()) {
    out.emplace_back(std::string(member.name.GetString(), member.name.GetStringLength()),
                     Json(document_, &member.value));
  }
  return out;
}

std::string Json::compact() const {
  if (!value_) return "null";
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  node(value_).Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string Json::pretty() const {
  if (!value_) return "null";
  rapidjson::StringBuffer buffer;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
  writer.SetIndent(' ', 2);
  node(value_).Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string json_string(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", byte);
      out += escape;
    } else {
      out += c;
    }
  }
  out += '"';
  return out;
}

JsonArray& JsonArray::raw(std::string_view json) {
  if (!body_.empty()) body_ += ',';
  body_ += json;
  return *this;
}

JsonObject& JsonObject::raw(std::string_view key, std::string_view json) {
  if (!body_.empty()) body_ += ',';
  body_ += json_string(key);
  body_ += ':';
  body_ += json;
  return *this;
}

JsonObject& JsonObject::text_if(std::string_view key, std::string_view value) {
  return value.empty() ? *this : text(key, value);
}

JsonObject& JsonObject::number(std::string_view key, std::int64_t value) {
  return raw(key, std::to_string(value));
}

JsonObject& JsonObject::array_if(std::string_view key, const JsonArray& array) {
  return array.empty() ? *this : raw(key, array.str());
}

std::string with_member(const Json& object, std::string_view key, std::string_view json) {
  JsonObject out;
  for (const auto& [name, value] : object.members()) {
    if (name != key) out.raw(name, value.compact());
  }
  return out.raw(key, json).str();
}

}  // namespace homevisit::app
