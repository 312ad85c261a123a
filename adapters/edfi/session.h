// The Ed-Fi server as one call of the host sees it: discovered, signed in, read page by page.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config.h"
#include "discovery.h"
#include "homevisit/sdk/http.h"
#include "homevisit/sdk/paging.h"

namespace homevisit::edfi {

using sdk::Failure;
using sdk::Response;
using sdk::Value;

// "studentUniqueId=604822" for the query; empty: all.
using Filter = std::vector<std::pair<std::string, std::string>>;

class Session {
 public:
  Session(const sdk::Call& call, const Config& config);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const sdk::Call& call() const { return http_.call(); }
  const Config& config() const { return config_; }
  const Discovery& server() const { return server_; }
  const sdk::Http& http() const { return http_; }
  std::string today() const;

  // ".../data/v3/ed-fi/students"
  std::string url_of(std::string_view resource) const;

  // Every row of a resource, each once. The page that a row stands in is gone when the next comes.
  template <typename Visit>
  void each(std::string_view resource, const Filter& filter, Visit visit) const {
    Pager pager(*this, resource, filter);
    while (const auto page = pager.next())
      for (const Value row : page->rows()) visit(row);
  }

  // The same for what only adds to the records: false where the server withholds it or does not
  // know it, which is logged with `consequence` ("Schools are not named").
  template <typename Visit>
  bool each_if_allowed(std::string_view resource, const Filter& filter,
                       std::string_view consequence, Visit visit) const {
    Pager pager(*this, resource, filter);
    auto page = first_if_allowed(pager, resource, consequence);
    if (!page) return false;
    for (; *page; *page = pager.next())
      for (const Value row : (*page)->rows()) visit(row);
    return true;
  }

  // A request that changes something. From the first one on, a call that is stopped may have left
  // something behind.
  Response write(const sdk::Request& request) const {
    Response response = http_.send(request);
    wrote_ = true;
    return response;
  }
  bool wrote() const { return wrote_; }

  // One row by its id, with what If-Match wants; nothing where it is gone.
  struct Current {
    sdk::Json body;
    std::string etag;  // as the header has it; "" where the server has none
  };
  std::optional<Current> read(std::string_view resource, std::string_view id) const;

 private:
  // Pages by page token where the server has them, else by offset.
  class Pager {
   public:
    Pager(const Session& session, std::string_view resource, const Filter& filter);
    std::optional<sdk::Page> next();

   private:
    void require_complete();
    const Session& session_;
    std::string resource_;
    std::string url_;
    bool by_token_;
    sdk::Pages pages_;
  };
  std::optional<std::optional<sdk::Page>> first_if_allowed(Pager& pager, std::string_view resource,
                                                           std::string_view consequence) const;

  const Config& config_;
  Discovery server_;
  sdk::Auth auth_;
  sdk::Http http_;
  mutable bool wrote_ = false;
};

}  // namespace homevisit::edfi
