// The notice for families, through hv_call and as pages: R28, R31, R83.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

class NoticeTest : public testing::Test {
 protected:
  NoticeTest() : host_(config_in(folder_)) {
    write_school(folder_ / "school");
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  }

  void set_contact_point() {
    host_.write(leader, "programme.set",
                R"({"school_year":"2026-2027","policy_reference":"Plan","policy_version":"1",)"
                R"("officers":[{"task":"contact_point","staff":"c1","reachable":"0341 123456"}]})");
  }
  // The drafts of these languages as a request to publish them.
  std::string drafts(std::initializer_list<const char*> languages, const std::string& more = "") {
    std::string texts;
    for (const char* language : languages) {
      const Reply draft =
          host_.call(leader, "notice.draft", std::string("{\"language\":\"") + language + "\"}");
      for (std::size_t i = 0; i < draft["texts"].size(); ++i)
        texts += (texts.empty() ? "" : ",") + std::string(draft["texts"].at(i).dump());
    }
    return "{\"texts\":[" + texts + "]" + more + "}";
  }

  Folder folder_;
  Host host_;
};

// R31
TEST_F(NoticeTest, R31_WithoutAContactPointNothingIsPublished) {
  EXPECT_EQ(host_.refused(leader, "notice.publish", drafts({"en"})).code(), "no_contact_point");
  set_contact_point();
  EXPECT_EQ(host_.write(leader, "notice.publish", drafts({"en"})).get("id"), "1");
  const Reply notice = host_.call(teacher, "notice.read", R"({"language":"en"})");
  EXPECT_THAT(notice.text, HasSubstr("Ria Zorg: 0341 123456"));
}

// R29: told by any way, the guardian has had the version that held.
TEST_F(NoticeTest, R29_WhoHeardTheNoticeHasHadItsVersion) {
  set_contact_point();
  host_.write(leader, "notice.publish", drafts({"en"}));
  const auto told = [&](const char* what) {
    host_.write(
        mentor, "guardian.inform",
        std::string(R"({"student":"s-alone","guardian":"g-solo","channel":"phone","what":")") +
            what + "\"}");
    const Reply read = host_.call(mentor, "consent.read", R"({"student":"s-alone"})");
    return std::string(read["people"].at(0)["notices"].dump());
  };
  EXPECT_EQ(told("other"), "[]");
  EXPECT_THAT(told("notice"), HasSubstr(R"("version":"1")"));
  EXPECT_THAT(told("notice"), HasSubstr(R"("hash":")"));
  // R7: which text that was can be read from there.
  EXPECT_THAT(host_.render(mentor, "student.consent", R"({"student":"s-alone","page":true})"),
              HasSubstr("/school/notices/1/en"));
}

// R28
TEST_F(NoticeTest, R28_AVersionIsKnownByItsHashAndNeverChanges) {
  set_contact_point();
  host_.write(leader, "notice.publish", drafts({"en"}));
  const Reply first = host_.call(teacher, "notice.read", R"({"version":"1"})");
  const std::string hash(first["texts"].at(0)["hash"].text());
  EXPECT_EQ(hash.size(), 64u);
  EXPECT_EQ(host_.refused(leader, "notice.publish", drafts({"en"})).code(), "notice_unchanged");
  std::string changed = drafts({"en"}, R"(,"material_change":true)");
  changed.replace(changed.find("Every family"), 12, "Each family");
  host_.write(leader, "notice.publish", changed);
  EXPECT_EQ(host_.call(teacher, "notice.read", R"({"version":"1"})").text, first.text);
  const Reply second = host_.call(teacher, "notice.read", "{}");
  EXPECT_EQ(second["version"].text(), "2");
  EXPECT_TRUE(second["material_change"].is_true());
  EXPECT_NE(second["texts"].at(0)["hash"].text(), hash);
  EXPECT_EQ(second["texts"].at(1)["hash"].text(), first["texts"].at(1)["hash"].text());
  const Reply list = host_.call(mentor, "notice.list", "{}");
  EXPECT_EQ(list["notices"].size(), 2u);
  EXPECT_TRUE(list["notices"].at(1)["holds"].is_true());
}

// R28, R83
TEST_F(NoticeTest, R28_AMissingSectionOrReaderIsRefused) {
  set_contact_point();
  std::string missing = drafts({"en"});
  const auto at = missing.find("\"who_comes\"");
  missing.replace(at, 11, "\"purpose\"");
  EXPECT_EQ(host_.refused(leader, "notice.publish", missing).code(), "section_twice");
  EXPECT_EQ(host_.refused(leader, "notice.publish", drafts({"tr"})).code(), "notice_for_parents");
  EXPECT_EQ(host_.refused(teacher, "notice.publish", drafts({})).code(), "role_may_not");
  EXPECT_EQ(host_.call(teacher, "notice.read", "{}").code(), "unknown_notice");
}

// R28, R81: a letter in the family's language, in its direction.
TEST_F(NoticeTest, R28_ALetterStandsInItsLanguageAndDirection) {
  set_contact_point();
  host_.write(leader, "notice.publish", drafts({"en", "ar", "tr"}));
  const std::string arabic =
      host_.render(mentor, "notice.page", R"({"page":true,"version":"1","language":"ar"})");
  EXPECT_THAT(arabic, HasSubstr(R"(lang="ar" dir="rtl")"));
  EXPECT_THAT(arabic, HasSubstr("لماذا نودّ أن نزوركم؟"));
  // Nobody who speaks it has looked at it: the letter says so.
  EXPECT_THAT(arabic, HasSubstr("This text is a draft"));
  const std::string turkish = host_.render(
      mentor, "notice.page", R"({"page":true,"version":"1","language":"tr","audience":"pupils"})");
  EXPECT_THAT(turkish, HasSubstr(R"(lang="tr" dir="ltr")"));
  EXPECT_THAT(turkish, HasSubstr("Neden?"));
  const std::string english =
      host_.render(mentor, "notice.page", R"({"page":true,"version":"1","language":"en"})");
  EXPECT_THAT(english, Not(HasSubstr("is a draft")));
  EXPECT_THAT(host_.render(mentor, "notice.list", R"({"page":true})"),
              HasSubstr("/school/notices/1/ar"));
}

// A language is added to a notice by its own form; the others stay.
TEST_F(NoticeTest, ATranslationIsAddedByItself) {
  set_contact_point();
  host_.write(leader, "notice.publish", drafts({"en"}));
  host_.write(leader, "notice.publish", drafts({"pl"}, R"(,"keep_others":true)"));
  const Reply notice = host_.call(teacher, "notice.read", "{}");
  EXPECT_EQ(notice["texts"].size(), 4u);
  EXPECT_FALSE(notice["material_change"].is_true());
  const std::string form = host_.render(leader, "notice.form", R"({"page":true,"language":"pl"})");
  EXPECT_THAT(form, HasSubstr("Wizyta domowa"));
  EXPECT_THAT(form, HasSubstr(R"(name="/texts/1/sections/6/text")"));
  // Paragraphs stay apart in the field.
  EXPECT_THAT(form, HasSubstr("ważne.\nTę propozycję"));
}

// Who goes knows what the family knows: before the visit, and beside its report as it was that day.
class ToldTest : public NoticeTest {
 protected:
  ToldTest() {
    set_contact_point();
    host_.write(leader, "notice.publish", drafts({"en", "tr"}));
  }
  void give(const char* student, const char* guardian) {
    host_.write(mentor, "notice.give",
                std::string("{\"student\":\"") + student + "\",\"guardian\":\"" + guardian +
                    "\",\"channel\":\"letter\"}");
  }
  // The part of a page that is about this.
  std::string told(const char* view, const char* student, const std::string& visit) {
    const std::string page = host_.render(
        mentor, view, std::string("{\"student\":\"") + student + "\",\"visit\":\"" + visit + "\"}");
    const auto at = page.find("What the family was told about privacy");
    return at == std::string::npos ? page : page.substr(at, page.find("</section>", at) - at);
  }
};

// R7
TEST_F(ToldTest, R7_TheVisitorSeesWhatEachGuardianWasToldAboutPrivacy) {
  give(two_homes, "g-mum");
  const std::string visit =
      host_.write(mentor, "visit.plan", R"({"student":"s-twohomes","date":"2026-10-20"})")
          .get("visit");
  for (const char* view : {"visit.before", "visit.page"}) {
    const std::string part = told(view, two_homes, visit);
    EXPECT_THAT(part, HasSubstr("Sanne Visser")) << view;
    EXPECT_THAT(part, HasSubstr("12 October 2026, by letter; version 1, Turkish")) << view;
    EXPECT_THAT(part, HasSubstr("Mark de Boer")) << view;
    EXPECT_THAT(part, HasSubstr("not yet")) << view;
  }
  const std::string before = told("visit.before", two_homes, visit);
  host_.write(mentor, "answer.record",
              R"({"student":"s-twohomes","guardian":"g-dad","answer":"declined"})");
  EXPECT_EQ(told("visit.before", two_homes, visit), before) << "R1";
}

TEST_F(ToldTest, R7_OfAVisitThatWasHeldItSaysWhatTheyKnewThatDay) {
  give(alone, "g-solo");
  const std::string earlier =
      host_
          .write(mentor, "visit.record",
                 R"({"student":"s-alone","date":"2026-10-05","report":{"key_points":["x"]}})")
          .get("visit");
  EXPECT_THAT(told("visit.page", alone, earlier), HasSubstr("not yet"));
  EXPECT_THAT(told("visit.page", alone, earlier), Not(HasSubstr("version 1")));
  EXPECT_THAT(told("visit.page", alone, host_.visit(mentor, alone)), HasSubstr("version 1"));
}

TEST_F(ToldTest, R7_WhoIsNotToBeInformedIsNoOpenItem) {
  const std::string part = told("visit.page", not_told, host_.visit(mentor, not_told));
  EXPECT_THAT(part, HasSubstr("Fleur Prins"));
  EXPECT_THAT(part, Not(HasSubstr("Kees Storm")));
}

}  // namespace
}  // namespace host_test
