// A journal that is open: journal.h's promise, kept by event_store.cc,
// transaction.cc, outbox.cc, drafts.cc, snapshot.cc, restored.cc and verify.cc.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "journal/journal.h"
#include "journal/session_pool.h"
#include "journal/snapshot.h"
#include "journal/subjects.h"

namespace homevisit::journal {

class OpenJournal final : public Journal {
 public:
  OpenJournal(const Options& options, const Clock& clock, Random& random);

  // Checks the file, the key and the end of the chain.
  Status check();

  const Uuid& id() const override { return store_.journal; }
  Result<std::unique_ptr<Transaction>> begin() override;
  Result<std::int64_t> version() override;
  Result<std::vector<Event>> events(const std::string& student, Stream stream) override;
  Result<std::int64_t> head(const std::string& student) override;
  Result<std::optional<Projection>> projection(const std::string& student,
                                               const std::string& name) override;
  Result<std::vector<Delivery>> deliveries(const std::string& student) override;
  Result<std::int64_t> delivery_version(const std::string& student) override;
  Result<StudentIds> ids(const std::string& student) override;
  Status each_student(const std::function<Status(const std::string&)>& visit) override;
  Status each_student_without(const std::string& name,
                              const std::function<Status(const std::string&)>& visit) override;
  Status each_projection(
      const std::string& name,
      const std::function<Status(const StudentIds&, const Projection&)>& visit) override;
  Result<std::int64_t> count_projections(const std::string& name) override;

  Status put_draft(const std::string& owner, const std::string& student, const std::string& form,
                   std::string_view body) override;
  Result<std::optional<Draft>> draft(const std::string& owner, const std::string& student,
                                     const std::string& form) override;
  Status remove_draft(const std::string& owner, const std::string& student,
                      const std::string& form) override;

  Result<std::vector<Claim>> claim(const DeliveryTerms& terms, std::int64_t most,
                                   std::span<const Settlement> settled) override;
  Result<bool> settle(const DeliveryTerms& terms, const Settlement& settlement) override;
  Result<std::int64_t> count_waiting(std::int64_t most) override;
  Result<OutboxCounts> outbox_counts() override;
  Result<OutboxCounts> outbox_open() override;
  Result<SystemState> system_state() override;
  Result<std::vector<OutboxLine>> outbox_lines(std::int64_t limit) override;
  Result<std::optional<std::string>> filed_entry(const std::string& student,
                                                 const std::string& marker) override;
  Result<std::vector<OutboxRow>> outbox_of(const std::string& student) override;
  Result<bool> note_seen(const std::string& student, std::int64_t delivery_version,
                         const std::vector<Sight>& sights) override;
  Result<std::vector<SyncTask>> sync_tasks() override;
  Result<bool> begin_sync_task(const std::string& name, std::int64_t seen_runs,
                               std::int64_t lease) override;
  Status hold_sync_task(const std::string& name, std::int64_t run, std::int64_t lease) override;
  Status end_sync_task(const std::string& name, std::int64_t run, const std::string& code,
                       const std::string& note) override;
  Status leave_sync_task(const std::string& name, std::int64_t run,
                         const std::string& note) override;
  Status show_life(const std::string& name, std::int64_t lease, const std::string& how) override;
  Status destroy_key(const std::string& student) override;
  Result<Snapshot> snapshot(const CallControl&) override;
  Result<std::int64_t> doubt_deliveries() override;

  Result<Verification> verify(
      const CallControl&,
      const std::function<Result<bool>(const std::string&, const std::string&, const Projection&)>&
          check_projection) override;

 private:
  // Brings a file of an earlier format up to date.
  Status update_format();

  Store store_;
  SessionPool pool_;
  std::mutex watch_mutex_;
  std::unique_ptr<Session> watch_;  // never writes, so that its data_version tells of every commit
};

}  // namespace homevisit::journal
