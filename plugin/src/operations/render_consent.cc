// The pages about what a family was told, answered and permitted.
#include "operations/consent_pages.h"
#include "operations/consent_receipt.h"
#include "operations/consent_record.h"
#include "operations/rendering.h"
#include "operations/student_reads.h"
#include "text/family.h"
#include "views/consent_labels.h"
#include "views/consent_page.h"
#include "views/invitation_letter.h"
#include "views/labels.h"

namespace homevisit::operations {
namespace {

using Page = std::string (*)(const views::Frame&, const views::ConsentModel&);

views::SaidLine said_line(const SaidRecord& record, const text::Catalogue& words) {
  std::string about = views::purpose_words(record.purpose, words);
  if (!record.scope.empty()) about += ": " + views::isolated(record.scope);
  return {record.guardian,
          record.id,
          std::move(about),
          views::said_words(record.purpose, record.said, record.form, words),
          views::standing_words(record.state, record.latest, words),
          record.given};
}

Result<SharedPage> page(Rendering& r, Page make, bool is_form) {
  HV_ASSIGN(const SeenFile seen, see_file(r.context, r.actor, r.frame.reader, r.student, r.view));
  if (is_form && !seen.view.may_record) return may_only_read();
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  const Date today = r.frame.today;
  views::ConsentModel model;
  model.file = seen.file.get();
  model.history = &seen.history;
  model.notices = notices_on(*school, today);
  model.family = consent_of_family(*seen.file, seen.history, model.notices, today);
  for (const SaidRecord& record :
       said_records(*seen.file, seen.history, model.notices, nullptr, today))
    model.said.push_back(said_line(record, *r.frame.words));
  model.may_record = seen.view.may_record;
  model.may_write_confidential = seen.view.may_record && seen.view.may_write >= Tier::confidential;
  const auto* programme = school->programme(school::school_year_of(today));
  model.media_allowed = programme != nullptr && programme->media_allowed;
  if (const auto* notice = school->notice(today))
    for (const school::NoticeText& text : notice->texts)
      if (text.audience == school::Audience::parents) model.languages.push_back(text.language);
  model.guardian = r.text("guardian");
  model.by_student = !r.text("by_student").empty();
  model.state = form_state(r, nullptr);
  return shared(make(r.frame, model));
}

Result<SharedPage> overview(Rendering& r) { return page(r, views::consent_page, false); }
Result<SharedPage> notice(Rendering& r) { return page(r, views::notice_give_form, true); }
Result<SharedPage> invitation(Rendering& r) { return page(r, views::invitation_form, true); }
Result<SharedPage> permission(Rendering& r) { return page(r, views::permission_form, true); }
Result<SharedPage> question(Rendering& r) { return page(r, views::question_form, true); }

// What the roster says of who gets a text, where there are words in it, else the school's.
const text::FamilyLanguage* language_of(const StudentFile& file, const Guardian* guardian,
                                        const std::string& school) {
  const auto* own =
      text::family_language(guardian != nullptr ? guardian->language : file.student.language);
  if (own == nullptr) own = text::family_language(school);
  return own != nullptr ? own : text::family_language("en");
}

// Refused where an invitation may not be sent: to who wants to be left in peace, or has not read
// the notice.
Result<SharedPage> letter(Rendering& r) {
  Context& context = r.context;
  const Date today = r.frame.today;
  HV_ASSIGN(const SeenFile seen, see_file(context, r.actor, r.frame.reader, r.student, r.view));
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  const std::string guardian = r.text("guardian");
  const Guardian* known = views::find_guardian(*seen.file, guardian);
  if (!guardian.empty() && known == nullptr)
    return Error{HV_NOT_FOUND, "unknown_guardian",
                 "The roster has no such guardian for this student.", "/guardian"};
  const Notices notices = notices_on(*school, today);
  HV_TRY(may_invite(*seen.file, seen.history, notices, guardian, today));
  const Consent consent = consent_of(*seen.file, seen.history, notices, guardian, today);
  views::InvitationLetter letter;
  letter.student = seen.file->student.id;
  letter.to = known != nullptr ? known->name() : seen.file->student.name();
  if (known != nullptr) letter.about = seen.file->student.given_name;
  letter.from = context.staff_name(r.actor.staff);
  letter.school = context.config.school;
  letter.contact = contact_of(*school, today, r.staff_name());
  if (consent.invitation != nullptr) letter.slots = consent.invitation->value.slots;
  letter.guardian = guardian;
  letter.language = text::family_language(r.text("language"));
  if (letter.language == nullptr) {
    letter.asked = r.text("language");
    letter.language = language_of(*seen.file, known, context.config.language);
  }
  return shared(views::invitation_letter_page(r.frame, letter));
}

Result<SharedPage> receipt(Rendering& r) {
  Context& context = r.context;
  HV_ASSIGN(const SeenFile seen, see_file(context, r.actor, r.frame.reader, r.student, r.view));
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  const Notices notices = notices_on(*school, r.frame.today);
  for (const SaidRecord& record :
       said_records(*seen.file, seen.history, notices, nullptr, r.frame.today)) {
    if (record.id != r.text("id")) continue;
    const std::string asked = r.text("language");
    const auto* wanted = text::family_language(asked);
    const bool there = wanted != nullptr && wanted->checked;
    const text::Catalogue& words = text::Catalogue::of(
        there ? std::string(wanted->code)
              : receipt_language(*seen.file, record.guardian, context.config.language));
    const Receipt made =
        receipt_of(*seen.file, record, *school, context.config.school, words, r.staff_name());
    views::ReceiptModel model;
    model.student = seen.file->student.id;
    model.id = record.id;
    model.title = words.text("Receipt");
    model.language = made.language;
    if (!there) model.asked = asked;
    model.withdrawal = made.withdrawal;
    for (const auto& [label, text] : made.lines) model.lines.push_back({label, text});
    model.may_withdraw =
        seen.view.may_record && record.purpose != home_visit && record.state == "given";
    const bool answered = seen.view.may_record && record.purpose == home_visit &&
                          record.state != to_name(ConsentState::entered_in_error);
    model.wants_second = answered && record.recorded_by_id == r.actor.staff;
    model.may_void = answered && !model.wants_second;
    model.state = form_state(r, nullptr);
    return shared(views::receipt_page(r.frame, model));
  }
  return Error{HV_NOT_FOUND, "unknown_receipt",
               "There is no such answer or permission in this student's file.", "/id"};
}

}  // namespace

std::span<const View> consent_views() {
  static constexpr View views[] = {
      {"student.consent", overview},     {"notice.give.form", notice},
      {"invitation.form", invitation},   {"permission.form", permission},
      {"question.form", question},       {"invitation.letter", letter},
      {"answer.receipt", receipt},       {"questions", questions_page},
      {"student.access_log", looks_page}};
  return views;
}

}  // namespace homevisit::operations
