#include "views/visit_actions.h"

#include <algorithm>

#include "domain/visit_agreement.h"
#include "text/msg.h"
#include "views/answer_fields.h"
#include "views/choices.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/timeline.h"

namespace homevisit::views {
namespace {

using text::msg;

bool has_field(const FormState& state, std::string_view name) {
  return std::any_of(state.fields.begin(), state.fields.end(),
                     [&](const auto& field) { return field.first == name; });
}

struct Actions {
  const Frame& frame;
  const PanelModel& model;
  const VisitEntry& entry;
  const FormState& state;
  const Block& body;

  std::string link(const char* rest) const {
    return visit_link(frame, model.file->student.id, entry.visit.id, rest);
  }

  // An action under its own heading; the fields go into what is given back.
  Block open(const Block& place, const char* marker, const std::string& action, const char* part,
             const std::string& heading, const std::string& hint, const std::string& button) const {
    const Block form = place.include(marker, "action");
    fill_form(frame, submission_of_part(state, part), action, form);
    form.line("HEADING", heading);
    form.line("HINT", hint);
    form.set("BUTTON", button);
    return form;
  }

  void sign_off() const {
    const text::Catalogue& words = *frame.words;
    open(body, "ACTIONS", link("/sign-off"), "sign", words.text("Close the report"),
         words.text("After this the report stays as it is; additions remain possible."),
         words.text("Close the report"));
  }

  // R104, R51: a question to the visitor when a report is closed; never more than a hint.
  void is_this_ours() const {
    const text::Catalogue& words = *frame.words;
    const Block hint = body.include("ACTIONS", "ours");
    hint.set("HEADING", words.text("Is this ours?"));
    hint.set("TEXT", words.text("You need not do everything alone. Some things are for the care "
                                "team, or for somebody outside the school."));
    if (model.sees_care)
      hint.add("LINK")
          .set("HREF", student_link(frame, model.file->student.id,
                                    "/referrals/new?visit=" + url_part(entry.visit.id)))
          .set("TEXT", words.text("Pass on to somebody of the care team"));
    // In a student's file within another system there are no pages of the school.
    if (frame.page)
      hint.add("LINK")
          .set("HREF", frame.links + "/school/care")
          .set("TEXT", words.text("To the appointed officer"));
  }

  void amend() const {
    const text::Catalogue& words = *frame.words;
    const Block place =
        open(body, "ACTIONS", link("/amend"), "amend", words.text("Add to the report"),
             words.text("The report itself stays as it is."), words.text("Add"));
    const bool typed = has_field(state, "/text");
    Form form(words, typed ? state : FormState{}, typed ? state.fields : Fields{}, "a");
    const FieldGroup all(form, place);
    all.area({"/text", words.text("Addition"), "", true});
    all.input({"/why", words.text("Why it is added"), "", true});
    std::vector<Option> tiers{{"shared", words.text("All who may see this file")}};
    if (model.sees_care) tiers.push_back({"care", words.text("For the mentor and the care team")});
    if (model.sees_confidential) tiers.push_back({"confidential", words.text("Confidential")});
    all.select({"/tier", words.text("Who may read it")}, tiers);
  }

  void change() const {
    const text::Catalogue& words = *frame.words;
    const Visit& visit = entry.visit;
    // What stands needs no confirming, unless nobody's word carries it any more.
    const bool to_confirm = visit.state == VisitState::proposed || model.word_needed;
    const Block place =
        open(body, "ACTIONS", link("/change"), "change",
             words.text(to_confirm ? msg("Confirm, move or call off") : msg("Move or call off")),
             "", words.text("Save"));
    const bool typed = has_field(state, "/state");
    Form form(words, typed ? state : FormState{}, typed ? state.fields : Fields{}, "c");
    const FieldGroup all(form, place);
    std::vector<Option> changes{{"rescheduled", words.text("It moves to another day")},
                                {"cancelled_by_family", words.text("The family called it off")},
                                {"cancelled_by_school", words.text("The school called it off")}};
    if (to_confirm)
      changes.insert(changes.begin(), {"confirmed", words.text("The appointment stands")});
    if (visit.date <= frame.today)
      changes.push_back({"no_show", words.text("The appointment did not take place")});
    all.select({"/state", words.text("What changed")}, changes);
    const FieldGroup row = all.row(words.text("New day and time"));
    row.input({"/date", words.text("New day"), "", false, "date"});
    row.input({"/start_time", words.text("From what time"), "", false, "time"});
    if (to_confirm && model.ready_needed) own_word(all);
    if (model.word_needed || is_word_missing()) word(all);
  }

  // What stands carries its word; a day that no answer reaches asks for another.
  bool is_word_missing() const {
    return std::any_of(
               state.errors.begin(), state.errors.end(),
               [](const FormError& error) { return error.pointer.starts_with("/agreed"); }) ||
           has_field(state, "/agreed/channel");
  }

  // R42, R26: the visitor's own word, in the same step.
  void own_word(const FieldGroup& all) const {
    const text::Catalogue& words = *frame.words;
    const FieldGroup block = all.block(
        words.text("Does this visit suit you?"),
        words.text("Needed before the appointment stands. Not asked why, and not in the "
                   "student's file. Who else goes says so on the page Before the visit."));
    block.tick("/ready", "true", words.text("This visit suits me"));
  }

  // R26, R41: who said that the visit is welcome, in the same step.
  void word(const FieldGroup& all) const {
    const text::Catalogue& words = *frame.words;
    const FieldGroup block = all.block(
        words.text("Who said that you are welcome"),
        words.text("Needed before the appointment stands. Who has not been asked yet, or has not "
                   "had the information of the school, comes first."));
    const auto ids = who_can_agree(*model.file, *model.history, entry.visit.at_guardian,
                                   std::max(entry.visit.date, frame.today));
    std::vector<Option> people{{"", words.text("nobody yet")}};
    for (const std::string& id : ids)
      if (const Guardian* guardian = find_guardian(*model.file, id))
        people.push_back({id, guardian_words(*guardian, words)});
    const FieldGroup how = block.row(words.text("Who said that you are welcome"));
    if (people.size() > 1) how.select({"/agreed/guardian", words.text("Guardian")}, people);
    how.select({"/agreed/channel", words.text("How")}, choices<Channel>(words, msg("not said")));
    how.input({"/agreed/date", words.text("When"), "", false, "date"});
    if (std::count(ids.begin(), ids.end(), "") > 0)
      block.tick(
          "/agreed/by_student", "true",
          words.text("{name}, the student", {{"name", isolated(model.file->student.name())}}));
    block.tick("/agreed/withdrawal_told", "true",
               words.text("I told them that they can change this answer at any time"));
    add_evidence(block, model.colleagues, "/agreed");
  }

  void mistake() const {
    const text::Catalogue& words = *frame.words;
    open(body, "ACTIONS", link("/void"), "void", words.text("Entered by mistake?"),
         words.text("The entry stays visible, marked as a mistake, and no longer counts."),
         words.text("Mark as a mistake"));
  }

  void agreements() const {
    const text::Catalogue& words = *frame.words;
    int n = 0;
    for (const AgreementEntry& agreement : model.history->agreements) {
      if (agreement.visit != entry.visit.id) continue;
      const Block item = body.add("AGREEMENT");
      item.set("WHAT", agreement_words(frame, agreement.agreement));
      item.set("STATE", words.text(label(agreement.agreement.state)));
      item.line("NOTE", agreement.note);
      item.show_if(agreement.agreement.accepted_by_family, "ACCEPTED");
      item.show_if(agreement.agreement.fits_family, "FITS");
      item.line("MORE", agreement_about(frame, agreement.agreement));
      if (!model.may_record || entry.voided) continue;
      const std::string part = "agr" + std::to_string(++n);
      const Block place = open(item.add("UPDATE"), "ACTION",
                               student_link(frame, model.file->student.id,
                                            "/agreements/" + url_part(agreement.agreement.id)),
                               part.c_str(), "", "", words.text("Save"));
      Form form(words, {},
                {{"/state", std::string(to_name(in_family_words(agreement.agreement.state)))},
                 {"/note", agreement.note}},
                part);
      const FieldGroup row = FieldGroup(form, place).row(words.text("How it goes"));
      row.select({"/state", words.text("How it goes")}, choices<AgreementState>(words));
      row.input({"/note", words.text("In a few words")});
    }
  }

  void needs() const {
    const text::Catalogue& words = *frame.words;
    const auto& all = entry.visit.report.needs;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::string number = std::to_string(i);
      const std::string part = "need" + number;
      const Block place =
          open(body, "ACTIONS",
               student_link(frame, model.file->student.id,
                            "/needs/" + url_part(entry.visit.id) + "/" + number),
               part.c_str(),
               words.text("What is needed: {what}", {{"what", words.text(label(all[i].kind))}}), "",
               words.text("Save"));
      Form form(words, {},
                {{"/state", std::string(to_name(all[i].state))},
                 {"/joint_solution", all[i].joint_solution}},
                part);
      const FieldGroup row = FieldGroup(form, place).row(words.text("How it goes"));
      row.select({"/state", words.text("How it goes")}, choices<NeedState>(words));
      row.input({"/joint_solution", words.text("What you thought of together")});
    }
  }
};

}  // namespace

void fill_actions(const Frame& frame, const PanelModel& model, const VisitEntry& entry,
                  const FormState& state, const Block& body) {
  const Actions actions{frame, model, entry, state, body};
  actions.agreements();
  Form all(*frame.words, state, {}, "v");
  all.fill_errors(body.include("ERROR_SUMMARY", "form_errors"));
  if (entry.voided) return;
  if (model.may_record) {
    if (is_planned(entry.visit.state)) {
      actions.change();
    } else if (entry.signed_off) {
      actions.amend();
    } else if (is_contact(entry.visit.state)) {
      actions.is_this_ours();
      actions.sign_off();
    }
    if (model.sees_care) actions.needs();
  }
  if (model.may_void) actions.mistake();
}

}  // namespace homevisit::views
