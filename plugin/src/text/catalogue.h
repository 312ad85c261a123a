// Words in the reader's language, from gettext catalogues that the library carries. The locale of
// the process is neither read nor changed: a host has its own.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"

namespace homevisit::text {

using Arguments = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// [any] One per language, made at first use, kept for the life of the process.
class Catalogue {
 public:
  // "nl" or "en"; anything else gives English.
  static const Catalogue& of(std::string_view language);

  std::string_view language() const;
  // The translation of an English text; the text itself where there is none. `context` tells apart
  // what English says alike (gettext's msgctxt).
  std::string text(const char* english, const char* context = "") const;
  // The same with {name} replaced.
  std::string text(const char* english, Arguments arguments, const char* context = "") const;
  std::string plural(const char* one, const char* many, long count) const;  // {n} is the count
  // The sentence for an error code (context "error"), or the English message given.
  std::string error(const std::string& code, const std::string& english) const;

  std::string date(Date date) const;                        // "12 oktober 2026"
  std::string short_date(Date date) const;                  // "12 okt 2026"
  std::string month(Date date) const;                       // "oktober"
  std::string weekday(Date date) const;                     // "maandag"
  std::string language_name(std::string_view bcp47) const;  // "Turks"; the code where not known
  // The codes that language_name knows, for a form's list.
  static std::vector<std::string_view> known_languages();

  // Opaque; text/catalogue.cc alone.
  struct Words;

 private:
  explicit Catalogue(std::string_view language);
  const Words* words_;
};

}  // namespace homevisit::text
