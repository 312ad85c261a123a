// What families are told, asked and permit, through hv_call and hv_render.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <regex>
#include <string>
#include <vector>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class ConsentTest : public testing::Test {
 protected:
  ConsentTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }
  static std::string body(const std::string& student, const std::string& rest) {
    return "{\"student\":\"" + student + "\"," + rest + "}";
  }
  std::string write(const std::string& operation, const std::string& student,
                    const std::string& rest) {
    const Reply reply = host_.write(mentor, operation, body(student, rest));
    return reply.get("answer").empty() ? reply.get("id") : reply.get("answer");
  }
  std::string code(const std::string& operation, const std::string& student,
                   const std::string& rest, const char* actor = mentor) {
    return host_.call(actor, operation, submitted(body(student, rest))).code();
  }
  Reply read(const char* actor, const std::string& student) {
    return host_.call(actor, "consent.read", "{\"student\":\"" + student + "\"}");
  }
  // One member of what is said of a guardian.
  std::string of(const std::string& student, const std::string& guardian, const char* member) {
    const Reply reply = read(mentor, student);
    for (std::size_t i = 0; i < reply["people"].size(); ++i)
      if (reply["people"].at(i)["guardian"].text() == guardian)
        return std::string(reply["people"].at(i)[member].text());
    return "nobody";
  }

  Folder folder_;
  Host host_;
};

TEST_F(ConsentTest, Rule2_AfterNeverAskAgainNoInvitationGoesOut) {
  write("answer.record", alone, R"("guardian":"g-solo","answer":"declined","never_ask":true)");
  EXPECT_EQ(code("invitation.send", alone, R"("guardian":"g-solo")"), "never_ask");
}

TEST_F(ConsentTest, Rule2_BeforeTheDayThatWasSaidNoInvitationGoesOut) {
  write("answer.record", alone,
        R"("guardian":"g-solo","answer":"deferred","not_before":"2026-11-16")");
  EXPECT_EQ(code("invitation.send", alone, R"("guardian":"g-solo")"), "not_asked_before");
}

TEST_F(ConsentTest, EachGuardianHasAStateOfTheirOwn) {
  write("invitation.send", two_homes, R"("guardian":"g-mum")");
  write("answer.record", two_homes, R"("guardian":"g-dad","answer":"other_form","form":"phone")");
  EXPECT_EQ(of(two_homes, "g-mum", "state"), "invited");
  EXPECT_EQ(of(two_homes, "g-dad", "state"), "other_form");
}

TEST_F(ConsentTest, R1_ANoCallsOffWhatWasPlannedAtThatHomeAndOnlyThat) {
  const auto plan = [&](const char* where) {
    return host_
        .write(mentor, "visit.plan",
               body(two_homes, std::string(R"("date":"2026-10-20",)") + where))
        .get("visit");
  };
  const std::string mother = plan(R"("place":"home","at_guardian":"g-mum")");
  const std::string father = plan(R"("place":"home","at_guardian":"g-dad")");
  const std::string school = plan(R"("place":"school")");
  const auto state = [&](const std::string& visit) {
    const Reply history = host_.history(mentor, two_homes);
    for (std::size_t i = 0; i < history["timeline"].size(); ++i) {
      const json::Value entry = history["timeline"].at(i)["visit"];
      if (entry["id"].text() == visit) return std::string(entry["state"].text());
    }
    return std::string("not there");
  };
  const std::string planned = state(mother);
  ASSERT_EQ(planned, "proposed");
  write("answer.record", two_homes, R"("guardian":"g-mum","answer":"declined")");
  EXPECT_EQ(state(mother), "cancelled_by_school") << "nothing is said of the family";
  EXPECT_EQ(state(father), planned);
  EXPECT_EQ(state(school), planned);
}

TEST_F(ConsentTest, R98_ANoIsNoAppointmentThatTheFamilyCalledOff) {
  host_.write(mentor, "visit.plan",
              body(alone, R"("date":"2026-10-20","place":"home","at_guardian":"g-solo",)"
                          R"("visitors":["m1","t1"],"interpreter":{"kind":"app"},)"
                          R"("companions":[{"role":"relative"}])"));
  const Reply said = host_.write(mentor, "answer.record",
                                 body(alone, R"("guardian":"g-solo","answer":"declined")"));
  EXPECT_EQ(said.warnings(), "plan_fell_away");
  const std::string hint(said["warnings"].at(0)["message"].text());
  EXPECT_THAT(hint, HasSubstr("20 October 2026"));
  EXPECT_THAT(hint, HasSubstr("tell the colleague who would go, the interpreter, who would come"));
  const std::string panel = host_.render(mentor, "student.panel", R"({"student":"s-alone"})");
  EXPECT_THAT(panel, HasSubstr("Planned home visit fell away"));
  EXPECT_THAT(panel, Not(HasSubstr("called off")));
}

TEST_F(ConsentTest, Rule5_OfAConflictOnlyWhatIsPossibleIsPromised) {
  const auto page = [&](const char* student) {
    return host_.render(mentor, "student.consent", body(student, R"("page":true)"));
  };
  write("answer.record", two_homes, R"("guardian":"g-mum","answer":"agreed")");
  write("answer.record", two_homes, R"("guardian":"g-dad","answer":"declined")");
  EXPECT_THAT(page(two_homes), HasSubstr("own home stays possible"));
  write("answer.record", one_home, R"("guardian":"g-one","answer":"agreed")");
  write("answer.record", one_home, R"("guardian":"g-two","answer":"declined")");
  EXPECT_THAT(page(one_home), HasSubstr("do not want the same"));
  EXPECT_THAT(page(one_home), Not(HasSubstr("own home")));
  const std::string guardian(host_.history(mentor, sixteen)["guardians"].at(0)["id"].text());
  write("answer.record", sixteen, "\"guardian\":\"" + guardian + "\",\"answer\":\"agreed\"");
  write("answer.record", sixteen, R"("by_student":true,"answer":"declined")");
  EXPECT_THAT(page(sixteen), HasSubstr("own answer decides"));
  EXPECT_THAT(page(sixteen), Not(HasSubstr("own home")));
}

TEST_F(ConsentTest, R99_InTheListOfTheClassEachStandsWithWhatTheySaid) {
  write("answer.record", one_home, R"("guardian":"g-one","answer":"agreed")");
  write("answer.record", one_home, R"("guardian":"g-two","answer":"declined")");
  const std::string families =
      host_.render(mentor, "progress.families", R"({"group":"g1","page":true})");
  EXPECT_TRUE(
      std::regex_search(families, std::regex(": Welcome to visit; [^<]*: Prefers no home visit<")))
      << families;
}

TEST_F(ConsentTest, Rule6_ThePanelShowsWhoseAnswerCounts) {
  write("answer.record", sixteen, R"("by_student":true,"answer":"declined")");
  const std::string panel = host_.render(mentor, "student.panel", R"({"student":"s-sixteen"})");
  const std::string people = panel.substr(panel.find("id=\"hv-guardians\""));
  EXPECT_THAT(people, HasSubstr("Guardians and student"));
  EXPECT_THAT(people, HasSubstr("Answer: Prefers no home visit"));
  EXPECT_THAT(host_.render(mentor, "student.panel", R"({"student":"s-alone"})"),
              Not(HasSubstr("Guardians and student")));
}

TEST_F(ConsentTest, Rule6_From18AGuardiansAnswerDoesNotLookAsIfItCounted) {
  const std::string panel = host_.render(care, "student.panel", R"({"student":"s-ofage"})");
  EXPECT_THAT(panel, HasSubstr("From 18 the student answers alone"));
}

TEST_F(ConsentTest, Rule2_WhoAskedForPeaceHasNoLinkToAskAgain) {
  const auto page = [&] {
    return host_.render(mentor, "student.consent", body(alone, R"("page":true)"));
  };
  EXPECT_THAT(page(), HasSubstr("/invitations/new"));
  write("answer.record", alone, R"("guardian":"g-solo","answer":"declined")");
  EXPECT_THAT(page(), Not(HasSubstr("/invitations/")));
  EXPECT_THAT(page(), HasSubstr("/answers/new")) << "they may say something else";
}

TEST_F(ConsentTest, Rule6_From18AGuardianIsToldNothingUnlessTheStudentSaysSo) {
  const char* told = R"("guardian":"g-mum","what":"agreements")";
  EXPECT_EQ(code("guardian.inform", "s-ofage", told, care), "student_of_age");
  EXPECT_EQ(code("permission.record", "s-ofage",
                 R"("by_student":true,"purpose":"guardian_access","status":"given",)"
                 R"("with_guardian":"g-mum")",
                 care),
            "");
  EXPECT_EQ(code("guardian.inform", "s-ofage", told, care), "");
}

TEST_F(ConsentTest, Rule5_AConflictIsSaid) {
  write("answer.record", one_home, R"("guardian":"g-one","answer":"agreed")");
  write("answer.record", one_home, R"("guardian":"g-two","answer":"declined")");
  EXPECT_TRUE(read(mentor, one_home)["conflict"].is_true());
}

TEST_F(ConsentTest, R29_WithoutANoticeOfTheSchoolThereIsNothingToGive) {
  EXPECT_EQ(code("notice.give", alone, R"("guardian":"g-solo")"), "no_notice");
}

TEST_F(ConsentTest, PermissionEndsInOneStepAndAtOnce) {
  const std::string id = write("permission.record", alone,
                               R"("guardian":"g-solo","purpose":"buddy","status":"given")");
  write("permission.withdraw", alone, "\"permission\":\"" + id + "\"");
  EXPECT_EQ(code("permission.withdraw", alone, "\"permission\":\"" + id + "\""),
            "permission_not_given");
}

// R33: by name, and nobody is "expected"; none goes to who asked for peace.
TEST_F(ConsentTest, R33_AnInvitationIsByNameAndMayBeAnsweredWithNo) {
  const std::string request = body(alone, R"("page":true,"guardian":"g-solo")");
  write("invitation.send", alone,
        R"("guardian":"g-solo","slots":[{"date":"2026-10-20","from":"15:30","to":"16:15"}])");
  const std::string letter = host_.render(mentor, "invitation.letter", request);
  for (const char* part : {"15:30", "Saying no is fine", "another one is fine"})
    EXPECT_THAT(letter, HasSubstr(part));
  EXPECT_THAT(letter, Not(HasSubstr("expect")));
  write("answer.record", alone, R"("guardian":"g-solo","answer":"declined","never_ask":true)");
  EXPECT_THAT(host_.render(mentor, "invitation.letter", request, HV_FAILED_PRECONDITION),
              HasSubstr("never_ask"));
}

TEST_F(ConsentTest, R33_AnInvitationIsInTheLanguageThatIsAskedForOrSaysThatThereIsNone) {
  const auto letter = [&](const std::string& language) {
    return host_.render(
        mentor, "invitation.letter",
        body(alone, R"("page":true,"guardian":"g-solo","language":")" + language + "\""));
  };
  EXPECT_THAT(letter("ar"), HasSubstr("lang=\"ar\" dir=\"rtl\""));
  EXPECT_THAT(letter("ar"), HasSubstr("Arabic (draft)"));
  EXPECT_THAT(letter("so"), HasSubstr("There is no text in Somali yet."));
  EXPECT_THAT(letter("so"), HasSubstr("lang=\"en\" dir=\"ltr\""));
}

TEST_F(ConsentTest, R86_AReceiptSaysWhereThereIsNoTextInALanguageAndOffersThoseThatThereAre) {
  const std::string id = write("permission.record", alone,
                               R"("guardian":"g-solo","purpose":"buddy","status":"given")");
  const auto receipt = [&](const std::string& language) {
    return host_.render(
        mentor, "answer.receipt",
        body(alone, R"("page":true,"id":")" + id + R"(","language":")" + language + "\""));
  };
  EXPECT_THAT(receipt("ar"), HasSubstr("There is no text in Arabic yet."));
  EXPECT_THAT(receipt("ar"), HasSubstr("/receipts/" + id + "?language=nl\">Dutch</a>"));
  EXPECT_THAT(receipt("nl"), HasSubstr("lang=\"nl\" dir=\"ltr\""));
  EXPECT_THAT(receipt("nl"), Not(HasSubstr("There is no text")));
}

TEST_F(ConsentTest, R79_NoPhotosUnlessTheProgrammeHasThem) {
  EXPECT_EQ(code("permission.record", alone,
                 R"("guardian":"g-solo","purpose":"media","status":"given","scope":"album")"),
            "media_not_allowed");
}

// R28, R48: each choice says whether it is of something that is asked, or told.
TEST_F(ConsentTest, ThePermissionFormSaysWhatIsAskedAndWhatIsTold) {
  const std::string form = host_.render(mentor, "permission.form", body(alone, R"("page":true)"));
  for (const char* choice : {"Asking: Contact with a buddy family", "Asking: rather not",
                             "Telling: Key points in the student", "Telling: objects"})
    EXPECT_THAT(form, HasSubstr(choice));
  EXPECT_THAT(form, Not(HasSubstr("hotos")));  // R79: this programme has none
}

TEST_F(ConsentTest, R83_APupilOfAnyAgeMayObject) {
  const std::string id = write("question.raise", alone,
                               R"("by_student":true,"kind":"objection","text":"Liever niet.")");
  EXPECT_TRUE(read(mentor, alone).holds("Liever niet."));
  EXPECT_FALSE(read(teacher, alone).holds("Liever niet."));  // the care tier's
  EXPECT_EQ(code("question.answer", alone, "\"question\":\"" + id + "\",\"answer\":\"x\"", teacher),
            "unknown_question");
  write("question.answer", alone, "\"question\":\"" + id + "\",\"answer\":\"Goed.\"");
  EXPECT_EQ(code("question.answer", alone, "\"question\":\"" + id + "\",\"answer\":\"x\""),
            "question_answered");
}

TEST_F(ConsentTest, R97_AVolunteeredReasonIsInNoReceiptAndNoExport) {
  const std::string id =
      write("answer.record", alone,
            R"("guardian":"g-solo","answer":"declined","volunteered":"Eigen reden.")");
  EXPECT_FALSE(read(teacher, alone).holds("Eigen reden."));
  EXPECT_TRUE(read(care, alone).holds("Eigen reden."));
  for (const char* format : {"fhir_r4", "fhir_r5", "oso"})
    EXPECT_FALSE(
        host_
            .call(care, "consent.export", body(alone, "\"format\":\"" + std::string(format) + "\""))
            .holds("Eigen reden."));
  EXPECT_FALSE(
      host_.call(care, "answer.receipt", body(alone, "\"id\":\"" + id + "\"")).holds("Eigen"));
}

TEST_F(ConsentTest, AReceiptSaysWhoSaidWhatAndHowToChangeIt) {
  const std::string id = write("answer.record", alone,
                               R"("guardian":"g-solo","answer":"agreed","withdrawal_told":true)");
  const Reply receipt = host_.call(mentor, "answer.receipt", body(alone, "\"id\":\"" + id + "\""));
  EXPECT_EQ(receipt["schema"].text(), "ISO/IEC TS 27560:2023");
  EXPECT_EQ(receipt["said"]["status"].text(), "ConsentGiven");
  EXPECT_EQ(receipt["principal"]["guardian"].text(), "g-solo");
  EXPECT_TRUE(receipt["withdrawal"]["told"].is_true());
  EXPECT_EQ(receipt["valid"]["until"].text(), "2027-07-31");
}

// A receipt and the page keep what somebody said apart from what has become of it.
TEST_F(ConsentTest, WhatWasSaidStaysAsItWasSaid) {
  const std::string first =
      write("answer.record", alone, R"("guardian":"g-solo","answer":"agreed","date":"2026-10-01")");
  const std::string second =
      write("answer.record", alone, R"("guardian":"g-solo","answer":"other_form","form":"phone")");
  const auto lines = [&](const std::string& id) {
    const Reply receipt = host_.call(mentor, "answer.receipt",
                                     body(alone, "\"language\":\"en\",\"id\":\"" + id + "\""));
    std::string all;
    for (std::size_t i = 0; i < receipt["lines"].size(); ++i)
      all += std::string(receipt["lines"].at(i)["label"].text()) + ": " +
             std::string(receipt["lines"].at(i)["text"].text()) + "\n";
    return all;
  };
  EXPECT_THAT(lines(first), HasSubstr("What was said: Welcome to visit\n"));
  EXPECT_THAT(lines(first), HasSubstr("How it stands now: something else was said since\n"));
  EXPECT_THAT(lines(second), HasSubstr("What was said: Prefers to talk by phone\n"));
  EXPECT_THAT(lines(second), HasSubstr("How it stands now: holds\n"));
  host_.visit(mentor, sibling, R"(,"guardians":["g-mum"])");
  const std::string visited =
      write("answer.record", sibling, R"("guardian":"g-mum","answer":"agreed")");
  const std::string page = host_.render(mentor, "student.consent", body(sibling, R"("page":true)"));
  EXPECT_THAT(page, HasSubstr("dir=\"auto\">Welcome to visit</td>"));
}

// An answer that was written down wrongly is marked on its own page, by another person.
TEST_F(ConsentTest, OnlyASecondPersonIsOfferedToMarkAnAnswerAsAMistake) {
  const std::string id =
      write("answer.record", alone, R"("guardian":"g-solo","answer":"declined")");
  const auto page = [&](const char* actor) {
    return host_.render(actor, "answer.receipt",
                        body(alone, "\"page\":true,\"id\":\"" + id + "\""));
  };
  EXPECT_THAT(page(mentor), Not(HasSubstr("/answers/" + id + "/void")));
  EXPECT_THAT(page(mentor), HasSubstr("Written down wrongly?"));
  EXPECT_THAT(page(care), HasSubstr("/answers/" + id + "/void"));
  EXPECT_EQ(host_.write(care, "answer.void", body(alone, "\"answer\":\"" + id + "\"")).code(), "");
  EXPECT_THAT(page(care), Not(HasSubstr("/answers/" + id + "/void")));
  EXPECT_THAT(page(care), HasSubstr("Entered in error"));
}

// R97: the form that everybody uses has no place for a reason; the one that has it is for those who
// may write in the confidential tier.
TEST_F(ConsentTest, R97_OwnWordsHaveAFormOfTheirOwn) {
  const auto form = [&](const char* actor, const char* view) {
    return host_.render(actor, view, body(alone, R"("page":true)"));
  };
  EXPECT_THAT(form(mentor, "answer.form"), Not(HasSubstr("volunteered")));
  EXPECT_THAT(form(mentor, "answer.own_words"), HasSubstr("name=\"/volunteered\""));
  EXPECT_THAT(form(teacher, "answer.own_words"), Not(HasSubstr("volunteered")));
  EXPECT_THAT(form(mentor, "student.consent"), HasSubstr("/answers/own-words"));
  EXPECT_THAT(form(teacher, "student.consent"), Not(HasSubstr("/answers/own-words")));
}

TEST_F(ConsentTest, AnAnswerIsTheSameInEveryVocabulary) {
  const auto exported = [&](const char* format) {
    return host_
        .call(mentor, "consent.export", body(alone, "\"format\":\"" + std::string(format) + "\""))
        .text;
  };
  write("answer.record", alone, R"("guardian":"g-solo","answer":"agreed")");
  EXPECT_THAT(exported("fhir_r4"), HasSubstr(R"("status":"active")"));
  EXPECT_THAT(exported("fhir_r5"), HasSubstr(R"("decision":"permit")"));
  EXPECT_THAT(exported("oso"), HasSubstr(R"("toestemming":"Ja")"));
  write("answer.record", alone, R"("guardian":"g-solo","answer":"declined")");
  EXPECT_THAT(exported("fhir_r4"), HasSubstr(R"("status":"rejected")"));
  EXPECT_THAT(exported("fhir_r4"), HasSubstr(R"("status":"inactive")"));  // what it replaced
  EXPECT_THAT(exported("fhir_r5"), HasSubstr(R"("decision":"deny")"));
  EXPECT_THAT(exported("oso"), HasSubstr(R"("toestemming":"Nee")"));
}

// R1: nothing tells a family that declined from one that was visited but the words of the answer,
// and that there is no way to ask it again meanwhile (rule 2).
TEST_F(ConsentTest, R1_ADeclinedFamilysPageDiffersInWordsAlone) {
  write("answer.record", alone, R"("guardian":"g-solo","answer":"declined")");
  write("answer.record", sibling, R"("guardian":"g-mum","answer":"agreed")");
  host_.visit(mentor, sibling, R"(,"guardians":["g-mum"])");
  const auto structure = [&](const char* student) {
    std::string page = host_.render(mentor, "student.consent", body(student, R"("page":true)"));
    page = std::regex_replace(page, std::regex(R"re(<a [^>]*/invitations/[^<]*</a> )re"), "");
    return std::regex_replace(
        std::regex_replace(page, std::regex(R"re((href|action|value|id|name|for)="[^"]*")re"), ""),
        std::regex(">[^<]+<"), "><");
  };
  EXPECT_EQ(structure(alone), structure(sibling));
}

// R99: whatever happens, nothing that is made for one guardian holds the other's home or name.
TEST_F(ConsentTest, R99_NothingMadeForOneGuardianTellsOfTheOther) {
  std::mt19937 random(7);
  const char* answers[] = {"agreed", "declined", "deferred", "no_answer"};
  for (int i = 0; i < 12; ++i) {
    const char* guardian = random() % 2 == 0 ? "g-mum" : "g-dad";
    const std::string who = "\"guardian\":\"" + std::string(guardian) + "\"";
    std::string id;
    if (random() % 3 == 0) {
      id = write("permission.record", two_homes,
                 who + R"(,"purpose":"buddy","status":)" +
                     (random() % 2 == 0 ? R"("given")" : R"("refused")"));
    } else {
      id = write("answer.record", two_homes,
                 who + ",\"answer\":\"" + answers[random() % std::size(answers)] + "\"");
    }
    const bool mum = std::string(guardian) == "g-mum";
    for (const std::string& made :
         {host_.call(mentor, "answer.receipt", body(two_homes, "\"id\":\"" + id + "\"")).text,
          host_.render(mentor, "answer.receipt",
                       body(two_homes, "\"id\":\"" + id + "\",\"page\":true")),
          host_.call(mentor, "consent.export", body(two_homes, who + R"(,"format":"fhir_r4")"))
              .text}) {
      EXPECT_THAT(made, Not(HasSubstr("hh-")));
      EXPECT_THAT(made, Not(HasSubstr(mum ? "g-dad" : "g-mum")));
      EXPECT_THAT(made, Not(HasSubstr(mum ? "de Boer" : "Sanne")));
    }
  }
  for (const char* actor : {mentor, teacher, care, leader}) {
    const Reply all = read(actor, two_homes);
    EXPECT_FALSE(all.holds("hh-"));
    // Both with custody have the same items.
    std::vector<std::string> items[2];
    for (int k = 0; k < 2; ++k)
      all["people"].at(k).each_member([&](std::string_view key, json::Value) {
        if (key != "until" && key != "not_before" && key != "why_not" && key != "never_ask")
          items[k].emplace_back(key);
      });
    EXPECT_EQ(items[0], items[1]);
  }
}

}  // namespace
}  // namespace host_test
