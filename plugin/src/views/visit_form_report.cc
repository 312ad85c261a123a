#include "views/visit_form_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/permission_rules.h"
#include "text/msg.h"
#include "views/choices.h"
#include "views/kept_back_words.h"
#include "views/visit_fields.h"

namespace homevisit::views {
namespace {

using text::msg;

void add_note_constants(const FieldGroup& group, int index, const NoteSlot& slot) {
  const std::string at = fmt::format("=/report/notes/{}/", index);
  group.constant(at + "topic", std::string(to_name(slot.topic)));
  group.constant(at + "voice", std::string(to_name(slot.voice)));
  group.constant(at + "tier", std::string(to_name(slot.tier)));
}

void add_note(const FieldGroup& group, int index, const std::string& label,
              const std::string& hint = "") {
  add_note_constants(group, index, note_slot(index));
  group.area({fmt::format("/report/notes/{}/text", index), label, hint});
}

// What is kept back is said above the fields that it is about.
void add_kept_back(const FieldGroup& block, const Frame& frame, const FormModel& model,
                   DataPurpose purpose) {
  for (const std::string& line :
       kept_back_lines(*model.file, *model.history, purpose, frame.today, block.words()))
    block.line(line);
}

void add_goes_well(const FieldGroup& form) {
  const text::Catalogue& words = form.words();
  const FieldGroup block = form.block(words.text("What goes well"));
  block.area({"/report/goes_well", words.text("What goes well, at home and at school"),
              words.text("Something the family can be proud of.")});
  block.tick("/report/goes_well_skipped", "true", words.text("Not discussed"));
}

void add_home(const FieldGroup& form, const Frame& frame, const FormModel& model) {
  const text::Catalogue& words = form.words();
  const FieldGroup block =
      form.block(words.text("How is it at home"), words.text("For the mentor and the care team."));
  add_kept_back(block, frame, model, DataPurpose::care_team);
  add_note(block, kHomeSaid, words.text("The parent said"));
  std::optional<int> age;
  if (model.file->student.birth_date) age = age_on(*model.file->student.birth_date, frame.today);
  const Prompts ask = prompts_for(age);
  block.more(words.text("What the student said"), [&](const FieldGroup& more) {
    more.line(words.text("In the student's own words. No level is asked for."));
    add_note(more, kWellbeing, words.text("Feeling at home in class"), words.text(ask.wellbeing));
    add_note(more, kPride, words.text("Proud of"), words.text(ask.pride));
    add_note(more, kAmbitions, words.text("Wants to work on"), words.text(ask.ambitions));
    add_note(more, kInterests, words.text("Interests"), words.text(ask.interests));
    add_note(more, kTrustedAdult, words.text("Adult the student trusts at school"));
    add_note(more, kPupilAsked,
             words.text("The student's question about the visit, or objection to it"));
  });
  block.more(words.text("More from the parents, and what we saw"), [&](const FieldGroup& more) {
    more.line(
        words.text("A way to begin: what is the best memory of your own schooldays, and what "
                   "the worst? It need not be written down."));
    add_note(more, kStrengths, words.text("Strengths"),
             words.text("Parents know their child best."));
    add_note(more, kAttention, words.text("Points of attention"));
    add_note(more, kFamilyDoes, words.text("What the family already does"),
             words.text("Reading together, a fixed time, talking about the day ..."));
    add_note(more, kOwnApproach, words.text("How the parents tackle it, and what they think"),
             words.text("Their own way first."));
    add_note(more, kParentRaised, words.text("A point the parent raised"));
    add_note(more, kHomeSeen, words.text("We saw"),
             words.text("What you saw, without a judgement."));
    add_note(more, kSchoolAffairs, words.text("What you told about school"));
  });
}

// Who changes a report may have to say that there was no talk: then none is needed.
void add_key_points(const FieldGroup& form, const Frame& frame, const FormModel& model) {
  const text::Catalogue& words = form.words();
  const bool needed = model.visit == nullptr || is_planned(model.visit->state);
  const auto kept =
      kept_back_lines(*model.file, *model.history, DataPurpose::key_points, frame.today, words);
  const FieldGroup block = form.block(
      words.text("Key points"),
      kept.empty()
          ? words.text("These come into the student's file, where colleagues read them. Write "
                       "so that parents and the student may read along.")
          : words.text("Write so that parents and the student may read along."));
  for (const std::string& line : kept) block.line(line);
  const int rows = std::max(3, form.form().last_index("/report/key_points/") + 1);
  for (int i = 0; i < std::min(rows, 10); ++i) {
    const std::string number = std::to_string(i + 1);
    const FieldGroup point = block.repeated("/report/key_points/");
    point.input({fmt::format("/report/key_points/{}", i),
                 words.text("Key point {n}", {{"n", number}}), "", needed && i == 0});
  }
}

void add_agreement(const FieldGroup& block, int i) {
  const FieldGroup group = block.repeated("/report/agreements/");
  const text::Catalogue& words = group.words();
  const std::string at = fmt::format("/report/agreements/{}/", i);
  const std::string number = std::to_string(i + 1);
  group.input({at + "what", words.text("Agreement {n}: what", {{"n", number}})});
  const FieldGroup row = group.row(words.text("Agreement {n}: who and when", {{"n", number}}));
  row.select({"=" + at + "who", words.text("Who")}, choices<AgreementOwner>(words));
  row.input({at + "by", words.text("By when"), "", false, "date"});
  row.input({at + "name", words.text("Name, where it helps")});
  group.tick(at + "accepted_by_family", "true", words.text("The family agrees"));
  group.tick(at + "fits_family", "true",
             words.text("Asked of the parent: it suits what they want and can"));
  group.more(
      words.text("Agreement {n}: kind, aim, when to look again", {{"n", number}}),
      [&](const FieldGroup& more) {
        more.select({"=" + at + "kind", words.text("Kind of agreement")},
                    choices<AgreementKind>(words));
        more.select({at + "goal", words.text("What the working together is for")},
                    choices<GoalType>(words, msg("not said")));
        more.input({at + "review", words.text("Look at it together again on"), "", false, "date"});
      });
}

void add_agreements(const FieldGroup& form, bool with_care) {
  const text::Catalogue& words = form.words();
  const FieldGroup block = form.block(
      words.text("Agreements"), words.text("About keeping in touch too: when the teacher can be "
                                           "reached, and how the parents like to react."));
  add_agreement(block, 0);
  const int rows = std::max(3, form.form().last_index("/report/agreements/") + 1);
  block.more(words.text("More agreements"), [&](const FieldGroup& more) {
    for (int i = 1; i < std::min(rows, 20); ++i) add_agreement(more, i);
  });
  block.select({"/report/decision", words.text("How it was decided")},
               choices<DecisionRole>(words, msg("not said")));
  if (!with_care) return;
  block.more(words.text("Expectations, and who does what"), [&](const FieldGroup& more) {
    more.line(words.text("For the mentor and the care team."));
    add_note(more, kExpectFamily, words.text("What the family expects of school"));
    add_note(more, kExpectSchool, words.text("What school hopes for at home"));
    add_note(more, kRoleSplit, words.text("Who does what"));
  });
}

void add_needs(const FieldGroup& form, const Frame& frame, const FormModel& model) {
  const text::Catalogue& words = form.words();
  const FieldGroup block = form.block(
      words.text("What is needed"),
      words.text("For the mentor and the care team. What you saw together, and what you thought of "
                 "together."));
  add_kept_back(block, frame, model, DataPurpose::care_team);
  const int rows = std::max(2, form.form().last_index("/report/needs/") + 1);
  block.more(words.text("A laptop, internet, a bicycle, a quiet place ..."), [&](const FieldGroup&
                                                                                     more) {
    for (int i = 0; i < std::min(rows, 10); ++i) {
      const std::string at = fmt::format("/report/needs/{}/", i);
      more.select({"=" + at + "kind", words.text("What it is about")}, choices<NeedKind>(words));
      more.input({at + "observation", words.text("What you saw together")});
      more.input({at + "joint_solution", words.text("What you thought of together")});
      more.constant("=" + at + "state", "open");
    }
  });
}

}  // namespace

void add_next_contact(const FieldGroup& form) {
  const text::Catalogue& words = form.words();
  const FieldGroup block = form.block(
      words.text("Next contact"),
      words.text("Choose together with the family: next week or in half a year, as suits."));
  const FieldGroup row = block.row(words.text("Next contact"));
  row.input({"/report/next_contact/date", words.text("Around"), "", false, "date"});
  row.select({"/report/next_contact/form", words.text("How")}, contact_form_choices(words));
  row.input({"/report/next_contact/frequency", words.text("How often"), ""});
  block.tick("/report/next_contact/agreed_by_family", "true", words.text("Agreed with the family"));
}

namespace {

// R90: only that there is another appointment; the matter itself waits for it.
void add_parked(const FieldGroup& more) {
  const text::Catalogue& words = more.words();
  more.line(words.text("Keep it short: the talk itself is for that appointment."));
  const int rows = std::max(1, more.form().last_index("/report/parked/") + 1);
  for (int i = 0; i < std::min(rows, 10); ++i) {
    const std::string at = fmt::format("/report/parked/{}/", i);
    more.input({at + "what", words.text("What it is about")});
    const FieldGroup row = more.row(words.text("The separate appointment"));
    row.input({at + "with", words.text("With whom")});
    row.input({at + "date", words.text("On what day"), "", false, "date"});
  }
}

void add_care(const FieldGroup& form, const Frame& frame, const FormModel& model) {
  const text::Catalogue& words = form.words();
  const FieldGroup care = form.block(words.text("For the mentor and the care team"));
  add_kept_back(care, frame, model, DataPurpose::care_team);
  care.more(words.text("Good to know, and what it means for class"), [&](const FieldGroup& more) {
    add_note(more, kGoodToKnow, words.text("Good to know"),
             words.text("Keep it short about people other than the student."));
    add_note(more, kForClass, words.text("What this means for class"));
  });
  care.more(words.text("A heavier matter that needs a talk of its own"),
            [&](const FieldGroup& more) { add_parked(more); });
  care.more(words.text("Support plan (OPP)"), [&](const FieldGroup& more) {
    more.area({"/report/support_plan/own_solution", words.text("What the family itself thinks of"),
               words.text("Their own solution first.")});
    more.input({"/report/support_plan/reference",
                words.text("Number of the plan in the school's system")});
  });
  if (!model.may_write_confidential) return;
  const bool kept =
      is_kept_back(*model.file, *model.history, DataPurpose::care_team, "", frame.today);
  const FieldGroup closed = form.block(
      words.text("Confidential"),
      kept ? words.text("Only you read this; it never leaves this place. Worries about safety do "
                        "not belong here: speak to the officer of your school at once.")
           : words.text("Only you and the care coordinator read this; it never leaves this place. "
                        "Worries about safety do not belong here: speak to the officer of your "
                        "school at once."));
  closed.more(words.text("Write something confidential"), [&](const FieldGroup& more) {
    add_note(more, kValues, words.text("Upbringing and values"),
             words.text("In the words of the parents."));
    add_note(more, kConfidential, words.text("Something else in confidence"));
  });
}

// Notes of an earlier report or of another program that have no place of their own keep what they
// are.
void add_other_notes(const FieldGroup& form) {
  const text::Catalogue& words = form.words();
  const int last = form.form().last_index("/report/notes/");
  for (int i = kNoteSlots; i <= last; ++i) {
    const std::string at = fmt::format("=/report/notes/{}/", i);
    const Form& values = form.form();
    const auto topic = from_name<Topic>(values.value(at + "topic")).value_or(Topic::other);
    const auto voice = from_name<Voice>(values.value(at + "voice")).value_or(Voice::parent);
    const auto tier = from_name<Tier>(values.value(at + "tier")).value_or(Tier::care);
    add_note_constants(form, i, {topic, voice, tier});
    form.area({fmt::format("/report/notes/{}/text", i),
               words.text("{topic} – {voice}", {{"topic", words.text(label(topic))},
                                                {"voice", words.text(label(voice))}})});
  }
}

constexpr Prompts kYoung{msg("What do you like at school?"), msg("What are you good at?"),
                         msg("What would you like to be better at?"),
                         msg("What do you like to play?")};
constexpr Prompts kMiddle{msg("How do you feel in class?"), msg("What are you proud of?"),
                          msg("What do you want to work on this year?"),
                          msg("What do you like to do?")};
constexpr Prompts kTeens{msg("How have you settled in class?"),
                         msg("What are you proud of these days?"),
                         msg("Which subjects, profile or work appeal to you?"),
                         msg("What do you like to spend your time on?")};

}  // namespace

Prompts prompts_for(std::optional<int> age) {
  if (age && *age < 8) return kYoung;
  if (age && *age > 12) return kTeens;
  return kMiddle;
}

void add_report(const FieldGroup& form, const Frame& frame, const FormModel& model) {
  add_goes_well(form);
  if (model.may_write_care) add_home(form, frame, model);
  add_key_points(form, frame, model);
  add_agreements(form, model.may_write_care);
  if (model.may_write_care) add_needs(form, frame, model);
  add_next_contact(form);
  if (model.may_write_care) add_care(form, frame, model);
  add_other_notes(form);
}

}  // namespace homevisit::views
