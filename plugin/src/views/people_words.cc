// People, and the ways to reach them, as they stand in a sentence.
#include <algorithm>
#include <array>
#include <utility>

#include "text/msg.h"
#include "views/labels.h"

namespace homevisit::views {
namespace {

using text::msg;

using Pair = std::pair<std::string_view, const char*>;

template <std::size_t N>
std::string named(const std::array<Pair, N>& table, std::string_view name,
                  const text::Catalogue& words) {
  for (const auto& [key, english] : table)
    if (key == name) return words.text(english);
  return std::string(name);
}

constexpr std::array<Pair, 7> kChannels = {{{"phone", msg("by phone")},
                                            {"message", msg("by message")},
                                            {"email", msg("by e-mail")},
                                            {"letter", msg("by letter")},
                                            {"in_person", msg("in person")},
                                            {"app", msg("through the school's app")},
                                            {"via_app", msg("through the school's app")}}};
constexpr std::array<Pair, 7> kCompanions = {
    {{"contact_person", msg("parent contact person")},
     {"care_coordinator", msg("care coordinator")},
     {"colleague", msg("colleague")},
     {"relative", msg("relative")},
     {"student_mentor", msg("student mentor")},
     {"outside_professional", msg("professional from outside school")},
     {"other", msg("somebody else")}}};
constexpr std::array<Pair, 5> kContactForms = {{{"home", msg("at home")},
                                                {"school", msg("at school")},
                                                {"phone", msg("by phone")},
                                                {"online", msg("online")},
                                                {"message", msg("by message")}}};
constexpr std::array<Pair, 16> kRelations = {{{"mother", msg("mother")},
                                              {"father", msg("father")},
                                              {"parent", msg("parent")},
                                              {"guardian", msg("guardian")},
                                              {"grandmother", msg("grandmother")},
                                              {"grandfather", msg("grandfather")},
                                              {"grandparent", msg("grandparent")},
                                              {"foster_parent", msg("foster parent")},
                                              {"foster parent", msg("foster parent")},
                                              {"stepmother", msg("stepmother")},
                                              {"stepfather", msg("stepfather")},
                                              {"aunt", msg("aunt")},
                                              {"uncle", msg("uncle")},
                                              {"brother", msg("brother")},
                                              {"sister", msg("sister")},
                                              {"relative", msg("relative")}}};
constexpr std::array<Pair, 6> kRoles = {{{"mentor", msg("mentor")},
                                         {"teacher", msg("teacher")},
                                         {"care_coordinator", msg("care coordinator")},
                                         {"school_leader", msg("school leader")},
                                         {"it", msg("IT")},
                                         {"system", msg("system")}}};

bool may_run_right_to_left(std::string_view text) {
  // Hebrew, Arabic, Syriac, Thaana, N'Ko begin with the bytes D6 to DF; presentation forms with EF,
  // Adlam with F0.
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0xD6 && byte <= 0xDF) || byte == 0xE0 || byte >= 0xEF;
  });
}

}  // namespace

std::string channel_words(std::string_view name, const text::Catalogue& words) {
  return named(kChannels, name, words);
}
std::string companion_words(std::string_view role, const text::Catalogue& words) {
  return named(kCompanions, role, words);
}
std::string contact_form_words(std::string_view form, const text::Catalogue& words) {
  return named(kContactForms, form, words);
}
std::string relation_words(std::string_view relation, const text::Catalogue& words) {
  std::string lower(relation);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return named(kRelations, lower, words);
}
std::string role_words(std::string_view role, const text::Catalogue& words) {
  return named(kRoles, role, words);
}

std::string isolated(std::string_view name) {
  if (!may_run_right_to_left(name)) return std::string(name);
  return "\u2068" + std::string(name) + "\u2069";
}

std::string listed(const std::vector<std::string>& items, const text::Catalogue& words) {
  if (items.empty()) return "";
  std::string out = items.front();
  for (std::size_t i = 1; i + 1 < items.size(); ++i) out += ", " + items[i];
  if (items.size() == 1) return out;
  return words.text("{first} and {last}", {{"first", out}, {"last", items.back()}});
}

std::string guardian_words(const Guardian& guardian, const text::Catalogue& words) {
  const std::string relation = relation_words(guardian.relation, words);
  return relation.empty() ? isolated(guardian.name())
                          : isolated(guardian.name()) + " (" + isolated(relation) + ")";
}

const Guardian* find_guardian(const StudentFile& file, std::string_view id) {
  for (const Guardian& guardian : file.guardians)
    if (guardian.id == id) return &guardian;
  return nullptr;
}

}  // namespace homevisit::views
