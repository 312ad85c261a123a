#include "operations/consent_receipt.h"

#include "text/msg.h"
#include "views/consent_labels.h"
#include "views/labels.h"

namespace homevisit::operations {
namespace {

using text::msg;

const Guardian* guardian_of(const StudentFile& file, const std::string& id) {
  for (const Guardian& known : file.guardians)
    if (known.id == id) return &known;
  return nullptr;
}

}  // namespace

std::string contact_of(const school::School& school, Date day,
                       const std::function<std::string(const std::string&)>& staff_name) {
  const auto* programme = school.programme(school::school_year_of(day));
  if (programme == nullptr) return {};
  for (const school::Officer& officer : programme->officers) {
    if (officer.task != school::OfficerTask::contact_point) continue;
    const std::string name = officer.staff.empty() ? officer.name : staff_name(officer.staff);
    return officer.reachable.empty() ? name : name + ", " + officer.reachable;
  }
  return {};
}

std::string receipt_language(const StudentFile& file, const std::string& guardian,
                             const std::string& school_language) {
  const Guardian* known = guardian_of(file, guardian);
  const std::string own = known != nullptr ? known->language : file.student.language;
  const std::string primary = own.substr(0, own.find('-'));
  return !primary.empty() && text::Catalogue::of(primary).language() == primary ? primary
                                                                                : school_language;
}

Receipt receipt_of(const StudentFile& file, const SaidRecord& record, const school::School& school,
                   const std::string& school_name, const text::Catalogue& words,
                   const std::function<std::string(const std::string&)>& staff_name) {
  Receipt receipt;
  receipt.record = record;
  const Guardian* guardian = guardian_of(file, record.guardian);
  receipt.who = guardian != nullptr ? views::guardian_words(*guardian, words) : file.student.name();
  receipt.student = file.student.name();
  receipt.school = school_name;
  receipt.contact = contact_of(school, record.given, staff_name);
  receipt.language = words.language();
  const auto line = [&](const char* label, std::string text) {
    if (!text.empty()) receipt.lines.emplace_back(words.text(label), std::move(text));
  };
  line(msg("About"), receipt.student);
  line(msg("Said by"), receipt.who);
  line(msg("What it is for"), views::purpose_words(record.purpose, words));
  line(msg("On which ground"), words.text(views::label(record.ground)));
  line(msg("What was said"), views::said_words(record.purpose, record.said, record.form, words));
  line(msg("How it stands now"), views::standing_words(record.state, record.latest, words));
  line(msg("For"), record.scope);
  line(msg("On"), words.date(record.given));
  line(msg("How"), words.text(views::label(record.channel)));
  if (!record.language.empty())
    line(msg("In which language"), words.language_name(record.language));
  if (record.until) line(msg("Holds until"), words.date(*record.until));
  if (record.not_before) line(msg("We do not ask again before"), words.date(*record.not_before));
  if (record.never_ask) line(msg("Asking again"), words.text("We do not ask again."));
  if (!record.notice.id.empty())
    line(msg("Information that was read"),
         words.text("version {n}", {{"n", record.notice.version}}));
  line(msg("Written down by"), record.recorded_by);
  line(msg("Kept by"), school_name);
  line(msg("For questions"), receipt.contact);
  receipt.withdrawal = words.text(
      "You can change this at any time, without saying why: tell the mentor or anybody "
      "else at school, in whatever way you like. It then holds at once.");
  return receipt;
}

}  // namespace homevisit::operations
