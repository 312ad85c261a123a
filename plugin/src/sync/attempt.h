// One attempt to deliver one claimed item: look up, send, and say how it ended.
#pragma once

#include <optional>

#include "sync/deliver.h"
#include "sync/entry.h"
#include "sync/expected.h"

namespace homevisit::sync {

// Nothing of this claim was sent: it waits as it did before.
void give_back(const journal::Claim& claim, journal::Settlement& out);

class Attempt {
 public:
  // `id_stands`: is the id of the claim still this student's? Asked before anything is written.
  // `meanwhile`: see CallControl.
  Attempt(journal::Journal& journal, adapters::Adapter& adapter, const Clock& clock,
          const CallControl& control, const DeliverOptions& options,
          std::function<bool()> id_stands, std::function<void()> meanwhile);

  journal::Settlement make(const journal::Claim& claim);

 private:
  struct Found {
    int count = 0;
    bool all_void = true;
    std::string entry_id, version;
    std::string said;        // see said_in()
    std::int64_t began = 0;  // uptime
  };

  void deliver(const journal::Claim& claim, const Entry& entry, journal::Settlement& out);
  void withdraw(const journal::Claim& claim, const Entry& entry, journal::Settlement& out);
  std::vector<std::string> other_ids(const journal::OutboxItem& item) const;
  // The entry's record as it was filed last, with who makes it void; "" where it has none.
  std::string record_of_void(const journal::Claim& claim, const Entry& entry) const;
  // Where the system cannot make an entry void: an addendum to it says that it does not hold.
  void say_that_it_does_not_hold(const journal::Claim& claim, const Entry& entry,
                                 journal::Settlement& out);
  // Under the item's own id, and then under each of `others`, until something is found. False: the
  // look-up failed, and `out` says how.
  bool look_up(const journal::OutboxItem& item, const std::vector<std::string>& others,
               const std::string& marker, Found& found, journal::Settlement& out);
  void submit(const journal::Claim& claim, const Entry& entry, journal::Settlement& out);
  // The entry in the student's file that this report takes the place of, if there is one.
  Result<std::optional<Expected>> replaced_by(const journal::Claim& claim, const Entry& entry);
  // Found after its answer was lost: does it stand beside what it was to replace? False: the
  // look-up failed, and `out` says how.
  bool find_beside(const journal::Claim& claim, const Entry& entry, const Found& found,
                   journal::Settlement& out);
  // Has a colleague changed it since? False: the look-up failed, and `out` says how.
  bool compare_with_filed(const journal::Claim& claim, const Expected& replaced,
                          journal::Settlement& out);
  // Somebody was faster: a colleague, or an earlier request of ours that came late.
  void conflicted(const journal::Claim& claim, const Entry& entry, const Error& error,
                  journal::Settlement& out);
  void failed(const journal::OutboxItem& item, const Error& error, journal::Settlement& out);
  bool can(std::uint64_t capability) const { return (adapter_.capabilities() & capability) != 0; }
  void tell(Step step) const {
    if (options_.step) options_.step(step);
  }

  journal::Journal& journal_;
  adapters::Adapter& adapter_;
  const Clock& clock_;
  const DeliverOptions& options_;
  std::function<bool()> id_stands_;
  CallControl control_;  // of this attempt
};

}  // namespace homevisit::sync
