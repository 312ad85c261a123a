// What was left out of the roster while it was read: told in one line per reason, by ids.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "homevisit/sdk/host.h"
#include "homevisit/sdk/words.h"

namespace homevisit::oneroster {

class Report {
 public:
  explicit Report(sdk::Host host) : host_(host) {}

  // `reason` is a sentence that says what to do: "has no name and was left out".
  void left_out(std::string_view what, std::string_view reason, std::string_view id) {
    Cases& cases = all_[{std::string(what), std::string(reason)}];
    ++cases.count;
    if (cases.ids.size() < kShown) cases.ids.insert(sdk::shown_id(id));
  }
  void say() {
    for (const auto& [about, cases] : all_) {
      std::string ids;
      for (const std::string& id : cases.ids) ids += (ids.empty() ? "" : ", ") + id;
      host_.warn(std::to_string(cases.count) + " " + about.first + ": " + about.second + " (" +
                 ids + (cases.count > cases.ids.size() ? ", ..." : "") + ")");
    }
    all_.clear();
  }

 private:
  static constexpr std::size_t kShown = 10;
  struct Cases {
    std::uint64_t count = 0;
    std::set<std::string> ids;
  };
  sdk::Host host_;
  std::map<std::pair<std::string, std::string>, Cases> all_;
};

}  // namespace homevisit::oneroster
