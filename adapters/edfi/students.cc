#include "students.h"

#include "descriptors.h"
#include "homevisit/sdk/date.h"
#include "homevisit/sdk/words.h"

namespace homevisit::edfi {
namespace {

// Language and secrecy of the address, which stand beside the student in every Data Standard.
class Circumstances {
 public:
  Circumstances(const Session& session, const Filter& filter) {
    if (!session.config().languages) return;
    const auto put = [&](const Value& row) {
      const std::string id = row["studentReference"]["studentUniqueId"].id();
      if (id.empty()) return;
      // What else stands in this row is dropped here.
      if (const std::string language = spoken_language(row["languages"]); !language.empty())
        languages_.put({number_of(id), words_.put(language)});
      if (const hv_ternary secret = secret_address(row["addresses"]); secret != HV_UNKNOWN)
        secrets_.put({number_of(id), static_cast<std::uint32_t>(secret)});
    };
    const char* const consequence = "Languages of students and secret addresses are not known.";
    if (session.server().has_demographics()) {
      session.each_if_allowed("studentDemographics", filter, consequence, put);
      session.each_if_allowed("studentDirectories", filter, consequence, put);
    } else {
      session.each_if_allowed("studentEducationOrganizationAssociations", filter, consequence, put);
    }
    languages_.sort();
    secrets_.sort();
  }

  std::string_view language(std::uint64_t key) const {
    const Fact* const fact = languages_.find(key);
    return fact == nullptr ? std::string_view{} : words_[fact->value];
  }
  hv_ternary secret(std::uint64_t key) const {
    const Fact* const fact = secrets_.find(key);
    return fact == nullptr ? HV_UNKNOWN : static_cast<hv_ternary>(fact->value);
  }

 private:
  // Of a student with several schools the largest counts: a secret address goes before another.
  struct Fact {
    std::uint64_t key;
    std::uint32_t value;
    bool operator<(const Fact& other) const {
      return key != other.key ? key < other.key : value > other.value;
    }
  };
  Table<Fact> languages_, secrets_;
  Words words_;
};

// Data Standard 4 has no preferred name; a nickname among the other names stands for it.
std::string nickname(const Value& names) {
  for (const Value name : names) {
    const std::string code = sdk::lower(code_of(name["otherNameTypeDescriptor"].text()));
    if (code == "nickname" || code.starts_with("preferred"))
      return sdk::one_line(name["firstName"].text());
  }
  return {};
}

std::string first_of(std::string a, std::string b) { return a.empty() ? b : a; }

void put_student(const Value& row, const std::string& id, const Enrolled& enrolled,
                 const Circumstances& circumstances, sdk::Sink& sink) {
  const std::string first = sdk::one_line(row["firstName"].text());
  const std::string middle = sdk::one_line(row["middleName"].text());
  const std::string on_record = middle.empty() ? first : first + " " + middle;
  const std::string called = first_of(sdk::one_line(row["preferredFirstName"].text()),
                                      first_of(nickname(row["otherNames"]), first));
  const std::string family = first_of(sdk::one_line(row["preferredLastSurname"].text()),
                                      sdk::one_line(row["lastSurname"].text()));
  const std::string born = sdk::calendar_date(row["birthDate"].text()).value_or("");
  const std::uint64_t key = number_of(id);

  hv_student student{};
  student.id = sdk::str(id);
  student.given_name = sdk::str(called);
  student.family_name = sdk::str(family);
  student.birth_date = sdk::str(born);
  if (const auto* const at = enrolled.find(id)) {
    student.school = sdk::str(enrolled.school(*at));
    student.year = sdk::str(enrolled.grade(*at));
  }
  student.language = sdk::str(circumstances.language(key));
  student.address_secret = circumstances.secret(key);
  if (on_record != called) student.official_name = sdk::str(on_record);
  sink.put(student);
}

}  // namespace

std::uint64_t list_students(const Session& session, const Schools& schools,
                            std::string_view student, Enrolled& enrolled, sdk::Sink& sink) {
  Filter filter;
  if (!student.empty()) filter.emplace_back("studentUniqueId", student);
  enrolled.read(session, schools, student);
  const Circumstances circumstances(session, filter);
  Seen seen;
  std::uint64_t nameless = 0;
  session.each("students", filter, [&](const Value& row) {
    const std::string id = row["studentUniqueId"].id();
    if (id.empty()) {
      ++nameless;
    } else if (enrolled.has(id) && (student.empty() || id == student) && seen.first(id)) {
      put_student(row, id, enrolled, circumstances, sink);
    }
  });
  if (nameless != 0)
    session.call().host().warn("The Ed-Fi server gave " + std::to_string(nameless) +
                               " students without a studentUniqueId; they were left out.");
  return seen.size();
}

}  // namespace homevisit::edfi
