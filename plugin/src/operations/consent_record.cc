#include "operations/consent_record.h"

#include <algorithm>

#include "domain/permission_rules.h"
#include "json/json.h"

namespace homevisit::operations {
namespace {

SaidRecord record_of(const StudentFile& file, const History& history, const Notices& notices,
                     const AnswerEntry& entry, Date day) {
  const Answer& answer = entry.answer;
  SaidRecord record;
  record.id = answer.id;
  record.event = entry.recorded.event;
  record.guardian = answer.guardian;
  record.relation = answer.relation;
  record.authority = answer.authority;
  record.purpose = home_visit;
  record.said = to_name(answer.kind);
  record.state = to_name(state_of_answer(file, history, notices, entry, day));
  record.latest = consent_of(file, history, notices, answer.guardian, day).answer == &entry;
  record.renewed = answer.kind == AnswerKind::agreed &&
                   std::any_of(history.answers.begin(), history.answers.end(), [&](const auto& e) {
                     return !e.voided && e.answer.guardian == answer.guardian &&
                            e.answer.kind == AnswerKind::agreed && e.answer.date < answer.date;
                   });
  record.form = to_name(answer.form);
  record.given = answer.date;
  record.until = last_day(answer);
  record.not_before = answer.not_before;
  record.never_ask = answer.never_ask;
  record.channel = answer.channel;
  record.language = answer.language;
  record.interpreter = answer.interpreter;
  record.notice = {answer.notice_id, answer.notice_version, answer.notice_hash, ""};
  record.programme_version = answer.programme_version;
  record.withdrawal_told = answer.withdrawal_told;
  record.recorded_at = entry.recorded.at;
  record.recorded_by = entry.recorded.by_name;
  record.recorded_by_id = entry.recorded.by;
  return record;
}

SaidRecord record_of(const StudentFile& file, const History& history,
                     const Noted<PermissionRecorded>& entry, Date day) {
  const PermissionRecorded& said = entry.value;
  SaidRecord record;
  record.id = said.id;
  record.event = entry.recorded.event;
  record.guardian = said.guardian;
  for (const Guardian& known : file.guardians)
    if (known.id == said.guardian) record.relation = known.relation;
  record.authority = said.authority;
  record.purpose = to_name(said.purpose);
  record.ground = said.ground;
  const bool access = said.purpose == DataPurpose::guardian_access;
  record.scope = access ? "" : said.scope;
  record.said = to_name(said.status);
  const auto* now = standing_permission(history, said.guardian, said.purpose,
                                        access ? said.with_guardian : said.scope, day);
  record.latest = now == &said;
  if (record.latest) {
    record.state = to_name(said.status);
  } else {
    record.state = said.valid_until && *said.valid_until < day ? "expired" : "superseded";
  }
  record.given = said.date;
  record.until = said.valid_until;
  record.channel = said.channel;
  record.language = said.language;
  record.notice = said.notice;
  record.withdrawal_told = said.withdrawal_told;
  record.recorded_at = entry.recorded.at;
  record.recorded_by = entry.recorded.by_name;
  record.recorded_by_id = entry.recorded.by;
  return record;
}

struct StatusRow {
  std::string_view state;
  std::string_view dpv, oso;
  std::string_view r4, r5;
  std::string_view decision;  // of FHIR
};

// plugin/docs/consent.md explains the choices.
constexpr StatusRow rows[] = {
    {"agreed", "ConsentGiven", "Ja", "active", "active", "permit"},
    {"fulfilled", "ConsentGiven", "Ja", "active", "active", "permit"},
    {"given", "ConsentGiven", "Ja", "active", "active", "permit"},
    {"informed", "", "Onbekend", "active", "active", "permit"},
    {"objected", "", "Nee", "rejected", "active", "deny"},
    {"requested", "ConsentRequested", "Onbekend", "proposed", "draft", "deny"},
    {"no_answer", "ConsentRequested", "Onbekend", "proposed", "draft", "deny"},
    {"deferred", "ConsentRequestDeferred", "Onbekend", "proposed", "draft", "deny"},
    {"declined", "ConsentRefused", "Nee", "rejected", "active", "deny"},
    {"refused", "ConsentRefused", "Nee", "rejected", "active", "deny"},
    {"other_form", "ConsentRefused", "Nee", "rejected", "active", "deny"},
    {"withdrawn", "ConsentWithdrawn", "Nee", "inactive", "inactive", "deny"},
    {"expired", "ConsentExpired", "Onbekend", "inactive", "inactive", "deny"},
    {"superseded", "ConsentExpired", "Onbekend", "inactive", "inactive", "deny"},
    {"entered_in_error", "ConsentInvalidated", "Onbekend", "entered-in-error", "entered-in-error",
     "deny"},
};
constexpr StatusRow unknown_row{"", "ConsentUnknown", "Onbekend", "proposed", "unknown", "deny"};

const StatusRow& row_of(const SaidRecord& record) {
  const auto* const row = std::find_if(std::begin(rows), std::end(rows), [&](const StatusRow& one) {
    return one.state == record.state;
  });
  return row == std::end(rows) ? unknown_row : *row;
}

// Where FHIR wants a person: by the number that the school's system has, never a name or address.
void person(json::Writer& w, const std::string& id, const std::string& display) {
  w.begin_object().key("identifier").begin_object().member("value", id).end_object();
  w.member_if("display", display).end_object();
}

void concept_text(json::Writer& w, std::string_view system, std::string_view code) {
  w.begin_object().key("coding").begin_array().begin_object();
  w.member("system", system).member("code", code).end_object().end_array().end_object();
}

void period(json::Writer& w, const SaidRecord& record) {
  w.begin_object().member("start", format_date(record.given));
  if (record.until) w.member("end", format_date(*record.until));
  w.end_object();
}

std::string policy_of(const SaidRecord& record) {
  std::string policy = "home visit notice";
  if (!record.notice.id.empty())
    policy += " " + record.notice.id + ", version " + record.notice.version;
  if (!record.notice.hash.empty()) policy += ", SHA-256 " + record.notice.hash;
  return policy;
}

constexpr char dpv[] = "https://w3id.org/dpv#";
constexpr char purposes[] = "urn:homevisit:purpose";

}  // namespace

std::vector<SaidRecord> said_records(const StudentFile& file, const History& history,
                                     const Notices& notices, const std::string* guardian,
                                     Date day) {
  std::vector<SaidRecord> records;
  for (const AnswerEntry& entry : history.answers)
    if (guardian == nullptr || entry.answer.guardian == *guardian)
      records.push_back(record_of(file, history, notices, entry, day));
  for (const auto& entry : history.permissions)
    if (guardian == nullptr || entry.value.guardian == *guardian)
      records.push_back(record_of(file, history, entry, day));
  std::stable_sort(records.begin(), records.end(), [](const auto& a, const auto& b) {
    return std::pair(a.given, a.recorded_at) < std::pair(b.given, b.recorded_at);
  });
  return records;
}

std::string_view dpv_status(const SaidRecord& record) {
  if (record.ground != LegalGround::consent) return "";
  const StatusRow& row = row_of(record);
  return record.renewed && row.dpv == "ConsentGiven" ? "RenewedConsentGiven" : row.dpv;
}

std::string_view oso_answer(const SaidRecord& record) { return row_of(record).oso; }

std::string fhir_consent(const SaidRecord& record, const std::string& student,
                         const std::string& school, int release) {
  const StatusRow& row = row_of(record);
  json::Writer w;
  w.begin_object().member("resourceType", "Consent").member("id", record.id);
  w.member("status", release == 4 ? row.r4 : row.r5);
  if (release == 4) {
    w.key("scope");
    concept_text(w, "http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy");
  }
  w.key("category").begin_array();
  concept_text(w, purposes, record.purpose);
  w.end_array();
  w.key(release == 4 ? "patient" : "subject");
  person(w, student, "");
  w.member(release == 4 ? "dateTime" : "date", format_date(record.given));
  w.key(release == 4 ? "performer" : "grantor").begin_array();
  person(w, record.guardian.empty() ? student : record.guardian, record.relation);
  w.end_array();
  w.key(release == 4 ? "organization" : "controller").begin_array();
  w.begin_object().member("display", school).end_object().end_array();
  if (release == 4) {
    w.key("policyRule").begin_object().member("text", policy_of(record)).end_object();
    w.key("provision").begin_object().member("type", row.decision);
    w.key("period");
    period(w, record);
  } else {
    w.key("period");
    period(w, record);
    w.key("policyBasis").begin_object();
    w.key("reference").begin_object().member("display", policy_of(record)).end_object();
    w.end_object().member("decision", row.decision);
    w.key("provision").begin_array().begin_object();
  }
  w.key("purpose").begin_array().begin_object().member("system", purposes);
  w.member("code", record.purpose).end_object().end_array();
  w.end_object();
  if (release != 4) w.end_array();
  if (const std::string_view status = dpv_status(record); !status.empty()) {
    w.key("extension").begin_array().begin_object();
    w.member("url", "https://w3id.org/dpv#hasConsentStatus");
    w.member("valueUri", std::string(dpv) + std::string(status)).end_object().end_array();
  }
  return w.end_object().take();
}

}  // namespace homevisit::operations
