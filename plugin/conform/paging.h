// How a system hands out a long list, and how the kit makes that harder.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "json.h"
#include "url.h"

namespace homevisit::conform {

// What the kit does to the scripted system beyond what was declared.
struct Twists {
  std::size_t most = 0;      // rows of a page, less than asked for; 0: as declared
  bool no_total = false;     // the total is missing
  bool empty_pages = false;  // an empty page before every further one
  bool same_cursor = false;  // every page leads to the same next one
  bool repeat_rows = false;  // a page begins with the last row of the one before
  std::string next_origin;   // next links lead there
};

struct Page {
  Json::Array rows;
  Fields headers;
  Json body_members;              // beside the rows: totals, cursors
  std::vector<std::string> used;  // parameters that were paging's
  std::string refused;            // not "": the system refuses this, and why
  bool has_next = false;          // there is more
  bool has_cursor = false;        // and a cursor or link that leads there
};

// Which of the declared ways this query uses: the first whose parameter stands in it, else the
// first.
const Json& chosen_paging(const Json::Array& ways, const Fields& query);

// The names of the parameters of a way of paging.
std::vector<std::string> paging_parameters(const Json& paging);

// Cuts the page out of all rows. `paging` may be null: all rows are one page.
Page cut_page(Json::Array rows, const Json& paging, const Url& url, const Twists& twists);

}  // namespace homevisit::conform
