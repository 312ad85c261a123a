// What is wrong with a request is answered with a status, the place and a sentence; and nothing is
// written: for every operation.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "right_requests.h"

namespace host_test {
namespace {

class EveryOperationTest : public testing::TestWithParam<Right> {
 protected:
  void SetUp() override { before_ = school().written(); }
  void TearDown() override { EXPECT_EQ(school().written(), before_); }

  static Prepared& school() { return Prepared::get(); }
  Reply call(const std::string& request) {
    return school().host.call(GetParam().actor, GetParam().operation, request);
  }
  void expect_refused(const std::string& request, const char* code, const std::string& pointer) {
    const Reply reply = call(request);
    EXPECT_EQ(reply.status, HV_INVALID_ARGUMENT) << request << "\n" << reply.text;
    EXPECT_EQ(reply.code(), code) << request << "\n" << reply.text;
    EXPECT_EQ(reply.pointer(), pointer) << request << "\n" << reply.text;
  }
  std::string request() { return school().request(GetParam()); }

  std::int64_t before_ = 0;
};

// "writes" of the description is what the check goes by.
TEST_P(EveryOperationTest, WhoReadsOnlyIsRefusedWhatWrites) {
  std::string reader = GetParam().actor;
  reader.insert(reader.size() - 1, R"(,"reads_only":true)");
  const Reply reply =
      school().host.call(reader.c_str(), GetParam().operation, R"({"unheard_of":1})");
  EXPECT_EQ(reply.code(), school().writes(GetParam().operation) ? "reads_only" : "unknown_field");
}

TEST_P(EveryOperationTest, WhatIsSaidToReadChangesNothing) {
  const std::string operation = GetParam().operation;
  // To note who was refused is all that this one does.
  if (operation == "refusal.note" || school().writes(GetParam().operation)) return;
  const auto before = school().kept();
  ASSERT_FALSE(before.back().empty());
  call(request());
  EXPECT_TRUE(school().kept() == before) << operation;
}

TEST_P(EveryOperationTest, BadJson) {
  std::string cut = request();
  cut.pop_back();
  expect_refused(cut, "invalid_json", "");
}

TEST_P(EveryOperationTest, NotAnObject) { expect_refused("[]", "wrong_type", ""); }

TEST_P(EveryOperationTest, UnknownField) {
  std::string request = this->request();
  request = request == "{}" ? R"({"unheard_of":1})" : R"({"unheard_of":1,)" + request.substr(1);
  expect_refused(request, "unknown_field", "/unheard_of");
}

TEST_P(EveryOperationTest, InvalidUtf8) {
  expect_refused("{\"student\":\"\xc3\x28\"}", "invalid_utf8", "");
}

TEST_P(EveryOperationTest, TheSameFieldTwice) {
  expect_refused(R"({"student":"a","student":"b"})", "duplicate_key", "/student");
}

TEST_P(EveryOperationTest, TooLarge) {
  expect_refused("{\"student\":\"" + std::string(2 << 20, 'x') + "\"}", "too_large", "");
}

TEST_P(EveryOperationTest, EveryRequiredFieldIsAskedFor) {
  const std::string right = request();
  const auto document = json::Document::parse(right);
  ASSERT_TRUE(document.has_value());
  document->root().each_member([&](std::string_view left_out, json::Value) {
    json::Writer writer;
    writer.begin_object();
    document->root().each_member([&](std::string_view key, json::Value value) {
      if (key != left_out) writer.key(key).raw(value.dump());
    });
    const std::string request = writer.end_object().take();
    const Reply described = school().host.call(
        it, "describe", "{\"operation\":\"" + std::string(GetParam().operation) + "\"}");
    const json::Value required = described["operations"].at(0)["request"]["required"];
    for (std::size_t i = 0; i < required.size(); ++i)
      if (required.at(i).text() == left_out)
        expect_refused(request, "missing_field", "/" + std::string(left_out));
  });
}

TEST_P(EveryOperationTest, WrongTypeInEveryField) {
  const std::string right = request();
  const auto document = json::Document::parse(right);
  ASSERT_TRUE(document.has_value());
  document->root().each_member([&](std::string_view wrong, json::Value) {
    json::Writer writer;
    writer.begin_object();
    document->root().each_member([&](std::string_view key, json::Value value) {
      writer.key(key);
      if (key == wrong) {
        writer.null();
      } else {
        writer.raw(value.dump());
      }
    });
    expect_refused(writer.end_object().take(), "wrong_type", "/" + std::string(wrong));
  });
}

// Only where the request has such a place.
class NamesAStudentTest : public EveryOperationTest {};
class NamesAnEntryTest : public EveryOperationTest {};
class NamesAGuardianTest : public EveryOperationTest {};
class GivesADateTest : public EveryOperationTest {};

TEST_P(NamesAStudentTest, AnUnknownStudent) {
  const std::string right = request();
  const auto at = right.find("\"s-alone\"");
  for (const char* student : {"\"nobody\"", "\"s-alone \"", "\"%\""}) {
    const Reply reply = call(std::string(right).replace(at, 9, student));
    EXPECT_EQ(reply.status, HV_NOT_FOUND);
    EXPECT_EQ(reply.code(), "unknown_student");
    EXPECT_EQ(reply.pointer(), "/student");
  }
}

TEST_P(NamesAStudentTest, IdsThatAreTooLong) {
  const std::string right = request();
  const auto at = right.find("\"s-alone\"");
  expect_refused(std::string(right).replace(at, 9, "\"" + std::string(129, 'x') + "\""), "too_long",
                 "/student");
}

TEST_P(NamesAnEntryTest, AnUnknownEntry) {
  const auto document = json::Document::parse(request());
  for (const char* name : {"visit", "answer", "agreement", "contact", "stand_in", "buddy"}) {
    const json::Value id = document->root()[name];
    if (id.text().size() != 36) continue;
    std::string wrong = request();
    wrong.replace(wrong.find(id.text()), 36, "01a12f8e-0900-7a86-b87f-000000000000");
    const Reply reply = call(wrong);
    EXPECT_EQ(reply.status, HV_NOT_FOUND) << reply.text;
    EXPECT_EQ(reply.pointer(), "/" + std::string(name));
    std::string malformed = request();
    malformed.replace(malformed.find(id.text()), 36, "no uuid");
    expect_refused(malformed, "wrong_form", "/" + std::string(name));
  }
}

TEST_P(NamesAGuardianTest, AnUnknownGuardian) {
  const std::string right = request();
  const auto at = right.find("\"g-solo\"");
  const bool inside = right.find("\"agreed\":{") < at;
  expect_refused(std::string(right).replace(at, 8, "\"g-mum\""), "unknown_guardian",
                 inside ? "/agreed/guardian" : "/guardian");
}

TEST_P(GivesADateTest, AnImpossibleDate) {
  const std::string right = request();
  const auto at = right.find("\"date\":\"");
  for (const char* date : {"2026-02-30", "2026-13-01", "2026-00-10", "0000-01-01", "2025-02-29"})
    expect_refused(std::string(right).replace(at + 8, 10, date), "impossible_date", "/date");
  expect_refused(std::string(right).replace(at + 8, 10, "12-10-2026"), "wrong_form", "/date");
}

std::string name_of(const testing::TestParamInfo<Right>& test) {
  std::string name = test.param.operation;
  for (char& c : name)
    if (c == '.') c = '_';
  return name;
}

std::vector<Right> that_hold(std::initializer_list<const char*> parts) {
  std::vector<Right> found;
  for (const Right& right : right_requests())
    for (const char* part : parts)
      if (std::string(right.body).find(part) != std::string::npos) {
        found.push_back(right);
        break;
      }
  return found;
}

INSTANTIATE_TEST_SUITE_P(Operations, EveryOperationTest, testing::ValuesIn(right_requests()),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Operations, NamesAStudentTest,
                         testing::ValuesIn(that_hold({"\"student\":"})), name_of);
INSTANTIATE_TEST_SUITE_P(Operations, NamesAnEntryTest,
                         testing::ValuesIn(that_hold({"PLANNED", "VISIT", "SIGNED", "ANSWER",
                                                      "AGREEMENT", "WEEKLY", "AUNT", "BUDDY"})),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Operations, NamesAGuardianTest,
                         testing::ValuesIn(that_hold({"\"guardian\":"})), name_of);
INSTANTIATE_TEST_SUITE_P(Operations, GivesADateTest, testing::ValuesIn(that_hold({"\"date\":"})),
                         name_of);

TEST(RightRequestsTest, CoverEveryOperation) {
  const Reply list = Prepared::get().host.call(it, "describe", "{}");
  std::vector<std::string> names;
  for (const Right& right : right_requests()) names.push_back(right.operation);
  for (std::size_t i = 0; i < list["operations"].size(); ++i)
    EXPECT_THAT(names, testing::Contains(std::string(list["operations"].at(i)["name"].text())));
  EXPECT_EQ(names.size(), list["operations"].size());
}

class RightRequestTest : public testing::TestWithParam<Right> {};

// What is refused above is refused for the one thing that was made wrong.
TEST_P(RightRequestTest, IsAnswered) {
  const Reply reply = Prepared::get().host.call(GetParam().actor, GetParam().operation,
                                                Prepared::get().request(GetParam()));
  EXPECT_EQ(reply.status, HV_OK) << reply.text;
}

// Those from need.change on do not stand in one another's way.
std::span<const Right> first_alone() {
  const std::span<const Right> all = right_requests();
  const auto first = std::find_if(all.begin(), all.end(), [](const Right& right) {
    return std::string_view(right.operation) == "need.change";
  });
  return {first, all.end()};
}
INSTANTIATE_TEST_SUITE_P(Reading, RightRequestTest, testing::ValuesIn(first_alone()), name_of);

}  // namespace
}  // namespace host_test
