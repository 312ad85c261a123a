// Moodle as an adapter: courses as groups, and notes about students.
#include "homevisit/sdk/adapter.h"

#include "check.h"
#include "notes.h"
#include "roster.h"
#include "settings.h"

namespace homevisit::moodle {

class Moodle : public sdk::Adapter {
 public:
  static constexpr sdk::Info info{"moodle", "Moodle", HV_LIBRARY_VERSION,
                                  HV_CAN_READ_STUDENTS | HV_CAN_READ_STAFF | HV_CAN_READ_GROUPS |
                                      HV_CAN_WRITE_NOTE | HV_CAN_AMEND | HV_CAN_WITHDRAW |
                                      HV_CAN_FIND_BY_MARKER,
                                  true};

  Moodle(std::string_view config, sdk::Host) : settings_(read_settings(config)) {}

  std::uint64_t capabilities() const override { return info.capabilities; }

  std::string list(const sdk::Call& call, hv_kind kind, std::string_view student, std::string_view,
                   sdk::Sink& sink) override {
    const Service service(call, settings_);
    if (kind == HV_KIND_ENTRY) {
      Notes(service).list(student, sink);
    } else {
      roster_.list(service, kind, sink);
    }
    return {};  // Moodle cannot tell what changed since the last time
  }

  sdk::Receipt submit(const sdk::Call& call, const hv_entry& entry) override {
    const Service service(call, settings_);
    return Notes(service).submit(entry);
  }

  void lookup(const sdk::Call& call, std::string_view student, std::string_view marker,
              sdk::Sink& sink) override {
    const Service service(call, settings_);
    Notes(service).lookup(student, marker, sink);
  }

  void withdraw(const sdk::Call& call, std::string_view student, std::string_view marker) override {
    const Service service(call, settings_);
    Notes(service).withdraw(student, marker);
  }

  void check(const sdk::Call& call, sdk::Findings& findings) override {
    look_at(Service(call, settings_), findings);
  }

 private:
  Settings settings_;
  Roster roster_;
};

}  // namespace homevisit::moodle

HV_ADAPTER(homevisit::moodle::Moodle)
