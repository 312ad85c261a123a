#include "homevisit/sdk/paging.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <charconv>
#include <random>

#include "scripted_host.h"

namespace homevisit::sdk {
namespace {

using testing::HasSubstr;

std::uint64_t parameter(const std::string& url, const std::string& name, std::uint64_t otherwise) {
  const auto at = url.find(name + "=");
  if (at == std::string::npos) return otherwise;
  std::uint64_t value = 0;
  std::from_chars(url.data() + at + name.size() + 1, url.data() + url.size(), value);
  return value;
}

std::string rows(std::uint64_t from, std::uint64_t to) {
  std::string body = "[";
  for (; from < to; ++from) body += (body.size() > 1 ? "," : "") + std::to_string(from);
  return body + "]";
}

class SdkPaging : public testing::Test {
 protected:
  // All rows in the order received.
  std::vector<std::int64_t> read(const Paging& paging, const char* rows_at = "") {
    const Call call(nullptr, Host(&host.raw));
    const Http http(call, auth);
    std::vector<std::int64_t> all;
    Pages pages(http, Request::get("https://sis.example/rows"), paging, "rows", rows_at);
    for (const Page& page : pages)
      for (const Value row : page.rows()) all.push_back(row.integer().value_or(-1));
    return all;
  }
  Failure failure(const Paging& paging) {
    try {
      read(paging);
    } catch (const Failure& thrown) {
      return thrown;
    }
    ADD_FAILURE() << "no failure";
    return {HV_OK, ""};
  }
  static std::vector<std::int64_t> up_to(std::int64_t count) {
    std::vector<std::int64_t> all;
    for (std::int64_t i = 0; i < count; ++i) all.push_back(i);
    return all;
  }
  void TearDown() override { EXPECT_EQ(host.held, 0) << "an answer was not released"; }

  ScriptedHost host;
  Auth auth;
};

// Whatever the server makes of the limit, every row comes once.
TEST_F(SdkPaging, OffsetsCountWhatWasReceived) {
  std::mt19937 random(7);
  for (int i = 0; i < 300; ++i) {
    const std::uint64_t count = random() % 60, clamp = 1 + random() % 13;
    const bool total = random() % 2 == 0;
    host.answer = [&](const ScriptedRequest& asked) {
      const std::uint64_t offset = parameter(asked.url, "offset", 0);
      const std::uint64_t limit = std::min(parameter(asked.url, "limit", 100), clamp);
      ScriptedAnswer answer{
          200, rows(std::min(offset, count), std::min(count, offset + limit)), {}};
      if (total) answer.headers.emplace_back("total-count", std::to_string(count));
      return answer;
    };
    ASSERT_EQ(read(OffsetPaging{.size = 1 + random() % 20, .total_header = "total-count"}),
              up_to(static_cast<std::int64_t>(count)))
        << "run " << i;
  }
}

TEST_F(SdkPaging, ATotalSavesTheLastRequest) {
  host.answer = [](const ScriptedRequest&) {
    return ScriptedAnswer{200, "{\"n\":2,\"list\":[0,1]}", {}};
  };
  EXPECT_EQ(read(OffsetPaging{.size = 3, .total_path = "n"}, "list"), up_to(2));
  EXPECT_EQ(host.requests.size(), 1U);
  EXPECT_TRUE(host.ahead.empty());
}

TEST_F(SdkPaging, ATotalThatHasToBeAskedForIsAskedForOnce) {
  host.answer = [&](const ScriptedRequest& asked) {
    const std::uint64_t offset = parameter(asked.url, "offset", 0);
    ScriptedAnswer answer{200, rows(offset, std::min<std::uint64_t>(5, offset + 2)), {}};
    if (asked.url.find("count=true") != std::string::npos)
      answer.headers.emplace_back("total-count", "5");
    return answer;
  };
  const OffsetPaging paging{.size = 2, .total_header = "total-count", .total_query = "count"};
  EXPECT_EQ(read(paging), up_to(5));
  ASSERT_EQ(host.requests.size(), 3u) << "the total saves the last request";
  EXPECT_EQ(host.requests[1].url, "https://sis.example/rows?limit=2&offset=2");
}

// Two rows of four, one more put in front: the total of the first page is reached one row early.
TEST_F(SdkPaging, AListThatGrewWhileItWasReadIsReadToItsEnd) {
  host.answer = [](const ScriptedRequest& asked) -> ScriptedAnswer {
    switch (parameter(asked.url, "offset", 0)) {
      case 0:
        return {200, "[0,1]", {{"total-count", "4"}}};
      case 2:
        return {200, "[1,2]", {}};
      case 4:
        return {200, "[3]", {}};
      default:
        return {200, "[]", {}};
    }
  };
  EXPECT_EQ(read(OffsetPaging{.size = 2, .total_header = "total-count"}),
            (std::vector<std::int64_t>{0, 1, 1, 2, 3}));
}

TEST_F(SdkPaging, AListThatBecameShorterIsNotTakenForWhole) {
  host.answer = [](const ScriptedRequest& asked) {
    const bool first = parameter(asked.url, "offset", 0) == 0;
    return ScriptedAnswer{200, first ? "[0,1]" : "[]", {{"total-count", "3"}}};
  };
  const Failure thrown = failure(OffsetPaging{.size = 2, .total_header = "total-count"});
  EXPECT_EQ(thrown.status(), HV_UNAVAILABLE);
  EXPECT_THAT(thrown.what(), HasSubstr("shorter"));
}

TEST_F(SdkPaging, TokensGoThroughEmptyPages) {
  host.answer = [](const ScriptedRequest& asked) -> ScriptedAnswer {
    switch (parameter(asked.url, "pageToken", 0)) {
      case 0:
        return {200, "[0,1]", {{"next-page-token", "1"}}};
      case 1:
        return {200, "[]", {{"next-page-token", "2"}}};
      default:
        return {200, "[2]", {}};
    }
  };
  EXPECT_EQ(read(TokenPaging{.next_header = "next-page-token"}), up_to(3));
  EXPECT_EQ(host.ahead.size(), 2U) << "each next page is asked for before this one is decoded";
}

TEST_F(SdkPaging, TheSameTokenTwiceIsAnError) {
  host.answer = [](const ScriptedRequest&) {
    return ScriptedAnswer{200, "{\"rows\":[1],\"next\":\"x\"}", {}};
  };
  EXPECT_THAT(failure(TokenPaging{.next_path = "next"}).what(), HasSubstr("no list"));
  const Call call(nullptr, Host(&host.raw));
  const Http http(call, auth);
  Pages pages(http, Request::get("https://sis.example/rows"), TokenPaging{.next_path = "next"},
              "rows", "rows");
  EXPECT_TRUE(pages.next());
  EXPECT_TRUE(pages.next());
  EXPECT_THROW(pages.next(), Failure);
}

TEST_F(SdkPaging, LinksStayOnTheOrigin) {
  std::string next = "</rows?page=2>; rel=\"next\"";
  host.answer = [&](const ScriptedRequest& asked) -> ScriptedAnswer {
    if (asked.url.ends_with("page=2")) return {200, "[1]", {}};
    return {200, "[0]", {{"link", next}}};
  };
  EXPECT_EQ(read(LinkPaging{}), up_to(2));
  next = "<https://elsewhere.example/rows>; rel=\"next\"";
  host.requests.clear();
  EXPECT_EQ(failure(LinkPaging{}).status(), HV_FAILED_PRECONDITION);
  EXPECT_EQ(host.requests.size(), 1U) << "nothing was asked there";
}

TEST_F(SdkPaging, KeysGoOnAfterTheLastRow) {
  host.answer = [](const ScriptedRequest& asked) {
    const std::uint64_t after = parameter(asked.url, "after", 0);
    return ScriptedAnswer{200, rows(after, std::min<std::uint64_t>(after + 3, 7)), {}};
  };
  EXPECT_EQ(read(KeyPaging{
                [](const Value& row) { return std::to_string(*row.integer() + 1); },
                [](const std::string& key) { return "https://sis.example/rows?after=" + key; }}),
            up_to(7));
}

TEST_F(SdkPaging, WhatIsNoListIsAnErrorAndNotAnEnd) {
  for (const char* body : {"{}", "null", "\"x\"", "<html>", "", "[1,2"}) {
    host.answer = [&](const ScriptedRequest&) { return ScriptedAnswer{200, body, {}}; };
    EXPECT_EQ(failure(OffsetPaging{}).status(), HV_UNAVAILABLE) << body;
  }
}

TEST_F(SdkPaging, EveryStatusBecomesWhatItMeans) {
  const std::pair<int, hv_status> reads[] = {{400, HV_INVALID_ARGUMENT},  {401, HV_UNAUTHENTICATED},
                                             {403, HV_PERMISSION_DENIED}, {404, HV_NOT_FOUND},
                                             {409, HV_CONFLICT},          {412, HV_CONFLICT},
                                             {429, HV_UNAVAILABLE},       {500, HV_UNAVAILABLE},
                                             {503, HV_UNAVAILABLE},       {302, HV_UNAVAILABLE}};
  for (const auto& [http_status, status] : reads) {
    host.answer = [&, http_status = http_status](const ScriptedRequest&) {
      return ScriptedAnswer{http_status, "{}", {{"retry-after", "7"}, {"x-request-id", "r-1"}}};
    };
    const Failure thrown = failure(OffsetPaging{});
    EXPECT_EQ(thrown.status(), status) << http_status;
    hv_error error{};
    error.struct_size = sizeof error;
    thrown.fill(&error);
    EXPECT_EQ(error.http_status, http_status);
    EXPECT_EQ(error.retry_after_ms, 7000);
    EXPECT_STREQ(error.request_id, "r-1");
  }
}

TEST_F(SdkPaging, AWriteThatFailedInsideTheSystemMayHaveBeenTaken) {
  host.answer = [](const ScriptedRequest&) { return ScriptedAnswer{503, "", {}}; };
  const Call call(nullptr, Host(&host.raw));
  const Http http(call, auth);
  try {
    (void)http.expect(Request::write("POST", "https://sis.example/x", "{}"), "the new entry");
    FAIL();
  } catch (const Failure& thrown) {
    EXPECT_EQ(thrown.status(), HV_OUTCOME_UNKNOWN);
  }
}

TEST_F(SdkPaging, AnOldHostIsNamed) {
  host.raw.struct_size = offsetof(hv_host, http_send);
  const Failure thrown = failure(OffsetPaging{});
  EXPECT_EQ(thrown.status(), HV_UNSUPPORTED);
  EXPECT_THAT(thrown.what(), HasSubstr("newer"));
}

}  // namespace
}  // namespace homevisit::sdk
