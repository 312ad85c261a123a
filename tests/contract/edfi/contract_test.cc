// The adapter as the library loads it, over the real network, against the official descriptions.
// run.mjs starts it; it fails too where a request was not allowed by the description.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <map>
#include <string>
#include <vector>

#include "adapters/adapter.h"

namespace homevisit::adapters {
namespace {

class OneSecret final : public http::SecretSource {
 public:
  Result<Secret> secret(const std::string&) override { return Secret(std::string("opensesame")); }
  void forget(const std::string&) override {}
};

std::string setting(const char* name) {
  const char* const value = getenv(name);
  return value == nullptr ? "" : value;
}

class EdFiContract : public ::testing::Test {
 protected:
  // `force`: "/force-403-GET-students".
  void open(const std::string& force = "", const std::string& more = "") {
    if (setting("HV_EDFI_URL").empty()) GTEST_SKIP() << "run.mjs starts these tests";
    auto network = http::SystemNetwork::open({}, secrets_, log_);
    ASSERT_TRUE(network);
    network_ = std::move(network).value();
    auto library = load(HV_EDFI_ADAPTER);
    ASSERT_TRUE(library);
    HostParts parts;
    parts.network = network_.get();
    parts.secrets = &secrets_;
    parts.log = &log_;
    const bool interventions = setting("HV_EDFI_STANDARD") == "4.0";
    const std::string config = R"({"url":")" + setting("HV_EDFI_URL") + force +
                               R"(/api","client_id":"contract","education_organization":255901)" +
                               (interventions ? R"(,"interventions":true)" : "") + more + "}";
    auto adapter = Adapter::open(*library, config, parts);
    ASSERT_TRUE(adapter) << adapter.error().message;
    adapter_ = std::move(adapter).value();
  }

  Status list(hv_kind kind) {
    return adapter_->list(kind, "", control_, [&](const hv_record&) { return ok(); });
  }
  Status submit(const char* marker, hv_entry_kind kind, const std::string& text,
                const char* amends = "") {
    hv_entry entry{};
    entry.struct_size = sizeof entry;
    entry.marker = str(marker);
    entry.student = str(student_);
    entry.kind = kind;
    entry.date = str(std::string_view("2026-11-03"));
    entry.title = str(std::string_view("Home visit, 3 November 2026"));
    entry.text = str(text);
    entry.author = str(std::string_view("t1"));
    entry.amends = str(amends);
    hv_receipt receipt{};
    receipt.struct_size = sizeof receipt;
    return adapter_->submit(entry, marker, 1, control_, receipt);
  }
  std::map<std::string, std::string> entries() {
    std::map<std::string, std::string> found;
    const Status status =
        adapter_->list(HV_KIND_ENTRY, student_, control_, [&](const hv_record& record) {
          found[std::string(view(record.of.entry->marker))] = view(record.of.entry->text);
          return ok();
        });
    EXPECT_TRUE(status) << status.error().message;
    return found;
  }

  std::string student_ =
      "s-" +
      std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()).substr(0, 28);
  OneSecret secrets_;
  Log log_;
  std::unique_ptr<http::SystemNetwork> network_;
  CallControl control_;
  std::unique_ptr<Adapter> adapter_;
};

constexpr hv_kind roster[] = {HV_KIND_STUDENT, HV_KIND_GUARDIAN, HV_KIND_CARE,
                              HV_KIND_STAFF,   HV_KIND_GROUP,    HV_KIND_ENROLMENT};

TEST_F(EdFiContract, EveryKindIsReadAsTheDescriptionAllows) {
  for (const char* more : {"", R"(,"group_source":"cohorts")", R"(,"page_tokens":false)"}) {
    open("", more);
    if (IsSkipped()) return;
    for (const hv_kind kind : roster) {
      const Status status = list(kind);
      EXPECT_TRUE(status) << kind << ": " << status.error().message;
    }
  }
}

TEST_F(EdFiContract, ChangesAreReadAsTheDescriptionAllows) {
  open("", R"(,"changes":true)");
  if (IsSkipped()) return;
  for (const hv_kind kind : roster) {
    std::string next;
    const auto drop = [](const hv_record&) { return ok(); };
    ASSERT_TRUE(adapter_->list_changes(kind, "", next, control_, drop));
    ASSERT_TRUE(next.starts_with("17-")) << next;
    // As if the last reading had been earlier.
    const std::string earlier = "3" + next.substr(2);
    const Status status = adapter_->list_changes(kind, earlier, next, control_, drop);
    EXPECT_TRUE(status) << kind << ": " << status.error().message;
  }
}

TEST_F(EdFiContract, EntriesAreFiledChangedAndWithdrawnAsTheDescriptionAllows) {
  open();
  if (IsSkipped()) return;
  std::string text;
  for (int i = 0; i < 60; ++i)
    text += "Leest <b>graag</b> & zwemt, regel " + std::to_string(i) + "\n";
  for (const auto& [marker, kind] :
       std::map<const char*, hv_entry_kind>{{"hv:visit", HV_ENTRY_VISIT},
                                            {"hv:second", HV_ENTRY_VISIT},
                                            {"hv:answer", HV_ENTRY_ANSWER},
                                            {"hv:other", HV_ENTRY_ANSWER},
                                            {"hv:agreement", HV_ENTRY_AGREEMENT}}) {
    const Status status = submit(marker, kind, text);
    ASSERT_TRUE(status) << marker << ": " << status.error().message;
  }
  Status status = submit("hv:addendum", HV_ENTRY_ADDENDUM, "One thing more.", "hv:visit");
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(entries().size(), 6u);
  EXPECT_EQ(entries()["hv:visit"], text);
  status = submit("hv:revised", HV_ENTRY_VISIT, "Shorter.", "hv:visit");
  ASSERT_TRUE(status) << status.error().message;
  EXPECT_EQ(entries()["hv:revised"], "Shorter.");
  for (const char* marker :
       {"hv:visit", "hv:second", "hv:answer", "hv:other", "hv:agreement", "hv:addendum"}) {
    status = adapter_->withdraw(student_, marker, "", control_);
    EXPECT_TRUE(status) << marker << ": " << status.error().message;
  }
  EXPECT_TRUE(entries().empty());
}

TEST_F(EdFiContract, EveryRefusalHasItsMeaning) {
  const std::string filed = setting("HV_EDFI_STANDARD") == "4.0"
                                ? "studentInterventionAttendanceEvents"
                                : "studentProgramEvaluations";
  const std::vector<std::pair<std::string, hv_status>> reads{{"400", HV_INVALID_ARGUMENT},
                                                             {"401", HV_UNAUTHENTICATED},
                                                             {"403", HV_PERMISSION_DENIED},
                                                             {"404", HV_NOT_FOUND},
                                                             {"500", HV_UNAVAILABLE}};
  for (const auto& [code, meaning] : reads) {
    open("/force-" + code + "-GET-students");
    if (IsSkipped()) return;
    const Status status = list(HV_KIND_STUDENT);
    ASSERT_FALSE(status) << code;
    EXPECT_EQ(status.error().status, meaning) << code << ": " << status.error().message;
  }
  const std::vector<std::pair<std::string, hv_status>> writes{{"401", HV_UNAUTHENTICATED},
                                                              {"403", HV_PERMISSION_DENIED},
                                                              {"409", HV_CONFLICT},
                                                              {"412", HV_CONFLICT},
                                                              {"500", HV_OUTCOME_UNKNOWN}};
  for (const auto& [code, meaning] : writes) {
    open("/force-" + code + "-POST-" + filed);
    const Status status = submit("hv:refused", HV_ENTRY_AGREEMENT, "x");
    ASSERT_FALSE(status) << code;
    EXPECT_EQ(status.error().status, meaning) << code << ": " << status.error().message;
  }
}

TEST_F(EdFiContract, BeingAskedTooMuchIsForLater) {
  open("/force-429-GET-students");
  if (IsSkipped()) return;
  // The server wants half a minute, and the call has a second.
  control_.deadline = system_clock().now_ms() + 1000;
  const Status status = list(HV_KIND_STUDENT);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().status, HV_UNAVAILABLE) << status.error().message;
  EXPECT_TRUE(status.error().retryable);
}

TEST_F(EdFiContract, OptionalPartsMayBeWithheld) {
  for (const char* resource : {"schools", "studentSchoolAssociations"}) {
    open(std::string("/force-403-GET-") + resource);
    if (IsSkipped()) return;
    const Status status = list(HV_KIND_STUDENT);
    EXPECT_TRUE(status) << resource << ": " << status.error().message;
  }
}

}  // namespace
}  // namespace homevisit::adapters
