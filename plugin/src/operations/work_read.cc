#include "operations/work_read.h"

#include "operations/facts_made.h"

namespace homevisit::operations {

Result<WorkDone> read_work(Context& context, const CallControl& control) {
  HV_TRY(make_facts(context, control));
  WorkDone work;
  int passed = 0;
  HV_TRY(context.journal->each_projection(
      work_name, [&](const journal::StudentIds&, const journal::Projection& kept) -> Status {
        if (++passed % 1000 == 0) HV_TRY(control.check());
        return add_work(work, kept.body, [&](std::int64_t ms) { return context.zone.date_at(ms); });
      }));
  return work;
}

}  // namespace homevisit::operations
