// What is wrong with a request of one operation is answered with a status, the place and a
// sentence; and nothing is written. What holds for all of them stands in every_operation_test.cc.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "right_requests.h"

namespace host_test {
namespace {

struct PlaceCase {
  const char* name;
  const char* operation;
  const char* body;
  const char* code;
  const char* pointer;
};
void PrintTo(const PlaceCase& place, std::ostream* out) { *out << place.name; }
class PlaceTest : public testing::TestWithParam<PlaceCase> {};

TEST_P(PlaceTest, IsNamed) {
  const std::int64_t before = Prepared::get().written();
  const Reply reply =
      Prepared::get().host.call(mentor, GetParam().operation, submitted(GetParam().body));
  EXPECT_NE(reply.status, HV_OK);
  EXPECT_EQ(reply.code(), GetParam().code) << reply.text;
  EXPECT_EQ(reply.pointer(), GetParam().pointer) << reply.text;
  EXPECT_EQ(Prepared::get().written(), before);
}

#define VISIT(more) R"({"student":"s-alone","date":"2026-10-12",)" more "}"
#define REPORT(more) VISIT(R"("report":{"key_points":["x"],)" more "}")

INSTANTIATE_TEST_SUITE_P(
    Places, PlaceTest,
    testing::Values(
        PlaceCase{"future_visit", "visit.record",
                  R"({"student":"s-alone","date":"2026-10-13","report":{"key_points":["x"]}})",
                  "visit_in_future", "/date"},
        PlaceCase{"old_visit", "visit.record",
                  R"({"student":"s-alone","date":"2013-05-02","report":{"key_points":["x"]}})",
                  "date_too_old", "/date"},
        PlaceCase{"past_plan", "visit.plan", R"({"student":"s-alone","date":"2026-10-11"})",
                  "date_in_past", "/date"},
        PlaceCase{"far_plan", "visit.plan", R"({"student":"s-alone","date":"2030-10-11"})",
                  "date_too_far", "/date"},
        PlaceCase{
            "future_answer", "answer.record",
            R"({"student":"s-alone","guardian":"g-solo","answer":"agreed","date":"2026-10-13"})",
            "date_in_future", "/date"},
        PlaceCase{
            "impossible_not_before", "answer.record",
            R"({"student":"s-alone","guardian":"g-solo","answer":"deferred","not_before":"2026-11-31"})",
            "impossible_date", "/not_before"},
        PlaceCase{
            "impossible_valid_until", "answer.record",
            R"({"student":"s-alone","guardian":"g-solo","answer":"agreed","valid_until":"2027-02-30"})",
            "impossible_date", "/valid_until"},
        PlaceCase{"nobodys_answer", "answer.record", R"({"student":"s-alone","answer":"agreed"})",
                  "whose_answer", "/guardian"},
        PlaceCase{
            "two_peoples_answer", "answer.record",
            R"({"student":"s-alone","guardian":"g-solo","by_student":true,"answer":"agreed"})",
            "whose_answer", "/guardian"},
        PlaceCase{
            "unknown_witness", "answer.record",
            R"({"student":"s-alone","guardian":"g-solo","answer":"agreed","oral_witness":"nobody"})",
            "unknown_staff", "/oral_witness"},
        PlaceCase{"form_without_other", "answer.record",
                  R"({"student":"s-alone","guardian":"g-solo","answer":"agreed","form":"phone"})",
                  "form_without_other", "/form"},
        PlaceCase{"impossible_time", "visit.record", VISIT(R"("start_time":"24:30")"),
                  "impossible_time", "/start_time"},
        PlaceCase{"impossible_check_out", "visit.record",
                  VISIT(R"("backstop":{"staff":"t1","check_out":"29:00"})"), "impossible_time",
                  "/backstop/check_out"},
        PlaceCase{"unknown_visitor", "visit.record", VISIT(R"("visitors":["m1","nobody"])"),
                  "unknown_staff", "/visitors/1"},
        PlaceCase{"visitor_twice", "visit.record", VISIT(R"("visitors":["m1","m1"])"),
                  "duplicate_item", "/visitors/0"},
        PlaceCase{"guardian_twice", "visit.record", VISIT(R"("guardians":["g-solo","g-solo"])"),
                  "duplicate_item", "/guardians/1"},
        PlaceCase{"home_of_whom", "visit.record",
                  VISIT(R"("place":"school","at_guardian":"g-solo")"), "home_of_guardian",
                  "/at_guardian"},
        PlaceCase{"minutes_negative", "visit.record", VISIT(R"("minutes":{"visit":-1})"),
                  "out_of_range", "/minutes/visit"},
        PlaceCase{"minutes_fraction", "visit.record", VISIT(R"("minutes":{"visit":1.5})"),
                  "wrong_type", "/minutes/visit"},
        PlaceCase{"blank_point", "visit.record", VISIT(R"("report":{"key_points":["x","  "]})"),
                  "empty_text", "/report/key_points/1"},
        PlaceCase{"empty_point", "visit.record", VISIT(R"("report":{"key_points":[""]})"),
                  "too_short", "/report/key_points/0"},
        PlaceCase{
            "eleven_points", "visit.record",
            VISIT(R"("report":{"key_points":["1","2","3","4","5","6","7","8","9","10","11"]})"),
            "too_many", "/report/key_points"},
        PlaceCase{"blank_note", "visit.record", REPORT(R"("notes":[{"topic":"other","text":" "}])"),
                  "empty_text", "/report/notes/0/text"},
        PlaceCase{"agreement_in_the_past", "visit.record",
                  REPORT(R"("agreements":[{"what":"x","who":"school","by":"2026-10-01"}])"),
                  "date_before_visit", "/report/agreements/0/by"},
        PlaceCase{"agreement_on_no_day", "visit.record",
                  REPORT(R"("agreements":[{"what":"x","who":"school","by":"2027-02-29"}])"),
                  "impossible_date", "/report/agreements/0/by"},
        PlaceCase{"next_contact_on_no_day", "visit.record",
                  REPORT(R"("next_contact":{"date":"2026-11-31"})"), "impossible_date",
                  "/report/next_contact/date"},
        PlaceCase{"next_contact_before", "visit.record",
                  REPORT(R"("next_contact":{"date":"2026-10-11"})"), "date_before_visit",
                  "/report/next_contact/date"},
        PlaceCase{"contact_without_anything", "contact.plan", R"({"student":"s-alone"})",
                  "missing_field", "/date"},
        PlaceCase{"contact_in_the_past", "contact.plan",
                  R"({"student":"s-alone","date":"2026-10-11"})", "next_contact_in_past", "/date"},
        PlaceCase{
            "told_in_the_future", "guardian.inform",
            R"({"student":"s-alone","guardian":"g-solo","what":"notice","date":"2026-10-13"})",
            "date_in_future", "/date"}),
    [](const auto& test) { return test.param.name; });

TEST(BadInputTest, ATextThatIsTooLong) {
  const Reply reply = Prepared::get().host.call(
      mentor, "visit.record",
      submitted(R"({"student":"s-alone","date":"2026-10-12","report":{"key_points":["x"],)"
                R"("goes_well":")" +
                std::string(4001, 'x') + "\"}}"));
  EXPECT_EQ(reply.code(), "too_long");
  EXPECT_EQ(reply.pointer(), "/report/goes_well");
}

TEST(BadInputTest, LengthCountsCharactersNotBytes) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "\u00e9";
  const Reply reply = Prepared::get().host.call(
      mentor, "visit.record",
      submitted(R"({"student":"s-onehome","date":"2026-10-12","report":{"key_points":[")" + text +
                "\"]}}"));
  EXPECT_EQ(reply.status, HV_OK) << reply.text;
}

TEST(BadInputTest, AnOperationThatIsNotThere) {
  const Reply reply = Prepared::get().host.call(it, "visit.erase", "{}");
  EXPECT_EQ(reply.status, HV_NOT_FOUND);
  EXPECT_EQ(reply.code(), "unknown_operation");
}

TEST(BadInputTest, AnOperationNameThatIsNoTextStillGivesAnErrorDocument) {
  const Reply reply = Prepared::get().host.call(it, "\xff\xfe\"", "{}");
  EXPECT_EQ(reply.status, HV_NOT_FOUND);
  EXPECT_EQ(reply.text.find('\xff'), std::string::npos);
}

struct ActorCase {
  const char* name;
  const char* actor;
  hv_status status;
};
void PrintTo(const ActorCase& who, std::ostream* out) { *out << who.name; }
class ActorTest : public testing::TestWithParam<ActorCase> {};

TEST_P(ActorTest, IsRefused) {
  const Reply reply =
      Prepared::get().host.call(GetParam().actor, "student.history", R"({"student":"s-alone"})");
  EXPECT_EQ(reply.status, GetParam().status) << reply.text;
}

INSTANTIATE_TEST_SUITE_P(
    Actors, ActorTest,
    testing::Values(ActorCase{"empty", "", HV_UNAUTHENTICATED},
                    ActorCase{"no_json", "mentor", HV_INVALID_ARGUMENT},
                    ActorCase{"unknown_role", R"({"role":"parent"})", HV_INVALID_ARGUMENT},
                    ActorCase{"mentor_without_staff", R"({"role":"mentor"})", HV_UNAUTHENTICATED},
                    ActorCase{"unknown_staff", R"({"role":"mentor","staff":"nobody"})",
                              HV_NOT_FOUND}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace host_test
