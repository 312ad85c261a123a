// One instance of the adapter with a host and a scripted system of its own. After each call it is
// looked at how the adapter behaved; what breaks a rule ends the case.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fault.h"
#include "host.h"
#include "record.h"
#include "trial.h"

namespace homevisit::conform {

// Versions of what host and adapter hand each other.
struct Shape {
  HostShape host;
  std::size_t exchange = sizeof(hv_exchange);
  std::size_t error = sizeof(hv_error);
  std::size_t entry = sizeof(hv_entry);
  std::size_t receipt = sizeof(hv_receipt);
};

// How one call is made.
struct Call {
  Trouble trouble;
  bool without_exchange = false;
  bool without_error = false;
  bool cancelled = false;                   // before it begins
  std::int64_t time_ms = 60'000;            // until its deadline; negative: over already; 0: none
  std::size_t stop_at = Trouble::kNever;    // the sink returns HV_INTERNAL for this record
  std::size_t cancel_at = Trouble::kNever;  // the sink sets the cancel flag at this record
  std::uint64_t fail_allocation = 0;        // this one fails; 0: none
  bool and_all_after = false;
  bool count_allocations = false;
  int attempt = 1;
};

struct Listing {
  Outcome outcome;
  std::vector<Record> records;
  std::string next;
  std::size_t records_after_stop = 0;  // handed out after the sink had refused one
  std::uint64_t allocations = 0;

  bool ok() const { return outcome.status == HV_OK; }
};

struct Entry {
  std::string marker, student, date, title, text, structured, language, author, amends;
  hv_entry_kind kind = HV_ENTRY_VISIT;
};

struct Written {
  Outcome outcome;
  std::string entry_id, version;
  std::uint64_t allocations = 0;
};

class Session {
 public:
  // Opens with the declared configuration, or with `config`; imports where the file says so. Throws
  // Failed where opening fails, unless `config` was given.
  explicit Session(Trial& trial, const Shape& shape = {},
                   const std::optional<std::string>& config = std::nullopt,
                   std::uint64_t fail_allocation = 0);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  const Outcome& opened() const { return opened_; }
  std::uint64_t allocations_of_open() const { return allocations_; }
  bool is_open() const { return adapter_ != nullptr; }
  std::uint64_t can() const;
  bool can(std::uint64_t any) const { return (can() & any) != 0; }
  Host& host() { return host_; }
  ScriptedSystem& system() { return host_.system(); }

  Listing list(hv_kind kind, Call call = {}, const std::string& student = {},
               const std::string& since = {});
  Listing lookup(const std::string& student, const std::string& marker, Call call = {});
  Written submit(const Entry& entry, Call call = {});
  Written withdraw(const std::string& student, const std::string& marker, Call call = {});
  // Closes now, and looks whether everything was given back.
  void close();

 private:
  struct Turn;
  void import();
  void behave(const char* name, const Outcome& outcome, bool has_error);

  Trial& trial_;
  Shape shape_;
  Host host_;
  hv_adapter* adapter_ = nullptr;
  Outcome opened_;
  std::uint64_t allocations_ = 0;
  std::size_t log_seen_ = 0;
};

// The declared configuration with "{folder}" filled in.
std::string configuration(const Trial& trial);

}  // namespace homevisit::conform
