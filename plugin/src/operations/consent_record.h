// One thing that a guardian or a student said, an answer or a permission, as receipts and exports
// see it: with its evidence, without anything about anybody else.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/consent.h"

namespace homevisit::operations {

inline constexpr char home_visit[] = "home_visit";  // the purpose of an answer

struct SaidRecord {
  std::string id, event;
  std::string guardian;  // "": the student
  std::string relation, authority;
  std::string purpose;  // home_visit, or a DataPurpose
  LegalGround ground = LegalGround::consent;
  std::string said;   // an AnswerKind or a PermissionStatus: their own word, whatever came after
  std::string state;  // how it stands now: a ConsentState, or a PermissionStatus, "expired" or
                      // "superseded"
  bool latest = true;  // nothing was said about it since
  bool renewed = false;
  std::string form;  // of an answer: what they would rather have
  std::string scope;
  Date given{};
  std::optional<Date> until, not_before;
  bool never_ask = false;
  Channel channel = Channel::in_person;
  std::string language, interpreter;
  NoticeReference notice;
  std::string programme_version;
  bool withdrawal_told = false;
  std::int64_t recorded_at = 0;
  std::string recorded_by, recorded_by_id;  // name, and id in the roster
};

// Oldest first. `guardian`: whose; nullptr: everybody's.
std::vector<SaidRecord> said_records(const StudentFile& file, const History& history,
                                     const Notices& notices, const std::string* guardian, Date day);

// W3C DPV's name of a consent status ("ConsentGiven"); "" where consent is not the ground.
std::string_view dpv_status(const SaidRecord& record);

// Ja, Nee or Onbekend: code list 37 of OSO, as its block "inzage" uses it.
std::string_view oso_answer(const SaidRecord& record);

// An HL7 FHIR Consent resource as JSON; `release` 4 or 5. `school`: who keeps it.
std::string fhir_consent(const SaidRecord& record, const std::string& student,
                         const std::string& school, int release);

}  // namespace homevisit::operations
