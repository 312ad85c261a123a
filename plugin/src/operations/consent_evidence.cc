#include "operations/consent_evidence.h"

#include "domain/consent.h"

#include <fmt/format.h>

#include "domain/codec.h"
#include "domain/consent.h"

namespace homevisit::operations {

NoticeReference notice_had(const History& history, const std::string& guardian, Date day) {
  const auto* given = notice_given(history, guardian, day);
  return given == nullptr ? NoticeReference{} : given->value.notice;
}

std::string programme_version(const school::School& school, Date day) {
  const std::string year = school::school_year_of(day);
  const auto found = school.programmes.find(year);
  return found == school.programmes.end() ? std::string()
                                          : fmt::format("{}/{}", year, found->second.size());
}

std::string authority_of(const StudentFile& file, const std::string& guardian) {
  for (const Guardian& known : file.guardians)
    if (known.id == guardian) return std::string(to_name(known.custody));
  return {};
}

Result<std::string> whose_word(const Call& call, const StudentFile& file) {
  const std::string guardian = call.text("guardian");
  if (guardian.empty() != call.request["by_student"].is_true())
    return Error{HV_INVALID_ARGUMENT, "whose_word",
                 "Say who it is about: a guardian, or the student.", "/guardian"};
  if (guardian.empty() || !authority_of(file, guardian).empty()) return guardian;
  return Error{HV_INVALID_ARGUMENT, "unknown_guardian",
               "The roster has no such guardian for this student.", "/guardian"};
}

Status may_be_told(const Facts& facts, const std::string& guardian, Date day) {
  for (const Guardian& known : facts.file.guardians)
    if (known.id == guardian && known.informed == Ternary::no)
      return Error{HV_FAILED_PRECONDITION, "not_to_be_informed",
                   "The school's records say that this guardian is not to be informed by the "
                   "school. Ask the administration if that has changed.",
                   "/guardian"};
  if (guardian.empty() || has_access(facts.file, facts.history, guardian, day)) return ok();
  return Error{
      HV_FAILED_PRECONDITION, "student_of_age",
      "From 18 the student alone is told and asked, unless the student lets this guardian know "
      "what the school knows.",
      "/guardian"};
}

Result<Date> past_date(const Call& call, Date today) {
  HV_ASSIGN(const auto date, read_date(call.request, "date", "/date"));
  if (date && *date > today)
    return Error{HV_INVALID_ARGUMENT, "date_in_future", "This day is still to come.", "/date"};
  return date.value_or(today);
}

}  // namespace homevisit::operations
