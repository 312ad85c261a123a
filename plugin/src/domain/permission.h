// Permission to process, per purpose: never the same as the agreement to a visit
// (consent-model.md, "Three things, never mixed").
#pragma once

#include <optional>
#include <string>

#include "domain/contact.h"

namespace homevisit {

enum class DataPurpose {
  key_points,      // in the dossier
  care_team,       // share with it
  present_others,  // an interpreter or companion is there
  buddy,
  media,  // R79: photo or video
  outside_agency,
  evaluation,      // anonymous use
  guardian_access  // rule 6: the student, from 18, lets a guardian know what the school knows
};
// GDPR art. 6(1).
enum class LegalGround { consent, public_task, legal_duty, legitimate_interest };
// W3C DPV's consent statuses, as far as they come about here; `informed` and `objected` are for
// purposes whose ground is not consent.
enum class PermissionStatus { requested, given, refused, withdrawn, informed, objected };

struct PermissionRecorded {
  static constexpr const char* type = "permission_recorded";
  std::string id;        // UUID
  std::string guardian;  // "": the student, from 16
  DataPurpose purpose = DataPurpose::key_points;
  LegalGround ground = LegalGround::consent;
  PermissionStatus status = PermissionStatus::given;
  Date date{};
  Channel channel = Channel::in_person;
  std::optional<Date> valid_until;
  std::string scope;      // of media and agencies, in words: "class book", the agency's name
  std::string authority;  // custody as the roster had it
  std::string language;
  std::string evidence_reference, oral_witness;
  bool withdrawal_told = false;
  NoticeReference notice;
  std::string with_guardian;  // of guardian_access: to whom it is given
};
template <typename A>
void fields(A& a, PermissionRecorded& v) {
  a("id", v.id), a("guardian", v.guardian), a("purpose", v.purpose), a("ground", v.ground);
  a("status", v.status), a("date", v.date), a("channel", v.channel);
  a("valid_until", v.valid_until), a("scope", v.scope), a("authority", v.authority);
  a("language", v.language), a("evidence_reference", v.evidence_reference);
  a("oral_witness", v.oral_witness), a("withdrawal_told", v.withdrawal_told);
  a("notice", v.notice), a("with_guardian", v.with_guardian);
}

// R31, R83: a guardian or a pupil asks, complains or objects. Answered by the school's contact
// point.
enum class QuestionKind { question, complaint, objection };
struct QuestionRaised {
  static constexpr const char* type = "question_raised";
  std::string id;        // UUID
  std::string guardian;  // "": the pupil
  QuestionKind kind = QuestionKind::question;
  std::string text;
  Date date{};
  std::string owner;  // staff id: who answers
};
template <typename A>
void fields(A& a, QuestionRaised& v) {
  a("id", v.id), a("guardian", v.guardian), a("kind", v.kind), a("text", v.text);
  a("date", v.date), a("owner", v.owner);
}
struct QuestionAnswered {
  static constexpr const char* type = "question_answered";
  std::string question;
  std::string answer;
  Date date{};
};
template <typename A>
void fields(A& a, QuestionAnswered& v) {
  a("question", v.question), a("answer", v.answer), a("date", v.date);
}

}  // namespace homevisit
