// Who may interpret and who may not, through hv_call.
// Requirements: R45.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "visit_rules.h"

namespace host_test {
namespace {

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
