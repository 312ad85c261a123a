// Who may interpret and who may not, through hv_call.
// Requirements: R45.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "visit_rules.h"

namespace host_test {
namespace {

using testing::HasSubstr;
using testing::Not;

struct InterpreterCase {
  const char* name;
  const char* interpreter;
  const char* pointer;  // "" allowed
};
void PrintTo(const InterpreterCase& one, std::ostream* out) { *out << one.name; }

class InterpreterTest : public VisitRulesTest,
                        public testing::WithParamInterface<InterpreterCase> {};

TEST_P(InterpreterTest, R45) {
  const std::string request =
      body(two_homes, std::string(",\"interpreter\":") + GetParam().interpreter);
  if (*GetParam().pointer == '\0') {
    host_.write(mentor, "visit.record", request);
    return;
  }
  const Reply reply = host_.refused(mentor, "visit.record", request);
  EXPECT_EQ(reply.status, HV_FAILED_PRECONDITION);
  EXPECT_EQ(reply.code(), "interpreter_is_pupil");
  EXPECT_EQ(reply.pointer(), GetParam().pointer);
}

INSTANTIATE_TEST_SUITE_P(
    NeverThePupil, InterpreterTest,
    testing::Values(
        InterpreterCase{"pupil_by_id", R"({"kind":"relative","person":"s-twohomes"})",
                        "/interpreter/person"},
        InterpreterCase{"pupil_by_name", R"({"kind":"relative","name":"noor visser"})",
                        "/interpreter/name"},
        InterpreterCase{"pupil_by_given_name", R"({"kind":"other_adult","name":"Noor"})",
                        "/interpreter/name"},
        InterpreterCase{"sibling_here_by_id", R"({"kind":"relative","person":"s-sibling"})",
                        "/interpreter/person"},
        InterpreterCase{"sibling_here_by_name", R"({"kind":"relative","name":"Bram Visser"})",
                        "/interpreter/name"},
        InterpreterCase{"minor_elsewhere", R"({"kind":"relative","person":"s-elsewhere"})",
                        "/interpreter/person"},
        InterpreterCase{"sibling_of_age", R"({"kind":"relative","person":"s-ofage"})", ""},
        InterpreterCase{"by_phone", R"({"kind":"phone","language":"tr"})", ""},
        InterpreterCase{"an_aunt", R"({"kind":"relative","name":"Fatma Yilmaz"})", ""}),
    [](const auto& test) { return test.param.name; });

TEST_F(VisitRulesTest, R45_ThereIsNoKindForAPupil) {
  const Reply reply =
      host_.refused(mentor, "visit.record", body(alone, R"(,"interpreter":{"kind":"pupil"})"));
  EXPECT_EQ(reply.code(), "unknown_value");
  EXPECT_EQ(reply.pointer(), "/interpreter/kind");
}

TEST_F(VisitRulesTest, R45_HoldsWhenPlanningAndRevisingToo) {
  const Reply planned = host_.refused(
      mentor, "visit.plan",
      R"({"student":"s-twohomes","date":"2026-10-20","interpreter":{"kind":"relative","person":"s-twohomes"}})");
  EXPECT_EQ(planned.code(), "interpreter_is_pupil");
  const std::string visit = host_.visit(mentor, two_homes);
  const Reply revised = host_.refused(
      mentor, "visit.revise",
      body(two_homes,
           R"(,"interpreter":{"kind":"relative","name":"Noor"},"visit":")" + visit + "\""));
  EXPECT_EQ(revised.code(), "interpreter_is_pupil");
}

// R45, beyond the family. "Yara Smit" is in the class of "Noor Visser".
class ClassmateTest : public VisitRulesTest {
 protected:
  Reply record(const char* actor, const std::string& interpreter) {
    return host_.call(
        actor, "visit.record",
        submitted(body(two_homes, R"(,"interpreter":{"kind":"other_adult",)" + interpreter + "}")));
  }
  Reply named(const char* actor, const std::string& name, const std::string& more = "") {
    return record(actor, "\"name\":\"" + name + "\"" + more);
  }
};

TEST_F(ClassmateTest, R45_WhoBearsTheNameOfAClassmateIsAskedAboutOnce) {
  for (const char* name : {"Yara Smit", "yara  SMIT ", "Y\u00e1ra Sm\u00eft"})
    for (const char* actor : {mentor, teacher, care}) {
      const Reply asked = named(actor, name);
      EXPECT_EQ(asked.status, HV_FAILED_PRECONDITION) << name;
      EXPECT_EQ(asked.code(), "interpreter_may_be_pupil") << name;
      EXPECT_EQ(asked.pointer(), "/interpreter/name");
      EXPECT_THAT(asked.message(), Not(HasSubstr("Smit"))) << "whom it is about is not said";
    }
  EXPECT_EQ(named(mentor, "Yara Smit", R"(,"adult":true)").status, HV_OK) << "somebody else";
  EXPECT_EQ(named(mentor, "Yara").status, HV_OK) << "a given name alone says nothing";
  EXPECT_EQ(named(mentor, "Yara Smits").status, HV_OK);
}

TEST_F(ClassmateTest, R45_NoWordMakesThePupilOrASiblingAnInterpreter) {
  EXPECT_EQ(named(mentor, "Noor Visser", R"(,"adult":true)").code(), "interpreter_is_pupil");
  EXPECT_EQ(named(mentor, "N\u00f3or V\u00ecsser").code(), "interpreter_is_pupil");
  EXPECT_EQ(named(mentor, "Bram Visser", R"(,"adult":true)").code(), "interpreter_is_pupil");
  EXPECT_EQ(record(mentor, R"("person":"s-alone","adult":true)").code(), "interpreter_of_school");
}

// Nobody learns by typing names, or numbers, who goes to this school.
TEST_F(ClassmateTest, R45_APupilWhomOneMayNotSeeIsNotGivenAway) {
  const std::string other = "Luuk Dekker";  // of another class
  for (const char* actor : {mentor, teacher}) {
    EXPECT_EQ(named(actor, other).status, HV_OK);
    EXPECT_EQ(record(actor, R"("person":"s-other")").status, HV_OK);
  }
  EXPECT_EQ(named(care, other).code(), "interpreter_may_be_pupil");
  EXPECT_EQ(record(care, R"("person":"s-other")").code(), "interpreter_of_school");
  EXPECT_EQ(record(care, R"("person":"s-ofage")").status, HV_OK) << "an adult of the family";
}

TEST_F(ClassmateTest, R45_TheFormAsksWhoItIsOnlyAfterThatAndKeepsTheWord) {
  const auto form = [&](const std::string& more) {
    return host_.render(mentor, "visit.form", R"({"student":"s-twohomes")" + more + "}");
  };
  const std::string box = "name=\"/interpreter/adult\"";
  EXPECT_THAT(form(""), Not(HasSubstr(box)));
  EXPECT_THAT(form(R"(,"errors":[{"pointer":"/interpreter/name","message":"x",)"
                   R"("code":"interpreter_may_be_pupil"}])"),
              HasSubstr(box));
  const std::string visit = named(mentor, "Yara Smit", R"(,"adult":true)").get("visit");
  const std::string again = form(R"(,"visit":")" + visit + '"');
  EXPECT_THAT(again, HasSubstr(box));
  EXPECT_THAT(again.substr(again.find(box), 80), HasSubstr("checked"));
}

class LenientTest : public VisitRulesTest {
 protected:
  LenientTest() : VisitRulesTest(R"(,"policy":{"minor_sibling_may_interpret":true})") {}
};

TEST_F(LenientTest, R45_AMinorSiblingAtAnotherSchoolMayByPolicy) {
  host_.write(mentor, "visit.record",
              body(two_homes, R"(,"interpreter":{"kind":"relative","person":"s-elsewhere"})"));
}

TEST_F(LenientTest, R45_ASiblingAtThisSchoolNeverMay) {
  const Reply reply =
      host_.refused(mentor, "visit.record",
                    body(two_homes, R"(,"interpreter":{"kind":"relative","person":"s-sibling"})"));
  EXPECT_EQ(reply.code(), "interpreter_is_pupil");
}

}  // namespace
}  // namespace host_test
