// What everybody said and was told, with its evidence; receipts and exports of it.
#include <algorithm>

#include "domain/codec.h"
#include "domain/described.h"
#include "domain/permission_rules.h"
#include "domain/rules.h"
#include "operations/consent_receipt.h"
#include "operations/consent_record.h"
#include "operations/questions.h"
#include "operations/student_reads.h"
#include "views/consent_labels.h"

namespace homevisit::operations {
namespace {

void write_recorded(json::Writer& w, const Recorded& recorded) {
  w.key("recorded").begin_object().member("by", recorded.by).member_if("name", recorded.by_name);
  w.member("at", format_moment(recorded.at)).member("event", recorded.event).end_object();
}

template <typename T>
void write_noted(json::Writer& w, const char* key, const std::vector<Noted<T>>& entries,
                 const std::string& guardian) {
  w.key(key).begin_array();
  for (const Noted<T>& entry : entries) {
    if (entry.value.guardian != guardian) continue;
    w.begin_object();
    write_members(w, entry.value);
    write_recorded(w, entry.recorded);
    w.end_object();
  }
  w.end_array();
}

struct Reader {
  const Call& call;
  const SeenFile& seen;
  Notices notices;
  Date today;
  json::Writer w{};

  void state(const Consent& consent) {
    const StudentFile& file = *seen.file;
    w.member("state", to_name(consent.state)).member("counts", consent.counts);
    if (consent.until) w.member("until", format_date(*consent.until));
    if (consent.not_before) w.member("not_before", format_date(*consent.not_before));
    if (consent.never_ask) w.member("never_ask", true);
    w.key("due_again").begin_array();
    for (const Renewal renewal : consent.due_again) w.string(to_name(renewal));
    w.end_array();
    const Status asked = may_invite(file, seen.history, notices, consent.guardian, today);
    w.member("may_invite", asked.ok());
    if (!asked) w.member("why_not", asked.error().code);
    if (!consent.guardian.empty())
      w.member("may_visit_home", may_visit_home(file, seen.history, consent.guardian, today).ok());
  }

  void answers(const std::string& guardian) {
    w.key("answers").begin_array();
    const auto records = said_records(*seen.file, seen.history, notices, &guardian, today);
    for (const AnswerEntry& entry : seen.history.answers) {
      if (entry.answer.guardian != guardian) continue;
      w.begin_object().key("answer");
      write_answer(w, entry.answer);
      for (const SaidRecord& record : records)
        if (record.id == entry.answer.id)
          w.member("state", record.state).member("status", dpv_status(record));
      write_recorded(w, entry.recorded);
      w.end_object();
    }
    w.end_array().key("permissions").begin_array();
    for (const auto& entry : seen.history.permissions) {
      if (entry.value.guardian != guardian) continue;
      w.begin_object();
      write_members(w, entry.value);
      for (const SaidRecord& record : records)
        if (record.id == entry.value.id)
          w.member("state", record.state).member_if("consent_status", dpv_status(record));
      write_recorded(w, entry.recorded);
      w.end_object();
    }
    w.end_array();
  }

  void person(const Consent& consent) {
    w.begin_object();
    const auto& guardians = seen.file->guardians;
    const auto known = std::find_if(guardians.begin(), guardians.end(),
                                    [&](const Guardian& g) { return g.id == consent.guardian; });
    if (known == guardians.end()) {
      w.member("by_student", true).member("name", seen.file->student.name());
    } else {
      w.member("guardian", known->id).member("name", known->name());
      w.member_if("relation", known->relation).member("custody", to_name(known->custody));
      w.member("to_be_told", is_to_be_told(*seen.file, seen.history, *known, today));
    }
    state(consent);
    write_noted(w, "notices", seen.history.notices, consent.guardian);
    write_noted(w, "invitations", seen.history.invitations, consent.guardian);
    answers(consent.guardian);
    w.end_object();
  }

  void questions() {
    w.key("questions").begin_array();
    for (const QuestionEntry& entry : seen.history.questions) {
      w.begin_object();
      write_members(w, entry.question);
      write_recorded(w, entry.recorded);
      if (entry.answered) {
        w.key("answered").begin_object();
        write_members(w, entry.answered->value);
        w.end_object();
      }
      w.end_object();
    }
    w.end_array();
  }
};

Result<SeenFile> see(const Call& call) {
  return see_file(call.context, call.actor, call.actor_name(), call.student(), call.name);
}

Result<std::string> read(const Call& call) {
  HV_ASSIGN(const SeenFile seen, see(call));
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  const Date today = call.context.today();
  Reader reader{call, seen, notices_on(*school, today), today};
  const FamilyConsent family = consent_of_family(*seen.file, seen.history, reader.notices, today);
  json::Writer& w = reader.w;
  w.begin_object().member("student", seen.file->student.id).member("today", format_date(today));
  w.member("student_answers", family.student.counts).member("conflict", family.conflict);
  w.member("may_visit_home", may_visit_home(*seen.file, seen.history, "", today).ok());
  if (const auto* notice = school->notice(today)) {
    w.key("notice").begin_object().member("id", notice->id).member("version", notice->version);
    w.end_object();
  }
  w.key("people").begin_array();
  for (const Consent& consent : family.guardians) reader.person(consent);
  if (family.student.counts || family.student.notice != nullptr) reader.person(family.student);
  w.end_array();
  reader.questions();
  return w.end_object().take();
}

Result<SaidRecord> find_record(const Call& call, const SeenFile& seen,
                               const school::School& school) {
  const Date today = call.context.today();
  for (SaidRecord& record :
       said_records(*seen.file, seen.history, notices_on(school, today), nullptr, today))
    if (record.id == call.text("id")) return std::move(record);
  return Error{HV_NOT_FOUND, "unknown_receipt",
               "There is no such answer or permission in this student's file.", "/id"};
}

Result<std::string> receipt(const Call& call) {
  HV_ASSIGN(const SeenFile seen, see(call));
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  HV_ASSIGN(const SaidRecord record, find_record(call, seen, *school));
  std::string language = call.text("language");
  if (language.empty())
    language = receipt_language(*seen.file, record.guardian, call.context.config.language);
  const Receipt made = receipt_of(
      *seen.file, record, *school, call.context.config.school, text::Catalogue::of(language),
      [&](const std::string& id) { return call.context.staff_name(id); });
  json::Writer w;
  w.begin_object().member("schema", "ISO/IEC TS 27560:2023");
  w.member("receipt", record.id).member("issued_at", format_moment(call.context.clock->now_ms()));
  w.member("language", made.language);
  w.key("record").begin_object().member("id", record.id).member("event", record.event);
  w.member("recorded_at", format_moment(record.recorded_at)).end_object();
  w.key("principal").begin_object().member("name", made.who);
  w.member_if("guardian", record.guardian).member_if("relation", record.relation);
  w.member_if("authority", record.authority).end_object();
  w.key("about").begin_object().member("student", seen.file->student.id);
  w.member("name", made.student).end_object();
  w.key("controller").begin_object().member("name", made.school);
  w.member_if("contact", made.contact).end_object();
  w.key("notice").begin_object().member_if("id", record.notice.id);
  w.member_if("version", record.notice.version).member_if("hash", record.notice.hash).end_object();
  w.key("purposes").begin_array().begin_object().member("purpose", record.purpose);
  w.member("ground", to_name(record.ground)).member_if("scope", record.scope);
  w.end_object().end_array();
  w.key("said").begin_object().member("state", record.state);
  w.member_if("status", dpv_status(record)).member("date", format_date(record.given));
  w.member("channel", to_name(record.channel)).member_if("language", record.language);
  w.member_if("interpreter", record.interpreter);
  w.member_if("programme_version", record.programme_version).end_object();
  w.key("valid").begin_object().member("from", format_date(record.given));
  if (record.until) w.member("until", format_date(*record.until));
  w.end_object();
  w.key("withdrawal").begin_object().member("told", record.withdrawal_told);
  w.member("how", made.withdrawal).end_object();
  w.key("lines").begin_array();
  for (const auto& [label, text] : made.lines)
    w.begin_object().member("label", label).member("text", text).end_object();
  return w.end_array().end_object().take();
}

Result<std::string> export_records(const Call& call) {
  HV_ASSIGN(const SeenFile seen, see(call));
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  const Date today = call.context.today();
  const std::string guardian = call.text("guardian"), format = call.text("format");
  const bool of_one = !guardian.empty() || call.request["by_student"].is_true();
  const auto records = said_records(*seen.file, seen.history, notices_on(*school, today),
                                    of_one ? &guardian : nullptr, today);
  json::Writer w;
  w.begin_object().member("format", format).key("records").begin_array();
  for (const SaidRecord& record : records) {
    if (format == "oso") {
      w.begin_object().member_if("guardian", record.guardian).member("purpose", record.purpose);
      w.member("toestemming", oso_answer(record)).member("datum", format_date(record.given));
      w.end_object();
    } else {
      w.raw(fhir_consent(record, seen.file->student.id, call.context.config.school,
                         format == "fhir_r5" ? 5 : 4));
    }
  }
  return w.end_array().end_object().take();
}

}  // namespace

std::span<const Operation> consent_reads() {
  static constexpr Operation operations[] = {{"consent.read", read},
                                             {"answer.receipt", receipt},
                                             {"consent.export", export_records},
                                             {"question.list", list_questions}};
  return operations;
}

}  // namespace homevisit::operations
