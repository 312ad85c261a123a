// A report on the progress of the programme (progress_json.h) as sections of a page: the one of
// this moment and one that was kept alike.
#pragma once

#include <string>
#include <vector>

#include "json/json.h"
#include "operations/rendering.h"
#include "views/sheet.h"

namespace homevisit::operations {

// A dash where a number is left out.
std::string figure_text(json::Value number);
// Minutes as "12:30".
std::string hours_text(json::Value minutes);

// Every section that the report has; the classes lead to their own boards.
std::vector<views::Section> figure_sections(const views::Frame& frame, json::Value report);

// "As known at the end of 12 October 2026, school year 2026-2027."
std::string as_known(const text::Catalogue& words, json::Value report);
// What a dash is.
std::string dash_words(const text::Catalogue& words);

}  // namespace homevisit::operations
