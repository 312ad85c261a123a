#include "views/consent_labels.h"

#include "text/msg.h"
#include "views/labels.h"

namespace homevisit::views {

using text::msg;

const char* label(ConsentState state) {
  switch (state) {
    case ConsentState::not_asked:
      return msg("Not asked yet");
    case ConsentState::informed:
      return msg("Has our information");
    case ConsentState::invited:
      return msg("Was asked");
    case ConsentState::agreed:
      return msg("Welcome to visit");
    case ConsentState::deferred:
      return msg("Not now");
    case ConsentState::declined:
      return msg("Prefers no home visit");
    case ConsentState::other_form:
      return msg("Prefers school, phone or online");
    case ConsentState::no_answer:
      return msg("No answer yet");
    case ConsentState::fulfilled:
      return msg("Home visit held");
    case ConsentState::withdrawn:
      return msg("Prefers no home visit any more");
    case ConsentState::expired:
      return msg("Answer of earlier");
    case ConsentState::superseded:
      return msg("Answer of before a change");
    case ConsentState::entered_in_error:
      return msg("Entered in error");
  }
  return "";
}

const char* label(Renewal renewal) {
  switch (renewal) {
    case Renewal::sixteenth_birthday:
      return msg("the student is 16 now");
    case Renewal::eighteenth_birthday:
      return msg("the student is 18 now");
    case Renewal::custody_changed:
      return msg("custody has changed");
    case Renewal::notice_changed:
      return msg("the school's information has changed");
  }
  return "";
}

const char* label(DataPurpose purpose) {
  switch (purpose) {
    case DataPurpose::key_points:
      return msg("Key points in the student's file");
    case DataPurpose::care_team:
      return msg("Sharing with the care team");
    case DataPurpose::present_others:
      return msg("An interpreter or companion present");
    case DataPurpose::buddy:
      return msg("Contact with a buddy family");
    case DataPurpose::media:
      return msg("Photos or film");
    case DataPurpose::outside_agency:
      return msg("Sharing with another organisation");
    case DataPurpose::evaluation:
      return msg("Use in the evaluation, without names");
    case DataPurpose::guardian_access:
      return msg("A guardian may know what the school knows");
  }
  return "";
}

const char* label(LegalGround ground) {
  switch (ground) {
    case LegalGround::consent:
      return msg("Permission");
    case LegalGround::public_task:
      return msg("The school's public task");
    case LegalGround::legal_duty:
      return msg("A duty in law");
    case LegalGround::legitimate_interest:
      return msg("The school's legitimate interest");
  }
  return "";
}

const char* label(PermissionStatus status) {
  switch (status) {
    case PermissionStatus::requested:
      return msg("asked");
    case PermissionStatus::given:
      return msg("yes");
    case PermissionStatus::refused:
      return msg("rather not");
    case PermissionStatus::withdrawn:
      return msg("no longer");
    case PermissionStatus::informed:
      return msg("was told");
    case PermissionStatus::objected:
      return msg("objects");
  }
  return "";
}

const char* label(QuestionKind kind) {
  switch (kind) {
    case QuestionKind::question:
      return msg("Question");
    case QuestionKind::complaint:
      return msg("Complaint");
    case QuestionKind::objection:
      return msg("Objection");
  }
  return "";
}

std::string purpose_words(std::string_view purpose, const text::Catalogue& words) {
  const auto known = from_name<DataPurpose>(purpose);
  return words.text(known ? label(*known) : msg("Home visit"));
}

std::string said_words(std::string_view purpose, std::string_view said, std::string_view form,
                       const text::Catalogue& words) {
  if (from_name<DataPurpose>(purpose)) {
    const auto known = from_name<PermissionStatus>(said);
    return known ? words.text(label(*known)) : std::string(said);
  }
  const auto known = from_name<AnswerKind>(said);
  if (!known) return std::string(said);
  Answer answer;
  answer.kind = *known;
  answer.form = from_name<OtherForm>(form).value_or(answer.form);
  return answer_words(answer, words);
}

std::string standing_words(std::string_view state, bool latest, const text::Catalogue& words) {
  if (state == to_name(ConsentState::entered_in_error))
    return words.text(label(ConsentState::entered_in_error));
  if (state == to_name(ConsentState::expired)) return words.text("does not hold any more");
  if (!latest) return words.text("something else was said since");
  if (state == to_name(ConsentState::superseded)) return words.text("is to be asked again");
  if (state == to_name(ConsentState::no_answer) || state == to_name(PermissionStatus::requested))
    return words.text("open");
  return words.text("holds");
}

}  // namespace homevisit::views
