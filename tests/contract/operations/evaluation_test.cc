// The evaluation: anonymous answers, codes, results, decisions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/date.h"
#include "crypto/hash.h"
#include "host.h"
#include "journal_in.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char one_answer[] =
    R"({"respondent":"parent","filled_by":"paper","scores":[{"question":"experience","score":"yes"}]})";

class EvaluationTest : public testing::Test {
 protected:
  EvaluationTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }

  std::vector<std::string> codes(int count, const std::string& more = "") {
    const Reply made =
        host_.write(leader, "evaluation.codes",
                    "{\"respondent\":\"parent\",\"count\":" + std::to_string(count) + more + "}");
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < made["codes"].size(); ++i)
      codes.emplace_back(made["codes"].at(i).text());
    return codes;
  }
  static std::string with_code(const std::string& code, const std::string& submission = "") {
    return submitted(
        "{\"code\":\"" + code + R"(","scores":[{"question":"relation","score":"mostly"}]})",
        submission);
  }
  void give(int times, const std::string& body = one_answer) {
    for (int i = 0; i < times; ++i) host_.write(mentor, "evaluation.give", body);
  }
  Reply results(const std::string& more = "") {
    return host_.call(leader, "evaluation.results", "{" + more + "}");
  }
  // All that the journal holds under no student, opened.
  std::vector<homevisit::journal::Event> stored(homevisit::journal::Stream stream) {
    host_.call(it, "audit.verify", "{}");  // what is read is written down by now
    return *journal_in(folder_)->events("", stream);
  }
  json::Value group(const Reply& results, const char* respondent) {
    for (std::size_t i = 0; i < results["groups"].size(); ++i)
      if (results["groups"].at(i)["respondent"].text() == respondent)
        return results["groups"].at(i);
    return {};
  }

  Folder folder_;
  Host host_;
};

// R107: neither who wrote it, nor when on that day, nor a digest by which it could be guessed.
TEST_F(EvaluationTest, NothingInTheJournalTiesAPersonToAnAnswer) {
  host_.write(mentor, "evaluation.give", one_answer);
  const auto events = stored(homevisit::journal::Stream::school);
  ASSERT_EQ(events.size(), 1u);
  const auto& event = events.front();
  EXPECT_THAT(event.body, HasSubstr("evaluation_given"));
  for (const char* trace : {"m1", "Els", "Bakker", "mentor", "actor"})
    EXPECT_THAT(event.body, Not(HasSubstr(trace)));
  EXPECT_THAT(event.body, Not(HasSubstr(event.id.text())));
  // Midnight at the school (Europe/Amsterdam, summer).
  EXPECT_EQ(event.id.ms(), *homevisit::parse_moment("2026-10-11T22:00:00Z"));
  for (const auto& look : stored(homevisit::journal::Stream::access))
    EXPECT_THAT(look.body, Not(HasSubstr("evaluation")));
}

TEST_F(EvaluationTest, TheSameSubmissionIsStillAnsweredOnce) {
  const std::string request = submitted(one_answer, "the-same-one");
  const Reply first = host_.call(mentor, "evaluation.give", request);
  EXPECT_EQ(host_.call(mentor, "evaluation.give", request).text, first.text);
  EXPECT_FALSE(first["event"].exists());
  EXPECT_EQ(stored(homevisit::journal::Stream::school).size(), 1u);
  const Reply other =
      host_.call(mentor, "evaluation.give",
                 submitted(R"({"respondent":"parent","remark":"Iets anders."})", "the-same-one"));
  EXPECT_EQ(other.code(), "submission_reused");
}

// R107: a code works once, is not kept, and does not stand beside its answer.
TEST_F(EvaluationTest, ACodeIsGoodForOneAnswer) {
  const auto made = codes(3);
  ASSERT_EQ(made.size(), 3u);
  EXPECT_EQ(made[0].size(), 19u);
  EXPECT_NE(made[0], made[1]);
  EXPECT_EQ(host_.call(machine, "evaluation.questions", "{\"code\":\"" + made[0] + "\"}")
                .get("respondent"),
            "parent");
  EXPECT_EQ(host_.call(machine, "evaluation.answer", with_code(made[0])).status, HV_OK);
  const Reply again = host_.call(machine, "evaluation.answer", with_code(made[0]));
  EXPECT_EQ(again.status, HV_NOT_FOUND);
  EXPECT_EQ(again.code(), "code_not_valid");
  EXPECT_EQ(host_.call(machine, "evaluation.questions", "{\"code\":\"" + made[0] + "\"}").code(),
            "code_not_valid");
  EXPECT_EQ(host_.call(machine, "evaluation.answer", with_code(made[1])).status, HV_OK);
}

TEST_F(EvaluationTest, CodeAndAnswerAreNotJoinedInTheJournal) {
  const auto made = codes(2);
  host_.call(machine, "evaluation.answer", with_code(made[0]));
  std::string digest;
  {
    const auto hashed = homevisit::crypto::sha256(
        {homevisit::as_bytes("homevisit evaluation code 1\n"), homevisit::as_bytes(made[0])});
    digest = homevisit::to_hex(*hashed);
  }
  int with_digest = 0;
  for (const auto& event : stored(homevisit::journal::Stream::school)) {
    for (const std::string& code : made) EXPECT_THAT(event.body, Not(HasSubstr(code)));
    if (event.body.find(digest) == std::string::npos) continue;
    ++with_digest;
    EXPECT_THAT(event.body, HasSubstr("evaluation_codes_made"));
  }
  EXPECT_EQ(with_digest, 1);
}

// Whoever has the code and guesses the answer cannot try them against the journal: what is kept of
// the request cannot be made from them.
TEST_F(EvaluationTest, TheDigestOfARequestCannotBeMadeFromItsContent) {
  const auto made = codes(1);
  const std::string first = with_code(made[0], "one-submission");
  host_.call(machine, "evaluation.answer", first);
  const auto digest_in = [](const std::string& body) {
    const auto at = body.find("\"digest\":\"");
    return body.substr(at + 10, 64);
  };
  const auto events = stored(homevisit::journal::Stream::school);
  const std::string kept = digest_in(events.back().body);
  const auto plain = homevisit::crypto::sha256(
      {homevisit::as_bytes("evaluation.answer\ncode\n\"" + made[0] +
                           "\"\nscores\n[{\"question\":\"relation\",\"score\":\"mostly\"}]\n")});
  EXPECT_NE(kept, homevisit::to_hex(*plain));
  EXPECT_EQ(kept.size(), 64u);
}

TEST_F(EvaluationTest, ACodeMayBeTypedAsPeopleDo) {
  const auto made = codes(1);
  std::string typed;
  for (const char c : made[0]) {
    if (c == '-') {
      typed += ' ';
    } else {
      typed += static_cast<char>(c == '0' ? 'o' : c >= 'A' ? c - 'A' + 'a' : c);
    }
  }
  EXPECT_EQ(host_.call(machine, "evaluation.answer", with_code(typed)).status, HV_OK);
}

TEST_F(EvaluationTest, WrongUsedAndLateCodesGetOneAnswer) {
  const auto made = codes(1, R"(,"until":"2026-10-12")");
  host_.call(machine, "evaluation.answer", with_code(made[0]));
  const std::string used = host_.call(machine, "evaluation.answer", with_code(made[0])).text;
  for (const char* wrong : {"0000-0000-0000-0000", "x", "0000-0000-0000-000U"})
    EXPECT_EQ(host_.call(machine, "evaluation.answer", with_code(wrong)).text, used);
  const auto late = codes(1, R"(,"until":"2026-10-12")");
  host_.close();
  Host tomorrow(config_in(folder_, "", "2026-10-13T10:00:00Z"));
  EXPECT_EQ(tomorrow.call(machine, "evaluation.answer", with_code(late[0])).text, used);
}

TEST_F(EvaluationTest, CodesAreShownOnce) {
  const std::string request = submitted(R"({"respondent":"pupil","count":2})", "codes-once");
  EXPECT_EQ(host_.call(leader, "evaluation.codes", request)["codes"].size(), 2u);
  const Reply again = host_.call(leader, "evaluation.codes", request);
  EXPECT_EQ(again.status, HV_OK);
  EXPECT_EQ(again["codes"].size(), 0u);
}

// R107: the results by group of respondents; fewer than five say nothing.
TEST_F(EvaluationTest, FourAnswersAreNotShownAndFiveAre) {
  give(4);
  Reply read = results();
  EXPECT_TRUE(group(read, "parent")["too_few"].is_true());
  EXPECT_FALSE(group(read, "parent")["questions"].at(0)["counts"].exists());
  give(1);
  read = results();
  EXPECT_EQ(*group(read, "parent")["answers"].integer(), 5);
  EXPECT_EQ(*group(read, "parent")["questions"].at(0)["counts"]["yes"].integer(), 5);
}

// R109: last year stands beside this year.
TEST_F(EvaluationTest, LastYearStandsBesideThisYear) {
  give(
      5,
      R"({"respondent":"pupil","school_year":"2025-2026","scores":[{"question":"relation","score":"no"}]})");
  give(5, R"({"respondent":"pupil","scores":[{"question":"relation","score":"yes"}]})");
  const Reply read = results();
  const json::Value relation = group(read, "pupil")["questions"].at(2);
  EXPECT_EQ(*relation["counts"]["yes"].integer(), 5);
  EXPECT_EQ(*relation["counts_last_year"]["no"].integer(), 5);
  EXPECT_EQ(host_
                .refused(mentor, "evaluation.give",
                         R"({"respondent":"pupil","school_year":"2024-2025","remark":"x"})")
                .code(),
            "school_year_over");
}

// R107, R111: the version for the board has no small numbers, and no words that were not released.
TEST_F(EvaluationTest, TheAnonymousVersionHasNoSmallNumbersAndNoWordsUnlessReleased) {
  give(
      6,
      R"({"respondent":"parent","scores":[{"question":"experience","score":"yes"},{"question":"relation","score":"yes"}],"remark":"Fijn bezoek."})");
  give(
      2,
      R"({"respondent":"parent","scores":[{"question":"experience","score":"no"},{"question":"relation","score":"yes"}],"remark":"Te laat op de avond."})");
  Reply board = results("\"anonymous\":true");
  const json::Value experience = group(board, "parent")["questions"].at(0);
  const json::Value relation = group(board, "parent")["questions"].at(2);
  EXPECT_FALSE(experience["sides"].exists());
  EXPECT_EQ(*relation["sides"]["yes"].integer(), 8);
  EXPECT_THAT(board.text, Not(HasSubstr("Fijn bezoek")));
  const Reply whole = results();
  std::string id;
  const json::Value remarks = group(whole, "parent")["remarks"];
  ASSERT_EQ(remarks.size(), 2u);
  id = remarks.at(0)["text"].text() == "Fijn bezoek." ? remarks.at(0)["id"].text()
                                                      : remarks.at(1)["id"].text();
  host_.write(leader, "evaluation.release", "{\"remark\":\"" + id + "\",\"released\":true}");
  board = results("\"anonymous\":true");
  EXPECT_THAT(board.text, HasSubstr("Fijn bezoek"));
  EXPECT_THAT(board.text, Not(HasSubstr("avond")));
  host_.write(leader, "evaluation.release", "{\"remark\":\"" + id + "\",\"released\":false}");
  EXPECT_THAT(results("\"anonymous\":true").text, Not(HasSubstr("Fijn bezoek")));
  EXPECT_EQ(
      host_.refused(leader, "evaluation.release", R"({"remark":"none","released":true})").code(),
      "unknown_remark");
}

// R111: what the programme was for stands beside what came of it.
TEST_F(EvaluationTest, TheAimStandsBesideTheResult) {
  host_.write(leader, "programme.set",
              R"({"school_year":"2026-2027","policy_reference":"Schoolplan","policy_version":"2",)"
              R"("aim":"Elkaar leren kennen."})");
  host_.visit(mentor, alone);
  const Reply read = results();
  EXPECT_EQ(read.get("aim"), "Elkaar leren kennen.");
  EXPECT_EQ(read["figures"].at(0)["name"].text(), "visits");
  const Reply board = results("\"anonymous\":true");
  EXPECT_EQ(board.get("aim"), "Elkaar leren kennen.");
  EXPECT_FALSE(board["figures"].at(0)["now"].exists());  // fewer than five
}

// R107, R111: the figures are those of the board on that day, left out where they are left out
// there.
TEST_F(EvaluationTest, R111_ItsFiguresAreThoseOfTheBoard) {
  const auto visits = [&] { return results()["figures"].at(0)["now"].integer(); };
  const auto held = [&] {
    return host_.call(leader, "progress.report", "{}")["contacts"]["held"].integer();
  };
  host_.visit(mentor, alone);
  EXPECT_FALSE(visits());
  EXPECT_EQ(visits(), held());
  for (const char* view : {"evaluation", "evaluation.print"}) {
    const std::string page = host_.render(leader, view, R"({"page":true})");
    const auto begins = page.find("<table");
    const std::string figures = page.substr(begins, page.find("</table>") - begins);
    EXPECT_THAT(figures, HasSubstr("–"));
    EXPECT_THAT(figures, Not(HasSubstr("fewer than 5"))) << "hours are no families";
    EXPECT_THAT(page, HasSubstr("A dash stands where"));
  }
  for (const char* student : {two_homes, one_home, foster, no_custody})
    host_.visit(mentor, student);
  EXPECT_EQ(visits(), 5);
  EXPECT_EQ(visits(), held());
  EXPECT_EQ(results()["figures"].at(0)["last_year"].integer(), 0);
}

TEST_F(EvaluationTest, R109_OtherYearsAreOfferedThatHaveAProgramme) {
  for (const char* year : {"2026-2027", "2027-2028"})
    host_.write(leader, "programme.set",
                std::string("{\"school_year\":\"") + year +
                    R"(","policy_reference":"Schoolplan","policy_version":"2"})");
  const std::string now = host_.render(leader, "evaluation", R"({"page":true})");
  EXPECT_THAT(now, Not(HasSubstr("?school_year=2025-2026"))) << "without a programme";
  EXPECT_THAT(now, Not(HasSubstr("?school_year=2027-2028"))) << "still to come";
  host_.close();
  Host later(config_in(folder_, "", "2027-10-12T10:00:00Z"));
  const std::string next = later.render(leader, "evaluation", R"({"page":true})");
  EXPECT_THAT(next, HasSubstr("?school_year=2026-2027"));
  EXPECT_THAT(next, Not(HasSubstr("?school_year=2025-2026")));
}

// R108: outcomes, bottlenecks, solutions, a decision; improvements with an owner.
TEST_F(EvaluationTest, R109_ADecisionWithoutAnswersIsNoCompleteEvaluation) {
  host_.write(leader, "evaluation.decide",
              R"({"school_year":"2026-2027","outcomes":"x","decision":"stopped"})");
  const std::string page = host_.render(leader, "evaluation", R"({"page":true})");
  EXPECT_THAT(page, HasSubstr("There are no answers of parents"));
  EXPECT_THAT(page, Not(HasSubstr("is complete")));
}

TEST_F(EvaluationTest, ADecisionSaysWhatCameOut) {
  EXPECT_EQ(host_.refused(leader, "evaluation.decide", R"({"decision":"goes_on"})").code(),
            "decision_without_outcomes");
  host_.write(
      leader, "evaluation.decide",
      R"({"decision":"adapted","outcomes":"Goed.","bottlenecks":"Reistijd.","solutions":"Per wijk."})");
  const Reply action =
      host_.write(leader, "improvement.set",
                  R"({"kind":"organisation","what":"Per wijk plannen.","owner":"m1"})");
  Reply read = results();
  EXPECT_EQ(read["decision"]["decision"].text(), "adapted");
  EXPECT_EQ(read["improvements"].at(0)["owner"]["name"].text(), "Els Bakker");
  EXPECT_EQ(read.get("next"), "complete");
  host_.write(
      leader, "improvement.set",
      "{\"id\":\"" + action.get("id") +
          R"(","kind":"organisation","what":"Per wijk plannen.","owner":"m1","state":"done"})");
  EXPECT_EQ(results()["improvements"].size(), 1u);
  EXPECT_EQ(results()["improvements"].at(0)["state"].text(), "done");
}

// R108: what one person works at is between that person and the leader.
TEST_F(EvaluationTest, APersonalImprovementIsSeenByItsOwnerAndTheLeader) {
  host_.write(leader, "improvement.set",
              R"({"kind":"personal","what":"Meelopen met een collega.","owner":"m1"})");
  EXPECT_THAT(host_.call(mentor, "team.read", "{}").text, HasSubstr("Meelopen"));
  EXPECT_THAT(host_.call(other_mentor, "team.read", "{}").text, Not(HasSubstr("Meelopen")));
  EXPECT_THAT(results().text, HasSubstr("Meelopen"));
  EXPECT_THAT(results("\"anonymous\":true").text, Not(HasSubstr("Meelopen")));
}

// R18, R20, R110: successes and practical problems, with an owner.
TEST_F(EvaluationTest, TheTeamSharesSuccessesAndProblems) {
  host_.write(teacher, "success.share", R"({"text":"Vader kwam naar het plein."})");
  const Reply problem = host_.write(mentor, "problem.note",
                                    R"({"kind":"time","text":"Geen vervanging.","owner":"l1"})");
  Reply team = host_.call(other_mentor, "team.read", "{}");
  EXPECT_EQ(team["successes"].at(0)["text"].text(), "Vader kwam naar het plein.");
  EXPECT_EQ(team["problems"].at(0)["owner"]["name"].text(), "Dirk Rector");
  host_.write(leader, "problem.note",
              "{\"id\":\"" + problem.get("id") +
                  R"(","kind":"time","text":"Geen vervanging.","owner":"l1","state":"solved"})");
  EXPECT_EQ(host_.call(mentor, "team.read", "{}")["problems"].size(), 0u);
}

// R109: nothing is asked of a year that has not begun, nor of one that was before our time; and
// nothing that is not known is given as a zero.
TEST_F(EvaluationTest, R109_AYearThatIsNotOursSetsNoTasks) {
  const auto page = [&](const std::string& year) {
    return host_.render(leader, "evaluation", R"({"page":true,"school_year":")" + year + R"("})");
  };
  const std::string now = page("2026-2027");
  EXPECT_THAT(now, HasSubstr("action=\"/school/evaluation/decision\""));
  EXPECT_THAT(now, HasSubstr("not recorded here")) << "of last year";
  for (const char* year : {"2099-2100", "2001-2002"})
    EXPECT_THAT(page(year), Not(HasSubstr("action=\"/school/evaluation/decision\""))) << year;
  EXPECT_THAT(page("2099-2100"), HasSubstr("This school year has not begun yet."));
  EXPECT_THAT(page("2001-2002"), HasSubstr("Of this school year nothing was recorded here."));
  EXPECT_THAT(host_.render(leader, "evaluation", R"({"page":true,"school_year":"abc"})",
                           HV_INVALID_ARGUMENT),
              HasSubstr("school_year_form"));
}

}  // namespace
}  // namespace host_test
