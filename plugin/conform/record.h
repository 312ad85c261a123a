// Records as the kit keeps them: every field as a text by its name in adapter.h.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "homevisit/adapter.h"
#include "json.h"

namespace homevisit::conform {

struct Record {
  hv_kind kind = HV_KIND_STUDENT;
  bool removed = false;
  std::map<std::string, std::string> fields;

  const std::string& operator[](const std::string& name) const;
  // What makes it that record: its id; of care and enrolment both ids.
  std::string id() const;
  // As in an error message: the kind and the id, never a name.
  std::string shown() const;
};

// Copies the record. What is wrong with it comes as a sentence.
Record copy_record(const hv_record& record, std::string& fault);

// Are all fields of the JSON object there with that value?
bool agrees(const Record& record, const Json& wanted);

// "2026-11-22", a day that the calendar has.
bool is_date(const std::string& text);

}  // namespace homevisit::conform
