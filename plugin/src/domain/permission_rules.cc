#include "domain/permission_rules.h"

#include <algorithm>

#include "domain/refusal.h"
#include "domain/rules.h"

namespace homevisit {
namespace {

const std::string& scope_of(const PermissionRecorded& permission) {
  return permission.purpose == DataPurpose::guardian_access ? permission.with_guardian
                                                            : permission.scope;
}

// Of consent somebody can make use; what they keep back they can always keep back.
bool asks_or_gives(PermissionStatus status) {
  return status == PermissionStatus::requested || status == PermissionStatus::given;
}

// Under 16 those with custody give permission, from 16 the student herself (UAVG art. 5).
Status check_who(const StudentFile& file, const PermissionRecorded& permission) {
  const bool herself = answers_for_herself(file.student, permission.date);
  if (permission.guardian.empty()) {
    if (!herself)
      return refuse("student_under_16",
                    "A student answers for herself from 16. Record a guardian's answer.",
                    "/by_student");
    return ok();
  }
  const auto guardian =
      std::find_if(file.guardians.begin(), file.guardians.end(),
                   [&](const Guardian& known) { return known.id == permission.guardian; });
  if (guardian == file.guardians.end())
    return invalid("unknown_guardian", "The roster has no such guardian for this student.",
                   "/guardian");
  if (!asks_or_gives(permission.status)) return ok();
  if (herself)
    return refuse("student_gives_permission",
                  "From 16 the student gives permission herself. Record what the student says.",
                  "/guardian");
  if (guardian->custody == Ternary::no)
    return refuse("no_authority",
                  "Permission is given by who has custody. What this guardian does not want can "
                  "be recorded.",
                  "/guardian");
  return ok();
}

}  // namespace

LegalGround usual_ground(DataPurpose purpose) {
  switch (purpose) {
    case DataPurpose::key_points:
    case DataPurpose::care_team:
      return LegalGround::public_task;
    case DataPurpose::evaluation:
      return LegalGround::legitimate_interest;
    default:
      return LegalGround::consent;
  }
}

bool fits_ground(PermissionStatus status, LegalGround ground) {
  const bool informs = status == PermissionStatus::informed || status == PermissionStatus::objected;
  return informs != (ground == LegalGround::consent);
}

bool may_have_ground(DataPurpose purpose, LegalGround ground) {
  switch (purpose) {
    case DataPurpose::buddy:
    case DataPurpose::media:
    case DataPurpose::guardian_access:
      return ground == LegalGround::consent;
    default:
      return true;
  }
}

const PermissionRecorded* standing_permission(const History& history, const std::string& guardian,
                                              DataPurpose purpose, const std::string& scope,
                                              Date day) {
  const PermissionRecorded* last = nullptr;
  for (const auto& [said, recorded] : history.permissions)
    if (said.guardian == guardian && said.purpose == purpose && scope_of(said) == scope &&
        said.date <= day && (last == nullptr || said.date >= last->date))
      last = &said;
  if (last == nullptr || (last->valid_until && *last->valid_until < day)) return nullptr;
  return last;
}

bool keeps_back(PermissionStatus status) {
  return status == PermissionStatus::refused || status == PermissionStatus::withdrawn ||
         status == PermissionStatus::objected;
}

bool is_kept_back(const StudentFile& file, const History& history, DataPurpose purpose,
                  const std::string& scope, Date day) {
  const auto does = [&](const std::string& who) {
    const PermissionRecorded* said = standing_permission(history, who, purpose, scope, day);
    return said != nullptr && keeps_back(said->status);
  };
  if (answers_for_herself(file.student, day)) return does("");
  return std::any_of(file.guardians.begin(), file.guardians.end(), [&](const Guardian& one) {
    return one.custody != Ternary::no && does(one.id);
  });
}

bool may_process(const StudentFile& file, const History& history, DataPurpose purpose,
                 const std::string& scope, Date day) {
  if (is_kept_back(file, history, purpose, scope, day)) return false;
  if (usual_ground(purpose) != LegalGround::consent) return true;
  const auto gives = [&](const std::string& who) {
    const PermissionRecorded* said = standing_permission(history, who, purpose, scope, day);
    return said != nullptr &&
           (said->status == PermissionStatus::given || said->status == PermissionStatus::informed);
  };
  if (answers_for_herself(file.student, day)) return gives("");
  return std::any_of(file.guardians.begin(), file.guardians.end(), [&](const Guardian& one) {
    return one.custody != Ternary::no && gives(one.id);
  });
}

Status check_permission(const StudentFile& file, const PermissionRecorded& permission,
                        bool media_allowed, Date today) {
  HV_TRY(check_who(file, permission));
  if (!may_have_ground(permission.purpose, permission.ground))
    return invalid("ground_is_consent", "This purpose goes by permission alone.", "/ground");
  if (!fits_ground(permission.status, permission.ground))
    return invalid("status_not_of_ground",
                   "This answer does not go with the purpose. Does the school ask permission for "
                   "it? Then choose asked, yes, rather not or no longer. Does it only tell? Then "
                   "choose was told, or objects.",
                   "/status");
  if (permission.purpose == DataPurpose::media && asks_or_gives(permission.status) &&
      !media_allowed)
    return refuse("media_not_allowed",
                  "The school's programme of this year has no photos or films.", "/purpose");
  const bool wants_scope =
      permission.purpose == DataPurpose::media || permission.purpose == DataPurpose::outside_agency;
  if (wants_scope && permission.scope.empty())
    return invalid("missing_field", "Say what it is for: which album, which organisation.",
                   "/scope");
  // Kept under a name of its own it would not be found again for the purpose as a whole.
  if (!wants_scope && !permission.scope.empty())
    return invalid("scope_of_nothing",
                   "Only photos, film and another organisation are for one in particular. Leave "
                   "this empty, or choose another purpose.",
                   "/scope");
  if (permission.purpose == DataPurpose::guardian_access) {
    if (!permission.guardian.empty())
      return refuse("student_gives_access",
                    "The student alone lets a guardian know what the school knows.", "/guardian");
    if (std::none_of(file.guardians.begin(), file.guardians.end(),
                     [&](const Guardian& known) { return known.id == permission.with_guardian; }))
      return invalid("unknown_guardian", "The roster has no such guardian for this student.",
                     "/with_guardian");
  } else if (!permission.with_guardian.empty()) {
    return invalid("access_alone", "Only access for a guardian names one.", "/with_guardian");
  }
  if (permission.date > today)
    return invalid("date_in_future", "This day is still to come.", "/date");
  if (days_between(permission.date, today) > 3653)
    return invalid("date_too_old", "This day lies too far back. Correct the date.", "/date");
  if (permission.valid_until && *permission.valid_until < permission.date)
    return invalid("date_before_answer", "This day lies before the answer.", "/valid_until");
  return ok();
}

}  // namespace homevisit
