#include "views/consent_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/permission_rules.h"
#include "domain/rules.h"
#include "text/msg.h"
#include "views/consent_labels.h"
#include "views/frame.h"
#include "views/kept_back_words.h"
#include "views/labels.h"
#include "views/notice_told.h"

namespace homevisit::views {
namespace {

using text::msg;

constexpr int slot_rows =
    3;  // times to choose from that the form asks for; a request may have more

std::string receipt_link(const Frame& frame, const ConsentModel& model, const std::string& id) {
  return student_link(frame, model.file->student.id, "/receipts/" + url_part(id));
}

template <typename T>
std::string told_words(const Frame& frame, const Noted<T>* told) {
  if (told == nullptr) return frame.words->text("not yet");
  return frame.words->text("{date}, {channel}",
                           {{"date", frame.words->date(told->value.date)},
                            {"channel", frame.words->text(label(told->value.channel))}});
}

std::string asked_words(const Frame& frame, const Noted<InvitationSent>* asked) {
  std::string all = told_words(frame, asked);
  if (asked == nullptr || asked->value.slots.empty()) return all;
  std::vector<std::string> times;
  for (const Slot& slot : asked->value.slots)
    times.push_back(frame.words->text(
        "{date} {from} to {to}",
        {{"date", frame.words->short_date(slot.date)}, {"from", slot.from}, {"to", slot.to}}));
  return all + "; " +
         frame.words->text("to choose from: {times}", {{"times", listed(times, *frame.words)}});
}

std::string again_words(const Frame& frame, const Consent& consent) {
  const text::Catalogue& words = *frame.words;
  if (consent.never_ask) return words.text("We do not ask again.");
  if (!consent.not_before) return words.text("possible");
  return words.text("Not before {date}", {{"date", words.date(*consent.not_before)}});
}

// Everything that was said, in one table: an answer stands there as a permission does.
Table said(const Frame& frame, const ConsentModel& model, const std::string& guardian) {
  const text::Catalogue& words = *frame.words;
  Table table{words.text("What was said, each with its receipt"),
              {words.text("About"), words.text("What was said"), words.text("On"),
               words.text("How it stands now")},
              {},
              words.text("Nothing was said yet.")};
  for (const SaidLine& line : model.said)
    if (line.guardian == guardian)
      table.rows.push_back({{line.about, receipt_link(frame, model, line.id)},
                            {line.what},
                            {words.short_date(line.date)},
                            {line.standing}});
  return table;
}

// The same facts in the same order, whatever was answered (R1).
Section person(const Frame& frame, const ConsentModel& model, const Consent& consent) {
  const text::Catalogue& words = *frame.words;
  const Guardian* guardian = find_guardian(*model.file, consent.guardian);
  Section section;
  section.heading =
      guardian != nullptr ? guardian_words(*guardian, words) : isolated(model.file->student.name());
  section.facts = {{words.text("Information given"), told_words(frame, consent.notice)},
                   {words.text("Asked"), asked_words(frame, consent.invitation)},
                   {words.text("How it stands now"), words.text(label(consent.state))},
                   {words.text("Asking again"), again_words(frame, consent)}};
  if (!consent.counts && guardian != nullptr)
    section.paragraphs.push_back(
        words.text("From 18 the student answers alone; nothing is shared with this guardian."));
  std::vector<std::string> why;
  for (const Renewal renewal : consent.due_again) why.push_back(words.text(label(renewal)));
  if (!why.empty() && !consent.in_peace())
    section.paragraphs.push_back(
        words.text("To be asked again: {why}.", {{"why", listed(why, words)}}));
  section.table = said(frame, model, consent.guardian);
  if (consent.notice != nullptr) section.links = notice_links(frame, {*consent.notice});
  if (!model.may_record) return section;
  const std::string query =
      guardian == nullptr ? std::string("?by_student=1") : "?guardian=" + url_part(guardian->id);
  const auto link = [&](const char* path, const char* text) {
    section.links.push_back(
        {student_link(frame, model.file->student.id, path) + query, words.text(text)});
  };
  link("/answers/new", msg("Record an answer"));
  if (model.may_write_confidential)
    link("/answers/own-words", msg("Record an answer in their own words"));
  link("/permissions/new", msg("Record a permission"));
  link("/notices/new", msg("Information given"));
  // Rule 2, R29: no way to ask stands there before they may be asked. Until when they are left in
  // peace stands above; what comes first is said here.
  const Status may_ask =
      may_invite(*model.file, *model.history, model.notices, consent.guardian, frame.today);
  if (!may_ask) {
    if (consent.counts && !consent.in_peace())
      section.paragraphs.push_back(words.error(may_ask.error().code, may_ask.error().message));
    return section;
  }
  link("/invitations/new", msg("Ask for a visit"));
  if (guardian != nullptr || answers_for_herself(model.file->student, frame.today))
    link("/invitations/letter", msg("Invitation to print"));
  return section;
}

Section questions(const Frame& frame, const ConsentModel& model) {
  const text::Catalogue& words = *frame.words;
  Section section;
  section.heading = words.text("Questions");
  for (const QuestionEntry& entry : model.history->questions) {
    const Guardian* guardian = find_guardian(*model.file, entry.question.guardian);
    const std::string who = guardian != nullptr ? guardian_words(*guardian, words)
                                                : isolated(model.file->student.name());
    section.points.push_back(words.text("{kind}, {who}, {date}: {text}",
                                        {{"kind", words.text(label(entry.question.kind))},
                                         {"who", who},
                                         {"date", words.date(entry.question.date)},
                                         {"text", isolated(entry.question.text)}}));
    if (entry.answered) {
      section.points.push_back(words.text("Answered on {date}: {text}",
                                          {{"date", words.date(entry.answered->value.date)},
                                           {"text", isolated(entry.answered->value.answer)}}));
    } else if (model.may_record) {
      section.forms.push_back({words.text("Answer to {who}", {{"who", who}}),
                               "/students/" + url_part(model.file->student.id) + "/questions/" +
                                   url_part(entry.question.id) + "/answer",
                               "",
                               "question-" + entry.question.id,
                               {},
                               [&words](const FieldGroup& all) {
                                 all.area({"/answer", words.text("Answer"), "", true});
                               }});
    }
  }
  if (section.points.empty()) section.paragraphs.push_back(words.text("No questions were asked."));
  if (model.may_record)
    section.links.push_back({student_link(frame, model.file->student.id, "/questions/new"),
                             words.text("Write down a question")});
  return section;
}

// Rule 5: what is still possible is said as the rules have it.
std::string conflict_words(const Frame& frame, const ConsentModel& model) {
  const text::Catalogue& words = *frame.words;
  const Consent& student = model.family.student;
  if (student.counts && student.refuses_home)
    return words.text(
        "They do not want the same. From 16 the student's own answer decides: there is no home "
        "visit. A talk at school, by phone or online stays possible.");
  const auto& guardians = model.file->guardians;
  const bool a_home_is_open =
      std::any_of(guardians.begin(), guardians.end(), [&](const Guardian& guardian) {
        return may_visit_home(*model.file, *model.history, guardian.id, frame.today).ok();
      });
  if (a_home_is_open)
    return words.text(
        "The guardians do not want the same. There is no visit at an address where one of them "
        "prefers none; the other's own home stays possible.");
  return words.text(
      "They do not want the same. There is no visit at an address where one of them prefers none. "
      "A talk at school, by phone or online stays possible.");
}

Sheet form_sheet(const Frame& frame, const ConsentModel& model, const char* title) {
  Sheet sheet;
  sheet.back = {student_link(frame, model.file->student.id, "/consent"), frame.words->text("Back")};
  sheet.title = frame.words->text(title);
  sheet.subtitle = isolated(model.file->student.name());
  sheet.state = model.state;
  return sheet;
}

void add_who(const FieldGroup& all, const Frame& frame, const ConsentModel& model, bool any_age) {
  const text::Catalogue& words = all.words();
  const FieldGroup block = all.block(words.text("Who"));
  std::vector<Option> guardians;
  for (const Guardian& guardian : model.file->guardians)
    guardians.push_back({guardian.id, guardian_words(guardian, words)});
  if (!guardians.empty()) block.radios({"/guardian", words.text("Guardian")}, guardians);
  if (any_age || answers_for_herself(model.file->student, frame.today))
    block.tick("/by_student", "true",
               words.text("{name}, the student", {{"name", isolated(model.file->student.name())}}));
}

template <typename E>
std::vector<Option> options_of(const text::Catalogue& words) {
  std::vector<Option> options;
  for (const auto& [value, name] : names<E>())
    options.push_back({std::string(name), words.text(label(value))});
  return options;
}

// Says before a choice which of the two it belongs to.
std::string asked_or_told(const text::Catalogue& words, bool asked, const char* what) {
  return asked ? words.text("Asking: {what}", {{"what", words.text(what)}})
               : words.text("Telling: {what}", {{"what", words.text(what)}});
}

// What the school asks permission for, then what it tells.
std::vector<Option> purpose_options(const text::Catalogue& words, bool media, bool herself) {
  std::vector<Option> options;
  for (const bool asked : {true, false})
    for (const auto& [purpose, name] : names<DataPurpose>()) {
      if ((usual_ground(purpose) == LegalGround::consent) != asked) continue;
      if (purpose == DataPurpose::media && !media) continue;
      if (purpose == DataPurpose::guardian_access && !herself) continue;
      options.push_back({std::string(name), asked_or_told(words, asked, label(purpose))});
    }
  return options;
}

std::vector<Option> status_options(const text::Catalogue& words) {
  std::vector<Option> options;
  for (const bool asked : {true, false})
    for (const auto& [status, name] : names<PermissionStatus>())
      if (fits_ground(status, asked ? LegalGround::consent : LegalGround::public_task))
        options.push_back({std::string(name), asked_or_told(words, asked, label(status))});
  return options;
}

void add_when(const FieldGroup& all, const char* heading) {
  const text::Catalogue& words = all.words();
  const FieldGroup row = all.row(words.text(heading));
  row.select({"/channel", words.text("How")}, options_of<Channel>(words));
  row.input({"/date", words.text("When"), "", false, "date"});
}

std::string form_page(const Frame& frame, const ConsentModel& model, const char* title,
                      const char* path, Fields values, std::vector<std::string> intro, bool any_age,
                      std::function<void(const FieldGroup&)> fill) {
  Sheet sheet = form_sheet(frame, model, title);
  sheet.intro = std::move(intro);
  values.emplace_back("/date", format_date(frame.today));
  // Where the student may be meant as well, nobody is chosen for them: a choice cannot be undone.
  const bool only_one = !any_age && model.file->guardians.size() == 1 &&
                        !answers_for_herself(model.file->student, frame.today);
  const std::string guardian =
      model.guardian.empty() && only_one ? model.file->guardians[0].id : model.guardian;
  if (model.by_student)
    values.emplace_back("/by_student", "true");
  else if (!guardian.empty())
    values.emplace_back("/guardian", guardian);
  SheetForm form;
  form.action = "/students/" + url_part(model.file->student.id) + path;
  form.values = std::move(values);
  form.fill = std::move(fill);
  Section section;
  section.forms.push_back(std::move(form));
  sheet.sections.push_back(std::move(section));
  return sheet_page(frame, sheet);
}

}  // namespace

std::string consent_page(const Frame& frame, const ConsentModel& model) {
  const text::Catalogue& words = *frame.words;
  Sheet sheet;
  sheet.back = {student_link(frame, model.file->student.id), words.text("Back")};
  sheet.title = words.text("Told, answered and permitted");
  sheet.subtitle = isolated(model.file->student.name());
  if (model.family.conflict) sheet.intro.push_back(conflict_words(frame, model));
  Section before{.heading = words.text("Good to know before you write")};
  for (const KeptBack& kept : kept_back(*model.file, *model.history, frame.today))
    before.points.push_back(kept_back_words(kept, words));
  if (!before.points.empty()) sheet.sections.push_back(std::move(before));
  for (const Consent& consent : model.family.guardians)
    sheet.sections.push_back(person(frame, model, consent));
  if (model.family.student.counts || model.family.student.notice != nullptr)
    sheet.sections.push_back(person(frame, model, model.family.student));
  sheet.sections.push_back(questions(frame, model));
  if (frame.reader_role == "care_coordinator")
    sheet.links = {{student_link(frame, model.file->student.id, "/access-log"),
                    words.text("Who has seen this file, and files to give on")}};
  sheet.state = model.state;
  return sheet_page(frame, sheet);
}

std::string notice_give_form(const Frame& frame, const ConsentModel& model) {
  const text::Catalogue& words = *frame.words;
  return form_page(
      frame, model, msg("Information given"), "/notices", {{"/channel", "letter"}},
      {model.languages.empty()
           ? words.text("The school has published no information about home visits yet, so there "
                        "is nothing to note. Ask the school leader to publish it.")
           : words.text("Who read or heard the school's information about home visits, and when.")},
      true, [&](const FieldGroup& all) {
        add_who(all, frame, model, true);
        add_when(all, msg("How and when"));
        std::vector<Option> languages{{"", words.text("their own, where there is a text in it")}};
        for (const std::string& language : model.languages)
          languages.push_back({language, words.language_name(language)});
        all.select({"/language", words.text("In which language")}, languages);
      });
}

std::string invitation_form(const Frame& frame, const ConsentModel& model) {
  const text::Catalogue& words = *frame.words;
  return form_page(
      frame, model, msg("Ask for a visit"), "/invitations", {{"/channel", "letter"}},
      {words.text("Saying no is fine, and needs no reason.")}, false, [&](const FieldGroup& all) {
        add_who(all, frame, model, false);
        add_when(all, msg("How and when"));
        all.more(words.text("Times to choose from"), [&](const FieldGroup& more) {
          for (int i = 0; i < slot_rows; ++i) {
            const std::string at = fmt::format("/slots/{}/", i);
            const FieldGroup row =
                more.row(words.text("Time {n} to choose from", {{"n", std::to_string(i + 1)}}));
            row.input({at + "date", words.text("When"), "", false, "date"});
            row.input({at + "from", words.text("From"), "", false, "time"});
            row.input({at + "to", words.text("Up to"), "", false, "time"});
          }
        });
      });
}

std::string permission_form(const Frame& frame, const ConsentModel& model) {
  const text::Catalogue& words = *frame.words;
  return form_page(
      frame, model, msg("Record a permission"), "/permissions", {{"/channel", "in_person"}},
      {words.text(
          "Apart from the visit itself: each purpose for itself, and each answer is fine.")},
      false, [&](const FieldGroup& all) {
        add_who(all, frame, model, false);
        const FieldGroup block = all.block(words.text("What it is about"));
        // Only the student gives a guardian access, and only from 16 is there somebody to do so.
        const bool herself = answers_for_herself(model.file->student, frame.today);
        block.radios({"/purpose", words.text("Purpose"),
                      words.text("For some things the school asks permission. Other things it "
                                 "tells, and somebody may object."),
                      true},
                     purpose_options(words, model.media_allowed, herself));
        if (model.media_allowed)
          block.input({"/scope", words.text("For which organisation or album"),
                       words.text("Only with another organisation, photos or film.")});
        else
          block.input({"/scope", words.text("For which organisation"),
                       words.text("Only with another organisation.")});
        if (herself) {
          std::vector<Option> guardians{{"", words.text("does not apply")}};
          for (const Guardian& guardian : model.file->guardians)
            guardians.push_back({guardian.id, guardian_words(guardian, words)});
          block.select({"/with_guardian", words.text("Which guardian may know")}, guardians);
        }
        const FieldGroup answer = all.block(words.text("What was said"));
        answer.radios({"/status", words.text("Answer"), "", true}, status_options(words));
        add_when(all, msg("How and when"));
        all.tick("/withdrawal_told", "true",
                 words.text("I told them that they can change this answer at any time"));
      });
}

std::string question_form(const Frame& frame, const ConsentModel& model) {
  const text::Catalogue& words = *frame.words;
  return form_page(frame, model, msg("Write down a question"), "/questions",
                   {{"/kind", "question"}},
                   {words.text("A parent or the student asks, complains or objects.")}, true,
                   [&](const FieldGroup& all) {
                     add_who(all, frame, model, true);
                     all.radios({"/kind", words.text("Kind")}, options_of<QuestionKind>(words));
                     all.area({"/text", words.text("In their words"), "", true});
                     all.input({"/date", words.text("When"), "", false, "date"});
                   });
}

}  // namespace homevisit::views
