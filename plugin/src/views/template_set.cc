#include "views/template_set.h"

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include <algorithm>

#include "base/embedded.h"

namespace homevisit::views {
namespace {

// The first line of every template. ctemplate then chooses for each marker how to escape it, from
// the place in which it stands.
constexpr std::string_view kAutoEscape = "{{%AUTOESCAPE context=\"HTML\"}}";

std::string escape_text(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string without_indentation(std::string_view source) {
  std::string out;
  out.reserve(source.size());
  bool at_start = true;
  for (char c : source) {
    if (at_start && (c == ' ' || c == '\t' || c == '\n')) continue;
    at_start = c == '\n';
    out += c;
  }
  return out;
}

// A cache of our own, so that a host that uses ctemplate keeps its templates and settings.
class TemplateSet {
 public:
  explicit TemplateSet(const text::Catalogue& words) {
    for (const auto& file : embedded::templates()) {
      if (!file.path.ends_with(".tpl")) continue;
      std::string source(kAutoEscape);
      source += without_indentation(translate_template(file.text, words));
      cache_.StringToTemplateCache(std::string(file.path.substr(0, file.path.size() - 4)), source,
                                   ctemplate::DO_NOT_STRIP);
    }
    // Parses all of them now: expanding a frozen cache takes no lock for writing and reads no file.
    for (const auto& file : embedded::templates())
      if (file.path.ends_with(".tpl"))
        cache_.LoadTemplate(std::string(file.path.substr(0, file.path.size() - 4)),
                            ctemplate::DO_NOT_STRIP);
    cache_.Freeze();
  }

  static const TemplateSet& of(const text::Catalogue& words) {
    return words.language() == "nl" ? in<Language::dutch>() : in<Language::english>();
  }

  std::string expand(const std::string& file, const ctemplate::TemplateDictionary& values) const {
    std::string out;
    out.reserve(32 << 10);
    cache_.ExpandNoLoad(file, ctemplate::DO_NOT_STRIP, &values, nullptr, &out);
    return out;
  }

 private:
  enum class Language { dutch, english };

  // Made when a page in this language is first asked for: a process that shows one page and ends
  // (a new worker of PHP-FPM) does not parse the other language. Never destroyed, as the
  // catalogues.
  template <Language language>
  static const TemplateSet& in() {
    static const TemplateSet* const set =
        new TemplateSet(text::Catalogue::of(language == Language::dutch ? "nl" : "en"));
    return *set;
  }

  ctemplate::TemplateCache cache_;
};

// U+202A to U+202E turn or override the direction of what follows; in a name or note they serve
// only to make a text look like another. Isolates (U+2066 ...) close with their element, so they
// may stay.
bool is_override(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && text[at] == '\xE2' && text[at + 1] == '\x80' &&
         text[at + 2] >= '\xAA' && text[at + 2] <= '\xAE';
}

ctemplate::TemplateString name_of(const char* marker) { return {marker}; }

}  // namespace

std::string translate_template(std::string_view source, const text::Catalogue& words) {
  std::string out;
  out.reserve(source.size() * 2);
  while (true) {
    const std::size_t begin = source.find("{{_");
    const std::size_t end = begin == source.npos ? begin : source.find("_}}", begin);
    if (end == source.npos) return out += source;
    out += source.substr(0, begin);
    const std::string english(source.substr(begin + 3, end - begin - 3));
    out += escape_text(words.text(english.c_str()));
    source.remove_prefix(end + 3);
  }
}

Block Block::set(const char* marker, std::string_view value) const {
  std::string clean;
  // Most texts have no such byte at all.
  if (value.find('\xE2') != value.npos) {
    for (std::size_t at = 0; at < value.size(); ++at) {
      if (is_override(value, at))
        at += 2;
      else
        clean += value[at];
    }
    value = clean;
  }
  values_->SetValue(name_of(marker), ctemplate::TemplateString(value.data(), value.size()));
  return *this;
}

Block Block::add(const char* section) const {
  return Block(values_->AddSectionDictionary(name_of(section)));
}

Block Block::include(const char* marker, const char* file) const {
  ctemplate::TemplateDictionary* included = values_->AddIncludeDictionary(name_of(marker));
  included->SetFilename(file);
  return Block(included);
}

void Block::line(const char* section, std::string_view text) const {
  if (!text.empty()) add(section).set("TEXT", text);
}

Page::Page(const char* file)
    : file_(file), values_(std::make_unique<ctemplate::TemplateDictionary>(file)) {}
Page::~Page() = default;

Block Page::body() const { return Block(values_.get()); }

std::string Page::html(const text::Catalogue& words) const {
  return TemplateSet::of(words).expand(file_, *values_);
}

std::string url_part(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
        c == '_' || c == '.' || c == '~') {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

}  // namespace homevisit::views
