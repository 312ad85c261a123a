// The adapter's part of the configuration: read strictly, so that a spelling mistake is found at
// once.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "homevisit/sdk/json.h"

namespace homevisit::sdk {

// Ask for every setting there is, then finish(): what was never asked for is refused by its name.
class Settings {
 public:
  explicit Settings(std::string_view config) : json_(parse(config)) {}

  std::string required(const char* name) {
    std::string value = text(name, "");
    if (value.empty())
      throw Failure(HV_INVALID_ARGUMENT, std::string("The setting \"") + name + "\" is missing.");
    return value;
  }
  std::string text(const char* name, std::string_view otherwise) {
    const Value value = ask(name);
    if (value.is_null()) return std::string(otherwise);
    if (!value.is_string()) wrong(name, "a text");
    return std::string(value.text());
  }
  std::int64_t number(const char* name, std::int64_t otherwise, std::int64_t least,
                      std::int64_t most) {
    const Value value = ask(name);
    if (value.is_null()) return otherwise;
    const auto number = value.integer();
    if (!value.is_number() || !number || *number < least || *number > most)
      wrong(name, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return *number;
  }
  bool flag(const char* name, bool otherwise) {
    const Value value = ask(name);
    if (value.is_null()) return otherwise;
    if (!value.boolean()) wrong(name, "true or false");
    return *value.boolean();
  }
  // One of a few words; the first is taken where it is not set.
  std::string one_of(const char* name, std::initializer_list<const char*> words) {
    const std::string value = text(name, *words.begin());
    std::string all;
    for (const char* word : words) {
      if (value == word) return value;
      all += (all.empty() ? "\"" : ", \"") + std::string(word) + "\"";
    }
    wrong(name, "one of " + all);
  }
  // An object or array, for the adapter to look into; nothing where it is not set.
  Value ask(const char* name) {
    asked_.insert(name);
    return json_.root()[name];
  }

  [[noreturn]] static void wrong(std::string_view name, const std::string& wanted) {
    throw Failure(HV_INVALID_ARGUMENT,
                  "The setting \"" + std::string(name) + "\" must be " + wanted + ".");
  }

  void finish() const {
    const detail::Node& root = *json_.root().node();
    for (auto member = root.MemberBegin(); member != root.MemberEnd(); ++member) {
      const std::string name(member->name.GetString(), member->name.GetStringLength());
      if (!asked_.contains(name))
        throw Failure(HV_INVALID_ARGUMENT, "There is no setting \"" + name +
                                               "\". Check its spelling in the adapter's README.");
    }
  }

 private:
  static Json parse(std::string_view config) {
    try {
      Json json = Json::parse(config.empty() ? "{}" : config, "The adapter's configuration");
      if (json.root().is_object()) return json;
    } catch (const Failure& failure) {
      throw Failure(HV_INVALID_ARGUMENT, failure.what());
    }
    throw Failure(HV_INVALID_ARGUMENT, "The adapter's configuration must be a JSON object.");
  }

  Json json_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace homevisit::sdk
