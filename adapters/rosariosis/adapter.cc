// RosarioSIS as an adapter: its roster, and entries in a table of their own.
#include "homevisit/sdk/adapter.h"

#include "check.h"
#include "entries.h"
#include "groups.h"
#include "guardians.h"
#include "staff.h"
#include "students.h"

namespace homevisit::rosariosis {

class RosarioSis : public sdk::Adapter {
 public:
  static constexpr std::uint64_t reads = HV_CAN_READ_STUDENTS | HV_CAN_READ_GUARDIANS |
                                         HV_CAN_READ_CUSTODY | HV_CAN_READ_STAFF |
                                         HV_CAN_READ_GROUPS;
  static constexpr std::uint64_t writes = HV_CAN_WRITE_NOTE | HV_CAN_AMEND | HV_CAN_WITHDRAW |
                                          HV_CAN_FIND_BY_MARKER | HV_CAN_CARRY_STRUCTURED;
  static constexpr sdk::Info info{.name = "rosariosis",
                                  .title = "RosarioSIS",
                                  .version = HV_LIBRARY_VERSION,
                                  .capabilities = reads | writes | HV_CAN_EMBED,
                                  .checks = true};

  RosarioSis(std::string_view config, sdk::Host) : config_(read_config(config)) {}

  // The add-on's tab shows the page whether entries are written or not.
  std::uint64_t capabilities() const override {
    return reads | HV_CAN_EMBED | (config_.writes ? writes : 0);
  }

  std::string list(const sdk::Call& call, hv_kind kind, std::string_view student, std::string_view,
                   sdk::Sink& sink) override {
    const Session session(call, config_);
    switch (kind) {
      case HV_KIND_STUDENT:
        list_students(session, sink);
        break;
      case HV_KIND_GUARDIAN:
        list_guardians(session, sink);
        break;
      case HV_KIND_CARE:
        list_cares(session, sink);
        break;
      case HV_KIND_STAFF:
        list_staff(session, sink);
        break;
      case HV_KIND_GROUP:
        list_groups(session, sink);
        break;
      case HV_KIND_ENROLMENT:
        list_enrolments(session, sink);
        break;
      case HV_KIND_ENTRY:
        Entries(session).list(student, sink);
        break;
      default:
        unsupported();
    }
    return {};  // updated_at is kept by some tables only, and nothing tells who has gone
  }

  sdk::Receipt submit(const sdk::Call& call, const hv_entry& entry) override {
    const Session session(call, config_);
    return Entries(session).submit(entry);
  }
  void lookup(const sdk::Call& call, std::string_view, std::string_view marker,
              sdk::Sink& sink) override {
    const Session session(call, config_);
    Entries(session).lookup(marker, sink);
  }
  void withdraw(const sdk::Call& call, std::string_view, std::string_view marker) override {
    const Session session(call, config_);
    Entries(session).withdraw(marker, call.structured());
  }
  void check(const sdk::Call& call, sdk::Findings& findings) override {
    const Session session(call, config_);
    look_at(session, findings);
  }

 private:
  Config config_;
};

}  // namespace homevisit::rosariosis

HV_ADAPTER(homevisit::rosariosis::RosarioSis)
