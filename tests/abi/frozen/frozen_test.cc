// An adapter of the interface's first version, loaded by the library as it is today.
#include <gtest/gtest.h>

#include "adapters/adapter.h"

namespace homevisit::adapters {
namespace {

TEST(Frozen, AnAdapterOfTheFirstVersionWorksWithThisHost) {
  const auto library = load(HV_FROZEN_ADAPTER);
  ASSERT_TRUE(library) << library.error().message;
  EXPECT_EQ(library->table.abi_minor, 0U);
  const auto adapter = Adapter::open(*library, "{}", {});
  ASSERT_TRUE(adapter) << adapter.error().message;
  const CallControl control;
  std::string name;
  const Status listed =
      (*adapter)->list(HV_KIND_STUDENT, "", control, [&](const hv_record& record) {
        name = view(record.of.student->given_name);
        EXPECT_EQ(record.removed, 0) << "made whole: the adapter's record has no such field";
        return ok();
      });
  EXPECT_TRUE(listed.ok());
  EXPECT_EQ(name, "Ada");
  hv_entry entry{};
  entry.struct_size = sizeof entry;
  entry.marker = str("hv:1");
  hv_receipt receipt{};
  receipt.struct_size = sizeof receipt;
  EXPECT_TRUE((*adapter)->submit(entry, "key", 1, control, receipt).ok());
  EXPECT_STREQ(receipt.entry_id, "hv:1");
  const Status looked =
      (*adapter)->lookup("1", "hv:1", control, [](const hv_record&) { return ok(); });
  ASSERT_FALSE(looked.ok());
  EXPECT_EQ(looked.error().status, HV_UNSUPPORTED) << "what it lacks is said, not called";
}

}  // namespace
}  // namespace homevisit::adapters
