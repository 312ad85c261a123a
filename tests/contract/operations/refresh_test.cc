// Reading the roster again: the whole of it, or what changed.
#include <gtest/gtest.h>

#include "host.h"

namespace host_test {
namespace {

class RefreshTest : public testing::Test {
 protected:
  static std::string config(const Folder& folder, const std::string& mood) {
    return R"({"base":")" + folder.path().string() +
           R"(","journal":"journal.db","create":true,"key":{"file":"key"},"language":"en",)" +
           R"("adapter":{"name":"moody","path":")" HV_MOODY_ADAPTER R"(","config":{"mood":")" +
           mood + "\"}}}";
  }
  static std::int64_t number(const Reply& reply, const char* key) {
    return reply[key].integer().value_or(-1);
  }
  std::int64_t events(Host& host) { return number(host.call(it, "audit.verify", "{}"), "events"); }

  Folder folder_;
};

TEST_F(RefreshTest, OfChangesReadsTheWholeOnceAndThenWhatChanged) {
  Host host(config(folder_, "tells changes"));
  const Reply first = host.call(it, "roster.refresh", R"({"changes":true})");
  ASSERT_EQ(first.status, HV_OK) << first.text;
  EXPECT_EQ(first.get("read"), "whole");
  EXPECT_EQ(number(first, "changed"), 1);
  const Reply then = host.call(it, "roster.refresh", R"({"changes":true})");
  ASSERT_EQ(then.status, HV_OK) << then.text;
  EXPECT_EQ(then.get("read"), "changes");
  EXPECT_EQ(number(then, "changed"), 1);
  EXPECT_EQ(number(then, "removed"), 0) << "what was not there cannot go";
  EXPECT_EQ(then["counts"]["students"].integer(), 2);
}

TEST_F(RefreshTest, OfChangesIsAnEventOnlyWhereSomethingChanged) {
  Host host(config(folder_, "tells changes"));
  host.call(it, "roster.refresh", "{}");
  host.call(it, "roster.refresh", R"({"changes":true})");
  const std::int64_t before = events(host);
  const Reply nothing = host.call(it, "roster.refresh", R"({"changes":true})");
  EXPECT_EQ(number(nothing, "changed"), 0);
  EXPECT_EQ(events(host), before);
  host.call(it, "roster.refresh", "{}");
  EXPECT_EQ(events(host), before + 1) << "somebody read it all";
}

TEST_F(RefreshTest, WhereTheSystemCannotTellChangesReadsTheWhole) {
  Host host(config(folder_, "good"));
  host.call(it, "roster.refresh", "{}");
  const Reply again = host.call(it, "roster.refresh", R"({"changes":true})");
  EXPECT_EQ(again.get("read"), "whole");
  EXPECT_EQ(number(again, "changed"), 0);
}

TEST_F(RefreshTest, IsForThoseWhoRunTheSystem) {
  Host host(config(folder_, "tells changes"));
  EXPECT_EQ(host.call(mentor, "roster.refresh", R"({"changes":true})").status,
            HV_PERMISSION_DENIED);
}

}  // namespace
}  // namespace host_test
