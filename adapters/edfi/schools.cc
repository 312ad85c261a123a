#include "schools.h"

#include "descriptors.h"
#include "homevisit/sdk/date.h"
#include "homevisit/sdk/words.h"

namespace homevisit::edfi {

Schools::Schools(const Session& session) {
  session.each_if_allowed("schools", {}, "Schools are not named.", [&](const Value& row) {
    names_[row["schoolId"].id()] = sdk::one_line(row["nameOfInstitution"].text());
  });
}

const std::string& Schools::name(const std::string& id) const {
  static const std::string unknown;
  const auto at = names_.find(id);
  return at == names_.end() ? unknown : at->second;
}

void Enrolled::read(const Session& session, const Schools& schools, std::string_view student) {
  const std::string today = session.today();
  Filter filter;
  if (!student.empty()) filter.emplace_back("studentUniqueId", student);
  known_ = session.each_if_allowed(
      "studentSchoolAssociations", filter,
      "School and year of students are not known, and students who left are not told apart.",
      [&](const Value& row) {
        const auto left = sdk::calendar_date(row["exitWithdrawDate"].text());
        if (left && *left < today) return;
        const std::string id = row["studentReference"]["studentUniqueId"].id();
        if (id.empty()) return;
        // Who comes later is a student already; the school of now goes before the next one, the
        // primary one before others.
        const auto entry = sdk::calendar_date(row["entryDate"].text());
        const std::uint32_t rank = (entry && *entry > today ? 2u : 0u) +
                                   (row["primarySchool"].boolean() == true ? 0u : 1u);
        rows_.put({number_of(id), words_.put(schools.name(row["schoolReference"]["schoolId"].id())),
                   words_.put(grade_of(row["entryGradeLevelDescriptor"].text())), rank});
      });
  rows_.sort();
}

}  // namespace homevisit::edfi
