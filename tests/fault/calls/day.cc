#include "day.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "machine/calls.h"

namespace calls {

using host_test::it;
using host_test::mentor;
using host_test::Reply;

namespace {

constexpr char draft[] =
    R"({"student":"s-alone","form":"visit","fields":[["/date","2026-10-12"]]})";

// Each day is an hour later: what was put off is due again. A lease ends by the machine's uptime: a
// short one, for whoever comes after a failure.
std::string config_of(const host_test::Folder& folder, int day) {
  return host_test::config_in(folder,
                              R"(,"delivery":{"lease_ms":30,"send_within_ms":25,"settle_ms":0})",
                              "2026-10-12T" + std::to_string(10 + day) + ":00:00Z");
}

}  // namespace

Day::Day() { host_test::write_school(folder_ / "school"); }

void Day::refused(hv_status status, const std::string& code, const std::string& message,
                  const char* what) {
  codes_.push_back(code);
  if (status == HV_INTERNAL || message.size() < 20 || code.empty())
    unclear_.push_back(std::string(what) + ": " + hv_status_name(status) + " " + code + " " +
                       message);
}

bool Day::call(hv_ctx* ctx, const char* actor, const char* operation, const std::string& request) {
  char* text = nullptr;
  std::size_t size = 0;
  const hv_status status =
      hv_call(ctx, actor, operation, request.data(), request.size(), nullptr, &text, &size);
  const machine::Unwatched unwatched;
  const Reply reply(status, text == nullptr ? "" : std::string(text, size));
  hv_free(text);
  if (status != HV_OK) refused(status, reply.code(), reply.message(), operation);
  return status == HV_OK;
}

bool Day::record(hv_ctx* ctx, const std::string& student, const std::string& submission) {
  const bool done = call(ctx, mentor, "visit.record",
                         "{\"submission\":\"" + submission + "\",\"student\":\"" + student +
                             "\",\"date\":\"2026-10-12\",\"report\":{\"key_points\":[\"Goed.\"]}}");
  if (done) recorded_.insert(student);
  return done;
}

bool Day::live() {
  const std::string config = config_of(folder_, lived_++);
  hv_error error{};
  error.struct_size = sizeof error;
  hv_ctx* ctx = nullptr;
  const hv_status status = hv_open(config.data(), config.size(), &ctx, &error);
  if (status != HV_OK) {
    refused(status, hv_status_name(status), error.message, "hv_open");
    return false;
  }
  bool all = call(ctx, it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
  all &= record(ctx, "s-alone", "first-visit");
  all &= call(ctx, mentor, "draft.save", draft);
  all &= record(ctx, "s-onehome", "second-visit");
  all &= call(ctx, it, "dossier.deliver", "{}");
  all &= call(ctx, mentor, "student.history", R"({"student":"s-alone"})");
  hv_close(ctx);
  return all;
}

void Day::finish_and_compare() {
  if (!recorded_.empty()) {
    host_test::Host host(config_of(folder_, lived_++));
    for (const std::string& student : recorded_)
      ASSERT_EQ(host.history(mentor, student)["timeline"].size(), 1U) << "it was told to be kept";
  }
  for (const char* what : {"goes on", "and again"}) {
    const std::size_t before = codes_.size();
    ASSERT_TRUE(live()) << what << ": " << (codes_.size() > before ? codes_.back() : "");
  }
  host_test::Host host(config_of(folder_, lived_++));
  Reply delivered = host.call(it, "dossier.deliver", "{}");
  for (int wait = 0; wait < 200 && delivered["waiting"].integer() != 0; ++wait) {
    ::usleep(5000);
    delivered = host.call(it, "dossier.deliver", "{}");
  }
  EXPECT_EQ(delivered["waiting"].integer(), 0) << delivered.text;
  EXPECT_EQ(delivered["attention"].integer(), 0) << delivered.text;
  EXPECT_TRUE(host.call(it, "audit.verify", "{}")["ok"].is_true());
  for (const char* student : {"s-alone", "s-onehome"}) {
    EXPECT_EQ(host.history(mentor, student)["timeline"].size(), 1U) << student;
    const Reply filed =
        host.call(mentor, "dossier.entries", std::string("{\"student\":\"") + student + "\"}");
    std::set<std::string> markers;
    for (std::size_t i = 0; i < filed["entries"].size(); ++i)
      markers.emplace(filed["entries"].at(i)["marker"].text());
    EXPECT_EQ(markers.size(), 1U) << student;
    EXPECT_EQ(filed["entries"].size(), 1U) << student;
  }
}

}  // namespace calls
