// A page made of sections: what the pages about the school, plans and permissions have in common.
// A section shows what it is given, in this order: paragraphs, facts, points, bars, a table, links,
// forms.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "views/form_fields.h"
#include "views/views.h"

namespace homevisit::views {

// A file says itself that it is one. The attribute "download" would lose the session where our
// pages stand in a frame of another site: browsers send no cookie of the frame with it.
struct Link {
  std::string href, text;
  bool button = false;  // what the page is for
};

struct Fact {
  std::string label, text;
};

struct Cell {
  std::string text;
  std::string href = {};  // "": no link
};

struct Table {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;  // the first cell heads its row
  std::string empty;                    // said instead of a table without rows
};

// Plain horizontal bars in the one accent colour, each in the row of a table that holds its figure.
struct Bars {
  std::string title, description;
  std::string unit;  // heading of the column of figures
  struct Bar {
    std::string label;
    double value = 0;  // >= 0
    std::string text;  // of the figure; "fewer than 5" where it is not shown
  };
  std::vector<Bar> bars;
};

// A language that the page's text can be read in.
struct LanguageChoice {
  std::string name;
  std::string href;  // "": the one that is shown
};

struct SheetForm {
  std::string heading;
  std::string action;  // where it is posted to, below Frame::links
  std::string button;  // what its button says; "": Save
  std::string name;    // keeps the fields and submissions of several forms on a page apart
  Fields values;       // what stands in it at first
  std::function<void(const FieldGroup&)> fill;
  bool get = false;  // a question, not a record: no submission, no csrf
  // A question for a name, which may not stand in an address: the page below Frame::links that
  // shows what was found.
  std::string found_on = {};
};

// Where a section is seen. What may not leave a page is not printed; something else may be.
enum class Medium { every, screen, print };

struct Section {
  std::string heading;
  std::string language = {};  // BCP 47, of a text in another language than the page
  std::vector<std::string> paragraphs = {};
  std::vector<Fact> facts = {};
  std::vector<std::string> points = {};
  std::optional<Bars> bars = {};
  std::optional<Table> table = {};
  std::vector<Link> links = {};
  std::vector<SheetForm> forms = {};
  Medium medium = Medium::every;
};

struct Sheet {
  Link back;  // "" href: none
  std::string title;
  std::string window_title;               // instead of `title`, where that names somebody
  std::string language;                   // BCP 47, of a title in another language than the page
  std::string subtitle;                   // a student's or a group's name
  std::vector<std::string> intro;         // paragraphs
  std::vector<std::string> notes;         // said with emphasis: a draft, a warning
  std::vector<Link> links;                // below the title
  std::vector<LanguageChoice> languages;  // a row below these, where there are several
  std::vector<Section> sections;
  // The form that was sent and was not taken: its name, what was typed, what to mend.
  FormState state;
};

// `state.fields` are shown in the form that has the name in the field "form" of what was posted;
// a page with one form needs no name.
std::string sheet_page(const Frame& frame, const Sheet& sheet);

// A form's hidden field "form": which of a page's forms was sent.
inline constexpr char form_field[] = "=form";

}  // namespace homevisit::views
