#include "operations/facts_made.h"

#include "domain/projections.h"
#include "operations/context.h"
#include "sync/put_projections.h"

namespace homevisit::operations {

// Made once; from then on every change keeps them.
Status make_facts(Context& context, const CallControl& control) {
  HV_ASSIGN(const auto made, context.journal->projection("", facts_made_name));
  if (made && made->body == facts_made) return ok();
  const bool other_format = made.has_value();  // then nobody's tell that they are of this one
  HV_TRY(context.journal->each_student([&](const std::string& student) -> Status {
    HV_TRY(control.check());
    HV_ASSIGN(const auto kept, context.journal->projection(student, progress_name));
    HV_ASSIGN(const auto work, context.journal->projection(student, work_name));
    if (!other_format && kept && kept->body.starts_with(progress::facts_format) && work)
      return ok();
    HV_ASSIGN(const auto transaction, context.journal->begin());
    const auto events = transaction->events(student, journal::Stream::dossier);
    if (!events && events.error().status == HV_NOT_FOUND) return ok();  // erased
    if (!events) return events.error();
    if (events->empty()) return ok();
    HV_ASSIGN(const History history, fold_events(*events));
    HV_TRY(sync::put_projections(*transaction, student, history));
    return transaction->commit();
  }));
  return note_facts_made(*context.journal);
}

}  // namespace homevisit::operations
