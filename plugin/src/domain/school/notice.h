// R28: the protocol that families read before they are asked: seven sections that must all be
// there, in several languages, and in a version for pupils (R83).
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "domain/names.h"

namespace homevisit::school {

enum class Section {
  purpose,
  who_comes,
  preferences,  // what to do for who would rather not receive this visitor
  appointment,  // how it is made
  how_often,
  information_use,  // what happens with what is told
  questions         // where parents and pupils can go
};

struct NoticeSection {
  Section section = Section::purpose;
  std::string text;
};
template <typename A>
void fields(A& a, NoticeSection& v) {
  a("section", v.section), a("text", v.text);
}

enum class Audience { parents, pupils };

struct NoticeText {
  std::string language;  // BCP 47
  Audience audience = Audience::parents;
  std::string title;
  std::vector<NoticeSection> sections;
  bool checked_by_speaker = false;  // else a draft in this language
  std::string hash;                 // SHA-256 of the text, made by us
};
template <typename A>
void fields(A& a, NoticeText& v) {
  a("language", v.language), a("audience", v.audience), a("title", v.title);
  a("sections", v.sections), a("checked_by_speaker", v.checked_by_speaker), a("hash", v.hash);
}

// A version is never changed; a material change is a new one, after which answers are due again
// (rule 6).
struct NoticePublished {
  static constexpr const char* type = "notice_published";
  std::string id;       // UUID of the notice; the same for all its versions
  std::string version;  // "1", "2", ...; made by us
  Date from{};
  bool material_change = false;
  std::vector<NoticeText> texts;
};
template <typename A>
void fields(A& a, NoticePublished& v) {
  a("id", v.id), a("version", v.version), a("from", v.from);
  a("material_change", v.material_change), a("texts", v.texts);
}

}  // namespace homevisit::school
