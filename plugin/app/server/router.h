// From a path to what answers it. Patterns are written as people read them:
// "/students/{}/visits/{}/sign-off"; each {} is one segment, percent-decoded.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/message.h"

namespace homevisit::app {

// The path between slashes, still encoded. "/" has one empty segment.
std::vector<std::string> path_segments(std::string_view path);
bool segments_fit(const std::vector<std::string>& pattern, const std::vector<std::string>& path);
// What stands at the places of {}. False when an escape is broken, or an id is empty or too long.
bool take_ids(const std::vector<std::string>& pattern, const std::vector<std::string>& path,
              std::vector<std::string>& ids);

template <typename Target>
class Router {
 public:
  struct Match {
    enum class Kind { found, no_such_path, no_such_method, broken } kind;
    const Target* target = nullptr;
    std::string_view pattern;
    std::vector<std::string> ids;
    std::string allow;  // methods of this path, where the one asked for is not among them
  };

  // `method` is "GET" (which answers HEAD too) or "POST".
  void add(const char* method, const char* pattern, Target target) {
    routes_.push_back({method, pattern, path_segments(pattern), std::move(target)});
  }

  Match match(const Request& request) const;

 private:
  struct Route {
    std::string method, pattern;
    std::vector<std::string> parts;
    Target target;
  };

  std::vector<Route> routes_;
};

template <typename Target>
typename Router<Target>::Match Router<Target>::match(const Request& request) const {
  using Kind = typename Match::Kind;
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  const auto path = path_segments(request.path);
  Match out{Kind::no_such_path, nullptr, {}, {}, {}};
  for (const Route& route : routes_) {
    if (!segments_fit(route.parts, path)) continue;
    if (route.method != method) {
      out.kind = Kind::no_such_method;
      out.pattern = route.pattern;
      out.allow += out.allow.empty() ? "" : ", ";
      out.allow += route.method == "GET" ? "GET, HEAD" : route.method;
      continue;
    }
    out = {Kind::found, &route.target, route.pattern, {}, {}};
    if (!take_ids(route.parts, path, out.ids)) out.kind = Kind::broken;
    return out;
  }
  return out;
}

}  // namespace homevisit::app
