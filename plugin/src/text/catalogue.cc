#include "text/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <locale>
#include <memory>
#include <vector>

#include "base/embedded.h"
#include "text/family.h"
#include "text/msg.h"

namespace homevisit::text {
namespace {

namespace gettext = boost::locale::gnu_gettext;

constexpr std::array kMonths = {
    msg("January"),   msg("February"), msg("March"),    msg("April"),
    msg("May"),       msg("June"),     msg("July"),     msg("August"),
    msg("September"), msg("October"),  msg("November"), msg("December"),
};

constexpr std::array kWeekdays = {
    msg("Sunday"),   msg("Monday"), msg("Tuesday"),  msg("Wednesday"),
    msg("Thursday"), msg("Friday"), msg("Saturday"),
};

constexpr std::array kFamilyLanguages = {
    FamilyLanguage{"nl", true, false},  FamilyLanguage{"en", true, false},
    FamilyLanguage{"ar", false, true},  FamilyLanguage{"pl", false, false},
    FamilyLanguage{"tr", false, false}, FamilyLanguage{"uk", false, false},
};

struct LanguageName {
  std::string_view code;
  const char* english;
};

// Languages that Dutch schools meet most; a code that is not here is shown as it is.
constexpr std::array kLanguages = {
    LanguageName{"am", msg("Amharic")},    LanguageName{"ar", msg("Arabic")},
    LanguageName{"ber", msg("Tamazight")}, LanguageName{"bg", msg("Bulgarian")},
    LanguageName{"ckb", msg("Sorani")},    LanguageName{"de", msg("German")},
    LanguageName{"en", msg("English")},    LanguageName{"es", msg("Spanish")},
    LanguageName{"fa", msg("Persian")},    LanguageName{"fr", msg("French")},
    LanguageName{"fy", msg("Frisian")},    LanguageName{"hu", msg("Hungarian")},
    LanguageName{"it", msg("Italian")},    LanguageName{"ku", msg("Kurdish")},
    LanguageName{"nl", msg("Dutch")},      LanguageName{"pap", msg("Papiamento")},
    LanguageName{"pl", msg("Polish")},     LanguageName{"prs", msg("Dari")},
    LanguageName{"ps", msg("Pashto")},     LanguageName{"pt", msg("Portuguese")},
    LanguageName{"ro", msg("Romanian")},   LanguageName{"ru", msg("Russian")},
    LanguageName{"so", msg("Somali")},     LanguageName{"srn", msg("Sranan")},
    LanguageName{"ti", msg("Tigrinya")},   LanguageName{"tr", msg("Turkish")},
    LanguageName{"uk", msg("Ukrainian")},  LanguageName{"ur", msg("Urdu")},
    LanguageName{"vi", msg("Vietnamese")}, LanguageName{"zgh", msg("Tamazight")},
    LanguageName{"zh", msg("Chinese")},
};

// Boost asks for "/LANGUAGE/LC_MESSAGES/DOMAIN.mo"; we carry "LANGUAGE.mo".
std::vector<char> embedded_catalogue(const std::string& path, std::string_view language) {
  if (path.find(fmt::format("/{}/", language)) == std::string::npos) return {};
  const std::string wanted = fmt::format("{}.mo", language);
  for (const auto& file : embedded::catalogues())
    if (file.path == wanted) return {file.text.begin(), file.text.end()};
  return {};
}

std::string fill(std::string text, Arguments arguments) {
  // One pass, so that a value that itself looks like {name} stays as it is.
  std::string out;
  out.reserve(text.size() + 32);
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '{') {
      const std::size_t end = text.find('}', at);
      if (end != std::string::npos) {
        const std::string_view name(text.data() + at + 1, end - at - 1);
        const auto* found = std::find_if(arguments.begin(), arguments.end(),
                                         [&](const auto& pair) { return pair.first == name; });
        if (found != arguments.end()) {
          out += found->second;
          at = end + 1;
          continue;
        }
      }
    }
    out += text[at++];
  }
  return out;
}

}  // namespace

struct Catalogue::Words {
  // Never destroyed, see Catalogue::of.
  static const Catalogue* carried(std::string_view language) { return new Catalogue(language); }

  std::string language;
  std::locale home;  // owns what `messages` points to; never made the process's locale
  const boost::locale::message_format<char>* messages = nullptr;

  const char* find(const char* context, const char* english) const {
    if (messages == nullptr) return nullptr;
    return messages->get(0, *context == '\0' ? nullptr : context, english);
  }
};

Catalogue::Catalogue(std::string_view language) {
  auto words = std::make_unique<Words>();
  words->language = language;
  gettext::messages_info info;
  info.language = words->language;
  info.encoding = "UTF-8";
  info.domains.emplace_back("homevisit");
  info.paths.emplace_back("");
  info.callback = [lang = words->language](const std::string& path, const std::string&) {
    return embedded_catalogue(path, lang);
  };
  words->messages = gettext::create_messages_facet<char>(info);
  if (words->messages != nullptr)
    words->home = std::locale(std::locale::classic(), words->messages);
  words_ = words.release();  // lives as long as the process, as its Catalogue does
}

const Catalogue& Catalogue::of(std::string_view language) {
  // Never destroyed: a page may be made while the process ends.
  static const Catalogue* const dutch = new Catalogue("nl");
  static const Catalogue* const english = new Catalogue("en");
  return language == "nl" ? *dutch : *english;
}

std::span<const FamilyLanguage> family_languages() { return kFamilyLanguages; }

const FamilyLanguage* family_language(std::string_view code) {
  const std::string_view primary = code.substr(0, code.find('-'));
  for (const FamilyLanguage& language : kFamilyLanguages)
    if (language.code == primary) return &language;
  return nullptr;
}

const Catalogue& family_words(std::string_view code) {
  static const auto carried = [] {
    std::array<const Catalogue*, kFamilyLanguages.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i)
      all[i] = Catalogue::Words::carried(kFamilyLanguages[i].code);
    return all;
  }();
  const FamilyLanguage* const known = family_language(code);
  if (known == nullptr) return Catalogue::of("en");
  return *carried[static_cast<std::size_t>(known - kFamilyLanguages.data())];
}

std::string_view Catalogue::language() const { return words_->language; }

std::string Catalogue::text(const char* english, const char* context) const {
  const char* found = words_->find(context, english);
  return found == nullptr ? english : found;
}

std::string Catalogue::text(const char* english, Arguments arguments, const char* context) const {
  return fill(text(english, context), arguments);
}

std::string Catalogue::plural(const char* one, const char* many, long count) const {
  const int n = static_cast<int>(std::clamp(count, 0L, 1'000'000'000L));
  const char* found =
      words_->messages == nullptr ? nullptr : words_->messages->get(0, nullptr, one, n);
  const std::string number = std::to_string(count);
  return fill(found != nullptr ? found : count == 1 ? one : many, {{"n", number}});
}

std::string Catalogue::error(const std::string& code, const std::string& english) const {
  const char* found = words_->find("error", code.c_str());
  return found == nullptr ? english : found;
}

std::string Catalogue::weekday(Date date) const {
  if (!date.ok()) return "";
  return text(kWeekdays[std::chrono::weekday(std::chrono::sys_days{date}).c_encoding()]);
}

std::string Catalogue::date(Date date) const {
  if (!date.ok()) return "";
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()), month(date),
                     static_cast<int>(date.year()));
}

std::string Catalogue::short_date(Date date) const {
  if (!date.ok()) return "";
  // Dutch shortens "maart" to "mrt" (Taalunie); the other months to their first three letters.
  std::string name = month(date);
  name = name == "maart" ? "mrt" : name.substr(0, 3);
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()), name,
                     static_cast<int>(date.year()));
}

std::string Catalogue::month(Date date) const {
  return date.ok() ? text(kMonths[static_cast<unsigned>(date.month()) - 1]) : "";
}

std::string Catalogue::language_name(std::string_view bcp47) const {
  const std::string_view primary = bcp47.substr(0, bcp47.find('-'));
  for (const auto& [code, english] : kLanguages)
    if (code == primary) return text(english);
  return std::string(bcp47);
}

std::vector<std::string_view> Catalogue::known_languages() {
  std::vector<std::string_view> codes;
  for (const auto& language : kLanguages) codes.push_back(language.code);
  return codes;
}

}  // namespace homevisit::text
