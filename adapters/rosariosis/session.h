// The plugin's API as one call sees it.
//
// What holds, and why:
//   - Every list names its columns. A token opens the whole database, password hashes too; nothing
//     is read by accident.
//   - Lists are read by key, never by page: without `page` the plugin cuts in silence at 1000 rows,
//     with it there are no more than a hundred pages.
//   - Errors are told by `code` in the body. 500 with code 9999 is everything that the plugin does
//     not know; what stands in its message is not repeated.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config.h"
#include "homevisit/sdk/http.h"

namespace homevisit::rosariosis {

using sdk::Failure;
using sdk::Json;
using sdk::Value;

// "filter=syear,eq,2026"
struct Filter {
  std::string column, operation, value;
};

// What to read: a table, the columns that are needed, and those by which the list goes on. Mostly
// that is the table's key; where it has none, columns that together are one, the first leading.
struct Query {
  std::string table;
  std::vector<std::string> columns;
  std::vector<std::string> keys;
  std::vector<Filter> filters = {};
  std::uint64_t most = 0;  // rows that there can be; 0: not known
};

// Codes of the plugin's errors (php-crud-api).
inline constexpr int no_route = 1000, no_table = 1001, no_record = 1003, unreadable_body = 1008,
                     duplicate = 1009, broken_reference = 1010, no_token = 1011, bad_token = 1012;

// What follows from an answer that is an error. `what` completes "... to ": "the new entry".
Failure refusal(const sdk::Response& response, int code, std::string_view what,
                hv_http_effect effect);

class Session {
 public:
  Session(const sdk::Call& call, const Config& config)
      : config_(config), http_(call, config.auth) {}

  using Take = std::function<void(const Value& row)>;

  // Every row, in the order of the key. Throws Failure where the list cannot be read to its end.
  void each(const Query& query, const Take& take) const;
  // Every row whose column is one of these ids: nobody else's is read.
  void each_of(Query query, const std::string& column, const std::vector<std::string>& ids,
               const Take& take) const;
  // The first rows, for a look.
  Json look(const Query& query, std::uint64_t size) const;

  // What came of a write.
  struct Answer {
    sdk::Response response;
    int code = 0;       // of an error, also behind status 200
    std::string value;  // the id that was made, or how many rows were changed; "" where not said

    bool ok() const { return response.ok() && code == 0; }
  };
  Answer write(std::string_view method, std::string_view path, std::string body) const;

  const Config& config() const { return config_; }
  const sdk::Call& call() const { return http_.call(); }
  std::string today() const;

 private:
  std::string api(std::string_view path) const;
  std::string url_of(const Query& query, std::uint64_t size, std::string_view from,
                     const std::string& key) const;
  Json page(const Query& query, const std::string& url) const;
  void each_behind(Query query, const std::string& value, const Take& take) const;

  const Config& config_;
  sdk::Http http_;
};

}  // namespace homevisit::rosariosis
