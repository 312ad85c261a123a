// The page templates of one language: parsed once, escaped by context, safe from any thread.
//
// A template is HTML with ctemplate's markers. A text for people stands as {{_English text_}}, is
// replaced by its translation before parsing, and may hold markers itself ("{{_By {{NAME}}_}}"), so
// that translators see whole sentences.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "text/catalogue.h"

namespace ctemplate {
class TemplateDictionary;
}

namespace homevisit::views {

// The values for one showing of a template or of one of its sections. A handle: copies mean the
// same place; valid as long as the Page that made it.
class Block {
 public:
  explicit Block(ctemplate::TemplateDictionary* values) : values_(values) {}

  // Text as a person typed it: characters that turn the direction of the text around are left out.
  Block set(const char* marker, std::string_view value) const;
  // One more showing of a section or, with `file`, of a template.
  Block add(const char* section) const;
  Block include(const char* marker, const char* file) const;
  void show(const char* section) const { (void)add(section); }
  void show_if(bool wanted, const char* section) const {
    if (wanted) show(section);
  }
  // Shows a section for a text, which it holds as {{TEXT}}; nothing for an empty one.
  void line(const char* section, std::string_view text) const;

 private:
  ctemplate::TemplateDictionary* values_;
};

// A template with its values, on the way to HTML.
class Page {
 public:
  explicit Page(const char* file);
  ~Page();
  Block body() const;
  std::string html(const text::Catalogue& words) const;

 private:
  std::string file_;
  std::unique_ptr<ctemplate::TemplateDictionary> values_;
};

// A template's source with its texts in this language; for the tests.
std::string translate_template(std::string_view source, const text::Catalogue& words);

// One part of a path or query, percent-encoded.
std::string url_part(std::string_view text);

}  // namespace homevisit::views
