// Drafts of answers: what was typed of one person never becomes the answer of another.
// Requirements: R1, R99.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class AnswerDraftsTest : public testing::Test {
 protected:
  AnswerDraftsTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }

  // What a form sends while somebody types in it. `submission`: of the form.
  void type(const std::string& who, const std::string& answer, const std::string& submission) {
    host_.call(mentor, "draft.save",
               R"({"student":"s-twohomes","form":"answer","fields":[["/submission",")" +
                   submission + "\"]," + who + R"(["/answer",")" + answer + "\"]]}");
  }
  std::string form(const std::string& whose = "", const char* view = "answer.form") {
    return host_.render(mentor, view, R"({"student":"s-twohomes")" + whose + "}");
  }
  std::string panel() {
    return host_.render(mentor, "student.panel", R"({"student":"s-twohomes"})");
  }
  // The tag of a radio button.
  static std::string choice(const std::string& html, const std::string& value) {
    const auto at = html.find("value=\"" + value + "\"");
    if (at == std::string::npos) return "not there";
    const auto begin = html.rfind('<', at);
    return html.substr(begin, html.find('>', at) - begin);
  }
  static std::string notes(const std::string& html) {
    std::string all;
    for (auto at = html.find("<p class=\"hv-note\""); at != std::string::npos;
         at = html.find("<p class=\"hv-note\"", at + 1))
      all += html.substr(at, html.find("</p>", at) - at);
    return all;
  }

  Folder folder_;
  Host host_;
};

constexpr char mother[] = R"(["/guardian","g-mum"],)";
constexpr char father[] = R"(["/guardian","g-dad"],)";
constexpr char mother_link[] = R"(,"guardian":"g-mum")";
constexpr char father_link[] = R"(,"guardian":"g-dad")";

TEST_F(AnswerDraftsTest, R99_TheDraftOfOneGuardianDoesNotOpenUnderTheOther) {
  type(mother, "agreed", "form-of-mother");
  for (const char* view : {"answer.form", "answer.own_words"}) {
    const std::string html = form(father_link, view);
    EXPECT_THAT(choice(html, "g-dad"), HasSubstr(" checked")) << view;
    EXPECT_THAT(choice(html, "g-mum"), Not(HasSubstr(" checked"))) << view;
    EXPECT_THAT(choice(html, "agreed"), Not(HasSubstr(" checked"))) << view;
    EXPECT_THAT(notes(html), HasSubstr("?guardian=g-mum")) << "it is offered by name";
  }
  const std::string own = form(mother_link);
  EXPECT_THAT(choice(own, "g-mum"), HasSubstr(" checked"));
  EXPECT_THAT(choice(own, "agreed"), HasSubstr(" checked"));
  EXPECT_THAT(own, HasSubstr("value=\"form-of-mother\""));
}

TEST_F(AnswerDraftsTest, R99_EachHasADraftOfTheirOwn) {
  type(mother, "agreed", "form-of-mother");
  type(father, "declined", "form-of-father");
  EXPECT_THAT(choice(form(mother_link), "agreed"), HasSubstr(" checked"));
  EXPECT_THAT(choice(form(father_link), "declined"), HasSubstr(" checked"));
  const std::string nobody = form();
  EXPECT_THAT(choice(nobody, "agreed"), Not(HasSubstr(" checked")));
  EXPECT_THAT(choice(nobody, "declined"), Not(HasSubstr(" checked")));
  EXPECT_THAT(notes(nobody), HasSubstr("?guardian=g-mum"));
  EXPECT_THAT(notes(nobody), HasSubstr("?guardian=g-dad"));
}

TEST_F(AnswerDraftsTest, ADraftWithNobodyChosenIsNobodys) {
  type("", "agreed", "form-of-nobody");
  EXPECT_THAT(choice(form(father_link), "agreed"), Not(HasSubstr(" checked")));
  EXPECT_THAT(choice(form(), "agreed"), HasSubstr(" checked"));
}

TEST_F(AnswerDraftsTest, WhoIsChosenLaterInTheSameFormTakesItsDraft) {
  type(mother, "agreed", "one-form");
  type(father, "agreed", "one-form");
  EXPECT_THAT(choice(form(mother_link), "agreed"), Not(HasSubstr(" checked")));
  EXPECT_THAT(choice(form(father_link), "agreed"), HasSubstr(" checked"));
}

TEST_F(AnswerDraftsTest, ThePanelOffersThemByName) {
  EXPECT_THAT(notes(panel()), Not(HasSubstr("answers/new")));
  type(mother, "agreed", "form-of-mother");
  EXPECT_THAT(notes(panel()), HasSubstr("/answers/new?guardian=g-mum"));
}

TEST_F(AnswerDraftsTest, AnAnswerEndsTheDraftOfItsOwnPersonAlone) {
  type(mother, "agreed", "form-of-mother");
  type(father, "agreed", "form-of-father");
  host_.write(mentor, "answer.record",
              R"({"student":"s-twohomes","guardian":"g-dad","answer":"declined"})");
  EXPECT_THAT(notes(panel()), HasSubstr("?guardian=g-mum"));
  EXPECT_THAT(notes(panel()), Not(HasSubstr("?guardian=g-dad")));
  host_.call(mentor, "answer.record",
             R"({"submission":"form-of-mother","student":"s-twohomes","guardian":"g-dad",)"
             R"("answer":"agreed"})");
  EXPECT_THAT(notes(panel()), Not(HasSubstr("answers/new"))) << "it was typed in this form";
}

TEST_F(AnswerDraftsTest, DiscardingLeavesNone) {
  type(mother, "agreed", "form-of-mother");
  type(father, "agreed", "form-of-father");
  const char* of_answers = R"({"student":"s-twohomes","form":"answer"})";
  EXPECT_TRUE(host_.call(mentor, "draft.read", of_answers).holds("g-"));
  host_.call(mentor, "draft.discard", of_answers);
  EXPECT_FALSE(host_.call(mentor, "draft.read", of_answers).holds("g-"));
}

TEST_F(AnswerDraftsTest, Rule6_TheStudentsOwnHeadingChoosesTheStudent) {
  for (const char* view :
       {"answer.form", "permission.form", "invitation.form", "notice.give.form"}) {
    const std::string html =
        host_.render(mentor, view, R"({"student":"s-sixteen","by_student":"1"})");
    const auto at = html.find("name=\"/by_student\"");
    ASSERT_NE(at, std::string::npos) << view;
    EXPECT_THAT(html.substr(html.rfind('<', at), html.find('>', at) - html.rfind('<', at)),
                HasSubstr(" checked"))
        << view;
  }
  EXPECT_THAT(host_.render(mentor, "student.consent", R"({"student":"s-sixteen"})"),
              HasSubstr("/answers/new?by_student=1"));
}

}  // namespace
}  // namespace host_test
