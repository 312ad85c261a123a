// The Ed-Fi adapter. README.md says what it can do, and what an administrator has to set up.
#pragma once

#include "config.h"
#include "homevisit/sdk/adapter.h"
#include "program.h"
#include "roster.h"

namespace homevisit::edfi {

class EdFi : public sdk::Adapter {
 public:
  static constexpr std::uint64_t reads = HV_CAN_READ_STUDENTS | HV_CAN_READ_GUARDIANS |
                                         HV_CAN_READ_CUSTODY | HV_CAN_READ_STAFF |
                                         HV_CAN_READ_GROUPS;
  static constexpr std::uint64_t writes =
      HV_CAN_WRITE_NOTE | HV_CAN_AMEND | HV_CAN_WITHDRAW | HV_CAN_FIND_BY_MARKER;
  static constexpr sdk::Info info{.name = "edfi",
                                  .title = "Ed-Fi",
                                  .version = "1.0",
                                  .capabilities = reads | writes | HV_CAN_READ_CHANGES,
                                  .checks = true};

  EdFi(std::string_view config, sdk::Host host);

  std::uint64_t capabilities() const override;
  std::string list(const sdk::Call& call, hv_kind kind, std::string_view student,
                   std::string_view since, sdk::Sink& sink) override;
  sdk::Receipt submit(const sdk::Call& call, const hv_entry& entry) override;
  void lookup(const sdk::Call& call, std::string_view student, std::string_view marker,
              sdk::Sink& sink) override;
  void withdraw(const sdk::Call& call, std::string_view student, std::string_view marker) override;
  void check(const sdk::Call& call, sdk::Findings& findings) override;

 private:
  Config config_;
  Roster roster_;
  Made made_;
};

}  // namespace homevisit::edfi
