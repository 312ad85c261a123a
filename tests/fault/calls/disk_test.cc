// A disk without room, or read-only from some moment on: whoever asks is told what to do, reading
// goes on, and all goes on when it is over.
#include <errno.h>
#include <fcntl.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdio>

#include "day.h"
#include "machine/failing.h"

namespace calls {
namespace {

using host_test::Host;
using host_test::it;
using host_test::mentor;
using host_test::Reply;
using machine::Call;
using machine::Failing;
using machine::Kind;
using machine::Watching;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

bool takes_room(const Call& call) { return call.kind == Kind::write; }

// All that a disk refuses that may only be read.
bool changes(const Call& call) {
  return call.kind == Kind::write || call.kind == Kind::truncate || call.kind == Kind::name ||
         (call.kind == Kind::open && (call.flags & (O_CREAT | O_RDWR | O_WRONLY)) != 0);
}

// From every tenth call on, for the rest of the day.
void from_then_on(const char* what, bool (*chosen)(const Call&), int error, const char* code) {
  std::int64_t days = 0, told = 0, by_name = 0;
  for (std::int64_t n = 1;; n += 10) {
    Day day;
    Failing failing(chosen, error, n, true);
    {
      const Watching watching(failing);
      day.live();
    }
    if (failing.count() < n) break;
    ++days;
    told += static_cast<std::int64_t>(day.codes().size());
    EXPECT_THAT(day.unclear(), IsEmpty());
    EXPECT_THAT(day.codes(), Each(Not(HasSubstr("damaged"))));
    by_name += std::ranges::count(day.codes(), code) > 0 ? 1 : 0;
    day.finish_and_compare();
    ASSERT_FALSE(testing::Test::HasFailure()) << what << " from call " << n;
  }
  std::printf("[ figures  ] %s, from each tenth call on: %ld days, %ld errors told, losses 0\n",
              what, days, told);
  EXPECT_GT(days, 20);
  EXPECT_GT(by_name, days / 4) << "days on which it was said what is wrong";
}

TEST(Disk, WithoutRoomFromSomeMomentOnLosesNothing) {
  from_then_on("no room on the disk", takes_room, ENOSPC, "disk_full");
}

TEST(Disk, ReadOnlyFromSomeMomentOnLosesNothing) {
  from_then_on("the disk is read-only", changes, EROFS, "database_read_only");
}

class DiskOfAHost : public testing::Test {
 protected:
  DiskOfAHost()
      : host_([this] {
          host_test::write_school(folder_ / "school");
          return host_test::config_in(folder_, R"(,"background":true)");
        }()) {
    host_.call(it, "roster.import", "{\"path\":\"" + (folder_ / "school") + "\"}");
    host_.visit(mentor, host_test::alone);
    (void)host_.history(mentor, host_test::alone);  // the connections that read are open
  }

  Reply record() {
    return host_.call(mentor, "visit.record",
                      R"({"submission":"while-it-fails","student":"s-alone","date":"2026-10-12",)"
                      R"("report":{"key_points":["Later."]}})");
  }
  std::size_t visits() { return host_.history(mentor, host_test::alone)["timeline"].size(); }

  host_test::Folder folder_;
  Host host_;
};

TEST_F(DiskOfAHost, WithoutRoomIsReadAndSaysWhatToDo) {
  {
    Failing full(takes_room, ENOSPC, 1, true);
    const Watching watching(full);
    const Reply reply = record();
    EXPECT_EQ(reply.status, HV_RESOURCE_EXHAUSTED);
    EXPECT_EQ(reply.code(), "disk_full");
    EXPECT_THAT(reply.message(), HasSubstr("Make room and try again"));
    EXPECT_EQ(visits(), 1U) << "what is there can be read";
    EXPECT_EQ(record().code(), "disk_full");
  }
  EXPECT_EQ(record().status, HV_OK);
  EXPECT_EQ(visits(), 2U);
}

TEST_F(DiskOfAHost, ReadOnlyIsReadAndSaysWhatToDo) {
  {
    Failing read_only(changes, EROFS, 1, true);
    const Watching watching(read_only);
    const Reply reply = record();
    EXPECT_EQ(reply.status, HV_PERMISSION_DENIED);
    EXPECT_EQ(reply.code(), "database_read_only");
    EXPECT_THAT(reply.message(), HasSubstr("read-only"));
    EXPECT_EQ(visits(), 1U);
  }
  EXPECT_EQ(record().status, HV_OK);
  EXPECT_EQ(visits(), 2U);
  EXPECT_TRUE(host_.call(it, "audit.verify", "{}")["ok"].is_true());
}

}  // namespace
}  // namespace calls
