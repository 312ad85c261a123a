#include "operations/facts_made.h"

#include <memory>
#include <string_view>

#include "domain/projections.h"
#include "operations/context.h"
#include "sync/put_projections.h"

namespace homevisit::operations {
namespace {

// One write to the disk for many students; others who write wait no longer than for that.
class Making {
 public:
  explicit Making(journal::Journal& journal) : journal_(journal) {}

  Status make(const std::string& student) {
    if (!transaction_) {
      HV_ASSIGN(transaction_, journal_.begin());
    }
    const auto events = transaction_->events(student, journal::Stream::dossier);
    if (!events && events.error().status == HV_NOT_FOUND) return ok();  // erased
    if (!events) return events.error();
    if (events->empty()) return ok();
    HV_ASSIGN(const History history, fold_events(*events));
    HV_TRY(sync::put_projections(*transaction_, student, history));
    return ++made_ % at_once == 0 ? commit() : ok();
  }
  Status commit() {
    if (!transaction_) return ok();
    const auto transaction = std::move(transaction_);
    return transaction->commit();
  }

 private:
  static constexpr int at_once = 50;
  journal::Journal& journal_;
  std::unique_ptr<journal::Transaction> transaction_;
  int made_ = 0;
};

}  // namespace

// Made once; from then on every change keeps them.
Status make_facts(Context& context, const CallControl& control) {
  HV_ASSIGN(const auto made, context.journal->projection("", facts_made_name));
  if (made && made->body == facts_made) return ok();
  // Only the facts themselves tell of which format they are.
  const bool others_differ =
      made && (made->body.empty() ||
               std::string_view(made->body).substr(1) != std::string_view(facts_made).substr(1));
  Making making(*context.journal);
  HV_TRY(context.journal->each_student([&](const std::string& student) -> Status {
    HV_TRY(control.check());
    HV_ASSIGN(const auto kept, context.journal->projection(student, progress_name));
    HV_ASSIGN(const auto work, context.journal->projection(student, work_name));
    if (!others_differ && kept && kept->body.starts_with(progress::facts_format) && work)
      return ok();
    return making.make(student);
  }));
  HV_TRY(making.commit());
  return note_facts_made(*context.journal);
}

Result<std::int64_t> make_facts_anew(Context& context, const CallControl& control) {
  std::int64_t students = 0;
  Making making(*context.journal);
  HV_TRY(context.journal->each_student([&](const std::string& student) -> Status {
    HV_TRY(control.check());
    HV_TRY(making.make(student));
    control.report("rebuild", static_cast<std::uint64_t>(++students), 0);
    return ok();
  }));
  HV_TRY(making.commit());
  HV_TRY(note_facts_made(*context.journal));
  return students;
}

}  // namespace homevisit::operations
