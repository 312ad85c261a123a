#include "domain/student_progress.h"
#include "operations/family_reads.h"
#include "operations/rendering.h"
#include "views/progress_page.h"

namespace homevisit::operations {
namespace {

Result<SeenFile> see(const Rendering& r) {
  return see_file(r.context, r.actor, r.frame.reader, r.student, r.view);
}

Result<SharedPage> copy(Rendering& r) {
  if (r.actor.role == access::Role::school_leader)
    return Error{HV_PERMISSION_DENIED, "page_of_another_role",
                 "Copies are given by those who look after the student."};
  HV_ASSIGN(const SeenFile seen, see(r));
  const std::string asked = r.text("language");
  const bool there = text::family_language(asked) != nullptr;
  HV_ASSIGN(views::CopyModel model,
            copy_model(r.context, seen, r.text("visit"), r.text("guardian"), there ? asked : ""));
  if (!there) model.asked = asked;
  return shared(views::copy_page(r.frame, model));
}

Result<SharedPage> progress(Rendering& r) {
  HV_ASSIGN(const SeenFile seen, see(r));
  views::ProgressModel model;
  model.file = seen.file.get();
  model.history = &seen.history;
  model.courses = goal_courses(seen.history, r.frame.today,
                               [&](std::int64_t ms) { return r.context.zone.date_at(ms); });
  model.may_record = seen.view.may_record;
  model.state = form_state(r, nullptr);
  return shared(views::progress_page(r.frame, model));
}

}  // namespace

std::span<const View> family_views() {
  static constexpr View views[] = {{"visit.copy", copy}, {"student.progress", progress}};
  return views;
}

}  // namespace homevisit::operations
