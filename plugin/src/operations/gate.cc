#include "operations/gate.h"

#include "sync/identity.h"

namespace homevisit::operations {
namespace {

Result<std::optional<sync::Identity>> known_identity(Context& context, const std::string& student) {
  HV_ASSIGN(const auto stored, context.journal->projection(student, sync::identity_name));
  if (!stored) return std::optional<sync::Identity>();
  HV_ASSIGN(sync::Identity known, sync::read_identity(stored->body));
  return std::optional<sync::Identity>(std::move(known));
}

Error in_doubt() {
  return {HV_FAILED_PRECONDITION, "identity_in_doubt",
          "The school's system gives this number to a student with another name or birth date than "
          "the one whose file is kept under it. Nothing is shown or recorded until the "
          "administrator has said who it is (\"homevisit students doubts\").",
          "/student"};
}

}  // namespace

Result<std::string> id_in_use(Context& context, const std::string& student) {
  if (student.empty()) return student;
  HV_ASSIGN(const journal::StudentIds ids, context.journal->ids(student));
  if (ids.current.empty() || ids.current == student) return student;
  const auto there = context.roster->student(student);
  if (there) return student;
  if (there.error().status != HV_NOT_FOUND) return there.error();
  return ids.current;
}

Status check_identity(Context& context, const StudentFile& file) {
  HV_ASSIGN(const auto known, known_identity(context, file.student.id));
  if (!known || sync::is_still(sync::compare(*known, file.student, file.guardians))) return ok();
  return in_doubt();
}

Status check_identity(Context& context, const Student& student) {
  HV_ASSIGN(const auto known, known_identity(context, student.id));
  if (!known || sync::is_still(sync::compare(*known, student, {}))) return ok();
  HV_ASSIGN(const SharedFile file,
            context.files.read(*context.roster, student.id, context.today()));
  return check_identity(context, *file);
}

Status keep_identity(journal::Transaction& transaction, const StudentFile& file) {
  const std::string& student = file.student.id;
  HV_ASSIGN(const std::int64_t head, transaction.head(student));
  return transaction.put_projection(
      student, sync::identity_name,
      {head, sync::write_identity(sync::identity_of(file.student, file.guardians))});
}

Result<access::View> view_of(Context& context, const access::Actor& actor,
                             const std::string& student) {
  const Date today = context.today();
  HV_ASSIGN(const access::View view, access::view_of(*context.roster, actor, student, today));
  HV_ASSIGN(const SharedFile file, context.files.read(*context.roster, student, today));
  HV_TRY(check_identity(context, *file));
  return view;
}

}  // namespace homevisit::operations
