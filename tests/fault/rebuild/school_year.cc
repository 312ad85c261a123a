#include "school_year.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rebuild_test {
namespace {

using homevisit::json::Writer;
using host_test::Host;

// What people type, and what systems are known to spoil.
constexpr const char* phrases[] = {"Wil graag leren programmeren",
                                   "Oma's huis staat naast de school",
                                   "\"Zij leest elke avond\", zei vader",
                                   "Eén broer, twee zussen; Zoë & Håkon",
                                   "Naar زینب تتحدث العربية",
                                   "C:\\boeken\\thuis",
                                   "<b>niet vet</b> &amp; geen entiteit",
                                   "regel een\nregel twee\n\n  ingesprongen",
                                   "een\ttab en een € en een 🚲",
                                   "100% {zeker} [hv:geen-merkteken]"};

std::string mentor_of(const Pupil& pupil) {
  return fmt::format(R"({{"role":"mentor","staff":"{}"}})", pupil.mentor);
}

}  // namespace

void SchoolYear::week(Host& host, const std::string& day) {
  for (const Pupil& pupil : district_.pupils) act(host, pupil, day);
}

void SchoolYear::act(Host& host, const Pupil& pupil, const std::string& day) {
  File& file = files_[pupil.id];
  const auto lot = random_() % 100;
  if (file.visits.empty() || lot < 30)
    return lot % 3 == 0 ? answer(host, pupil, day) : visit(host, pupil, day);
  if (lot < 42) return answer(host, pupil, day);
  if (lot < 52) return mistake(host, pupil);
  if (lot < 62) return agreement(host, pupil);
  Visit& visit = one_of(file.visits);
  if (visit.signed_off) return amend(host, pupil, visit);
  if (lot < 82) return revise(host, pupil, visit, day);
  Writer w;
  w.begin_object().member("student", pupil.id).member("visit", visit.id);
  if (take(host, mentor_of(pupil), "visit.sign_off", w.end_object().take()))
    visit.signed_off = true;
}

bool SchoolYear::take(Host& host, const std::string& actor, const std::string& operation,
                      const std::string& request, std::string* made, const char* key) {
  const host_test::Reply reply = host.call(actor.c_str(), operation, host_test::submitted(request));
  if (reply.status == HV_FAILED_PRECONDITION) {
    ++refused_;
    return false;
  }
  EXPECT_EQ(reply.status, HV_OK) << operation << " " << request << ": " << reply.text;
  ++done_[operation];
  if (made != nullptr) *made = reply.get(key);
  return reply.status == HV_OK;
}

std::string SchoolYear::words() { return fmt::format("{} [{}]", one_of(phrases), ++texts_); }

void SchoolYear::write_report(Writer& w, const Pupil& pupil) {
  static constexpr const char* topics[] = {"strengths", "interests", "ambitions", "pride"};
  static constexpr const char* voices[] = {"parent", "pupil", "school", "seen"};
  static constexpr const char* tiers[] = {"shared", "shared", "care", "confidential"};
  static constexpr const char* owners[] = {"school", "parent", "pupil", "other"};
  static constexpr const char* kinds[] = {"task", "training", "school_demonstrates", "contact"};
  static constexpr const char* goals[] = {"involvement", "using_knowledge",
                                          "shared_responsibility"};
  static constexpr const char* decisions[] = {"informed", "consulted", "together"};
  w.key("guardians").begin_array();
  for (const std::string& guardian : pupil.guardians)
    if (percent(60)) w.string(guardian);
  w.end_array().key("visitors").begin_array().string(pupil.mentor);
  if (percent(30)) w.string(one_of(district_.other_staff));
  w.end_array().key("minutes").begin_object().member("visit", 20 + int(random_() % 60));
  w.end_object().key("report").begin_object().member("goes_well", words());
  w.key("key_points").begin_array().string(words()).string(words()).end_array();
  w.key("notes").begin_array();
  for (auto more = random_() % 4; more > 0; --more) {
    const std::string tier = one_of(tiers);
    w.begin_object().member("topic", one_of(topics)).member("voice", one_of(voices));
    w.member("text", (tier == "shared" ? "" : not_shared + (" " + tier) + ": ") + words());
    w.member("tier", tier).end_object();
  }
  w.end_array();
  if (percent(25))
    w.key("needs")
        .begin_array()
        .begin_object()
        .member("kind", "device")
        .member("observation", std::string(not_shared) + " het zorgteam: " + words())
        .end_object()
        .end_array();
  if (percent(50)) {
    w.key("agreements").begin_array().begin_object().member("what", words());
    w.member("who", one_of(owners)).member("accepted_by_family", percent(50));
    w.member("kind", one_of(kinds)).member("fits_family", percent(50));
    if (percent(50)) w.member("by", "2027-02-01").member("goal", one_of(goals));
    if (percent(30)) w.member("review", "2027-01-15");
    w.end_object().end_array();
  }
  if (percent(40)) w.member("decision", one_of(decisions));
  const std::string of_care = std::string(not_shared) + " het zorgteam: ";
  if (percent(15)) {
    w.key("parked").begin_array().begin_object().member("what", of_care + words());
    w.end_object().end_array();
  }
  if (percent(15)) {
    w.key("support_plan").begin_object().member("own_solution", of_care + words());
    w.member("reference", of_care + "OPP").end_object();
  }
  if (percent(30)) w.key("next_contact").begin_object().member("date", "2027-03-01").end_object();
  w.end_object();
}

void SchoolYear::visit(Host& host, const Pupil& pupil, const std::string& day) {
  static constexpr const char* places[] = {"home", "school", "school", "phone", "online"};
  Writer w;
  w.begin_object().member("student", pupil.id).member("date", day);
  w.member("place", one_of(places));
  const bool signs = percent(40);
  w.member("sign_off", signs);
  write_report(w, pupil);
  Visit made{"", signs};
  if (take(host, mentor_of(pupil), "visit.record", w.end_object().take(), &made.id, "visit"))
    files_[pupil.id].visits.push_back(made);
}

void SchoolYear::revise(Host& host, const Pupil& pupil, Visit& visit, const std::string& day) {
  Writer w;
  w.begin_object().member("student", pupil.id).member("visit", visit.id);
  w.member("date", day).member("place", "school");
  write_report(w, pupil);
  take(host, mentor_of(pupil), "visit.revise", w.end_object().take());
}

void SchoolYear::amend(Host& host, const Pupil& pupil, const Visit& visit) {
  const bool shared = percent(70);
  Writer w;
  w.begin_object().member("student", pupil.id).member("visit", visit.id).member("why", words());
  w.member("text", (shared ? "" : std::string(not_shared) + " het zorgteam: ") + words());
  w.member("tier", shared ? "shared" : "care");
  take(host, mentor_of(pupil), "visit.amend", w.end_object().take());
}

void SchoolYear::answer(Host& host, const Pupil& pupil, const std::string& day) {
  static constexpr const char* kinds[] = {"agreed", "agreed", "deferred", "declined", "withdrawn"};
  Writer w;
  w.begin_object().member("student", pupil.id).member("guardian", one_of(pupil.guardians));
  w.member("answer", one_of(kinds)).member("date", day).member("channel", "phone");
  if (percent(30)) w.member("volunteered", std::string(not_shared) + " wie het hoorde: " + words());
  if (percent(20)) w.member("evidence_reference", std::string(not_shared) + " de map: " + words());
  std::string id;
  if (take(host, mentor_of(pupil), "answer.record", w.end_object().take(), &id, "answer"))
    files_[pupil.id].answers.push_back(id);
}

void SchoolYear::agreement(Host& host, const Pupil& pupil) {
  static constexpr const char* states[] = {"open", "going_well", "another_way", "done", "let_go"};
  static constexpr const char* lives[] = {"accepted", "active", "on-hold", "completed"};
  static constexpr const char* results[] = {"improving", "worsening", "not-attainable"};
  const auto history = host.history(mentor_of(pupil).c_str(), pupil.id);
  const auto agreements = history["agreements"];
  if (agreements.size() == 0) return;
  Writer w;
  w.begin_object().member("student", pupil.id);
  w.member("agreement", agreements.at(random_() % agreements.size())["id"].text());
  if (percent(60)) {
    w.member("state", one_of(states));
  } else {
    w.member("life", one_of(lives)).member("result", one_of(results));
  }
  w.member("note", words());
  take(host, mentor_of(pupil), "agreement.change", w.end_object().take());
}

// A second person says so.
void SchoolYear::mistake(Host& host, const Pupil& pupil) {
  const std::string colleague =
      fmt::format(R"({{"role":"care_coordinator","staff":"{}"}})", one_of(district_.other_staff));
  File& file = files_[pupil.id];
  Writer w;
  w.begin_object().member("student", pupil.id);
  if (!file.answers.empty() && percent(50)) {
    w.member("answer", file.answers.back());
    if (take(host, colleague, "answer.void", w.end_object().take())) file.answers.pop_back();
  } else {
    const auto at =
        file.visits.begin() + static_cast<std::ptrdiff_t>(random_() % file.visits.size());
    w.member("visit", at->id);
    if (take(host, colleague, "visit.void", w.end_object().take())) file.visits.erase(at);
  }
}

}  // namespace rebuild_test
