// The progress of the programme, through hv_call and hv_render.
// Requirements: R1, R11, R18, R35, R57, R58, R89, R98, R106.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "host.h"
#include "journal_in.h"
#include "operations/facts_made.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class ProgressTest : public testing::Test {
 protected:
  ProgressTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }

  void answer(const std::string& student, const std::string& guardian, const std::string& kind) {
    host_.write(mentor, "answer.record",
                "{\"student\":\"" + student + "\",\"guardian\":\"" + guardian + "\",\"answer\":\"" +
                    kind + "\"}");
  }
  // Of the mentor's own class.
  Reply own(const std::string& operation, const std::string& more = "") {
    return host_.call(mentor, operation, "{\"group\":\"g1\"" + more + "}");
  }
  static std::int64_t number(json::Value object, const char* name) {
    return object[name].integer().value_or(-1);
  }
  static std::int64_t sum(json::Value columns) {
    std::int64_t all = 0;
    columns.each_member(
        [&](std::string_view, json::Value count) { all += count.integer().value_or(0); });
    return all;
  }

  Folder folder_;
  Host host_;
};

// R99: the open item of the files, counted.
TEST_F(ProgressTest, R99_CountsFamiliesWithAGuardianStillToBeTold) {
  const auto to_tell = [&] {
    return number(host_.call(mentor, "progress.report",
                             R"({"group":"g1","as_of":"2026-10-12"})")["guardians"],
                  "still_to_tell");
  };
  EXPECT_EQ(to_tell(), 0);
  const std::string visit = host_.visit(mentor, two_homes, R"(,"guardians":["g-mum"])");
  host_.visit(mentor, not_told, R"(,"guardians":["g-told"])");
  EXPECT_EQ(to_tell(), 1) << "who is not to be informed is not waited for";
  EXPECT_THAT(host_.render(mentor, "student.panel", R"({"student":"s-twohomes"})"),
              HasSubstr("tell "));
  host_.write(mentor, "guardian.inform",
              R"({"student":"s-twohomes","guardian":"g-dad","what":"visit_held","visit":")" +
                  visit + R"(","channel":"phone"})");
  EXPECT_EQ(to_tell(), 0);
}

TEST_F(ProgressTest, R106_ColumnsAddUpToTheScopeOfTheClass) {
  host_.visit(mentor, alone);
  answer(two_homes, "g-mum", "declined");
  answer(one_home, "g-one", "agreed");
  host_.write(mentor, "visit.plan", R"({"student":"s-foster","date":"2026-10-20"})");
  const Reply board = own("progress.board");
  EXPECT_EQ(number(board.root(), "in_scope"), 9);
  EXPECT_EQ(sum(board["columns"]), 9);
  EXPECT_EQ(number(board["columns"], "visited"), 1);
  EXPECT_EQ(number(board["columns"], "declined"), 1);
  EXPECT_EQ(number(board["columns"], "to_plan"), 1);
  EXPECT_EQ(number(board["columns"], "planned"), 0) << "R35: a proposal is no appointment";
  ASSERT_EQ(board["classes"].size(), 1u);
  EXPECT_EQ(sum(board["classes"].at(0)["columns"]), 9);
}

// R106, rule 12: where classes stand side by side, no family is given away, whoever looks. A class
// on its own shows the same as its row on the board, but to the mentor on her screen.
TEST_F(ProgressTest, R106_NobodySeesASmallNumberWhereClassesAreCompared) {
  host_.visit(mentor, alone);
  answer(two_homes, "g-mum", "declined");
  for (const char* actor : {leader, care}) {
    const Reply board = host_.call(actor, "progress.board", "{}");
    ASSERT_EQ(board["classes"].size(), 2u);
    for (const json::Value row : {board.root(), board["classes"].at(0)}) {
      EXPECT_TRUE(row["columns"]["visited"].is_null());
      EXPECT_TRUE(row["columns"]["declined"].is_null());
      EXPECT_TRUE(row["columns"]["deferred"].is_null()) << "R1: zeros beside one dash tell";
    }
    EXPECT_TRUE(board["classes"].at(1)["in_scope"].is_null()) << "a class of one pupil";
    const Reply one = host_.call(actor, "progress.report", R"({"group":"g1"})");
    EXPECT_EQ(one["columns"].sorted(), board["classes"].at(0)["columns"].sorted());
    EXPECT_TRUE(one["coverage"]["answered"].is_null());
    EXPECT_TRUE(one["minutes"]["used"].is_null());
  }
  EXPECT_EQ(number(own("progress.board")["columns"], "visited"), 1) << "she knows who";
  EXPECT_TRUE(own("progress.board", ",\"handout\":true")["columns"]["visited"].is_null());
  const Reply taught = host_.call(teacher, "progress.board", R"({"group":"w1"})");
  EXPECT_TRUE(taught["columns"]["visited"].is_null());
}

// The page is what the operation says, on the screen as on paper; who stands where by name is on a
// page of its own.
TEST_F(ProgressTest, R1_FiguresAndNamesNeverStandOnOnePage) {
  host_.visit(mentor, alone);
  answer(two_homes, "g-mum", "declined");
  const auto page = [&](const char* actor, const char* view) {
    return host_.render(actor, view, R"({"group":"g1","page":true})");
  };
  const std::string seen_by_leader = page(leader, "progress.class");
  EXPECT_THAT(seen_by_leader, Not(HasSubstr("hv-on-paper")));
  EXPECT_THAT(seen_by_leader, HasSubstr("–"));
  const std::string figures = page(mentor, "progress.class");
  EXPECT_THAT(figures, HasSubstr("hv-on-screen"));
  EXPECT_THAT(figures, HasSubstr("hv-on-paper"));
  EXPECT_THAT(figures, HasSubstr("/groups/g1/families"));
  EXPECT_THAT(figures, HasSubstr("href=\"/groups/g1\""));
  for (const std::string& text : {seen_by_leader, figures}) {
    EXPECT_THAT(text, Not(HasSubstr("/students/")));
    EXPECT_THAT(text, Not(HasSubstr("Noor")));
  }
  const std::string names = page(mentor, "progress.families");
  EXPECT_THAT(names, HasSubstr("/students/s-twohomes"));
  EXPECT_THAT(names, HasSubstr("href=\"/groups/g1/progress\""));
  EXPECT_THAT(names, Not(HasSubstr("hv-bars")));
  const std::string at_class = page(mentor, "class");
  EXPECT_THAT(at_class, HasSubstr("/groups/g1/progress"));
  EXPECT_THAT(at_class, HasSubstr("/groups/g1/families"));
  EXPECT_THAT(page(leader, "class"), Not(HasSubstr("/families")));
  host_.render(leader, "progress.families", R"({"group":"g1"})", HV_PERMISSION_DENIED);
}

TEST_F(ProgressTest, AMentorAsksAboutTheirOwnClassAndNothingElse) {
  EXPECT_EQ(host_.call(mentor, "progress.report", "{}").code(), "group_needed");
  EXPECT_EQ(host_.call(mentor, "progress.report", R"({"group":"g2"})").status, HV_NOT_FOUND);
  EXPECT_EQ(host_.call(mentor, "progress.compare", "{}").status, HV_PERMISSION_DENIED);
  EXPECT_EQ(host_.call(it, "progress.board", "{}").status, HV_PERMISSION_DENIED);
  EXPECT_EQ(host_.call(leader, "progress.board", R"({"as_of":"2026-12-01"})").code(),
            "report_in_future");
}

TEST_F(ProgressTest, R1_ADeclineRaisesTheCoverageAsAnAgreementDoes) {
  const auto answered = [&] { return number(own("progress.report")["coverage"], "answered"); };
  EXPECT_EQ(answered(), 0);
  answer(alone, "g-solo", "declined");
  EXPECT_EQ(answered(), 1);
  answer(one_home, "g-one", "agreed");
  EXPECT_EQ(answered(), 2);
}

TEST_F(ProgressTest, R58_HoursAreOfTheProgrammeAndR57BesideWhatWasUsed) {
  host_.visit(mentor, alone, R"(,"minutes":{"visit":45,"travel":30,"reporting":15})");
  const Reply report = own("progress.report");
  EXPECT_EQ(number(report["minutes"], "used"), 90);
  EXPECT_FALSE(report.holds("per_family"));
  const Reply school = host_.call(leader, "progress.report", "{}");
  EXPECT_TRUE(school["minutes"]["planned"].exists());
  EXPECT_TRUE(school["minutes"]["used"].is_null()) << "of one visit";
}

TEST_F(ProgressTest, ThePastStaysAsItWasKnown) {
  const std::string today_text = own("progress.report").text;
  host_.close();
  Host later(config_in(folder_, "", "2026-11-16T10:00:00Z"));
  later.write(mentor, "visit.record",
              R"({"student":"s-alone","date":"2026-10-05","report":{"key_points":["x"]}})");
  EXPECT_EQ(later.call(mentor, "progress.report", R"({"group":"g1","as_of":"2026-10-12"})").text,
            today_text)
      << "a visit of before that day, recorded after it";
  EXPECT_EQ(
      number(later.call(mentor, "progress.report", R"({"group":"g1"})")["columns"], "visited"), 1);
}

// A roster that says since when and until when has the classes of that day, whatever came after.
TEST_F(ProgressTest, ThePastHasTheClassesOfThatDay) {
  host_.visit(mentor, alone);
  const std::string then = own("progress.report").text;
  host_.close();
  const std::string school = folder_ / "school";
  const auto ends = [&](const std::string& enrolment, const std::string& more) {
    replace_in_school(school, enrolment + ",student,,2026-08-01,2027-07-31",
                      enrolment + ",student,,2026-08-01,2026-10-31" + more);
  };
  ends("e-g1-s-alone,,,g1,o1,s-alone", "");  // left the school
  ends("e-g2-s-other,,,g2,o1,s-other",
       "\ne-g1-s-other,,,g1,o1,s-other,student,,2026-11-01,2027-07-31");  // another class
  Host later(config_in(folder_, "", "2026-11-16T10:00:00Z"));
  later.call(it, "roster.import", "{\"path\":\"" + school + "\"}");
  EXPECT_EQ(later.call(mentor, "progress.report", R"({"group":"g1","as_of":"2026-10-12"})").text,
            then);
  const Reply now = later.call(mentor, "progress.report", R"({"group":"g1"})");
  EXPECT_EQ(number(now["columns"], "visited"), 0) << "who left counts no more";
  EXPECT_EQ(number(now.root(), "in_scope"), 9) << "and who came does";
}

TEST_F(ProgressTest, WhatIsGivenAwayShowsNoGroupUnderFive) {
  host_.visit(mentor, alone);
  answer(two_homes, "g-mum", "declined");
  const Reply handout = host_.call(leader, "progress.report", R"({"handout":true})");
  EXPECT_TRUE(handout["columns"]["declined"].is_null());
  EXPECT_TRUE(handout["columns"]["visited"].is_null());
  EXPECT_TRUE(handout["contacts"]["at_home"].is_null());
  EXPECT_TRUE(handout["minutes"]["used"].is_null());
  EXPECT_TRUE(handout["coverage"]["answered"].is_null());
  for (const char* bom : {"true", "false"}) {
    const Reply csv = host_.call(leader, "progress.csv", std::string("{\"bom\":") + bom + "}");
    EXPECT_EQ(csv.get("text").starts_with("\xEF\xBB\xBF"), std::string(bom) == "true");
    EXPECT_THAT(csv.get("text"), HasSubstr(";.;"));
    EXPECT_THAT(csv.get("text"), HasSubstr("A dot stands where"));
    EXPECT_THAT(csv.get("text"), HasSubstr("\r\n"));
  }
}

// R1, R99: each guardian is asked apart, and the planning list keeps the family.
TEST_F(ProgressTest, R1_OneGuardiansNoIsNotTheFamilysWhereAnotherIsLeftToBeAsked) {
  const auto families = [&] {
    return host_.render(mentor, "progress.families", R"({"group":"g1","page":true})");
  };
  answer(two_homes, "g-mum", "declined");
  EXPECT_THAT(families(), HasSubstr("Somebody is left to be asked"));
  answer(two_homes, "g-dad", "declined");
  const std::string both = families();
  EXPECT_THAT(both, Not(HasSubstr("Somebody is left to be asked")));
  EXPECT_THAT(both, HasSubstr("Prefers no home visit"));
}

TEST_F(ProgressTest, R18_AReportThatWasKeptIsReadBackAsItWas) {
  const Reply kept =
      host_.write(leader, "report.keep", R"({"title":"Teamvergadering","handout":false})");
  host_.visit(mentor, alone);
  const Reply list = host_.call(leader, "report.read", "{}");
  ASSERT_EQ(list["reports"].size(), 1u);
  const std::string id(list["reports"].at(0)["id"].text());
  const Reply one = host_.call(leader, "report.read", "{\"id\":\"" + id + "\"}");
  EXPECT_EQ(number(one["reports"].at(0)["figures"]["columns"], "visited"), 0);
  const std::string board = host_.render(leader, "progress.school", R"({"page":true})");
  EXPECT_THAT(board, HasSubstr("/school/progress/kept/" + id));
  const std::string page =
      host_.render(leader, "progress.kept", "{\"page\":true,\"report\":\"" + id + "\"}");
  EXPECT_THAT(page, HasSubstr("Teamvergadering"));
  EXPECT_THAT(page, HasSubstr("Kept on 12 October 2026"));
  EXPECT_EQ(
      host_.call(leader, "report.read", R"({"id":"0192f3a0-7c1e-7d2a-9b54-3f1c2a4b5d6e"})").code(),
      "unknown_report");
}

TEST_F(ProgressTest, LastYearStandsBesideThisYear) {
  host_.visit(mentor, alone);
  answer(two_homes, "g-mum", "declined");
  const Reply years = host_.call(leader, "progress.years", R"({"years":3})");
  ASSERT_EQ(years["years"].size(), 3u);
  EXPECT_EQ(years["years"].at(0)["as_of"].text(), "2026-10-12");
  EXPECT_EQ(years["years"].at(1)["school_year"].text(), "2025-2026");
  const char* const days[] = {"2026-10-12", "2025-10-12", "2024-10-12"};
  for (std::size_t i = 0; i < 3; ++i) {
    const Reply alone =
        host_.call(leader, "progress.report", "{\"as_of\":\"" + std::string(days[i]) + "\"}");
    EXPECT_EQ(years["years"].at(i).sorted(), alone.root().sorted()) << "counted together as apart";
  }
}

// The offer compared across classes, never what families answered; made of what the board shows.
TEST_F(ProgressTest, R106_TheOfferIsComparedAndNeverTheAnswers) {
  answer(two_homes, "g-mum", "declined");
  const Reply offer = host_.call(leader, "progress.compare", "{}");
  EXPECT_FALSE(offer.holds("declined"));
  const Reply board = host_.call(leader, "progress.board", "{}");
  EXPECT_EQ(offer["classes"].at(0)["told"].sorted(),
            board["classes"].at(0)["columns"]["informed"].sorted());
  EXPECT_TRUE(offer["classes"].at(0)["asked"].is_null()) << "one family of nine";
  EXPECT_EQ(number(offer["all"], "in_scope"), 10);
  const std::string page = host_.render(care, "progress.offer", R"({"page":true})");
  EXPECT_THAT(page, HasSubstr("2A"));
  EXPECT_THAT(page, HasSubstr("href=\"/school/progress\""));
  EXPECT_THAT(page, Not(HasSubstr("Prefers no home visit")));
  EXPECT_THAT(host_.render(leader, "progress.school", R"({"page":true})"),
              HasSubstr("/school/progress/offer"));
}

// What a visit was for is one of five; two of them come before there is any concern.
// R5
TEST_F(ProgressTest, R5_TalksBeforeThereWasAnyConcernAreCountedApart) {
  for (const char* purpose :
       {"acquaintance", "progress", "parents_request", "conflict_repair", "other"})
    host_.visit(mentor, alone, ",\"purpose\":\"" + std::string(purpose) + "\"");
  host_.visit(mentor, one_home);  // getting to know each other, where nothing is said (R6)
  const Reply report = own("progress.report");
  const json::Value contacts = report["contacts"];
  EXPECT_EQ(number(contacts["purposes"], "acquaintance"), 2);
  EXPECT_EQ(number(contacts["purposes"], "conflict_repair"), 1);
  EXPECT_EQ(number(contacts, "before_concern"), 3);
  EXPECT_EQ(number(contacts, "held"), 6);
  const std::string page = host_.render(mentor, "progress.class", R"({"group":"g1","page":true})");
  const auto at = page.find("Talks before there was any concern");
  ASSERT_NE(at, std::string::npos);
  EXPECT_THAT(page.substr(at, 100), HasSubstr("3 of 6"));
  EXPECT_EQ(host_
                .refused(mentor, "visit.record",
                         R"({"student":"s-alone","purpose":"inspection",)"
                         R"("report":{"key_points":["x"]}})")
                .pointer(),
            "/purpose");
}

// R89, R11: the list says since when, and nothing else.
TEST_F(ProgressTest, R89_TheSilentGroupIsAListByNameWithoutWhoRests) {
  host_.visit(mentor, alone);
  answer(two_homes, "g-mum", "declined");
  const std::string page =
      host_.render(mentor, "progress.families", R"({"group":"g1","page":true})");
  const auto silent = page.find("No contact since");
  ASSERT_NE(silent, std::string::npos);
  const std::string list = page.substr(silent, page.find("Everybody in the class") - silent);
  EXPECT_THAT(list, Not(HasSubstr("/students/s-twohomes")));
  EXPECT_THAT(list, Not(HasSubstr("/students/s-alone")));
  EXPECT_THAT(list, HasSubstr("/students/s-onehome"));
  const std::string school = host_.render(leader, "progress.school", R"({"page":true})");
  EXPECT_THAT(school, Not(HasSubstr("/students/")));
}

// What a journal of before holds is counted too: its facts are made when they are asked for.
TEST_F(ProgressTest, FactsThatAreNotThereYetAreMadeAndVerified) {
  host_.visit(mentor, alone);
  host_.close();
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open((folder_ / "journal.db").c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(
                db, "DELETE FROM projections WHERE name IN ('progress', 'progress_made', 'work')",
                nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(db);
  Host again(config_in(folder_));
  const Reply hours = again.call(mentor, "hours.read", "{}");
  EXPECT_EQ(number(hours["staff"].at(0), "visits"), 1);
  EXPECT_EQ(number(again.call(mentor, "progress.board", R"({"group":"g1"})")["columns"], "visited"),
            1);
  const Reply audit = again.call(it, "audit.verify", "{}");
  EXPECT_TRUE(audit["ok"].is_true()) << audit.text;
  EXPECT_GE(number(audit.root(), "projections"), 3);
}

// After an upgrade: facts of the format before are made anew, and by a rebuild for all of them.
TEST_F(ProgressTest, FactsOfTheFormatBeforeAreMadeAnew) {
  using homevisit::operations::facts_made;
  host_.visit(mentor, alone);
  host_.visit(mentor, two_homes);
  const auto made = [&] {
    return (*journal_in(folder_)->projection("", "progress_made")).value().body;
  };
  const auto age = [&] {
    const auto journal = journal_in(folder_);
    const auto transaction = *journal->begin();
    ASSERT_TRUE(transaction->put_projection("s-alone", "progress", {0, "\1 of before"}));
    std::string before = facts_made;
    before.front() = 1;
    ASSERT_TRUE(transaction->put_projection("", "progress_made", {0, before}));
    ASSERT_TRUE(transaction->commit());
  };
  const auto visited = [&] { return number(own("progress.board")["columns"], "visited"); };
  age();
  EXPECT_EQ(visited(), 2);
  EXPECT_EQ(made(), facts_made);
  age();
  EXPECT_EQ(number(host_.call(it, "projection.rebuild", "{}").root(), "students"), 2);
  EXPECT_EQ(made(), facts_made) << "no report has to make them a second time";
  EXPECT_EQ(visited(), 2);
}

// R106: a day before our time has no board of zeros, and last year no zeros beside this year.
TEST_F(ProgressTest, R106_WhatWasNeverRecordedHereIsNoZero) {
  const std::string board = host_.render(leader, "progress.school", R"({"page":true})");
  EXPECT_THAT(board, HasSubstr("not recorded here"));
  const std::string before =
      host_.render(leader, "progress.school", R"({"page":true,"as_of":"1900-01-01"})");
  EXPECT_THAT(before, HasSubstr("Nothing was recorded here in this school year."));
  EXPECT_THAT(before, Not(HasSubstr("hv-figures")));
}

// R106: the files of two days, and of two classes, bear two names.
TEST_F(ProgressTest, R106_AFileSaysOfWhichDayAndClassItIs) {
  EXPECT_EQ(host_.call(leader, "progress.csv", "{}").get("name"), "home-visits-2026-10-12.csv");
  EXPECT_EQ(host_.call(mentor, "progress.csv", R"({"group":"g1"})").get("name"),
            "home-visits-2A-2026-10-12.csv");
}

}  // namespace
}  // namespace host_test
