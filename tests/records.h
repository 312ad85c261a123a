// Records of adapter.h as values, so that tests can compare them.
#pragma once

#include <map>
#include <string>

#include "homevisit/adapter.h"

namespace records {

// Any record: its fields by name, ternaries as "?", "no", "yes", numbers in decimals. The id of a
// care is "student/guardian", of an enrolment "group/person".
using Record = std::map<std::string, std::string>;

inline std::string text(hv_str from) {
  return from.data == nullptr ? "" : std::string(from.data, from.size);
}
inline std::string ternary(hv_ternary value) {
  return value == HV_YES ? "yes" : (value == HV_NO ? "no" : "?");
}

inline Record value_of(const hv_record& record) {
  switch (record.kind) {
    case HV_KIND_STUDENT: {
      const hv_student& r = *record.of.student;
      Record value{{"id", text(r.id)},
                   {"given", text(r.given_name)},
                   {"family", text(r.family_name)},
                   {"sort", text(r.sort_name)},
                   {"birth", text(r.birth_date)},
                   {"school", text(r.school)},
                   {"year", text(r.year)},
                   {"language", text(r.language)},
                   {"secret", ternary(r.address_secret)}};
      if (r.official_name.size > 0) value["official"] = text(r.official_name);
      return value;
    }
    case HV_KIND_GUARDIAN: {
      const hv_guardian& r = *record.of.guardian;
      return {{"id", text(r.id)},
              {"given", text(r.given_name)},
              {"family", text(r.family_name)},
              {"language", text(r.language)},
              {"secret", ternary(r.address_secret)}};
    }
    case HV_KIND_CARE: {
      const hv_care& r = *record.of.care;
      return {{"id", text(r.student) + "/" + text(r.guardian)},
              {"relation", text(r.relation)},
              {"household", text(r.household)},
              {"custody", ternary(r.custody)},
              {"lives_with", ternary(r.lives_with)},
              {"informed", ternary(r.informed)},
              {"order", std::to_string(r.order)}};
    }
    case HV_KIND_STAFF: {
      const hv_staff& r = *record.of.staff;
      return {{"id", text(r.id)},
              {"given", text(r.given_name)},
              {"family", text(r.family_name)},
              {"function", text(r.function)}};
    }
    case HV_KIND_GROUP: {
      const hv_group& r = *record.of.group;
      return {{"id", text(r.id)},
              {"name", text(r.name)},
              {"school", text(r.school)},
              {"year", text(r.year)},
              {"school_year", text(r.school_year)},
              {"home", ternary(r.home)}};
    }
    case HV_KIND_ENROLMENT: {
      const hv_enrolment& r = *record.of.enrolment;
      return {{"id", text(r.group) + "/" + text(r.person)},
              {"role", std::to_string(r.role)},
              {"begin", text(r.begin_date)},
              {"end", text(r.end_date)}};
    }
    case HV_KIND_ENTRY: {
      const hv_entry& r = *record.of.entry;
      return {{"id", text(r.marker)},
              {"student", text(r.student)},
              {"kind", std::to_string(r.kind)},
              {"date", text(r.date)},
              {"title", text(r.title)},
              {"text", text(r.text)},
              {"structured", text(r.structured)},
              {"language", text(r.language)},
              {"author", text(r.author)},
              {"amends", text(r.amends)},
              {"entry_id", text(r.entry_id)},
              {"version", text(r.version)},
              {"withdrawn", ternary(r.withdrawn)}};
    }
  }
  return {};
}

}  // namespace records
