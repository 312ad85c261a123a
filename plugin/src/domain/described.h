// Values whose members are listed once, by a function `fields(archive, value)` beside each of them;
// from that list they are read and written as JSON. Members that are empty, zero or false are left
// out, and read as such where they are absent: a later version adds members and reads what an
// earlier one wrote.
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "base/date.h"
#include "domain/names.h"
#include "json/json.h"

namespace homevisit {

namespace described {

class Writing {
 public:
  explicit Writing(json::Writer& writer) : w_(writer) {}

  void operator()(const char* key, const std::string& value) { w_.member_if(key, value); }
  void operator()(const char* key, bool value) {
    if (value) w_.member(key, true);
  }
  void operator()(const char* key, int value) {
    if (value != 0) w_.member(key, value);
  }
  void operator()(const char* key, Date value) {
    if (value.ok()) w_.member(key, format_date(value));
  }
  template <typename T>
  void operator()(const char* key, const T& value) {
    if constexpr (std::is_enum_v<T>) {
      w_.member_if(key, to_name(value));
    } else {
      w_.key(key);
      item(value);
    }
  }
  template <typename T>
  void operator()(const char* key, const std::optional<T>& value) {
    if (value) (*this)(key, *value);
  }
  template <typename T>
  void operator()(const char* key, const std::vector<T>& values) {
    if (values.empty()) return;
    w_.key(key).begin_array();
    for (const T& value : values) item(value);
    w_.end_array();
  }

 private:
  void item(const std::string& value) { w_.string(value); }
  void item(Date value) { w_.string(format_date(value)); }
  template <typename T>
  void item(const T& value) {
    if constexpr (std::is_enum_v<T>) {
      w_.string(to_name(value));
    } else {
      w_.begin_object();
      fields(*this, const_cast<T&>(value));  // one list serves both ways; here it only reads
      w_.end_object();
    }
  }

  json::Writer& w_;
};

class Reading {
 public:
  explicit Reading(json::Value value) : v_(value) {}

  void operator()(const char* key, std::string& value) { take(v_[key], value); }
  void operator()(const char* key, bool& value) { value = v_[key].is_true(); }
  void operator()(const char* key, int& value) {
    value = static_cast<int>(v_[key].integer().value_or(0));
  }
  void operator()(const char* key, Date& value) { take(v_[key], value); }
  template <typename T>
  void operator()(const char* key, T& value) {
    if (v_[key].exists()) take(v_[key], value);
  }
  template <typename T>
  void operator()(const char* key, std::optional<T>& value) {
    value.reset();
    if (!v_[key].exists()) return;
    (*this)(key, value.emplace());
    if constexpr (std::is_same_v<T, Date>)
      if (!value->ok()) value.reset();
  }
  template <typename T>
  void operator()(const char* key, std::vector<T>& values) {
    const json::Value list = v_[key];
    values.clear();
    for (std::size_t i = 0; i < list.size(); ++i) take(list.at(i), values.emplace_back());
  }

 private:
  static void take(json::Value from, std::string& value) { value = from.text(); }
  static void take(json::Value from, Date& value) {
    value = parse_date(from.text()).value_or(Date{});
  }
  template <typename T>
  static void take(json::Value from, T& value) {
    if constexpr (std::is_enum_v<T>) {
      if (const auto known = from_name<T>(from.text())) value = *known;
    } else {
      Reading inner(from);
      fields(inner, value);
    }
  }

  json::Value v_;
};

}  // namespace described

// The members of `value`, into an object that is open.
template <typename T>
void write_members(json::Writer& writer, const T& value) {
  described::Writing archive(writer);
  fields(archive, const_cast<T&>(value));
}

// REQUIRES: a date in `object` was looked at before (check_dates), or comes from the journal.
template <typename T>
T read_members(json::Value object) {
  T value{};
  described::Reading archive(object);
  fields(archive, value);
  return value;
}

// A kind of event whose members are described: `T::type` is its name in the journal.
template <typename T>
concept DescribedEvent = requires {
  T::type;
};

}  // namespace homevisit
