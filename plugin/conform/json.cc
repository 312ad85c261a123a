#include "json.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace homevisit::conform {
namespace {

const Json kNull;

Json from(const rapidjson::Value& value) {
  switch (value.GetType()) {
    case rapidjson::kFalseType:
      return false;
    case rapidjson::kTrueType:
      return true;
    case rapidjson::kStringType:
      return std::string(value.GetString(), value.GetStringLength());
    case rapidjson::kNumberType:
      if (value.IsInt64()) return std::int64_t{value.GetInt64()};
      return value.GetDouble();
    case rapidjson::kArrayType: {
      Json::Array items;
      items.reserve(value.Size());
      for (const auto& item : value.GetArray()) items.push_back(from(item));
      return items;
    }
    case rapidjson::kObjectType: {
      Json::Object members;
      members.reserve(value.MemberCount());
      for (const auto& member : value.GetObject()) {
        members.emplace_back(std::string(member.name.GetString(), member.name.GetStringLength()),
                             from(member.value));
      }
      return members;
    }
    default:
      return {};
  }
}

}  // namespace

std::optional<Json> Json::parse(std::string_view text, std::string* error) {
  if (!is_utf8(text)) {
    if (error != nullptr) *error = "it is not UTF-8";
    return std::nullopt;
  }
  rapidjson::Document document;
  // Iterative: depth costs memory, not stack; what is too deep to walk is refused.
  document.Parse<rapidjson::kParseIterativeFlag>(text.data() == nullptr ? "" : text.data(),
                                                 text.size());
  if (document.HasParseError()) {
    if (error != nullptr) {
      *error = fmt::format("{} (at byte {})", rapidjson::GetParseError_En(document.GetParseError()),
                           document.GetErrorOffset());
    }
    return std::nullopt;
  }
  return from(document);
}

const Json& Json::operator[](std::string_view key) const {
  for (const Member& member : members()) {
    if (member.first == key) return member.second;
  }
  return kNull;
}

bool Json::has(std::string_view key) const {
  for (const Member& member : members()) {
    if (member.first == key) return true;
  }
  return false;
}

void Json::set(std::string_view key, Json value) {
  if (!is_object()) value_ = Object();
  for (Member& member : std::get<Object>(value_)) {
    if (member.first == key) {
      member.second = std::move(value);
      return;
    }
  }
  std::get<Object>(value_).emplace_back(std::string(key), std::move(value));
}

void Json::erase(std::string_view key) {
  if (!is_object()) return;
  std::erase_if(std::get<Object>(value_),
                [&](const Member& member) { return member.first == key; });
}

const Json& Json::at(std::string_view path) const {
  const Json* here = this;
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    here = &(*here)[path.substr(0, dot)];
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return *here;
}

void Json::set_at(std::string_view path, Json value) {
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) {
    set(path, std::move(value));
    return;
  }
  Json inner = (*this)[path.substr(0, dot)];
  inner.set_at(path.substr(dot + 1), std::move(value));
  set(path.substr(0, dot), std::move(inner));
}

const Json::Array& Json::items() const {
  static const Array none;
  return is_array() ? std::get<Array>(value_) : none;
}

const Json::Object& Json::members() const {
  static const Object none;
  return is_object() ? std::get<Object>(value_) : none;
}

Json::Array& Json::array() {
  if (!is_array()) value_ = Array();
  return std::get<Array>(value_);
}

std::string Json::text(std::string_view otherwise) const {
  return is_string() ? std::get<std::string>(value_) : std::string(otherwise);
}

std::int64_t Json::number(std::int64_t otherwise) const {
  const auto* number = std::get_if<std::int64_t>(&value_);
  return number == nullptr ? otherwise : *number;
}

bool Json::truth(bool otherwise) const { return is_bool() ? std::get<bool>(value_) : otherwise; }

std::string Json::plain() const {
  if (is_string()) return std::get<std::string>(value_);
  if (is_null() || is_array() || is_object()) return {};
  return dump();
}

std::string Json::dump() const {
  if (const auto* whole = std::get_if<std::int64_t>(&value_)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value_)) return fmt::format("{}", *real);
  std::string out;
  if (is_array()) {
    for (const Json& item : items()) out += (out.empty() ? "" : ",") + item.dump();
    return "[" + out + "]";
  }
  if (is_object()) {
    for (const Member& member : members()) {
      out += (out.empty() ? "" : ",") + Json(member.first).dump() + ":" + member.second.dump();
    }
    return "{" + out + "}";
  }
  if (is_null()) return "null";
  if (is_bool()) return truth() ? "true" : "false";
  const std::string text = this->text();
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> pen(buffer);
  pen.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  return {buffer.GetString(), buffer.GetSize()};
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    std::size_t more = 0;
    std::uint32_t point = lead;
    if (lead >= 0xF0 && lead <= 0xF4) {
      more = 3, point = lead & 0x07;
    } else if (lead >= 0xE0 && lead < 0xF0) {
      more = 2, point = lead & 0x0F;
    } else if (lead >= 0xC2 && lead < 0xE0) {
      more = 1, point = lead & 0x1F;
    } else if (lead >= 0x80) {
      return false;
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

}  // namespace homevisit::conform
