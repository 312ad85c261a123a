// The lists of a OneRoster service, read to their end whatever its habits are.
//
// What holds, and why:
//   - Rows are counted as they come, for a limit may be clamped in silence; a total is not
//   believed.
//   - Each page begins with the last row of the page before. Where that row stands elsewhere, the
//   list
//     has changed meanwhile: we step back until it is found, so that no row is passed over.
//   - A row may come twice; takers know rows by their id.
//   - `fields` and `sort` are wishes: where the service refuses one, it is left away.
//   - A next link that is a cursor is followed, on the configured origin only. One that is an
//   offset
//     says nothing that we do not know, and is wrong where the limit was clamped.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "homevisit/sdk/http.h"
#include "settings.h"

namespace homevisit::oneroster {

enum class List { orgs, sessions, courses, classes, users, enrolments, demographics };
inline constexpr std::size_t kLists = 7;

// "users": the last part of the address, for messages too.
const char* name_of(List list);

// What the service was found not to honour; kept while the instance lives.
struct Manners {
  int fields = 0;  // which of our lists of fields it takes; the last is none
  bool sort = true;
};
using AllManners = std::array<Manners, kLists>;

class Server {
 public:
  using Take = std::function<void(const sdk::Value& row)>;

  Server(const sdk::Call& call, const Settings& settings, AllManners& manners)
      : http_(call, settings.auth), settings_(settings), manners_(manners) {}

  // Hands every row that has an id to `take`; a row may come more than once. Throws Failure where
  // the list cannot be read to its end.
  void read(List list, const Take& take);

  // One page, for a look: nothing is asked again. Throws Failure as read() does.
  struct Look {
    sdk::Json answer;
    sdk::Value rows;
    bool with_fields;
  };
  Look look(List list, std::uint64_t limit);

  const sdk::Call& call() const { return http_.call(); }
  const Settings& settings() const { return settings_; }

 private:
  struct Page;
  struct Course;
  std::string_view fields_of(List list) const;
  std::string first_url(List list) const;
  Page get(List list, const std::string& url);
  Page first_page(List list, std::uint64_t limit);
  static std::optional<std::size_t> begin_of(const Course& at, const sdk::Value& rows);
  void require_whole(List list);
  static void require_total(List list, const Page& last, std::uint64_t read);

  sdk::Http http_;
  const Settings& settings_;
  AllManners& manners_;
};

}  // namespace homevisit::oneroster
