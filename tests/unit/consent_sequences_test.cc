// The state machine of the visit agreement against a second, slow and obvious one: all sequences of
// up to five events of a guardian; and of two guardians all pairs of what can come of them, and
// thousands of pairs at random. Requirements: R29, R95 and rules 2, 4, 5 and 6 of the model.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "consent_oracle.h"
#include "domain/consent.h"
#include "domain/rules.h"

namespace homevisit {
namespace {

using consent_oracle::Happened;
using consent_oracle::What;

constexpr int kinds = 14;
constexpr int first_day = 40, step = 10;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int longest = 4;
#else
constexpr int longest = 5;
#endif

Date date_of(int day) {
  const Date first = std::chrono::year{2026 + day / consent_oracle::year} / std::chrono::August / 1;
  return add_days(first, day % consent_oracle::year);
}

const char* guardian_id(int who) { return who == 0 ? "g1" : "g2"; }

StudentFile family(bool together) {
  StudentFile file;
  file.student.id = "s1";
  file.student.birth_date = *parse_date("2018-03-01");
  for (int who = 0; who < 2; ++who) {
    Guardian guardian;
    guardian.id = guardian_id(who);
    guardian.custody = Ternary::yes;
    guardian.household = together || who == 0 ? "h1" : "h2";
    file.guardians.push_back(guardian);
  }
  return file;
}

// The same events as the journal would hold them, taken back one by one.
class Story {
 public:
  explicit Story(bool published) : published_(published) {
    if (published) publish(date_of(0), false);
  }

  void add(What what, int who, int day) {
    all.push_back({what, who, day});
    ++seq_;
    const std::string guardian = guardian_id(who);
    switch (what) {
      case What::notice:
        record(NoticeGiven{guardian, date_of(day), Channel::letter, version()});
        break;
      case What::invitation:
        record(InvitationSent{"i", guardian, date_of(day), Channel::letter, "nl", {}});
        break;
      case What::in_error:
        undone_.push_back(last_answer(guardian));
        if (undone_.back() >= 0) history.answers[undone_.back()].voided = Recorded{};
        break;
      case What::visit: {
        Visit visit;
        visit.id = std::to_string(seq_);
        visit.date = date_of(day);
        visit.at_guardian = guardian;
        record(VisitRecorded{std::move(visit)});
        break;
      }
      case What::new_notice:
        publish(date_of(day), true);
        break;
      case What::next_year:
        break;
      default:
        record(AnswerRecorded{answer(what, guardian, day)});
    }
  }

  void take_back() {
    switch (all.back().what) {
      case What::notice:
        history.notices.pop_back();
        break;
      case What::invitation:
        history.invitations.pop_back();
        break;
      case What::in_error:
        if (undone_.back() >= 0) history.answers[undone_.back()].voided.reset();
        undone_.pop_back();
        break;
      case What::visit:
        history.visits.pop_back();
        break;
      case What::new_notice:
        school_.notices.pop_back();
        break;
      case What::next_year:
        break;
      default:
        history.answers.pop_back();
    }
    all.pop_back();
  }

  Notices notices(Date day) const { return published_ ? notices_on(school_, day) : Notices{}; }
  std::string text() const {
    std::string out;
    for (const Happened& one : all)
      out += " " + std::to_string(one.day) + ":" + std::to_string(static_cast<int>(one.what)) +
             "/" + std::to_string(one.who);
    return out;
  }

  std::vector<Happened> all;
  History history;

 private:
  void record(Change change) { apply(history, {"", seq_, 0, "m1", "", std::move(change)}); }
  void publish(Date from, bool material) {
    school::NoticePublished notice;
    notice.id = "n";
    notice.version = std::to_string(school_.notices.size() + 1);
    notice.from = from;
    notice.material_change = material;
    school_.notices.push_back({notice, "", "", 0, 0});
  }
  NoticeReference version() const {
    return {"n", std::to_string(std::max<std::size_t>(school_.notices.size(), 1)), "", ""};
  }
  int last_answer(const std::string& guardian) const {
    for (std::size_t i = history.answers.size(); i-- > 0;)
      if (!history.answers[i].voided && history.answers[i].answer.guardian == guardian)
        return static_cast<int>(i);
    return -1;
  }
  Answer answer(What what, const std::string& guardian, int day) const {
    Answer answer;
    answer.guardian = guardian;
    answer.date = date_of(day);
    answer.authority = "yes";
    for (const auto& given : history.notices)
      if (given.value.guardian == guardian) {
        answer.notice_id = given.value.notice.id;
        answer.notice_version = given.value.notice.version;
      }
    const Date next_year = next_school_year_start(answer.date);
    switch (what) {
      case What::agreed:
        answer.kind = AnswerKind::agreed;
        break;
      case What::not_now:
      case What::not_now_until:
        answer.kind = AnswerKind::deferred;
        answer.not_before = what == What::not_now ? next_year : date_of(day + 14);
        break;
      case What::declined:
        answer.kind = AnswerKind::declined;
        answer.not_before = next_year;
        break;
      case What::never:
        answer.kind = AnswerKind::declined;
        answer.never_ask = true;
        break;
      case What::other_form:
        answer.kind = AnswerKind::other_form;
        answer.form = OtherForm::phone;
        break;
      case What::withdrawn:
        answer.kind = AnswerKind::withdrawn;
        answer.not_before = next_year;
        break;
      default:
        answer.kind = AnswerKind::no_answer;
    }
    return answer;
  }

  bool published_;
  std::int64_t seq_ = 0;
  school::School school_;
  std::vector<int> undone_;
};

using Outcome = std::tuple<std::string, bool, bool, bool>;

Outcome outcome_of(const consent_oracle::Person& person) {
  return {person.state, person.refuses, person.may_be_asked, person.notice_changed};
}

Outcome outcome_of(const StudentFile& file, const Story& story, const Notices& notices, int who,
                   Date day) {
  const Consent consent = consent_of(file, story.history, notices, guardian_id(who), day);
  bool changed = false;
  for (const Renewal renewal : consent.due_again)
    changed = changed || renewal == Renewal::notice_changed;
  return {std::string(to_name(consent.state)), consent.refuses_home,
          may_invite(file, story.history, notices, guardian_id(who), day).ok(), changed};
}

int next_day(What what, int day) {
  return what == What::next_year ? (day / consent_oracle::year + 1) * consent_oracle::year + 5
                                 : day + step;
}

// Every sequence that begins as `story` does; the first of each outcome is kept.
struct Search {
  bool published;
  StudentFile file = family(true);
  Story story{published};
  std::map<Outcome, std::vector<What>> outcomes{};
  int sequences = 0;

  void from(int day) {
    ++sequences;
    const int today = story.all.empty() ? day : story.all.back().day + 1;
    const Outcome expected = outcome_of(consent_oracle::person(story.all, 0, today, published));
    const Date date = date_of(today);
    const Outcome got = outcome_of(file, story, story.notices(date), 0, date);
    if (got != expected && ++wrong < 10)
      ADD_FAILURE() << story.text() << ": " << std::get<0>(got) << ", expected "
                    << std::get<0>(expected);
    auto [known, fresh] = outcomes.try_emplace(expected);
    if (fresh || known->second.size() > story.all.size()) {
      known->second.clear();
      for (const Happened& one : story.all) known->second.push_back(one.what);
    }
    if (static_cast<int>(story.all.size()) == longest) return;
    for (int kind = 0; kind < kinds; ++kind) {
      const What what = static_cast<What>(kind);
      if (what == What::new_notice && !published) continue;
      const int at = what == What::next_year ? next_day(what, day) - step : day;
      story.add(what, 0, at);
      from(at + step);
      story.take_back();
    }
  }

  int wrong = 0;
};

const Search& all_sequences() {
  static const Search search = [] {
    Search all{true};
    all.from(first_day);
    return all;
  }();
  return search;
}

TEST(ConsentSequences, R29_EveryOneOfUpToFiveEventsLeadsWhereTheModelSays) {
  const Search& search = all_sequences();
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  EXPECT_EQ(search.sequences, 1 + 14 + 196 + 2744 + 38416 + 537824);
#endif
  // Every state of the model comes about, those of one answer alone apart.
  std::set<std::string> states;
  for (const auto& [outcome, sequence] : search.outcomes) states.insert(std::get<0>(outcome));
  EXPECT_EQ(states.size(), names<ConsentState>().size() - 1);
}

TEST(ConsentSequences, WithoutANoticeOfTheSchoolNobodyWaitsForOne) {
  Search search{false};
  search.from(first_day);
  EXPECT_GT(search.outcomes.size(), 10u);
}

// Two guardians side by side, each with a sequence of their own.
void expect_alike(const std::vector<What>& first, const std::vector<What>& second, bool together) {
  std::vector<Happened> all;
  int last = first_day;
  for (int who = 0; who < 2; ++who) {
    int day = first_day + who;  // never on the same day
    for (const What what : who == 0 ? first : second) {
      const int at = what == What::next_year ? next_day(what, day) - step + who : day;
      all.push_back({what, who, at});
      last = std::max(last, at);
      day = at + step;
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Happened& a, const Happened& b) { return a.day < b.day; });
  Story story(true);
  for (const Happened& one : all) story.add(one.what, one.who, one.day);
  const StudentFile file = family(together);
  const Date date = date_of(last + 1);
  const Notices notices = story.notices(date);
  const auto expected = consent_oracle::family(story.all, last + 1, true, together);
  for (int who = 0; who < 2; ++who) {
    EXPECT_EQ(outcome_of(file, story, notices, who, date), outcome_of(expected.person[who]))
        << story.text();
    EXPECT_EQ(may_visit_home(file, story.history, guardian_id(who), date).ok(), expected.home[who])
        << story.text();
  }
  EXPECT_EQ(consent_of_family(file, story.history, notices, date).conflict, expected.conflict)
      << story.text();
  // R95: nobody rings at a door unless every door is open.
  EXPECT_EQ(may_visit_home(file, story.history, "", date).ok(),
            !expected.person[0].refuses && !expected.person[1].refuses)
      << story.text();
}

TEST(ConsentSequences, R95_OfTwoGuardiansAllThatCanComeTogether) {
  const auto& outcomes = all_sequences().outcomes;
  for (const auto& [one, first] : outcomes)
    for (const auto& [other, second] : outcomes)
      for (const bool together : {true, false}) expect_alike(first, second, together);
}

TEST(ConsentSequences, OfTwoGuardiansAtRandom) {
  std::mt19937 random(20261122);
  const auto sequence = [&] {
    std::vector<What> made(random() % (longest + 1));
    for (What& what : made) what = static_cast<What>(random() % kinds);
    return made;
  };
  for (int i = 0; i < 3000 * longest && !testing::Test::HasFailure(); ++i)
    expect_alike(sequence(), sequence(), i % 2 == 0);
}

}  // namespace
}  // namespace homevisit
