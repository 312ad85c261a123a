// Every send fails in turn: a write is filed once, by the rule that what is not known is looked up,
// and what is told to have failed for certain was not filed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cerrno>

#include "fake_sis.h"
#include "http/engine.h"
#include "machine/failing.h"
#include "machine/figures.h"

namespace homevisit::http {
namespace {

class SendsTest : public testing::TestWithParam<const char*> {
 protected:
  SendsTest() { sis_.control("reset"); }

  Request post(const std::string& marker) const {
    Request request;
    request.effect = Effect::write;
    request.method = "POST";
    request.url = sis_.url("/entries", GetParam());
    request.body = fmt::format("{{\"marker\":\"{}\",\"text\":\"{}\"}}", marker,
                               std::string(100'000, 'x'));  // more than one send
    return request;
  }
  // How many there are; -1 where that could not be learned.
  int look_up(Engine& engine, const std::string& marker) const {
    Request request;
    request.url = sis_.url("/entries?marker=" + marker, GetParam());
    const auto answer = engine.send(request, CallControl());
    if (!answer || answer->status != 200) return -1;
    const auto list = json::Document::parse(answer->body, {.bytes = 1 << 20, .depth = 8});
    return list ? static_cast<int>(list->root().size()) : -1;
  }

  // Files one entry while the n-th send fails; gives how many sends there were.
  std::int64_t file(const std::string& marker, std::int64_t n, int error) {
    const auto engine = sis_.engine();
    machine::Failing failing(
        [](const machine::Call& call) { return call.kind == machine::Kind::send; }, error, n);
    const machine::Watching watching(failing);
    bool sure = false;
    for (int attempt = 0; attempt < 5 && !sure; ++attempt) {
      const auto answer = engine->send(post(marker), CallControl());
      sure = answer && answer->status == 201;
      if (sure) break;
      const bool certain = !answer && answer.error().status != HV_OUTCOME_UNKNOWN;
      int there = look_up(*engine, marker);
      if (there < 0) there = look_up(*engine, marker);
      EXPECT_GE(there, 0) << marker;
      EXPECT_TRUE(!certain || there == 0) << marker << " is there, and was said to be not";
      sure = there > 0;
    }
    EXPECT_TRUE(sure) << marker;
    return failing.count();
  }

  FakeSis& sis_ = FakeSis::running();
};

TEST_P(SendsTest, FailInTurnAndOneEntryIsThere) {
  const std::int64_t sends = file("hv:none", 0, 0);
  ASSERT_GT(sends, 1) << "they are seen";
  std::int64_t failed = 0;
  for (const int error : {ECONNRESET, EPIPE})
    for (std::int64_t n = 1; n <= sends; ++n, ++failed)
      file(fmt::format("hv:{}-{}", error, n), n, error);
  EXPECT_EQ(sis_.counter("entries"), failed + 1);
  EXPECT_EQ(sis_.counter("doubled"), 0);
  machine::report(
      fmt::format("failing_sends_{}", GetParam()),
      fmt::format("Failed in turn over {}: {} sends; losses 0, doubles 0", GetParam(), failed));
}

INSTANTIATE_TEST_SUITE_P(Ports, SendsTest, testing::Values("plain", "http1", "main"));

}  // namespace
}  // namespace homevisit::http
