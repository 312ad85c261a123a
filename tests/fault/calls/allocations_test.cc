// Every allocation fails in turn, in the calls that a host makes: the host is told that memory is
// short and goes on, and the same call made again does what it should, once.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "host.h"
#include "machine/figures.h"

extern "C" {
// plugin/conform/failing_malloc.c
void hv_failing_malloc_arm(std::uint64_t number, int all_after);
std::uint64_t hv_failing_malloc_disarm();
}

namespace calls {
namespace {

using host_test::Folder;
using host_test::Host;
using host_test::it;
using host_test::mentor;

// One call with the allocation of that number failing; how many there were.
struct Asked {
  hv_status status = HV_OK;
  std::string answer;
  std::uint64_t allocations = 0;

  Asked(hv_ctx* ctx, const char* actor, const char* operation, const std::string& request,
        std::uint64_t failing) {
    char* text = nullptr;
    std::size_t size = 0;
    const bool page = std::string_view(operation) == "student.panel";
    const auto call = page ? hv_render : hv_call;
    hv_failing_malloc_arm(failing, 0);
    status = call(ctx, actor, operation, request.data(), request.size(), nullptr, &text, &size);
    allocations = hv_failing_malloc_disarm();
    EXPECT_TRUE(status != HV_OK || text != nullptr) << operation << ", allocation " << failing;
    if (text != nullptr) answer.assign(text, size);
    hv_free(text);
  }
};

class Allocations : public testing::Test {
 protected:
  Allocations() {
    host_test::write_school(folder_ / "school");
    Host host(host_test::config_in(folder_));
    host.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
    host.visit(mentor, host_test::alone);
  }

  // Spread over a group, so that no history grows long.
  static constexpr const char* students[] = {"s-onehome", "s-twohomes", "s-foster",  "s-secret",
                                             "s-nocust",  "s-nottold",  "s-sibling", "s-sixteen"};
  static std::string visit(std::uint64_t n) {
    return "{\"submission\":\"submission-" + std::to_string(n) + "\",\"student\":\"" +
           students[n % std::size(students)] +
           R"(","date":"2026-10-12","report":{"key_points":["Goed."]}})";
  }
  std::size_t visits() {
    Host host(host_test::config_in(folder_));
    EXPECT_TRUE(host.call(it, "audit.verify", "{}")["ok"].is_true());
    std::size_t count = 0;
    for (const char* student : students) count += host.history(mentor, student)["timeline"].size();
    return count;
  }

  Folder folder_;
};

TEST_F(Allocations, FailInTurnInEachKindOfCall) {
  struct Kind {
    const char* actor;
    const char* operation;
    const char* request;  // null: a visit, with a submission of its own
  };
  static constexpr char student[] = R"({"student":"s-alone"})";
  const Kind kinds[] = {
      {mentor, "visit.record", nullptr},
      {mentor, "draft.save", R"({"student":"s-alone","form":"visit","fields":[["/date",""]]})"},
      {mentor, "student.history", student},
      {mentor, "student.panel", student},
      {it, "dossier.deliver", "{}"},
      {it, "system.status", "{}"}};
  std::uint64_t failed = 0, told = 0, recorded = 0;
  for (const Kind& kind : kinds) {
    Host host(host_test::config_in(folder_));
    const auto request_of = [&](std::uint64_t n) {
      recorded += kind.request == nullptr ? 1 : 0;
      return kind.request == nullptr ? visit(n) : kind.request;
    };
    std::uint64_t all = 0;  // of a call that finds everything made
    for (std::uint64_t n = 0; n < 8; ++n)
      all = Asked(host.ctx(), kind.actor, kind.operation, request_of(1'000'000 + n), 0).allocations;
    for (std::uint64_t n = 1; n <= all && !HasFailure(); ++n) {
      const std::string request = request_of(n);
      const Asked asked(host.ctx(), kind.actor, kind.operation, request, n);
      if (asked.allocations >= n) ++failed;
      if (asked.status != HV_OK) {
        ++told;
        EXPECT_EQ(asked.status, HV_RESOURCE_EXHAUSTED)
            << kind.operation << ", allocation " << n << ": " << asked.answer;
        const Asked again(host.ctx(), kind.actor, kind.operation, request, 0);
        EXPECT_EQ(again.status, HV_OK) << kind.operation << ", " << n << ": " << again.answer;
      }
    }
    ASSERT_FALSE(HasFailure());
  }
  machine::report(
      "failing_allocations",
      fmt::format("Failed in turn: {} allocations; {} times the host was told", failed, told));
  EXPECT_GT(failed, 500U);
  EXPECT_EQ(visits(), recorded);
}

// What is made at the first need: schemas, statements, contexts, pages. Each time from the start.
TEST_F(Allocations, FailFromOpeningToClosing) {
  const std::string config = host_test::config_in(folder_);
  std::uint64_t failed = 0, told = 0;
  for (std::uint64_t n = 1;; ++n) {
    hv_error error{};
    error.struct_size = sizeof error;
    hv_ctx* ctx = nullptr;
    hv_failing_malloc_arm(n, 0);
    const hv_status opened = hv_open(config.data(), config.size(), &ctx, &error);
    const std::uint64_t of_opening = hv_failing_malloc_disarm();
    std::uint64_t of_calling = 0;
    if (opened == HV_OK) {
      const Asked asked(ctx, mentor, "visit.record", visit(0), n > of_opening ? n - of_opening : 0);
      of_calling = asked.allocations;
      told += asked.status == HV_OK ? 0 : 1;
      EXPECT_TRUE(asked.status == HV_OK || asked.status == HV_RESOURCE_EXHAUSTED) << asked.answer;
      EXPECT_EQ(Asked(ctx, mentor, "visit.record", visit(0), 0).status, HV_OK) << n;
    } else {
      ++told;
      EXPECT_EQ(opened, HV_RESOURCE_EXHAUSTED) << "allocation " << n << ": " << error.message;
      EXPECT_STRNE(error.message, "") << "allocation " << n;
    }
    hv_close(ctx);
    if (of_opening + of_calling < n) break;
    ++failed;
  }
  machine::report(
      "failing_allocations_of_opening",
      fmt::format("Failed in turn: {} allocations of opening and the first call; {} times "
                  "the host was told",
                  failed, told));
  EXPECT_EQ(visits(), 1U);
}

// The last allocations of opening are those for what is kept open beside it.
TEST_F(Allocations, OfOpeningLeaveNothingThatIsGoneAmongWhatIsKeptOpen) {
  const std::string one = host_test::config_in(folder_, R"(,"keep_open":true)");
  const std::string other = one + " ";  // the same journal, by another text
  const auto open = [](const std::string& config, std::uint64_t failing, std::uint64_t& all) {
    hv_ctx* ctx = nullptr;
    hv_failing_malloc_arm(failing, 0);
    const hv_status opened = hv_open(config.data(), config.size(), &ctx, nullptr);
    all = hv_failing_malloc_disarm();
    EXPECT_TRUE(opened == HV_OK || opened == HV_RESOURCE_EXHAUSTED);
    return ctx;
  };
  std::uint64_t all = 0, ignored = 0, failed = 0;
  for (int time = 0; time < 3; ++time) {
    hv_close(open(one, 0, ignored));
    hv_close(open(other, 0, all));
  }
  ASSERT_GT(all, 20U);
  for (std::uint64_t n = all - 20; n <= all; ++n) {
    hv_close(open(one, 0, ignored));
    hv_ctx* const broken = open(other, n, ignored);
    failed += broken == nullptr ? 1 : 0;
    hv_close(broken);
    hv_ctx* const whole = open(other, 0, ignored);
    ASSERT_NE(whole, nullptr) << n;
    EXPECT_EQ(Asked(whole, it, "system.status", "{}", 0).status, HV_OK) << n;
    hv_close(whole);
  }
  EXPECT_GT(failed, 0U);
}

}  // namespace
}  // namespace calls
