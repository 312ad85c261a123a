#include "base/fold_name.h"

#include <algorithm>
#include <boost/locale.hpp>
#include <cctype>
#include <locale>

#include "base/utf8.h"

namespace homevisit {
namespace {

// Its own locale object: the host's global one is left alone.
const std::locale& folding_locale() {
  static const std::locale locale = [] {
    boost::locale::generator generator;
    generator.categories(boost::locale::convert_facet);
    return generator("en_US.UTF-8");
  }();
  return locale;
}

// Drops U+0300 to U+036F, the accents that normalisation has split off.
std::string without_accents(const std::string& text) {
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if ((lead == 0xCC || lead == 0xCD) && i + 1 < text.size()) {
      const auto trail = static_cast<unsigned char>(text[i + 1]);
      if (lead == 0xCC || trail < 0xB0) {
        ++i;
        continue;
      }
    }
    kept += text[i];
  }
  return kept;
}

}  // namespace

std::string fold_name(std::string_view text) {
  std::string folded(text);
  const bool ascii =
      std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!ascii && !find_invalid_utf8(text)) {
    namespace locale = boost::locale;
    folded = locale::fold_case(
        without_accents(locale::normalize(folded, locale::norm_nfkd, folding_locale())),
        folding_locale());
  }
  for (char& c : folded) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) continue;
    c = std::isalnum(byte) != 0 ? static_cast<char>(std::tolower(byte)) : ' ';
  }
  return folded;
}

}  // namespace homevisit
