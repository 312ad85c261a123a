// OneRoster as an adapter: a roster that is read, and nothing that can be written.
#include "homevisit/sdk/adapter.h"

#include "check.h"
#include "roster.h"
#include "settings.h"

namespace homevisit::oneroster {

class OneRoster : public sdk::Adapter {
 public:
  static constexpr sdk::Info info{
      "oneroster", "OneRoster", HV_LIBRARY_VERSION,
      HV_CAN_READ_STUDENTS | HV_CAN_READ_GUARDIANS | HV_CAN_READ_STAFF | HV_CAN_READ_GROUPS, true};

  OneRoster(std::string_view config, sdk::Host)
      : settings_(read_settings(config)), roster_(settings_) {}

  std::uint64_t capabilities() const override { return info.capabilities; }

  std::string list(const sdk::Call& call, hv_kind kind, std::string_view, std::string_view,
                   sdk::Sink& sink) override {
    roster_.list(call, kind, sink);
    return "";
  }

  void check(const sdk::Call& call, sdk::Findings& findings) override {
    Server server(call, settings_, roster_.manners());
    look_at(server, findings);
  }

 private:
  Settings settings_;
  Roster roster_;
};

}  // namespace homevisit::oneroster

HV_ADAPTER(homevisit::oneroster::OneRoster)
