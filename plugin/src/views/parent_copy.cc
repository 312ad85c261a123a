#include "views/parent_copy.h"

#include <algorithm>

#include "views/frame.h"
#include "views/labels.h"
#include "views/languages.h"

namespace homevisit::views {
namespace {

class Writer {
 public:
  Writer(const text::Catalogue& words, const StudentFile& file, const StaffName& staff_name,
         std::string_view language)
      : words_(words), file_(file), staff_name_(staff_name), language_(language) {}

  Section& section(const std::string& heading) {
    Section& made = sections_.emplace_back();
    made.heading = heading;
    made.language = language_;
    return made;
  }

  void head(const VisitEntry& entry, const Guardian& guardian) {
    const Visit& visit = entry.visit;
    Section& head = section(words_.text("What we wrote down after our talk"));
    head.facts = {{words_.text("For"), isolated(guardian.name())},
                  {words_.text("About"), isolated(file_.student.name())},
                  {words_.text("What"), words_.text(visit_title(visit))},
                  {words_.text("Date"), words_.date(visit.date)}};
    std::vector<std::string> staff, family;
    for (const std::string& id : visit.visitors) staff.push_back(isolated(staff_name_(id)));
    if (staff.empty()) staff.push_back(isolated(entry.recorded.by_name));
    for (const std::string& id : visit.guardians)
      if (const Guardian* present = find_guardian(file_, id))
        family.push_back(isolated(present->name()));
    if (visit.pupil == PupilPresent::yes || visit.pupil == PupilPresent::in_the_room)
      family.push_back(isolated(file_.student.given_name));
    head.facts.push_back({words_.text("From the school"), listed(staff, words_)});
    if (!family.empty())
      head.facts.push_back({words_.text("Of the family"), listed(family, words_)});
  }

  void text(const std::string& heading, const std::string& body) {
    if (!body.empty()) section(heading).paragraphs = {body};
  }

  void report(const Report& report) {
    text(words_.text("What goes well"), report.goes_well);
    if (!report.key_points.empty())
      section(words_.text("What we talked about")).points = report.key_points;
    for (const Note& note : report.notes)
      if (note.tier == Tier::shared) text(words_.text(label(note.topic)), note.text);
  }

  void agreement(const AgreementEntry& entry, int number) {
    const Agreement& agreement = entry.agreement;
    Section& made = section(words_.text("Agreement {n}", {{"n", std::to_string(number)}}));
    made.facts = {
        {words_.text("What we agreed"), agreement.what},
        {words_.text("Who does it"),
         agreement.name.empty() ? words_.text(label(agreement.who)) : isolated(agreement.name)}};
    if (agreement.by) made.facts.push_back({words_.text("By when"), words_.date(*agreement.by)});
    made.facts.push_back(
        {words_.text("How it goes"), words_.text(label(in_family_words(agreement.state)))});
    if (!entry.note.empty()) made.facts.push_back({words_.text("In a few words"), entry.note});
    if (agreement.review)
      made.facts.push_back({words_.text("We look at it again on"), words_.date(*agreement.review)});
    if (!agreement.accepted_by_family)
      made.facts.push_back({words_.text("You decide too"),
                            words_.text("This is a proposal. You may say yes or no.")});
  }

  void next(const NextContact& next) {
    std::vector<Fact> facts;
    if (next.date) facts.push_back({words_.text("When"), words_.date(*next.date)});
    if (!next.form.empty())
      facts.push_back({words_.text("How"), contact_form_words(next.form, words_)});
    if (!next.frequency.empty()) facts.push_back({words_.text("How often"), next.frequency});
    if (!facts.empty()) section(words_.text("Next contact")).facts = std::move(facts);
  }

  void end(bool checked) {
    Section& end = section(words_.text("What you can do"));
    end.paragraphs = {
        words_.text("Is something not right, or is something missing? Tell us. Then we add it."),
        words_.text("You may always ask questions. You may also say that you would rather not have "
                    "a visit.")};
    if (!checked)
      end.paragraphs.push_back(words_.text(
          "The headings on this page are a draft. A speaker of the language still checks them."));
  }

  std::vector<Section> take() { return std::move(sections_); }

 private:
  const text::Catalogue& words_;
  const StudentFile& file_;
  const StaffName& staff_name_;
  std::string language_;
  std::vector<Section> sections_;
};

}  // namespace

ParentCopy parent_copy(const StudentFile& file, const History& history, const VisitEntry& entry,
                       const Guardian& guardian, const text::FamilyLanguage& language,
                       const StaffName& staff_name) {
  const text::Catalogue& words = text::family_words(language.code);
  Writer writer(words, file, staff_name, language.code);
  const Report& report = entry.visit.report;
  writer.head(entry, guardian);
  writer.report(report);
  int number = 0;
  for (const AgreementEntry& agreement : history.agreements)
    if (agreement.visit == entry.visit.id &&
        agreement.agreement.state.life != GoalLife::entered_in_error)
      writer.agreement(agreement, ++number);
  if (report.decision != DecisionRole::unsaid)
    writer.text(words.text("How it was decided"), words.text(label(report.decision)));
  if (report.next_contact) writer.next(*report.next_contact);
  for (const Addendum& addendum : entry.addenda)
    if (addendum.tier == Tier::shared) writer.text(words.text("Addition"), addendum.text);
  writer.end(language.checked);
  return {words.text("Your copy"), writer.take()};
}

const text::FamilyLanguage& copy_language(const Guardian& guardian, const History& history,
                                          std::string_view school) {
  const auto wish = history.preferences.find(guardian.id);
  const std::string_view wished =
      wish == history.preferences.end() ? std::string_view() : wish->second.language;
  for (const std::string_view code : {wished, std::string_view(guardian.language), school})
    if (const auto* known = text::family_language(code)) return *known;
  return *text::family_language("en");
}

std::string copy_page(const Frame& frame, const CopyModel& model) {
  const text::Catalogue& words = *frame.words;
  const std::string& student = model.file->student.id;
  Sheet sheet;
  sheet.back = {visit_link(frame, student, model.entry->visit.id), words.text("Back to the visit")};
  sheet.title = words.text("Copy for the parents");
  sheet.subtitle = isolated(model.file->student.name());
  if (model.guardian == nullptr) {
    sheet.intro = {words.text("By the student's file, the school informs nobody of this family.")};
    return sheet_page(frame, sheet);
  }
  sheet.notes.push_back(
      words.text("What stands here may be read by the family. Print it, or read it "
                 "aloud together."));
  if (!model.entry->signed_off)
    sheet.notes.push_back(words.text("The report is not closed yet, so this can still change."));
  if (!model.asked.empty())
    sheet.notes.push_back(no_text_words(words, model.asked, model.language->code));
  if (!model.language->checked)
    sheet.notes.push_back(
        words.text("The headings in {language} are a draft: ask a speaker to check them.",
                   {{"language", words.language_name(model.language->code)}}));
  sheet.links = {{student_link(frame, student, "/guardians/") + url_part(model.guardian->id),
                  words.text("Note that it was given")}};
  const auto other = [&](const std::string& guardian, std::string_view language) {
    return visit_link(frame, student, model.entry->visit.id, "/copy/") + url_part(guardian) + "/" +
           url_part(language);
  };
  for (const Guardian* guardian : model.readers)
    if (guardian != model.guardian)
      sheet.links.push_back(
          {other(guardian->id, model.language->code),
           words.text("For {name}", {{"name", guardian_words(*guardian, words)}})});
  sheet.languages = family_choices(words, *model.language, true, [&](std::string_view code) {
    return other(model.guardian->id, code);
  });
  for (const Section& section : model.copy.sections) sheet.sections.push_back(section);
  return sheet_page(frame, sheet);
}

}  // namespace homevisit::views
