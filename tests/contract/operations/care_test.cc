// The care structure: referrals are confidential and counted only; the way to the appointed officer
// leaves nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"
#include "journal_in.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char secret_words[] = "Vertrouwelijke zorg";

class CareTest : public testing::Test {
 protected:
  CareTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }

  std::string refer(const char* actor = mentor, const char* owner = "t1",
                    const char* student = alone) {
    host_.write(actor, "referral.make",
                std::string(R"({"student":")") + student +
                    R"(","to":"school_social_work","reason":"upbringing","owner":")" + owner +
                    R"(","due":"2026-11-01","content":")" + secret_words + "\"}");
    const Reply list = host_.call(care, "referral.list", R"({"closed":true})");
    return std::string(list["referrals"].at(list["referrals"].size() - 1)["id"].text());
  }
  Reply list(const char* actor, const char* request = "{}") {
    return host_.call(actor, "referral.list", request);
  }
  std::vector<homevisit::journal::Event> stored(homevisit::journal::Stream stream) {
    host_.call(it, "audit.verify", "{}");  // what is read is written down by now
    return *journal_in(folder_)->events("", stream);
  }

  Folder folder_;
  Host host_;
};

// R100: to whom, why, whose it is, by when, how it stands, what came of it.
TEST_F(CareTest, AReferralHasAnOwnerADayAStateAndAnOutcome) {
  const std::string id = refer();
  const Reply read = list(care);
  EXPECT_EQ(read["referrals"].at(0)["to"].text(), "school_social_work");
  EXPECT_EQ(read["referrals"].at(0)["owner"]["name"].text(), "Karin Wolf");
  EXPECT_EQ(read["referrals"].at(0)["due"].text(), "2026-11-01");
  EXPECT_EQ(read["referrals"].at(0)["content"].text(), secret_words);
  EXPECT_EQ(read["referrals"].at(0)["state"].text(), "open");
  EXPECT_EQ(
      host_
          .refused(care, "referral.change",
                   "{\"student\":\"s-alone\",\"referral\":\"" + id + "\",\"state\":\"closed\"}")
          .code(),
      "outcome_missing");
  host_.write(care, "referral.change",
              "{\"student\":\"s-alone\",\"referral\":\"" + id +
                  R"(","state":"closed","outcome":"Opgepakt."})");
  EXPECT_EQ(list(care)["referrals"].size(), 0u);
  EXPECT_EQ(list(care, R"({"closed":true})")["referrals"].at(0)["outcome"].text(), "Opgepakt.");
  EXPECT_EQ(host_
                .refused(care, "referral.change",
                         "{\"student\":\"s-alone\",\"referral\":\"" + id + "\",\"state\":\"open\"}")
                .code(),
            "referral_closed");
}

// R100: its author and the care co-ordinator see it, its owner without what it is about, nobody
// else.
TEST_F(CareTest, AReferralIsSeenByItsAuthorItsOwnerAndTheCareCoordinator) {
  const std::string id = refer();
  EXPECT_THAT(list(mentor).text, HasSubstr(secret_words));
  const Reply owner = list(teacher);
  ASSERT_EQ(owner["referrals"].size(), 1u);
  EXPECT_THAT(owner.text, Not(HasSubstr(secret_words)));
  EXPECT_EQ(list(other_mentor)["referrals"].size(), 0u);
  EXPECT_EQ(list(leader).code(), "role_may_not");
  // Another mentor cannot change it, nor learn that it is there.
  EXPECT_EQ(
      host_
          .refused(other_mentor, "referral.change",
                   "{\"student\":\"s-other\",\"referral\":\"" + id + "\",\"state\":\"taken_up\"}")
          .code(),
      "unknown_referral");
  host_.write(teacher, "referral.change",
              "{\"student\":\"s-alone\",\"referral\":\"" + id + "\",\"state\":\"taken_up\"}");
  EXPECT_EQ(list(care)["referrals"].at(0)["state"].text(), "taken_up");
}

TEST_F(CareTest, OnlyTheMentorAndTheCareCoordinatorRefer) {
  const char* body = R"({"student":"s-alone","to":"other","reason":"other","owner":"c1"})";
  EXPECT_EQ(host_.refused(teacher, "referral.make", body).code(), "role_may_not");
  EXPECT_EQ(host_.refused(leader, "referral.make", body).code(), "role_may_not");
  EXPECT_EQ(host_.refused(other_mentor, "referral.make", body).code(), "unknown_student");
  EXPECT_EQ(host_
                .refused(mentor, "referral.make",
                         R"({"student":"s-alone","to":"other","reason":"other","owner":"nobody"})")
                .code(),
            "unknown_staff");
}

// R100, R15: nothing of it is delivered to the system, stands in the record or is shown in the
// file.
TEST_F(CareTest, AReferralIsNeverDeliveredAndNotInTheFile) {
  const Reply before = host_.call(it, "system.status", "{}");
  const Reply made =
      host_.write(mentor, "referral.make",
                  std::string(R"({"student":"s-alone","to":"psychologist",)") +
                      R"("reason":"wellbeing","owner":"c1","content":")" + secret_words + "\"}");
  EXPECT_EQ(made.get("filed"), "none");
  EXPECT_EQ(host_.call(it, "system.status", "{}")["outbox"].dump(), before["outbox"].dump());
  host_.visit(mentor, alone);
  host_.call(it, "dossier.deliver", "{}");
  EXPECT_THAT(host_.call(care, "dossier.entries", R"({"student":"s-alone"})").text,
              Not(HasSubstr("psycholog")));
  for (const char* actor : {mentor, teacher, care, leader}) {
    EXPECT_THAT(host_.history(actor, alone).text, Not(HasSubstr(secret_words)));
    EXPECT_THAT(host_.render(actor, "student.panel", R"({"student":"s-alone"})"),
                Not(HasSubstr(secret_words)));
  }
}

// R100: the log of who looked says that somebody looked, and nothing of what it is about.
TEST_F(CareTest, TheAccessLogDoesNotSayWhatAReferralIsAbout) {
  refer();
  list(care);
  const Reply log = host_.call(care, "student.access_log", R"({"student":"s-alone"})");
  EXPECT_THAT(log.text, HasSubstr("referral.list"));
  for (const char* word : {secret_words, "social_work", "upbringing"})
    EXPECT_THAT(log.text, Not(HasSubstr(word)));
}

// R100: elsewhere it is counted, no more.
TEST_F(CareTest, TheLeaderSeesCountsOnly) {
  refer();
  refer(mentor, "c1", two_homes);
  const Reply counts = host_.call(leader, "care.counts", "{}");
  EXPECT_EQ(*counts["referrals"]["open"].integer(), 2);
  for (const char* word : {"s-alone", "Yara", "upbringing", "t1", secret_words})
    EXPECT_THAT(counts.text, Not(HasSubstr(word)));
}

TEST_F(CareTest, ALeaderReadsNoSmallNumberOfWhatWasPassedOn) {
  refer();
  host_.write(mentor, "care.hand_off", "{}");
  const auto row = [&](const char* actor, const std::string& what) {
    const std::string page = host_.render(actor, "care", R"({"page":true})");
    const auto at = page.find(what);
    return at == std::string::npos ? "" : page.substr(at, 200);
  };
  for (const char* what : {"Passed on: open", "Ways to the appointed officer"}) {
    EXPECT_THAT(row(leader, what), HasSubstr("–"));
    EXPECT_THAT(row(care, what), Not(HasSubstr("–")));
  }
}

// R102: how often the care co-ordinator was consulted and whether it went well.
TEST_F(CareTest, ConsultationsAreCountedWithoutAStudent) {
  host_.write(mentor, "care.consulted", R"({"went_well":"yes"})");
  host_.write(teacher, "care.consulted", R"({"date":"2026-10-01","went_well":"partly"})");
  host_.write(teacher, "care.consulted", R"({"date":"2026-06-01","went_well":"no"})");
  const Reply counts = host_.call(leader, "care.counts", "{}");
  EXPECT_EQ(*counts["consultations"]["all"].integer(), 2);
  EXPECT_EQ(*counts["consultations"]["yes"].integer(), 1);
  EXPECT_EQ(*counts["consultations"]["no"].integer(), 0);
}

// R105: no field for content or student; who pressed the button is not kept.
TEST_F(CareTest, AHandOffKeepsNeitherContentNorStudentNorWhoItWas) {
  host_.visit(mentor, alone);
  const Reply done = host_.write(mentor, "care.hand_off", "{}");
  EXPECT_THAT(done.get("message"), HasSubstr("kept here"));
  const auto events = stored(homevisit::journal::Stream::school);
  ASSERT_EQ(events.size(), 1u);
  for (const char* trace : {"m1", "Bakker", "s-alone", "Yara"})
    EXPECT_THAT(events.front().body, Not(HasSubstr(trace)));
  EXPECT_EQ(*host_.call(leader, "care.counts", "{}")["hand_offs"].integer(), 1);
  EXPECT_EQ(host_.refused(mentor, "care.hand_off", R"({"student":"s-alone"})").code(),
            "unknown_field");
}

// R101, R105: who the officer and the confidant are, and where the school keeps its own steps, the
// programme says.
TEST_F(CareTest, TheProgrammeSaysWhoTheOfficerIsAndWhereTheStepsAreKept) {
  const char* nobody = "The programme names no appointed officer";
  EXPECT_THAT(host_.write(mentor, "care.hand_off", "{}").get("message"), HasSubstr(nobody));
  host_.write(leader, "programme.set",
              R"({"school_year":"2026-2027","policy_reference":"Schoolplan","policy_version":"2",)"
              R"("reporting_code":"Map Veiligheid op de schijf van de school",)"
              R"("officers":[{"task":"appointed_officer","staff":"c1","reachable":"kamer 12"},)"
              R"({"task":"confidant","name":"Joke Vertrouwd","reachable":"toestel 3"}]})");
  const Reply done = host_.write(mentor, "care.hand_off", "{}");
  EXPECT_EQ(done["officer"]["name"].text(), "Ria Zorg");
  EXPECT_EQ(done["officer"]["reachable"].text(), "kamer 12");
  EXPECT_EQ(done.get("steps"), "Map Veiligheid op de schijf van de school");
  const std::string page = host_.render(mentor, "care", "{}");
  for (const char* shown : {"Ria Zorg", "kamer 12", "Map Veiligheid", "Joke Vertrouwd, toestel 3"})
    EXPECT_THAT(page, HasSubstr(shown));
}

// R103: offered by whoever thinks of it; done or not wanted is the person's own word.
TEST_F(CareTest, ATalkAfterAHeavyVisitIsPrivateToThePerson) {
  const std::string id =
      host_.write(care, "debrief.note", R"({"staff":"m1","state":"offered"})").get("id");
  EXPECT_EQ(host_.refused(care, "debrief.note", R"({"staff":"m1","state":"done"})").code(),
            "debrief_is_own");
  EXPECT_EQ(
      host_.refused(other_mentor, "debrief.note", "{\"id\":\"" + id + "\",\"state\":\"done\"}")
          .code(),
      "unknown_debrief");
  EXPECT_EQ(host_.call(mentor, "debrief.list", "{}")["debriefs"].size(), 1u);
  EXPECT_EQ(host_.call(other_mentor, "debrief.list", "{}")["debriefs"].size(), 0u);
  EXPECT_EQ(host_.call(care, "debrief.list", "{}")["debriefs"].size(), 0u);
  host_.write(mentor, "debrief.note", "{\"id\":\"" + id + "\",\"state\":\"done\"}");
  const Reply counts = host_.call(leader, "care.counts", "{}");
  EXPECT_EQ(*counts["debriefs"]["done"].integer(), 1);
  EXPECT_EQ(*counts["debriefs"]["offered"].integer(), 0);
  EXPECT_THAT(counts.text, Not(HasSubstr("m1")));
}

// R104, R51: where a report is closed stands a question, with the way to others beside it.
TEST_F(CareTest, WhoClosesAReportIsAskedWhetherThisIsOurs) {
  const std::string visit = host_.visit(mentor, alone);
  const std::string params = "{\"student\":\"s-alone\",\"visit\":\"" + visit + "\"}";
  const std::string seen = host_.render(mentor, "visit.page", params);
  EXPECT_THAT(seen, HasSubstr("Is this ours?"));
  EXPECT_THAT(seen, HasSubstr("/students/s-alone/referrals/new?visit=" + visit));
  // Within another system there are no pages of the school.
  EXPECT_THAT(seen, Not(HasSubstr("/school/care")));
  EXPECT_THAT(host_.render(mentor, "visit.page", "{\"page\":true," + params.substr(1)),
              HasSubstr("/school/care"));
  // A colleague of another class sees the question, and passes nothing on.
  EXPECT_THAT(host_.render(teacher, "visit.page", params), Not(HasSubstr("/referrals/new")));
  host_.write(mentor, "visit.revise",
              "{\"student\":\"s-alone\",\"visit\":\"" + visit +
                  R"(","date":"2026-10-12","report":{"key_points":["x"],"goes_well":"y"}})");
  host_.write(mentor, "visit.sign_off", params);
  EXPECT_THAT(host_.render(mentor, "visit.page", params), Not(HasSubstr("Is this ours?")));
}

// R101: that somebody spoke with the confidant is counted.
TEST_F(CareTest, TalksWithTheConfidantAreCounted) {
  host_.write(teacher, "confidant.spoken", "{}");
  EXPECT_EQ(*host_.call(leader, "care.counts", "{}")["confidant_spoken"].integer(), 1);
  EXPECT_THAT(host_.call(leader, "care.counts", "{}").text, Not(HasSubstr("t1")));
}

}  // namespace
}  // namespace host_test
