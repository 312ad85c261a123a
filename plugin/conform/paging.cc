#include "paging.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace homevisit::conform {
namespace {

constexpr std::size_t kStandardSize = 100;

struct Ask {
  std::size_t size = kStandardSize;
  std::size_t from = 0;
  bool empty = false;  // the empty page that the kit put in
};

// A cursor says nothing to the one who reads it.
std::string cursor_of(std::size_t from, bool empty) {
  return fmt::format("c{:x}", (from * 2 + (empty ? 1 : 0)) * 7919 + 104729);
}

bool read_cursor(const std::string& text, Ask& ask) {
  if (text.size() < 2 || text[0] != 'c') return false;
  const unsigned long long value = std::strtoull(text.c_str() + 1, nullptr, 16);
  if (value < 104729 || (value - 104729) % 7919 != 0) return false;
  ask.from = (value - 104729) / 7919 / 2;
  ask.empty = (value - 104729) / 7919 % 2 != 0;
  return true;
}

// "" or why the system refuses it. `comma`: RosarioSIS writes "page=1,100".
std::string read_number(const std::string& text, std::size_t& out) {
  if (text.empty() ||
      !std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; }))
    return fmt::format("\"{}\" is no number", text);
  out = std::strtoull(text.c_str(), nullptr, 10);
  return {};
}

std::string read_size(const Json& paging, const Fields& query, const Twists& twists, Ask& ask) {
  const auto most = static_cast<std::size_t>(paging["most"].number(1'000'000));
  ask.size = static_cast<std::size_t>(paging["standard"].number(kStandardSize));
  if (const std::string* text = find_field(query, paging["limit"].text("limit"))) {
    std::string number = *text;
    if (paging["limit_form"].text() == "page,size") {
      std::size_t page = 1;
      const std::size_t comma = std::min(number.find(','), number.size());
      if (auto why = read_number(number.substr(0, comma), page); !why.empty()) return why;
      number = comma < number.size() ? number.substr(comma + 1) : std::to_string(ask.size);
      if (auto why = read_number(number, ask.size); !why.empty()) return why;
      ask.from = (std::max<std::size_t>(page, 1) - 1) * ask.size;
    } else if (auto why = read_number(number, ask.size); !why.empty()) {
      return why;
    }
  }
  if (ask.size > most && paging["above"].text() == "refuse")
    return fmt::format("it asks for {} rows and the most is {}", ask.size, most);
  ask.size = std::min(ask.size, most);
  if (twists.most != 0 && paging["above"].text() != "refuse")
    ask.size = std::min(ask.size, twists.most);
  return {};
}

std::string read_place(const Json& paging, const std::string& style, const Fields& query,
                       Ask& ask) {
  if (style == "offset") {
    const std::string* text = find_field(query, paging["offset"].text("offset"));
    return text == nullptr ? "" : read_number(*text, ask.from);
  }
  if (style == "page") {
    const auto first = static_cast<std::size_t>(paging["first"].number(1));
    std::size_t page = first;
    if (const std::string* text = find_field(query, paging["page"].text("page"))) {
      if (auto why = read_number(*text, page); !why.empty()) return why;
    }
    ask.from = (std::max(page, first) - first) * ask.size;
    return {};
  }
  if (style == "token" || style == "link") {
    const std::string* text = find_field(query, paging["token"].text("cursor"));
    if (text != nullptr && !read_cursor(*text, ask)) return "the cursor is none of this system's";
  }
  return {};
}

// The same address with one parameter set.
std::string with_parameter(const Url& url, const std::string& origin, const std::string& name,
                           const std::string& value) {
  std::string query;
  for (const auto& [key, text] : split_query(url.query)) {
    if (key != name) query += percent_encode(key) + "=" + percent_encode(text) + "&";
  }
  return origin + url.path + "?" + query + percent_encode(name) + "=" + percent_encode(value);
}

void say_next(const Json& paging, const std::string& style, const Url& url, const Twists& twists,
              const Ask& ask, std::size_t next, Page& page) {
  const bool link = style == "link" || (style == "offset" && paging["link"].truth());
  std::string value;
  if (style == "offset" || style == "page") {
    value = std::to_string(twists.same_cursor ? ask.from : next);
  } else if (twists.same_cursor) {
    value = cursor_of(ask.from, false);
  } else {
    value = cursor_of(next, twists.empty_pages && !ask.empty);
  }
  const std::string name =
      style == "offset" ? paging["offset"].text("offset") : paging["token"].text("cursor");
  if (link) {
    value = with_parameter(url, twists.next_origin.empty() ? url.origin : twists.next_origin, name,
                           value);
  }
  if (style != "token" && !link) return;
  page.has_cursor = true;
  if (const std::string place = paging["next_in"].text(); !place.empty()) {
    page.body_members.set_at(place, value);
  } else if (link) {
    page.headers.emplace_back("link", "<" + value + ">; rel=\"next\"");
  } else {
    page.headers.emplace_back(paging["next"].text("Next-Page-Token"), value);
  }
}

}  // namespace

std::vector<std::string> paging_parameters(const Json& paging) {
  const std::string style = paging["style"].text();
  std::vector<std::string> out = {paging["limit"].text("limit")};
  if (style == "offset") out.push_back(paging["offset"].text("offset"));
  if (style == "page") out.push_back(paging["page"].text("page"));
  if (style == "token" || style == "link") out.push_back(paging["token"].text("cursor"));
  if (const std::string name = paging["total_if"].text(); !name.empty()) out.push_back(name);
  return out;
}

const Json& chosen_paging(const Json::Array& ways, const Fields& query) {
  static const Json none;
  for (const Json& way : ways) {
    for (const std::string& name : paging_parameters(way)) {
      if (find_field(query, name) != nullptr) return way;
    }
  }
  return ways.empty() ? none : ways[0];
}

Page cut_page(Json::Array rows, const Json& paging, const Url& url, const Twists& twists) {
  Page page;
  const std::string style = paging["style"].text("none");
  if (style == "none") {
    page.rows = std::move(rows);
    return page;
  }
  const Fields query = split_query(url.query);
  page.used = paging_parameters(paging);
  Ask ask;
  page.refused = read_size(paging, query, twists, ask);
  if (page.refused.empty()) page.refused = read_place(paging, style, query, ask);
  if (!page.refused.empty()) return page;

  const std::string total_if = paging["total_if"].text();
  const std::string* wanted = total_if.empty() ? nullptr : find_field(query, total_if);
  if (!twists.no_total && (total_if.empty() || (wanted != nullptr && *wanted == "true"))) {
    const auto total = static_cast<std::int64_t>(rows.size());
    if (const std::string name = paging["total"].text(); !name.empty())
      page.headers.emplace_back(name, std::to_string(total));
    if (const std::string place = paging["total_in"].text(); !place.empty())
      page.body_members.set_at(place, total);
  }

  std::size_t begin = std::min(ask.from, rows.size());
  const std::size_t end = ask.empty ? begin : std::min(begin + ask.size, rows.size());
  page.has_next =
      end < rows.size() || (paging["last_is_empty"].truth() && begin < rows.size() && ask.size > 0);
  if (ask.size == 0) page.has_next = false;
  if (page.has_next) say_next(paging, style, url, twists, ask, end, page);
  // By offset the adapter counts rows itself; a row more would make it lose one.
  const bool cursor = style == "token" || style == "link";
  if (twists.repeat_rows && cursor && begin > 0 && end > begin) --begin;
  page.rows.assign(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                   rows.begin() + static_cast<std::ptrdiff_t>(end));
  return page;
}

}  // namespace homevisit::conform
