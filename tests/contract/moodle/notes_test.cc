// What is filed in Moodle: notes, found again, changed and taken away; and the line in the profile.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "school.h"

namespace moodle_test {
namespace {

using homevisit::json::Document;
using testing::HasSubstr;
using testing::Not;

class MoodleNotes : public School {
 protected:
  std::size_t count(const Document& state) { return state.root()["notes"].size(); }
  std::size_t count() { return count(moodle_.state()); }
  std::string state_of_note(std::size_t index) {
    const auto state = moodle_.state();
    return std::string(state.root()["notes"].at(index)["publishstate"].text());
  }
  std::string line_of(const std::string& student) {
    const auto state = moodle_.state();
    const auto users = state.root()["users"];
    for (std::size_t i = 0; i < users.size(); ++i)
      if (std::to_string(users.at(i)["id"].integer().value_or(0)) == student)
        return std::string(users.at(i)["custom"]["homevisit"].text());
    return {};
  }
};

TEST_F(MoodleNotes, ANoteIsFiledInTheMentorsClassForWhoMayReadNotesThere) {
  open();
  ASSERT_TRUE(submit("101", "hv:1", "p<q & r<3\n\tÇ"));
  const auto state = moodle_.state();
  ASSERT_EQ(count(state), 1u);
  const auto note = state.root()["notes"].at(0);
  EXPECT_EQ(note["courseid"].integer(), 2) << "not Frans, which began later but has no mentor";
  EXPECT_EQ(note["publishstate"].text(), "public");
  EXPECT_EQ(note["format"].integer(), 2) << "plain text";
  EXPECT_EQ(note["content"].text(),
            "Huisbezoek\n\np<q & r<3\n\tÇ\n[homevisit visit 2026-11-12 hv:1]");
  const auto found = lookup("101", "hv:1");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].at("text"), "p<q & r<3\n\tÇ") << "raw: not as it stands in a page";
  EXPECT_EQ(found[0].at("entry_id"), std::to_string(*note["id"].integer()));
}

// Moodle takes any other word for "course" in silence.
TEST_F(MoodleNotes, WhoReadsThemIsOneOfThreeWords) {
  open(R"("publish":"site")");
  ASSERT_TRUE(submit("101", "hv:1", "a"));
  EXPECT_EQ(state_of_note(0), "site");
  EXPECT_EQ(lookup("101", "hv:1").size(), 1u);
  open(R"("publish":"personal")");
  ASSERT_TRUE(submit("102", "hv:2", "a"));
  EXPECT_EQ(state_of_note(1), "draft");
  EXPECT_EQ(lookup("102", "hv:2").size(), 1u);
}

TEST_F(MoodleNotes, AnAnswerThatWasLostIsFoundAndNotFiledTwice) {
  open();
  for (const char* fault : {R"({"lose":1})", R"({"garbage":1})"}) {
    const std::string marker = std::string("hv:") + fault[2];
    moodle_.configure(fault);
    const auto lost = submit("101", marker, "a");
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().status, HV_OUTCOME_UNKNOWN) << fault;
    EXPECT_EQ(lookup("101", marker).size(), 1u);
    EXPECT_TRUE(submit("101", marker, "a"));
    EXPECT_EQ(lookup("101", marker).size(), 1u);
  }
  EXPECT_EQ(count(), 2u);
}

TEST_F(MoodleNotes, ANoteThatIsRefusedInTheListOfResultsIsNotTakenForFiled) {
  open();
  moodle_.configure(R"({"refuse":1})");
  const auto refused = submit("101", "hv:1", "a");
  ASSERT_FALSE(refused) << "noteid is -1, behind 200";
  EXPECT_EQ(refused.error().status, HV_FAILED_PRECONDITION);
  EXPECT_EQ(count(), 0u);
  EXPECT_TRUE(submit("101", "hv:1", "a"));
}

TEST_F(MoodleNotes, AStudentWhomMoodleDoesNotHaveIsNotFound) {
  open();
  for (const char* student : {"999", "klas-4a", "1e3"}) {
    const auto refused = submit(student, "hv:1", "a");
    ASSERT_FALSE(refused) << student;
    EXPECT_EQ(refused.error().status, HV_NOT_FOUND) << student;
  }
}

TEST_F(MoodleNotes, AStudentInNoOpenCourseHasNoPlaceForANote) {
  open();
  const auto refused = submit("105", "hv:1", "a");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().status, HV_FAILED_PRECONDITION);
  EXPECT_THAT(refused.error().message, HasSubstr("no open course"));
}

TEST_F(MoodleNotes, ARevisionTakesThePlaceOfTheNoteWithTheAudienceThatItHas) {
  open(R"("publish":"site")");
  ASSERT_TRUE(submit("101", "hv:1", "a"));
  const std::string id = receipt_.entry_id;
  open();
  ASSERT_TRUE(submit("101", "hv:2", "b", "hv:1"));
  EXPECT_EQ(std::string(receipt_.entry_id), id);
  ASSERT_TRUE(submit("101", "hv:3", "c", "hv:1"));
  const auto state = moodle_.state();
  ASSERT_EQ(count(state), 1u);
  EXPECT_EQ(state.root()["notes"].at(0)["publishstate"].text(), "site");
  for (const char* marker : {"hv:1", "hv:3"}) EXPECT_EQ(lookup("101", marker).size(), 1u) << marker;
  EXPECT_TRUE(submit("101", "hv:1", "a")) << "an old delivery that comes late changes nothing";
  EXPECT_EQ(lookup("101", "hv:3")[0].at("text"), "c");
}

TEST_F(MoodleNotes, AColleaguesWordsAreNeitherOverwrittenNorDeleted) {
  open();
  ASSERT_TRUE(submit("101", "hv:1", "a\nb\n"));
  moodle_.command(R"({"edit":{"id":1,"by":20}})");
  const auto found = lookup("101", "hv:1");
  ASSERT_EQ(found.size(), 1u) << "CR LF, which Moodle's own form leaves behind";
  EXPECT_EQ(found[0].at("text"), "a\nb\n");
  const auto revised = submit("101", "hv:2", "c", "hv:1");
  ASSERT_FALSE(revised);
  EXPECT_EQ(revised.error().status, HV_CONFLICT);
  const auto withdrawn = withdraw("101", "hv:1");
  ASSERT_FALSE(withdrawn);
  EXPECT_EQ(withdrawn.error().status, HV_CONFLICT);
  EXPECT_EQ(count(), 1u);
}

TEST_F(MoodleNotes, ANoteWithoutOurLastLineIsSomebodyElses) {
  open();
  ASSERT_TRUE(submit("101", "hv:1", "a"));
  moodle_.command(R"({"edit":{"id":1,"by":20,"content":"[homevisit visit] hv:1 and more"}})");
  EXPECT_TRUE(lookup("101", "hv:1").empty());
  EXPECT_TRUE(list(HV_KIND_ENTRY).empty());
}

// Whoever withdraws looks under other ids then.
TEST_F(MoodleNotes, WithdrawnNotesAreGoneAndOfWhatIsNotThereMoodleSaysSo) {
  open();
  ASSERT_TRUE(submit("101", "hv:1", "a"));
  const auto elsewhere = withdraw("102", "hv:1");
  ASSERT_FALSE(elsewhere);
  EXPECT_EQ(elsewhere.error().status, HV_NOT_FOUND);
  EXPECT_EQ(count(), 1u);
  ASSERT_TRUE(withdraw("101", "hv:1"));
  EXPECT_EQ(count(), 0u);
  const auto again = withdraw("101", "hv:1");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().status, HV_NOT_FOUND);
}

// Moodle lists the notes of a student for the courses that he is in now, and none of one who is
// suspended.
TEST_F(MoodleNotes, NotesOfClassesThatAreOverAndOfWhoHasLeftAreFound) {
  open();
  moodle_.configure(R"({"nextNote":3,"notes":[
    {"id":1,"courseid":4,"userid":101,"content":"T\n\nold\n[homevisit visit 2025-10-01 hv:1]",
     "format":2,"lastmodified":1,"usermodified":90,"publishstate":"public"},
    {"id":2,"courseid":6,"userid":104,"content":"T\n\nleft\n[homevisit visit 2026-10-01 hv:2]",
     "format":2,"lastmodified":1,"usermodified":90,"publishstate":"public"}]})");
  ASSERT_TRUE(submit("101", "hv:3", "now"));
  EXPECT_EQ(list(HV_KIND_ENTRY).size(), 3u);
  moodle_.configure(R"({"courses":[
    {"id":2,"fullname":"Klas 4A","shortname":"4A","category":7},
    {"id":4,"fullname":"Klas 3A","shortname":"3A","category":7,"visible":0,"enddate":1785448800},
    {"id":6,"fullname":"Klas 4C","shortname":"4C","category":7,"visible":0}]})");
  EXPECT_EQ(lookup("101", "hv:1").size(), 1u);
  EXPECT_EQ(lookup("104", "hv:2").size(), 1u);
  EXPECT_TRUE(withdraw("104", "hv:2"));
}

// ---- The line in the profile

TEST_F(MoodleNotes, TheProfileSaysLastVisitAndNextContactWhateverChanges) {
  moodle_.configure(R"({"fields":[{"shortname":"homevisit"}]})");
  open(R"("summary_field":"homevisit","summary_next":"volgend contact")");
  ASSERT_TRUE(submit("101", "hv:1", "a", "", "2026-10-12", "2026-11-30"));
  EXPECT_EQ(line_of("101"), "2026-10-12, volgend contact 2026-11-30");
  ASSERT_TRUE(submit("101", "hv:2", "b", "", "2026-11-12"));
  EXPECT_EQ(line_of("101"), "2026-11-12");
  ASSERT_TRUE(submit("101", "hv:3", "c", "hv:1", "2026-10-12", "2026-12-01"));
  EXPECT_EQ(line_of("101"), "2026-11-12") << "an older visit was corrected";
  ASSERT_TRUE(withdraw("101", "hv:2"));
  EXPECT_EQ(line_of("101"), "2026-10-12, volgend contact 2026-12-01");
  ASSERT_TRUE(withdraw("101", "hv:1"));
  EXPECT_EQ(line_of("101"), "");
  EXPECT_EQ(log(), "");
}

TEST_F(MoodleNotes, AFieldThatMoodleDoesNotHaveIsSaidAndLosesNoNote) {
  open(R"("summary_field":"homevisit")");
  ASSERT_TRUE(submit("101", "hv:1", "a")) << "Moodle says nothing";
  EXPECT_THAT(log(), HasSubstr("did not take it"));
  moodle_.configure(R"({"rights":{"user_update":false}})");
  ASSERT_TRUE(submit("101", "hv:2", "a"));
  EXPECT_THAT(log(), HasSubstr("nopermissions"));
  EXPECT_EQ(count(), 2u);
}

TEST_F(MoodleNotes, CheckWarnsWhereEverybodySeesTheProfileField) {
  moodle_.configure(R"({"fields":[{"shortname":"homevisit","everybody":true}]})");
  open(R"("summary_field":"homevisit")");
  ASSERT_TRUE(submit("101", "hv:1", "a"));
  const auto everybody = [&] {
    for (const Finding& finding : check())
      if (finding.text.starts_with("Everybody can see")) return finding.level;
    return HV_FINDING_GOOD;
  };
  EXPECT_EQ(everybody(), HV_FINDING_GOOD) << "with the right to see all, nobody can tell";
  moodle_.configure(R"({"rights":{"viewalldetails":false}})");
  EXPECT_EQ(everybody(), HV_FINDING_PROBLEM);
}

}  // namespace
}  // namespace moodle_test
