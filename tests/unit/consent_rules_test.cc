// The agreement to a visit, and permission, where sequences of events do not show them: birthdays,
// custody, notices, who has a say. R29, R48, R79, R99 and rules 2 to 6 of the model.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/consent.h"
#include "domain/permission_rules.h"
#include "domain/rules.h"

namespace homevisit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Date day(const char* text) { return *parse_date(text); }

StudentFile family(const char* birth_date) {
  StudentFile file;
  file.student.id = "s1";
  file.student.birth_date = day(birth_date);
  for (const char* id : {"g1", "g2"}) {
    Guardian guardian;
    guardian.id = id;
    guardian.custody = Ternary::yes;
    guardian.household = id;
    file.guardians.push_back(guardian);
  }
  return file;
}

class Told {
 public:
  Told& add(Change change) {
    apply(history, {"e", ++seq_, 0, "m1", "M", std::move(change)});
    return *this;
  }
  Told& answer(const char* who, AnswerKind kind, const char* date, const char* authority = "yes") {
    Answer answer;
    answer.guardian = who;
    answer.kind = kind;
    answer.date = day(date);
    answer.authority = authority;
    return add(AnswerRecorded{answer});
  }
  Told& permit(const char* who, DataPurpose purpose, PermissionStatus status, const char* date,
               const char* scope = "") {
    PermissionRecorded said;
    said.guardian = who;
    said.purpose = purpose;
    said.ground = usual_ground(purpose);
    said.status = status;
    said.date = day(date);
    (purpose == DataPurpose::guardian_access ? said.with_guardian : said.scope) = scope;
    return add(said);
  }
  History history;

 private:
  std::int64_t seq_ = 0;
};

std::vector<Renewal> due(const StudentFile& file, const Told& told, const char* who, const char* on,
                         const Notices& notices = {}) {
  return consent_of(file, told.history, notices, who, day(on)).due_again;
}

std::string code(const Status& status) { return status ? "ok" : status.error().code; }

TEST(ConsentRules, Rule6_TheSixteenthBirthdayMakesAGuardiansAnswerDueAgain) {
  const StudentFile file = family("2010-11-10");
  const Told told = Told().answer("g1", AnswerKind::agreed, "2026-10-01");
  EXPECT_THAT(due(file, told, "g1", "2026-11-09"), IsEmpty());
  EXPECT_THAT(due(file, told, "g1", "2026-11-10"), ElementsAre(Renewal::sixteenth_birthday));
  EXPECT_EQ(consent_of(file, told.history, {}, "g1", day("2026-11-10")).state,
            ConsentState::superseded);
  const Told since = Told().answer("g1", AnswerKind::agreed, "2026-11-10");
  EXPECT_THAT(due(file, since, "g1", "2026-11-11"), IsEmpty());
}

TEST(ConsentRules, Rule6_ADeclineThatIsDueAgainHoldsUntilThereIsANewOne) {
  const StudentFile file = family("2010-11-10");
  const Told told = Told().answer("g1", AnswerKind::declined, "2026-10-01");
  const Consent consent = consent_of(file, told.history, {}, "g1", day("2026-11-20"));
  EXPECT_THAT(consent.due_again, ElementsAre(Renewal::sixteenth_birthday));
  EXPECT_EQ(consent.state, ConsentState::declined);
  EXPECT_TRUE(consent.refuses_home);
}

TEST(ConsentRules, Rule6_TheStudentsOwnAnswerIsDueAgainAtEighteen) {
  const StudentFile file = family("2008-11-10");
  const Told told = Told().answer("", AnswerKind::agreed, "2026-10-01");
  EXPECT_THAT(due(file, told, "", "2026-11-09"), IsEmpty());
  EXPECT_THAT(due(file, told, "", "2026-11-10"), ElementsAre(Renewal::eighteenth_birthday));
}

TEST(ConsentRules, Rule6_FromEighteenAGuardiansAnswerNoLongerCounts) {
  const StudentFile file = family("2008-11-10");
  const Told told = Told().answer("g1", AnswerKind::declined, "2026-10-01");
  EXPECT_EQ(code(may_visit_home(file, told.history, "", day("2026-11-09"))),
            "guardian_prefers_no_visit");
  EXPECT_EQ(code(may_visit_home(file, told.history, "", day("2026-11-10"))), "ok");
  EXPECT_FALSE(consent_of(file, told.history, {}, "g1", day("2026-11-10")).counts);
}

TEST(ConsentRules, R99_Rule6_FromEighteenNothingIsToBeToldToAGuardianUnlessTheStudentGivesAccess) {
  const StudentFile file = family("2008-11-10");
  Told told;
  const auto to_be_told = [&](int who, const char* on) {
    return is_to_be_told(file, told.history, file.guardians[who], day(on));
  };
  EXPECT_TRUE(to_be_told(0, "2026-11-09"));
  EXPECT_FALSE(to_be_told(0, "2026-11-10"));
  told.permit("", DataPurpose::guardian_access, PermissionStatus::given, "2026-11-12", "g1");
  EXPECT_TRUE(to_be_told(0, "2026-11-12"));
  EXPECT_FALSE(to_be_told(1, "2026-11-12"));  // to one of them is not to the other
  told.permit("", DataPurpose::guardian_access, PermissionStatus::withdrawn, "2026-11-14", "g1");
  EXPECT_FALSE(to_be_told(0, "2026-11-14"));
}

TEST(ConsentRules,
     Rule6_AChangeOfCustodyMakesTheAnswerDueAgainButARosterThatLearnsToSayYesDoesNot) {
  StudentFile file = family("2016-11-10");
  const Told known = Told().answer("g1", AnswerKind::agreed, "2026-10-01", "yes");
  const Told unknown = Told().answer("g1", AnswerKind::agreed, "2026-10-01", "unknown");
  EXPECT_THAT(due(file, known, "g1", "2026-11-20"), IsEmpty());
  EXPECT_THAT(due(file, unknown, "g1", "2026-11-20"), IsEmpty());
  file.guardians[0].custody = Ternary::no;
  EXPECT_THAT(due(file, known, "g1", "2026-11-20"), ElementsAre(Renewal::custody_changed));
  EXPECT_THAT(due(file, unknown, "g1", "2026-11-20"), ElementsAre(Renewal::custody_changed));
  const Told without = Told().answer("g1", AnswerKind::agreed, "2026-10-01", "no");
  EXPECT_THAT(due(file, without, "g1", "2026-11-20"), IsEmpty());
}

school::School school_with(std::initializer_list<std::pair<const char*, bool>> versions) {
  school::School school;
  for (const auto& [from, material] : versions) {
    school::NoticePublished notice;
    notice.id = "n";
    notice.version = std::to_string(school.notices.size() + 1);
    notice.from = day(from);
    notice.material_change = material;
    school.notices.push_back({notice, "", "", 0, 0});
  }
  return school;
}

TEST(ConsentRules, Rule6_AMaterialChangeOfTheNoticeMakesTheAnswerDueAgainASmallOneDoesNot) {
  const StudentFile file = family("2016-11-10");
  const Told told = Told().answer("g1", AnswerKind::agreed, "2026-10-01");
  const auto small = school_with({{"2026-08-01", false}, {"2026-11-01", false}});
  const auto material = school_with({{"2026-08-01", false}, {"2026-11-01", true}});
  EXPECT_THAT(due(file, told, "g1", "2026-11-20", notices_on(small, day("2026-11-20"))), IsEmpty());
  EXPECT_THAT(due(file, told, "g1", "2026-11-20", notices_on(material, day("2026-11-20"))),
              ElementsAre(Renewal::notice_changed));
  // Not before it holds.
  EXPECT_THAT(due(file, told, "g1", "2026-10-20", notices_on(material, day("2026-10-20"))),
              IsEmpty());
}

TEST(ConsentRules, R29_AnInvitationWaitsForTheNoticeThatHolds) {
  const StudentFile file = family("2016-11-10");
  const auto school = school_with({{"2026-08-01", false}, {"2026-11-01", true}});
  const Notices notices = notices_on(school, day("2026-11-20"));
  Told told;
  EXPECT_EQ(code(may_invite(file, told.history, {}, "g1", day("2026-11-20"))), "ok");
  const auto invite = [&] {
    return code(may_invite(file, told.history, notices, "g1", day("2026-11-20")));
  };
  EXPECT_EQ(invite(), "notice_not_given");
  told.add(NoticeGiven{"g1", day("2026-09-01"), Channel::letter, {"n", "1", "", "nl"}});
  EXPECT_EQ(invite(), "notice_not_given");  // of before the material change
  told.add(NoticeGiven{"g1", day("2026-11-02"), Channel::letter, {"n", "2", "", "nl"}});
  EXPECT_EQ(invite(), "ok");
  EXPECT_EQ(code(may_invite(file, told.history, notices, "g2", day("2026-11-20"))),
            "notice_not_given");  // each guardian for themselves
}

TEST(ConsentRules, Rule2_PeaceEndsOnTheDayThatWasSaid) {
  const StudentFile file = family("2016-11-10");
  Answer later;
  later.guardian = "g1";
  later.kind = AnswerKind::declined;
  later.date = day("2026-10-01");
  later.not_before = day("2026-11-20");
  const Told told = Told().add(AnswerRecorded{later});
  EXPECT_EQ(code(may_invite(file, told.history, {}, "g1", day("2026-11-19"))), "not_asked_before");
  EXPECT_EQ(code(may_invite(file, told.history, {}, "g1", day("2026-11-20"))), "ok");
  // They may be asked; at the door nobody comes until they said so.
  EXPECT_EQ(code(may_visit_home(file, told.history, "g1", day("2026-11-20"))),
            "guardian_prefers_no_visit");
}

TEST(ConsentRules, Rule4_ThatNobodyAnsweredTakesNothingBack) {
  const StudentFile file = family("2016-11-10");
  const Told told = Told()
                        .answer("g1", AnswerKind::declined, "2026-10-01")
                        .answer("g1", AnswerKind::no_answer, "2026-11-01");
  EXPECT_EQ(code(may_visit_home(file, told.history, "g1", day("2026-11-20"))),
            "guardian_prefers_no_visit");
}

TEST(ConsentRules, Rule4_AnAnswerThatWasReplacedDoesNotComeBackWhenTheNewOneRunsOut) {
  Told told;
  Answer never;
  never.guardian = "g1";
  never.kind = AnswerKind::declined;
  never.date = day("2024-10-01");
  never.never_ask = true;
  told.add(AnswerRecorded{never}).answer("g1", AnswerKind::agreed, "2025-10-01");
  EXPECT_EQ(told.history.standing_answer("g1", day("2026-10-01")), nullptr);
}

TEST(ConsentRules, Rule5_AConflictIsNoMajorityAndLeavesTheOtherHome) {
  StudentFile file = family("2016-11-10");
  const Told told = Told()
                        .answer("g1", AnswerKind::agreed, "2026-10-01")
                        .answer("g2", AnswerKind::declined, "2026-10-01");
  const auto conflict = [&] {
    return consent_of_family(file, told.history, {}, day("2026-11-20")).conflict;
  };
  EXPECT_TRUE(conflict());
  EXPECT_EQ(code(may_visit_home(file, told.history, "g1", day("2026-11-20"))), "ok");
  file.guardians[1].household = file.guardians[0].household;
  EXPECT_EQ(code(may_visit_home(file, told.history, "g1", day("2026-11-20"))),
            "guardian_prefers_no_visit");
  file.guardians[1].custody = Ternary::no;
  EXPECT_FALSE(conflict());
}

TEST(Evidence, EveryAnswerHasAStateOfItsOwn) {
  const StudentFile file = family("2016-11-10");
  Told told;
  told.answer("g1", AnswerKind::agreed, "2025-09-01")
      .answer("g1", AnswerKind::agreed, "2026-09-01")
      .answer("g1", AnswerKind::declined, "2026-09-02")
      .answer("g1", AnswerKind::withdrawn, "2026-10-01");
  told.history.answers[2].voided = Recorded{};
  std::vector<ConsentState> states;
  for (const AnswerEntry& entry : told.history.answers)
    states.push_back(state_of_answer(file, told.history, {}, entry, day("2026-11-20")));
  EXPECT_THAT(states, ElementsAre(ConsentState::expired, ConsentState::superseded,
                                  ConsentState::entered_in_error, ConsentState::withdrawn));
}

// --- Permission

PermissionRecorded wish(DataPurpose purpose, PermissionStatus status) {
  PermissionRecorded said;
  said.guardian = "g1";
  said.purpose = purpose;
  said.ground = usual_ground(purpose);
  said.status = status;
  said.date = day("2026-11-20");
  return said;
}

std::string checked(const PermissionRecorded& said, const char* birth = "2016-11-10",
                    bool media = true, Ternary custody = Ternary::yes) {
  StudentFile file = family(birth);
  file.guardians[0].custody = custody;
  return code(check_permission(file, said, media, day("2026-11-22")));
}

TEST(Permission, AStatusGoesWithItsGround) {
  EXPECT_EQ(checked(wish(DataPurpose::care_team, PermissionStatus::informed)), "ok");
  EXPECT_EQ(checked(wish(DataPurpose::care_team, PermissionStatus::objected)), "ok");
  EXPECT_EQ(checked(wish(DataPurpose::care_team, PermissionStatus::given)), "status_not_of_ground");
  EXPECT_EQ(checked(wish(DataPurpose::buddy, PermissionStatus::objected)), "status_not_of_ground");
}

TEST(Permission, R48_R79_WhatNobodyHasToTakePartInGoesByPermissionAlone) {
  for (const DataPurpose purpose : {DataPurpose::buddy, DataPurpose::media}) {
    PermissionRecorded said = wish(purpose, PermissionStatus::informed);
    said.ground = LegalGround::public_task;
    EXPECT_EQ(checked(said), "ground_is_consent");
  }
}

TEST(Permission, R79_MediaOnlyWhereTheProgrammeHasThem) {
  PermissionRecorded photos = wish(DataPurpose::media, PermissionStatus::given);
  EXPECT_EQ(checked(photos), "missing_field");
  photos.scope = "klassenboek";
  EXPECT_EQ(checked(photos), "ok");
  EXPECT_EQ(checked(photos, "2016-11-10", false), "media_not_allowed");
  photos.status = PermissionStatus::withdrawn;  // always possible
  EXPECT_EQ(checked(photos, "2016-11-10", false), "ok");
}

// Under a name of its own it would not be found again where the purpose is asked after.
TEST(Permission, WhatIsForEverythingHasNoScope) {
  PermissionRecorded given = wish(DataPurpose::present_others, PermissionStatus::given);
  given.scope = "klassenboek";
  EXPECT_EQ(checked(given), "scope_of_nothing");
}

TEST(Permission, UnderSixteenWhoHasCustodyGivesItFromSixteenTheStudent) {
  PermissionRecorded given = wish(DataPurpose::present_others, PermissionStatus::given);
  EXPECT_EQ(checked(given, "2016-11-10", true, Ternary::no), "no_authority");
  EXPECT_EQ(checked(given, "2010-11-20"), "student_gives_permission");
  given.guardian.clear();
  EXPECT_EQ(checked(given, "2010-11-20"), "ok");
  EXPECT_EQ(checked(given, "2010-11-21"), "student_under_16");
  PermissionRecorded refused = wish(DataPurpose::present_others, PermissionStatus::refused);
  EXPECT_EQ(checked(refused, "2016-11-10", true, Ternary::no), "ok");
}

TEST(Permission, OneWhoKeepsItBackIsEnoughAndALaterWordCounts) {
  const StudentFile file = family("2016-11-10");
  Told told;
  const auto may = [&](const char* scope, const char* on) {
    return may_process(file, told.history, DataPurpose::media, scope, day(on));
  };
  EXPECT_FALSE(may("klassenboek", "2026-11-20"));  // nobody was asked
  told.permit("g1", DataPurpose::media, PermissionStatus::given, "2026-11-01", "klassenboek");
  EXPECT_TRUE(may("klassenboek", "2026-11-20"));
  EXPECT_FALSE(may("website", "2026-11-20"));  // for the one, not for the other
  told.permit("g2", DataPurpose::media, PermissionStatus::refused, "2026-11-02", "klassenboek");
  EXPECT_FALSE(may("klassenboek", "2026-11-20"));
  EXPECT_TRUE(may("klassenboek", "2026-11-01"));  // as it was then
}

TEST(Permission, AnObjectionKeepsBackWhatNeedsNoPermission) {
  const StudentFile file = family("2016-11-10");
  Told told;
  EXPECT_TRUE(may_process(file, told.history, DataPurpose::evaluation, "", day("2026-11-20")));
  told.permit("g1", DataPurpose::evaluation, PermissionStatus::objected, "2026-11-01");
  EXPECT_FALSE(may_process(file, told.history, DataPurpose::evaluation, "", day("2026-11-20")));
}

TEST(Permission, AWordThatHasRunOutIsNone) {
  Told told;
  PermissionRecorded given = wish(DataPurpose::buddy, PermissionStatus::given);
  given.valid_until = day("2026-12-31");
  told.add(given);
  const auto standing = [&](const char* on) {
    return standing_permission(told.history, "g1", DataPurpose::buddy, "", day(on));
  };
  EXPECT_NE(standing("2026-12-31"), nullptr);
  EXPECT_EQ(standing("2027-01-01"), nullptr);
}

}  // namespace
}  // namespace homevisit
