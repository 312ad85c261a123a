// The pages about what a family was told, answered and permitted.
#include "operations/consent_receipt.h"
#include "operations/consent_record.h"
#include "operations/rendering.h"
#include "operations/student_reads.h"
#include "views/consent_page.h"

namespace homevisit::operations {
namespace {

using Page = std::string (*)(const views::Frame&, const views::ConsentModel&);

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
  model.may_record = seen.view.may_record;
  const auto* programme = school->programme(school::school_year_of(today));
  model.media_allowed = programme != nullptr && programme->media_allowed;
  if (const auto* notice = school->notice(today))
    for (const school::NoticeText& text : notice->texts)
      if (text.audience == school::Audience::parents) model.languages.push_back(text.language);
  model.guardian = r.text("guardian");
  model.state = form_state(r, nullptr);
  return shared(make(r.frame, model));
}

Result<SharedPage> overview(Rendering& r) { return page(r, views::consent_page, false); }
Result<SharedPage> notice(Rendering& r) { return page(r, views::notice_give_form, true); }
Result<SharedPage> invitation(Rendering& r) { return page(r, views::invitation_form, true); }
Result<SharedPage> permission(Rendering& r) { return page(r, views::permission_form, true); }
Result<SharedPage> question(Rendering& r) { return page(r, views::question_form, true); }

Result<SharedPage> receipt(Rendering& r) {
  Context& context = r.context;
  HV_ASSIGN(const SeenFile seen, see_file(context, r.actor, r.frame.reader, r.student, r.view));
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  const Notices notices = notices_on(*school, r.frame.today);
  for (const SaidRecord& record :
       said_records(*seen.file, seen.history, notices, nullptr, r.frame.today)) {
    if (record.id != r.text("id")) continue;
    std::string language = r.text("language");
    if (language.empty())
      language = receipt_language(*seen.file, record.guardian, context.config.language);
    const text::Catalogue& words = text::Catalogue::of(language);
    const Receipt made =
        receipt_of(*seen.file, record, *school, context.config.school, words, r.staff_name());
    views::ReceiptModel model;
    model.student = seen.file->student.id;
    model.id = record.id;
    model.title = words.text("Receipt");
    model.language = made.language;
    model.withdrawal = made.withdrawal;
    for (const auto& [label, text] : made.lines) model.lines.push_back({label, text});
    model.may_withdraw =
        seen.view.may_record && record.purpose != home_visit && record.state == "given";
    model.state = form_state(r, nullptr);
    return shared(views::receipt_page(r.frame, model));
  }
  return Error{HV_NOT_FOUND, "unknown_receipt",
               "There is no such answer or permission in this student's file.", "/id"};
}

}  // namespace

std::span<const View> consent_views() {
  static constexpr View views[] = {{"student.consent", overview},   {"notice.give.form", notice},
                                   {"invitation.form", invitation}, {"permission.form", permission},
                                   {"question.form", question},     {"answer.receipt", receipt}};
  return views;
}

}  // namespace homevisit::operations
