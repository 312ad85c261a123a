// What stands around every view: the page with its header and sign-out, or the wrapper of a
// fragment.
#pragma once

#include <string>
#include <string_view>

#include "views/template_set.h"
#include "views/views.h"

namespace homevisit::views {

// A page under construction: `body` is the place of the view's own template. `title` stands in the
// window's title and in the browser's history: it says which page this is, and names nobody.
class FramedPage {
 public:
  FramedPage(const Frame& frame, const char* file, std::string_view title);
  Block body() const { return body_; }
  std::string html() const;

 private:
  const text::Catalogue& words_;
  const bool whole_;
  Page page_;
  Block body_;
};

// Links below Frame::links, with every id percent-encoded.
std::string student_link(const Frame& frame, std::string_view student, std::string_view rest = "");
std::string visit_link(const Frame& frame, std::string_view student, std::string_view visit,
                       std::string_view rest = "");

// Headings one level up: in a fragment <h2> is the highest, below the <h1> of the page around it.
std::string with_headings_raised(std::string html);

// What is said after something was saved: "" for no or an unknown code.
std::string saved_words(const Frame& frame);

// A moment as a date at the school; "" where the frame knows no time zone.
std::string day_words(const Frame& frame, std::int64_t ms);

}  // namespace homevisit::views
