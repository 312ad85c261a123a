// Lists that come in pages, as a range:
//
//   Pages pages(http, Request::get(url), OffsetPaging{.size = 500}, "students");
//   for (const Page& page : pages)
//     for (const Value row : page.rows()) ...
//
// However a system pages, these hold: rows are counted as received, for a limit may be clamped in
// silence; an empty page ends the list only where the protocol says so; the same page twice is an
// error; a next link stays on the origin that was configured; the next page is asked for before
// this one is decoded.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>

#include "homevisit/sdk/http.h"
#include "homevisit/sdk/link.h"

namespace homevisit::sdk {

// "?limit=500&offset=1000". Ends at an empty page, or when `total` rows have come.
struct OffsetPaging {
  std::string limit = "limit", offset = "offset";
  std::uint64_t size = 100;
  std::string total_header = {};  // "total-count"; empty: not in a header
  std::string total_path = {};    // "total" in the body; empty: not there either
  std::string total_query = {};   // "totalCount": =true asks for it, of the first page only, since
                                  // counting is dear; empty: it comes by itself
};

// "?pageSize=500&pageToken=X", the next X in a header or in the body. An empty page may have a
// next.
struct TokenPaging {
  std::string limit = "pageSize", token = "pageToken";
  std::uint64_t size = 100;
  std::string next_header = {};  // "next-page-token"
  std::string next_path = {};    // "meta/next" in the body, where there is no header
};

// RFC 8288 "next" in the Link header; the first url is complete. An empty page may have a next.
struct LinkPaging {};

// By the key of the last row: `next` makes the url of the page after it. Ends at an empty page.
struct KeyPaging {
  std::function<std::string(const Value& row)> key;
  std::function<std::string(const std::string& key)> next;
};

using Paging = std::variant<OffsetPaging, TokenPaging, LinkPaging, KeyPaging>;

class Page {
 public:
  Page(Json document, std::string rows_at)
      : document_(std::move(document)), at_(std::move(rows_at)) {}
  Value rows() const { return document_.root().at(at_); }
  Value root() const { return document_.root(); }

 private:
  Json document_;
  std::string at_;
};

// [one thread] Throws Failure. `what` is what is listed, for messages: "students".
class Pages {
 public:
  Pages(const Http& http, Request first, Paging paging, std::string what, std::string rows_at = {})
      : http_(http),
        request_(std::move(first)),
        paging_(std::move(paging)),
        what_(std::move(what)),
        rows_at_(std::move(rows_at)) {
    if (const auto* offset = std::get_if<OffsetPaging>(&paging_)) {
      request_.url =
          Url(request_.url).with(offset->limit, offset->size).with(offset->offset, 0u).text();
      if (!offset->total_query.empty())
        request_.url = Url(request_.url).with(offset->total_query, "true").text();
    } else if (const auto* token = std::get_if<TokenPaging>(&paging_)) {
      request_.url = Url(request_.url).with(token->limit, token->size).text();
    }
  }

  // The next page, or nothing at the end. Pages may be empty.
  std::optional<Page> next() {
    if (ended_) return std::nullopt;
    if (!seen_.insert(request_.url).second)
      throw Failure(HV_UNAVAILABLE,
                    "The system gave the same page of the list of " + what_ +
                        " twice; the list cannot be read to its end. Tell its administrator.");
    const Response response = http_.expect(request_, "the request for " + what_);
    Page page(Json::parse(response.body(), "The answer to the request for " + what_), rows_at_);
    if (!page.rows().is_array())
      throw Failure(HV_UNAVAILABLE, "The answer to the request for " + what_ +
                                        " holds no list; check the address of the system and its "
                                        "version.");
    received_ += page.rows().size();
    if (auto url =
            std::visit([&](const auto& how) { return next_url(how, response, page); }, paging_)) {
      request_.url = std::move(*url);
      http_.ahead(request_);
    } else {
      ended_ = true;
    }
    return page;
  }

  // Rows so far, and all of them where the system told; 0: not known.
  std::uint64_t received() const { return received_; }
  std::uint64_t total() const { return total_.value_or(0); }

  class Iterator {
   public:
    explicit Iterator(Pages* pages) : pages_(pages) { ++*this; }
    Iterator() = default;
    const Page& operator*() const { return *page_; }
    Iterator& operator++() {
      page_.reset();  // before the next comes: one page in memory, not two
      page_ = pages_->next();
      return *this;
    }
    bool operator!=(const Iterator&) const { return page_.has_value(); }

   private:
    Pages* pages_ = nullptr;
    std::optional<Page> page_;
  };
  Iterator begin() { return Iterator(this); }
  Iterator end() { return {}; }

 private:
  std::optional<std::string> next_url(const OffsetPaging& how, const Response& response,
                                      const Page& page) {
    if (!how.total_header.empty()) note_total(response.header(how.total_header));
    if (!how.total_path.empty()) note_total(page.root().at(how.total_path).id());
    const std::size_t rows = page.rows().size();
    largest_ = std::max(largest_, rows);
    // A full page may be followed by rows that came while we read, whatever the total said then.
    const bool full = rows >= how.size || (received_ > rows && rows >= largest_);
    const bool complete = total_ && received_ >= *total_ && !full;
    if (rows == 0 || complete) {
      // A row that went while we read moves the others: one of them may have been missed.
      if (total_ && received_ < *total_)
        throw Failure(
            HV_UNAVAILABLE,
            "The list of " + what_ + " became shorter while it was read; it has to be read again.");
      return std::nullopt;
    }
    Url url(request_.url);
    if (!how.total_query.empty()) url.without(how.total_query);
    return url.without(how.offset).with(how.offset, received_).text();
  }
  std::optional<std::string> next_url(const TokenPaging& how, const Response& response,
                                      const Page& page) {
    const std::string token = how.next_header.empty()
                                  ? page.root().at(how.next_path).id()
                                  : std::string(response.header(how.next_header));
    if (token.empty()) return std::nullopt;
    return Url(request_.url).without(how.token).with(how.token, token).text();
  }
  std::optional<std::string> next_url(const LinkPaging&, const Response& response, const Page&) {
    const auto link = find_link(response.header("link"), "next");
    if (!link) return std::nullopt;
    return resolve_on_origin(request_.url, *link);
  }
  std::optional<std::string> next_url(const KeyPaging& how, const Response&, const Page& page) {
    const Value rows = page.rows();
    if (rows.size() == 0) return std::nullopt;
    return how.next(how.key(rows.item(rows.size() - 1)));
  }

  void note_total(std::string_view header) {
    if (header.empty() || header.size() > 12 ||
        header.find_first_not_of("0123456789") != std::string_view::npos)
      return;
    if (!total_) total_ = std::stoull(std::string(header));
  }

  const Http& http_;
  Request request_;
  Paging paging_;
  std::string what_, rows_at_;
  std::set<std::string> seen_;
  std::uint64_t received_ = 0;
  std::size_t largest_ = 0;  // rows in one page
  std::optional<std::uint64_t> total_;
  bool ended_ = false;
};

}  // namespace homevisit::sdk
