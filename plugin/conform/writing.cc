#include "writing.h"

namespace homevisit::conform {
namespace {

constexpr std::int64_t kLongestTitle = 120, kLongestText = 20'000;

// As many letters as fit; every fifth needs two bytes, since limits are of characters.
std::string letters(std::int64_t count) {
  std::string out;
  for (std::int64_t i = 0; i < count; ++i) out += i % 5 == 4 ? "\xC3\xAB" : i % 9 == 8 ? " " : "a";
  if (!out.empty() && out.back() == ' ') out.back() = 'z';
  return out;
}

}  // namespace

void require_writing(Trial& trial, const Session& session) {
  if (!session.can(HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT))
    trial.skip("The system takes no entries.");
  trial.expect(!trial.declaration.student().empty(),
               "The instance writes, and the conformance file names no \"student\" to write for.");
}

Entry first_entry(const Trial& trial) {
  Entry entry;
  entry.marker = "hv:conform-1";
  entry.student = trial.declaration.student();
  entry.date = "2026-11-12";
  entry.title = "Huisbezoek Zwaluwstaart";
  entry.text = "Gesproken over lezen en slapen.\nAfspraak: voorlezen, Zwaluwstaart.";
  entry.structured = R"({"visit":{"date":"2026-11-12","key_points":["lezen","slapen"]}})";
  entry.language = "nl";
  entry.author = trial.declaration.root["author"].text();
  return entry;
}

std::vector<Sample> samples(const Trial& trial) {
  const Json& limits = trial.declaration.root["limits"];
  return {{"a text with <, > and &", "p<q & r<3", "p<q & r<3, of 3>2; <b>vet</b> &amp; &lt;"},
          {"a text with quotes and backslashes", "\"Zo\" zei ze: 'ja' \\ nee",
           "Regel met \"aanhalingstekens\", 'enkele' en \\ en % en {0} en %s en $x."},
          {"letters of many scripts", "Überraschung für Łukasz · مرحبا",
           "Şöyle böyle; أهلا وسهلا; 你好; здравствуйте; e\xCC\x81; "
           "👩‍👩‍👧; "
           "\xF0\x9D\x94\x98"},
          {"a text with line ends and blanks", "Bezoek op één regel",
           "Eerste regel\n\n  ingesprongen\n\ttab\nlaatste"},
          {"the longest title and text that the system takes",
           letters(limits["title"].number(kLongestTitle)),
           letters(limits["text"].number(kLongestText))}};
}

Written must_submit(Trial& trial, Session& session, const Entry& entry, Call call) {
  Written written = session.submit(entry, std::move(call));
  trial.expect(written.outcome.status == HV_OK, told("submit", written.outcome));
  return written;
}

}  // namespace homevisit::conform
