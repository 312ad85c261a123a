// A choice of students instead of everybody, and who has a say in it, through hv_call: R4.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char other_leader[] = R"({"role":"school_leader","staff":"m2"})";
constexpr char nameless_leader[] = R"({"role":"school_leader","name":"Directie"})";

class ScopeTest : public testing::Test {
 protected:
  ScopeTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }

  static std::string programme(const std::string& more = "") {
    return R"({"school_year":"2026-2027","policy_reference":"Schoolplan","policy_version":"2")" +
           more + "}";
  }
  static std::string chosen() {
    return programme(R"(,"scope":{"kind":"chosen","students":["s-alone"],)"
                     R"("reason":"Deze klas begint later door een verbouwing."})");
  }
  Reply read(const char* actor) { return host_.call(actor, "programme.read", "{}"); }
  std::string scope() { return std::string(read(leader)["programme"]["scope"]["kind"].text()); }

  Folder folder_;
  Host host_;
};

// R4: nobody types a number. Whom a leader chooses from stands in the form by name; whom the choice
// is about is read by name by the second person who is to agree, and by no mentor.
TEST_F(ScopeTest, R4_AChoiceOfStudentsIsMadeAndAgreedByName) {
  const std::string form = host_.render(leader, "programme.form", R"({"page":true})");
  const auto noor = form.find("Noor Visser");
  ASSERT_NE(noor, std::string::npos);
  EXPECT_THAT(form, HasSubstr("value=\"s-alone\""));
  EXPECT_THAT(form, Not(HasSubstr("Number of student")));
  host_.write(leader, "programme.set", chosen());
  for (const char* actor : {leader, care}) {
    const std::string page = host_.render(actor, "programme.page", R"({"page":true})");
    EXPECT_THAT(page, HasSubstr("Yara Smit"));
    EXPECT_THAT(page, HasSubstr("Deze klas begint later"));
  }
  EXPECT_THAT(host_.render(mentor, "programme.page", R"({"page":true})"),
              Not(HasSubstr("Yara Smit")));
  host_.write(care, "programme.approve", R"({"school_year":"2026-2027"})");
  EXPECT_THAT(host_.render(leader, "programme.page", R"({"page":true})"), HasSubstr("Yara Smit"));
  // It comes back ticked.
  const std::string again = host_.render(leader, "programme.form", R"({"page":true})");
  const auto box = again.find("value=\"s-alone\"");
  ASSERT_NE(box, std::string::npos);
  EXPECT_THAT(again.substr(box, 40), HasSubstr("checked"));
}

// R4
TEST_F(ScopeTest, R4_AChoiceOfStudentsHoldsWhenASecondPersonAgreed) {
  host_.write(leader, "programme.set", programme());
  host_.write(leader, "programme.set", chosen());
  EXPECT_EQ(scope(), "whole_cohort");
  EXPECT_EQ(read(care)["waiting"]["scope"]["students"].size(), 1u);
  const std::string year = R"({"school_year":"2026-2027"})";
  EXPECT_EQ(host_.refused(leader, "programme.approve", year).code(), "second_person_for_scope");
  EXPECT_EQ(host_.refused(nameless_leader, "programme.approve", year).code(),
            "second_person_for_scope");
  EXPECT_EQ(host_.refused(mentor, "programme.approve", year).code(), "role_may_not");
  EXPECT_EQ(scope(), "whole_cohort");
  host_.write(care, "programme.approve", year);
  EXPECT_EQ(scope(), "chosen");
  EXPECT_FALSE(read(care)["waiting"].exists());
  EXPECT_EQ(host_.refused(other_leader, "programme.approve", year).code(), "nothing_to_approve");
  // Who is in it is for those whom it concerns.
  EXPECT_FALSE(read(teacher).holds("s-alone"));
}

// R4: whoever proposes reads that it is a proposal, and that a visit is no answer to concern.
TEST_F(ScopeTest, R4_AProposalSaysThatItIsOne) {
  const auto codes = [&](const std::string& request) {
    const Reply reply = host_.write(leader, "programme.set", request);
    std::string all;
    for (std::size_t i = 0; i < reply["warnings"].size(); ++i)
      all += std::string(reply["warnings"].at(i)["code"].text()) + " ";
    return all;
  };
  EXPECT_EQ(codes(programme()), "");
  EXPECT_EQ(codes(chosen()), "scope_proposed ");
  EXPECT_EQ(codes(programme(R"(,"scope":{"kind":"chosen","students":["s-alone"],)"
                            R"("reason":"Gezinnen waar we ons zorgen over maken."})")),
            "scope_proposed scope_of_concern proposal_lapses ");
  host_.write(care, "programme.approve", R"({"school_year":"2026-2027"})");
  EXPECT_THAT(host_.render(leader, "programme.page", R"({"page":true})"),
              Not(HasSubstr("everybody – every year")));
}

// R4: who does not agree says so, who proposed it may take it back; what became of it stays to be
// read by those two, and what held goes on.
TEST_F(ScopeTest, R4_AProposalEndsWithoutAgreementToo) {
  const std::string year = R"({"school_year":"2026-2027"})";
  const auto page = [&](const char* actor) {
    return host_.render(actor, "programme.page", R"({"page":true})");
  };
  EXPECT_EQ(host_.refused(care, "programme.drop", year).code(), "nothing_to_approve");
  host_.write(leader, "programme.set", programme());
  host_.write(leader, "programme.set", chosen());
  EXPECT_EQ(host_.refused(mentor, "programme.drop", year).code(), "role_may_not");
  EXPECT_THAT(page(care), HasSubstr("I do not agree"));
  EXPECT_THAT(page(care), Not(HasSubstr("Take the proposal back")));
  EXPECT_THAT(page(leader), HasSubstr("Take the proposal back"));
  EXPECT_THAT(page(leader), Not(HasSubstr("I do not agree")));
  host_.write(care, "programme.drop",
              R"({"school_year":"2026-2027","reason":"Liever de hele groep."})");
  EXPECT_FALSE(read(care)["waiting"].exists());
  EXPECT_EQ(scope(), "whole_cohort");
  EXPECT_EQ(host_.refused(care, "programme.approve", year).code(), "nothing_to_approve");
  for (const char* actor : {leader, care}) {
    EXPECT_THAT(page(actor), HasSubstr("did not agree"));
    EXPECT_THAT(page(actor), HasSubstr("Liever de hele groep."));
  }
  EXPECT_THAT(page(mentor), Not(HasSubstr("did not agree")));
  // The next one is another: it waits again, and its own end is told beside the first.
  host_.write(leader, "programme.set", chosen());
  EXPECT_TRUE(read(care)["waiting"].exists());
  host_.write(leader, "programme.drop", year);
  EXPECT_FALSE(read(care)["waiting"].exists());
  EXPECT_THAT(page(leader), HasSubstr("taken back by"));
  EXPECT_THAT(page(leader), HasSubstr("did not agree"));
}

// R4: whoever sets the programme while a proposal waits reads that it ends with this.
TEST_F(ScopeTest, R4_AProposalDoesNotGoAwayWithoutAWord) {
  host_.write(leader, "programme.set", chosen());
  EXPECT_THAT(host_.render(leader, "programme.form", R"({"page":true})"),
              HasSubstr("It lapses when you save this."));
  const Reply reply = host_.write(leader, "programme.set", programme());
  ASSERT_EQ(reply["warnings"].size(), 1u);
  EXPECT_EQ(reply["warnings"].at(0)["code"].text(), "proposal_lapses");
  EXPECT_THAT(host_.render(care, "programme.page", R"({"page":true})"), HasSubstr("lapsed, "));
}

// R4: the second person is the one to weigh a choice that was made out of worry.
TEST_F(ScopeTest, R4_TheSecondPersonReadsThatAVisitIsNoAnswerToConcern) {
  const auto seen = [&] { return host_.render(care, "programme.page", R"({"page":true})"); };
  host_.write(leader, "programme.set", chosen());
  EXPECT_THAT(seen(), Not(HasSubstr("no answer to concern")));
  host_.write(leader, "programme.set",
              programme(R"(,"scope":{"kind":"chosen","students":["s-alone"],)"
                        R"("reason":"Gezinnen waar we ons zorgen over maken."})"));
  EXPECT_THAT(seen(), HasSubstr("no answer to concern"));
}

// R4: who was chosen, and why, is read in its school year and no longer.
TEST_F(ScopeTest, R4_WhomAChoiceWasAboutEndsWithItsSchoolYear) {
  host_.write(leader, "programme.set", chosen());
  host_.write(care, "programme.approve", R"({"school_year":"2026-2027"})");
  const char* page = R"({"page":true,"school_year":"2026-2027"})";
  EXPECT_THAT(host_.render(care, "programme.page", page), HasSubstr("Yara Smit"));
  host_.close();
  Host later(config_in(folder_, "", "2027-08-02T10:00:00Z"));
  for (const char* actor : {leader, care}) {
    const std::string seen = later.render(actor, "programme.page", page);
    EXPECT_THAT(seen, HasSubstr("Schoolplan"));
    EXPECT_THAT(seen, Not(HasSubstr("Yara Smit")));
    EXPECT_THAT(seen, Not(HasSubstr("Deze klas begint later")));
    EXPECT_FALSE(
        later.call(actor, "programme.read", R"({"school_year":"2026-2027"})").holds("s-alone"));
  }
  later.render(leader, "programme.form", page, HV_INVALID_ARGUMENT);
}

// R4
TEST_F(ScopeTest, R4_AnotherLeaderMayBeTheSecondPerson) {
  host_.write(leader, "programme.set", chosen());
  EXPECT_FALSE(read(leader)["programme"].exists());
  host_.write(other_leader, "programme.approve", R"({"school_year":"2026-2027"})");
  EXPECT_EQ(scope(), "chosen");
}

// R4
TEST_F(ScopeTest, R4_WhoProposesAChoiceIsKnownAndSaysWhy) {
  EXPECT_EQ(host_.refused(nameless_leader, "programme.set", chosen()).code(), "who_proposes");
  EXPECT_EQ(host_
                .refused(leader, "programme.set",
                         programme(R"(,"scope":{"kind":"chosen","students":["s-alone"],)"
                                   R"("reason":"zorg"})"))
                .code(),
            "scope_without_reason");
  EXPECT_EQ(host_
                .refused(leader, "programme.set",
                         programme(R"(,"scope":{"kind":"chosen","students":["nobody"],)"
                                   R"("reason":"Deze klas begint later."})"))
                .pointer(),
            "/scope/students/0");
}

}  // namespace
}  // namespace host_test
