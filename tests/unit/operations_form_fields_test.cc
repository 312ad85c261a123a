// The fields of a form as a request.
#include "operations/form_fields.h"

#include <gtest/gtest.h>

namespace homevisit::operations {
namespace {

Result<Decoded> decode(FormFields fields) {
  static const json::SchemaSet schemas(embedded::schemas());
  return request_of(schemas, "visit.record", fields);
}

TEST(FormFields, EmptyFieldsAndLinesThatNobodyFilledInAreLeftOut) {
  const auto decoded = decode({{"/date", "2026-10-12"},
                               {"/start_time", "  "},
                               {"=/report/notes/0/topic", "at_home"},
                               {"/report/notes/0/text", ""},
                               {"=/report/notes/3/topic", "pride"},
                               {"/report/notes/3/text", "Zwemdiploma\r\nB"},
                               {"csrf", "x"},
                               {"intent", "save"}});
  ASSERT_TRUE(decoded);
  EXPECT_EQ(
      decoded->request,
      R"({"date":"2026-10-12","report":{"notes":[{"text":"Zwemdiploma\nB","topic":"pride"}]}})");
  ASSERT_EQ(decoded->moved.size(), 1u);
  EXPECT_EQ(decoded->moved[0],
            std::pair(std::string("/report/notes/0"), std::string("/report/notes/3")));
}

TEST(FormFields, TypesComeFromTheSchemaAndWhatIsNoNumberStaysForTheSchemaToTell) {
  const auto decoded = decode({{"/minutes/visit", "45"},
                               {"/minutes/travel", "een uur"},
                               {"/report/agreements/0/what", "Bellen"},
                               {"/report/agreements/0/accepted_by_family", "true"}});
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->request,
            R"({"minutes":{"travel":"een uur","visit":45},)"
            R"("report":{"agreements":[{"accepted_by_family":true,"what":"Bellen"}]}})");
}

TEST(FormFields, AFormThatIsNoneOfOursIsRefusedAndNotFollowedDown) {
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += "/a";
  EXPECT_EQ(decode({{deep, "x"}}).error().code, "too_deep");
  EXPECT_EQ(decode({{"/visitors/400", "x"}}).error().code, "too_many");
  EXPECT_EQ(decode({{"/date", "2026-10-12"}, {"/date/year", "2026"}}).error().code, "form_mixed");
  EXPECT_EQ(decode({{"/date/year", "2026"}, {"/date", "2026-10-12"}}).error().code, "form_mixed");
  EXPECT_EQ(decode({{"/report/0", "x"}, {"/report/goes_well", "x"}}).error().code, "form_mixed");
}

}  // namespace
}  // namespace homevisit::operations
