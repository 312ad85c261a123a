// Deciding and writing in one transaction.
#include <optional>

#include "journal/events.h"
#include "journal/merges.h"
#include "journal/open_journal.h"
#include "journal/outbox.h"
#include "journal/projections.h"
#include "journal/writing.h"

namespace homevisit::journal {
namespace {

class OpenTransaction final : public Transaction {
 public:
  OpenTransaction(Store& store, SessionPool::Lease lease, Writing writing)
      : store_(store), lease_(std::move(lease)), writing_(std::move(writing)) {}

  Result<std::optional<Event>> find_submission(ByteView key) override {
    HV_TRY(usable());
    return event_by_submission(store_, session(), key);
  }

  Result<std::vector<Event>> events(const std::string& student, Stream stream) override {
    HV_TRY(usable());
    HV_ASSIGN(const auto subject, find_subject(store_, session(), student));
    if (!subject) return std::vector<Event>();
    return read_events(store_, session(), *subject, stream);
  }

  Result<std::int64_t> head(const std::string& student) override {
    HV_TRY(usable());
    if (!subject_ || subject_name_ != student) {
      HV_ASSIGN(subject_, find_subject(store_, session(), student));
      subject_name_ = student;
      if (!subject_) return 0;
    }
    return dossier_head(store_, session(), *subject_);
  }

  Result<std::int64_t> next_seq() override {
    HV_TRY(usable());
    if (!head_) {
      HV_ASSIGN(head_, read_head(store_, session()));
    }
    return head_->seq + 1;
  }

  Result<std::int64_t> append(const std::string& student, Stream stream, const Uuid& id,
                              std::string_view body, ByteView submission) override {
    HV_TRY(usable());
    if (!submission.empty() && submission.size() != std::tuple_size_v<crypto::Digest>)
      return Error{HV_INVALID_ARGUMENT, "submission_size",
                   "The digest of a submission must have 32 bytes."};
    if (!submission.empty()) {
      HV_ASSIGN(const auto there,
                session().one<std::int64_t>("SELECT seq FROM events WHERE submission = :submission",
                                            submission));
      if (there)
        return Error{HV_ALREADY_EXISTS, "submission_known",
                     "This submission has made an event before. Give back what it made then."};
    }
    return kept(write(student, stream, id, body, submission));
  }

  Status put_projection(const std::string& student, const std::string& name,
                        const Projection& projection) override {
    HV_TRY(usable());
    return kept([&]() -> Status {
      HV_ASSIGN(const Subject* subject, subject_of(student));
      return write_projection(store_, session(), *subject, name, projection);
    }());
  }

  Status enqueue(const OutboxItem& item) override {
    HV_TRY(usable());
    return kept([&]() -> Status {
      HV_ASSIGN(const Subject* subject, subject_of(item.student));
      return journal::enqueue(store_, session(), *subject, item);
    }());
  }

  Status decide(std::int64_t item, Decision decision) override {
    HV_TRY(usable());
    return kept(journal::decide(session(), item, decision));
  }

  Result<bool> has_event(const Uuid& id) override {
    HV_TRY(usable());
    HV_ASSIGN(const auto there,
              session().one<std::int64_t>("SELECT seq FROM events WHERE id = :id", id.view()));
    return there.has_value();
  }

  Status note_filed(const OutboxItem& item, const Filing& filing) override {
    HV_TRY(usable());
    return kept([&]() -> Status {
      HV_ASSIGN(const Subject* subject, subject_of(item.student));
      return journal::note_filed(store_, session(), *subject, item, filing);
    }());
  }

  Status remove_draft(const std::string& owner, const std::string& student,
                      const std::string& form) override {
    HV_TRY(usable());
    return kept([&]() -> Status {
      HV_ASSIGN(const auto subject, find_subject(store_, session(), student));
      if (!subject) return ok();
      return session().run(
          "DELETE FROM drafts WHERE owner = :owner AND subject = :subject AND form = :form", owner,
          subject->id, form);
    }());
  }

  Result<std::optional<Projection>> projection(const std::string& student,
                                               const std::string& name) override {
    HV_TRY(usable());
    HV_ASSIGN(const auto subject, find_subject(store_, session(), student));
    if (!subject) return std::optional<Projection>();
    return read_projection(session(), *subject, name);
  }

  Status remove_projection(const std::string& student, const std::string& name) override {
    HV_TRY(usable());
    return kept([&]() -> Status {
      HV_ASSIGN(const auto subject, find_subject(store_, session(), student));
      if (!subject) return ok();
      return session().run("DELETE FROM projections WHERE subject = :subject AND name = :name",
                           subject->id, name);
    }());
  }

  Result<StudentIds> ids(const std::string& student) override {
    HV_TRY(usable());
    HV_ASSIGN(const auto own, find_own_subject(store_, session(), student));
    if (!own || own->id == system_subject) return StudentIds();
    return student_ids(store_, session(), own->id);
  }

  Status merge(const std::string& from, const std::string& into) override {
    return joining([&] { return merge_subjects(store_, session(), from, into); });
  }
  Status part(const std::string& student) override {
    return joining([&] { return part_subjects(store_, session(), student); });
  }
  Status use_id(const std::string& student) override {
    return joining([&] { return journal::use_id(store_, session(), student); });
  }
  Status hold_id(const std::string& student) override {
    return joining([&] { return journal::hold_id(store_, session(), student); });
  }
  Status rename_id(const std::string& student, const std::string& kept_as) override {
    return joining([&] { return journal::rename_id(store_, session(), student, kept_as); });
  }

  Status commit() override {
    HV_TRY(usable());
    finished_ = true;
    Status status;
    if (head_) status = write_head(store_, session(), *head_);
    if (status) status = writing_.commit();
    give_up();
    return status;
  }

 private:
  // After a failed write the transaction may be half there (SQLite rolls back by itself when the
  // disk is full): nothing may follow, and above all no commit.
  Status usable() const {
    if (broken_) return *broken_;
    if (finished_)
      return Error{HV_FAILED_PRECONDITION, "transaction_finished",
                   "This transaction was committed already; begin a new one."};
    return ok();
  }

  Session& session() { return **lease_; }

  // What is not committed is rolled back, and others may write.
  void give_up() {
    writing_.roll_back();
    lease_.reset();
  }

  template <typename Outcome>
  Outcome kept(Outcome outcome) {
    if (!outcome) {
      broken_ = outcome.error();
      give_up();
    }
    return outcome;
  }

  Result<std::int64_t> write(const std::string& student, Stream stream, const Uuid& id,
                             std::string_view body, ByteView submission) {
    if (!head_) {
      HV_ASSIGN(head_, read_head(store_, session()));
    }
    HV_ASSIGN(const Subject* subject, subject_of(student));
    HV_TRY(append_event(store_, session(), *head_, *subject, stream, id, body, submission));
    return head_->seq;
  }

  // After it an id may lead to another file.
  template <typename Join>
  Status joining(const Join& join) {
    HV_TRY(usable());
    subject_.reset();
    return kept(join());
  }

  // Most transactions write about one student: look once.
  Result<const Subject*> subject_of(const std::string& student) {
    if (!subject_ || subject_name_ != student) {
      HV_ASSIGN(subject_, find_or_make_subject(store_, session(), student));
      subject_name_ = student;
    }
    return &*subject_;
  }

  Store& store_;
  std::optional<SessionPool::Lease> lease_;  // until the end of the transaction
  Writing writing_;                          // rolled back before the session goes back
  std::optional<Head> head_;
  std::optional<Subject> subject_;
  std::string subject_name_;
  std::optional<Error> broken_;
  bool finished_ = false;
};

}  // namespace

Result<std::unique_ptr<Transaction>> OpenJournal::begin() {
  HV_ASSIGN(auto lease, pool_.writer());
  HV_ASSIGN(auto writing, Writing::begin(*lease));
  return std::unique_ptr<Transaction>(
      std::make_unique<OpenTransaction>(store_, std::move(lease), std::move(writing)));
}

}  // namespace homevisit::journal
