#include "views/visit_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace homevisit::views {
namespace {

constexpr std::array<NoteSlot, kNoteSlots> kSlots = {{
    {Topic::at_home, Voice::parent, Tier::care},
    {Topic::at_home, Voice::seen, Tier::care},
    {Topic::wellbeing, Voice::pupil, Tier::care},
    {Topic::pride, Voice::pupil, Tier::care},
    {Topic::ambitions, Voice::pupil, Tier::care},
    {Topic::interests, Voice::pupil, Tier::care},
    {Topic::strengths, Voice::parent, Tier::care},
    {Topic::attention, Voice::parent, Tier::care},
    {Topic::family_does, Voice::parent, Tier::care},
    {Topic::expectations_family, Voice::parent, Tier::care},
    {Topic::expectations_school, Voice::school, Tier::care},
    {Topic::role_split, Voice::school, Tier::care},
    {Topic::trusted_adult, Voice::pupil, Tier::care},
    {Topic::good_to_know, Voice::parent, Tier::care},
    {Topic::for_class, Voice::school, Tier::care},
    {Topic::parent_raised, Voice::parent, Tier::care},
    {Topic::values, Voice::parent, Tier::confidential},
    {Topic::other, Voice::school, Tier::confidential},
    {Topic::pupil_asked, Voice::pupil, Tier::care},
    {Topic::own_approach, Voice::parent, Tier::care},
    {Topic::school_affairs, Voice::school, Tier::care},
}};

class Values {
 public:
  void put(std::string name, std::string_view value) {
    if (!value.empty()) fields_.emplace_back(std::move(name), value);
  }
  void tick(std::string name, bool value) {
    if (value) fields_.emplace_back(std::move(name), "true");
  }
  void put(std::string name, const std::optional<Date>& date) {
    if (date) fields_.emplace_back(std::move(name), format_date(*date));
  }
  void minutes(std::string name, int value) {
    if (value >= 0) fields_.emplace_back(std::move(name), std::to_string(value));
  }
  Fields take() { return std::move(fields_); }

 private:
  Fields fields_;
};

// The guardians at the address where the student lives, as far as the roster knows: those who can
// be expected to be there.
std::vector<std::string> expected_guardians(const StudentFile& file) {
  std::vector<std::string> ids;
  const Guardian* host = nullptr;
  for (const Guardian& guardian : file.guardians)
    if (guardian.lives_with != Ternary::no && guardian.informed != Ternary::no &&
        (host == nullptr || guardian.order < host->order))
      host = &guardian;
  if (host == nullptr) return ids;
  for (const Guardian& guardian : file.guardians)
    if (guardian.id == host->id ||
        (!host->household.empty() && guardian.household == host->household &&
         guardian.informed != Ternary::no))
      ids.push_back(guardian.id);
  return ids;
}

void put_note(Values& values, std::size_t index, const Note& note) {
  values.put(fmt::format("=/report/notes/{}/topic", index), to_name(note.topic));
  values.put(fmt::format("=/report/notes/{}/voice", index), to_name(note.voice));
  values.put(fmt::format("=/report/notes/{}/tier", index), to_name(note.tier));
  values.put(fmt::format("/report/notes/{}/text", index), note.text);
}

// Every note goes to its own place; one that has none, or whose place is taken, behind them.
void put_notes(Values& values, const std::vector<Note>& notes) {
  std::array<bool, kNoteSlots> taken{};
  std::size_t next = kNoteSlots;
  for (const Note& note : notes) {
    std::size_t index = next;
    for (std::size_t slot = 0; slot < kSlots.size(); ++slot) {
      if (taken[slot] || kSlots[slot].topic != note.topic || kSlots[slot].voice != note.voice)
        continue;
      if (note.topic == Topic::other && note.tier != Tier::confidential) continue;
      index = slot;
      break;
    }
    if (index == next)
      ++next;
    else
      taken[index] = true;
    put_note(values, index, note);
  }
}

void put_report(Values& values, const Report& report) {
  values.put("/report/goes_well", report.goes_well);
  values.tick("/report/goes_well_skipped", report.goes_well_skipped);
  for (std::size_t i = 0; i < report.key_points.size(); ++i)
    values.put(fmt::format("/report/key_points/{}", i), report.key_points[i]);
  put_notes(values, report.notes);
  for (std::size_t i = 0; i < report.needs.size(); ++i) {
    const Need& need = report.needs[i];
    values.put(fmt::format("=/report/needs/{}/kind", i), to_name(need.kind));
    values.put(fmt::format("/report/needs/{}/observation", i), need.observation);
    values.put(fmt::format("/report/needs/{}/joint_solution", i), need.joint_solution);
    values.put(fmt::format("=/report/needs/{}/state", i), to_name(need.state));
  }
  for (std::size_t i = 0; i < report.agreements.size(); ++i) {
    const Agreement& agreement = report.agreements[i];
    values.put(fmt::format("/report/agreements/{}/what", i), agreement.what);
    values.put(fmt::format("=/report/agreements/{}/who", i), to_name(agreement.who));
    values.put(fmt::format("/report/agreements/{}/name", i), agreement.name);
    values.put(fmt::format("/report/agreements/{}/by", i), agreement.by);
    values.tick(fmt::format("/report/agreements/{}/accepted_by_family", i),
                agreement.accepted_by_family);
    values.tick(fmt::format("/report/agreements/{}/fits_family", i), agreement.fits_family);
    values.put(fmt::format("=/report/agreements/{}/kind", i), to_name(agreement.kind));
    values.put(fmt::format("/report/agreements/{}/goal", i), to_name(agreement.goal));
    values.put(fmt::format("/report/agreements/{}/review", i), agreement.review);
  }
  values.put("/report/decision", to_name(report.decision));
  for (std::size_t i = 0; i < report.parked.size(); ++i) {
    values.put(fmt::format("/report/parked/{}/what", i), report.parked[i].what);
    values.put(fmt::format("/report/parked/{}/with", i), report.parked[i].with);
    values.put(fmt::format("/report/parked/{}/date", i), report.parked[i].date);
  }
  if (report.support_plan) {
    values.put("/report/support_plan/own_solution", report.support_plan->own_solution);
    values.put("/report/support_plan/reference", report.support_plan->reference);
  }
  if (!report.next_contact) return;
  values.put("/report/next_contact/date", report.next_contact->date);
  values.put("/report/next_contact/form", report.next_contact->form);
  values.put("/report/next_contact/frequency", report.next_contact->frequency);
  values.tick("/report/next_contact/agreed_by_family", report.next_contact->agreed_by_family);
}

// The reader has the box with the index 0; colleagues are chosen below it.
void put_visitors(Values& values, const std::vector<std::string>& ids, const std::string& reader) {
  std::size_t next = reader.empty() ? 0 : 1;
  for (const std::string& id : ids)
    values.put(fmt::format("/visitors/{}", id == reader ? 0 : next++), id);
}

void put_people(Values& values, const Visit& visit) {
  for (std::size_t i = 0; i < visit.companions.size(); ++i) {
    values.put(fmt::format("/companions/{}/role", i), visit.companions[i].role);
    values.put(fmt::format("/companions/{}/name", i), visit.companions[i].name);
  }
  values.put("/pupil", to_name(visit.pupil));
  if (visit.interpreter) {
    values.put("/interpreter/kind", to_name(visit.interpreter->kind));
    values.put("/interpreter/language", visit.interpreter->language);
    values.put("/interpreter/arranged_by", to_name(visit.interpreter->arranged_by));
    values.put("/interpreter/person", visit.interpreter->person);
    values.put("/interpreter/name", visit.interpreter->name);
    if (visit.interpreter->adult) values.put("/interpreter/adult", "true");
  }
  if (!visit.backstop) return;
  values.put("/backstop/staff", visit.backstop->staff);
  values.put("/backstop/check_in", visit.backstop->check_in);
  values.put("/backstop/check_out", visit.backstop->check_out);
}

// Of an appointment that did not take place: when, where and who went, and nobody of the family.
Fields of_no_show(const Frame& frame, const Visit& visit) {
  Values values;
  values.put("/state", to_name(VisitState::no_show));
  values.put("/date", std::optional<Date>(std::min(visit.date, frame.today)));
  values.put("/start_time", visit.start_time);
  values.put("/place", to_name(visit.place));
  values.put("/at_guardian", visit.at_guardian);
  put_visitors(values, visit.visitors, frame.reader_id);
  return values.take();
}

// The boxes of the form are numbered as the roster orders the guardians.
void put_guardians(Values& values, const StudentFile& file, const std::vector<std::string>& ids) {
  for (std::size_t i = 0; i < file.guardians.size(); ++i)
    if (std::find(ids.begin(), ids.end(), file.guardians[i].id) != ids.end())
      values.put(fmt::format("/guardians/{}", i), file.guardians[i].id);
}

Fields new_visit(const Frame& frame, const FormModel& model) {
  Values values;
  values.put("/date", std::optional<Date>(frame.today));
  values.put("/place", model.home_visit_allowed.ok() ? "home" : "school");
  values.put("/visitors/0", frame.reader_id);
  if (model.nobody_met) {
    // Where nobody may ring the bell there is one thing left to say.
    if (!model.home_visit_allowed.ok()) values.put("/state", to_name(VisitState::no_show));
    return values.take();
  }
  put_guardians(values, *model.file, expected_guardians(*model.file));
  values.minutes("/minutes/visit", 45);
  return values.take();
}

Fields of_visit(const Frame& frame, const FormModel& model) {
  const Visit& visit = *model.visit;
  const bool planned = is_planned(visit.state);
  Values values;
  values.put("/date",
             std::optional<Date>(planned ? std::min(visit.date, frame.today) : visit.date));
  values.put("/start_time", visit.start_time);
  if (!planned) values.put("/state", to_name(visit.state));
  values.put("/place", to_name(visit.place));
  values.put("/at_guardian", visit.at_guardian);
  values.put("/purpose", to_name(visit.purpose));
  put_visitors(values, visit.visitors, frame.reader_id);
  put_people(values, visit);
  put_guardians(
      values, *model.file,
      visit.guardians.empty() && planned ? expected_guardians(*model.file) : visit.guardians);
  values.minutes("/minutes/visit", planned && visit.minutes.visit < 0 ? 45 : visit.minutes.visit);
  values.minutes("/minutes/travel", visit.minutes.travel);
  values.minutes("/minutes/consultation", visit.minutes.consultation);
  values.minutes("/minutes/reporting", visit.minutes.reporting);
  put_report(values, visit.report);
  return values.take();
}

}  // namespace

const NoteSlot& note_slot(int index) { return kSlots.at(static_cast<std::size_t>(index)); }

Fields visit_values(const Frame& frame, const FormModel& model) {
  if (!model.state.fields.empty()) return model.state.fields;
  if (model.visit != nullptr && model.nobody_met) return of_no_show(frame, *model.visit);
  return model.visit != nullptr ? of_visit(frame, model) : new_visit(frame, model);
}

}  // namespace homevisit::views
