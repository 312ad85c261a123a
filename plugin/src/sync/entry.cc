#include "sync/entry.h"

#include <fmt/format.h>

#include <algorithm>

#include "json/json.h"
#include "sync/record.h"

namespace homevisit::sync {
namespace {

const char* answer_title(const Answer& answer) {
  switch (answer.kind) {
    case AnswerKind::agreed:
      return "Welcome to visit";
    case AnswerKind::deferred:
      return "Not now";
    case AnswerKind::declined:
    case AnswerKind::withdrawn:
      return "Prefers no home visit";
    case AnswerKind::no_answer:
      return "No answer yet";
    case AnswerKind::other_form:
      break;
  }
  switch (answer.form) {
    case OtherForm::school:
      return "Prefers a talk at school";
    case OtherForm::phone:
      return "Prefers a talk by phone";
    case OtherForm::online:
      return "Prefers a talk online";
    default:
      return "Prefers to meet elsewhere";
  }
}

const char* contact_title(Place place) {
  switch (place) {
    case Place::home:
      return "Home visit";
    case Place::school:
      return "Talk at school";
    case Place::phone:
      return "Talk by phone";
    case Place::online:
      return "Talk online";
    case Place::elsewhere:
      break;
  }
  return "Talk elsewhere";
}

const char* owner_name(AgreementOwner owner) {
  switch (owner) {
    case AgreementOwner::school:
      return "School";
    case AgreementOwner::parent:
      return "Parent";
    case AgreementOwner::pupil:
      return "Pupil";
    case AgreementOwner::other:
      break;
  }
  return "Other";
}

const char* state_name(AgreementState state) {
  switch (state) {
    case AgreementState::open:
      return "open";
    case AgreementState::going_well:
      return "going well";
    case AgreementState::another_way:
      return "another way";
    case AgreementState::done:
      return "done";
    case AgreementState::let_go:
      break;
  }
  return "let go";
}

std::string marker_of(const std::string& uuid) { return "hv:" + uuid; }

class Composer {
 public:
  explicit Composer(const EntryContext& context) : context_(context), words_(context.words) {}

  std::string guardian(const std::string& id) const {
    for (const Guardian& guardian : context_.file.guardians)
      if (guardian.id == id)
        return guardian.relation.empty()
                   ? guardian.name()
                   : fmt::format("{} ({})", guardian.name(), guardian.relation);
    return id;
  }

  void line(const char* label, const std::string& value) {
    if (!value.empty()) text_ += words_.text(label) + ": " + value + "\n";
  }

  void visit(const Visit& visit) {
    std::string visitors, present;
    for (const auto& id : visit.visitors)
      visitors += (visitors.empty() ? "" : ", ") + context_.staff_name(id);
    for (const auto& id : visit.guardians) present += (present.empty() ? "" : ", ") + guardian(id);
    line("By", visitors);
    line("Present", present);
    line("What goes well", visit.report.goes_well);
    text_ += words_.text("Key points") + ":\n";
    for (const auto& point : visit.report.key_points) text_ += "- " + point + "\n";
    for (const Note& note : visit.report.notes)
      if (note.tier == Tier::shared) text_ += "- " + note.text + "\n";
    if (!visit.report.agreements.empty()) text_ += words_.text("Agreements") + ":\n";
    for (const Agreement& agreement : visit.report.agreements) {
      text_ += fmt::format("- {}: {}", words_.text(owner_name(agreement.who)), agreement.what);
      if (agreement.by) text_ += fmt::format(" ({})", words_.date(*agreement.by));
      text_ += "\n";
    }
    if (visit.report.next_contact && visit.report.next_contact->date)
      line("Next contact", words_.date(*visit.report.next_contact->date));
  }

  std::string take() { return std::move(text_); }

 private:
  const EntryContext& context_;
  const text::Catalogue& words_;
  std::string text_;
};

std::vector<DossierEvent> reports_of(const std::string& visit,
                                     const std::vector<DossierEvent>& events) {
  std::vector<DossierEvent> reports;
  for (const DossierEvent& event : events) {
    const auto* recorded = std::get_if<VisitRecorded>(&event.change);
    const auto* revised = std::get_if<VisitRevised>(&event.change);
    if ((recorded != nullptr && recorded->visit.id == visit) ||
        (revised != nullptr && revised->visit.id == visit))
      reports.push_back(event);
  }
  return reports;
}

struct Compose {
  const DossierEvent& event;
  const EntryContext& context;
  std::vector<journal::OutboxItem>& out;

  void put(Entry entry, int priority = 1) const {
    entry.language = context.words.language();
    entry.author = event.actor;
    journal::OutboxItem item;
    item.student = context.file.student.id;
    item.marker = entry.marker;
    item.builds_on = entry.amends;
    item.priority = priority;
    item.event_seq = event.seq;
    // Of a withdrawal: what is added to the record of the entry (Attempt::record_of_void).
    entry.structured = entry.withdraw ? write_record({event}) : record();
    item.entry = write_entry(entry);
    out.push_back(std::move(item));
  }
  // A report that replaces another brings along what it replaces, for systems keep the last one
  // alone.
  std::string record() const {
    std::vector<DossierEvent> events;
    if (const auto* revised = std::get_if<VisitRevised>(&event.change))
      events = reports_of(revised->visit.id, context.earlier);
    events.push_back(event);
    return write_record(events);
  }
  // Withdrawals go first (rule 7).
  void withdraw(const std::string& uuid) const {
    Entry entry;
    entry.withdraw = true;
    entry.marker = marker_of(uuid);
    put(std::move(entry), 0);
  }
  // The one of several that says so in words, where the system cannot make an entry void.
  void withdraw(const std::string& uuid, Date day) const {
    Entry entry;
    entry.withdraw = true;
    entry.marker = marker_of(uuid);
    entry.instead = marker_of(event.id);
    entry.kind = "addendum";
    entry.date = format_date(day);
    entry.title = context.words.text("Entered in error") + ", " + context.words.date(day);
    entry.text = context.words.text("This entry was entered in error and does not hold.") + "\n";
    put(std::move(entry), 0);
  }
  void visit(const Visit& visit, const std::string& marker, const std::string& amends) const {
    if (!is_contact(visit.state)) return;
    Composer composer(context);
    composer.visit(visit);
    Entry entry;
    entry.marker = marker;
    entry.amends = amends;
    entry.kind = "visit";
    entry.date = format_date(visit.date);
    entry.title =
        context.words.text(contact_title(visit.place)) + ", " + context.words.date(visit.date);
    if (!amends.empty()) entry.beside = context.words.text("Corrected") + ": " + entry.title;
    entry.text = composer.take();
    put(std::move(entry));
  }

  void operator()(const VisitRecorded& c) const { visit(c.visit, marker_of(c.visit.id), ""); }
  void operator()(const VisitRevised& c) const {
    visit(c.visit, marker_of(event.id), marker_of(c.visit.id));
  }

  void operator()(const VisitAmended& c) const {
    if (c.tier != Tier::shared) return;
    Entry entry;
    entry.marker = marker_of(event.id);
    entry.amends = marker_of(c.visit);
    entry.kind = "addendum";
    const VisitEntry* about = context.history.visit(c.visit);
    if (about == nullptr) return;
    entry.date = format_date(about->visit.date);
    entry.title = context.words.text("Addendum") + ", " + context.words.date(about->visit.date);
    entry.text = c.text + "\n" + context.words.text("Why") + ": " + c.why + "\n";
    put(std::move(entry));
  }

  void operator()(const VisitVoided& c) const {
    const VisitEntry* entry = context.history.visit(c.visit);
    if (entry == nullptr || !is_contact(entry->visit.state)) return;
    withdraw(c.visit, entry->visit.date);
    for (const std::string& revision : entry->revisions) withdraw(revision);
    for (const Addendum& addendum : entry->addenda)
      if (addendum.tier == Tier::shared) withdraw(addendum.recorded.event);
  }

  void operator()(const AnswerRecorded& c) const {
    const Answer& answer = c.answer;
    if (answer.kind == AnswerKind::no_answer) return;
    Composer composer(context);
    const std::string who =
        answer.guardian.empty() ? context.file.student.name() : composer.guardian(answer.guardian);
    Entry entry;
    entry.marker = marker_of(answer.id);
    entry.kind = "answer";
    entry.date = format_date(answer.date);
    entry.title = context.words.text(answer_title(answer));
    entry.text = fmt::format("{}: {}\n", who, entry.title);
    // Declines go first; so do all answers, for the order stands in the clear and must not tell
    // them apart.
    put(std::move(entry), 0);
  }

  void operator()(const AnswerVoided& c) const {
    for (const AnswerEntry& entry : context.history.answers)
      if (entry.answer.id == c.answer && entry.answer.kind != AnswerKind::no_answer)
        withdraw(c.answer, entry.answer.date);
  }

  void operator()(const AgreementChanged& c) const {
    for (const AgreementEntry& known : context.history.agreements) {
      if (known.agreement.id != c.agreement) continue;
      Entry entry;
      entry.marker = marker_of(event.id);
      entry.kind = "agreement";
      entry.date = format_date(known.made);
      entry.title = context.words.text("Agreement");
      entry.text =
          fmt::format("{}: {}\n", known.agreement.what, context.words.text(state_name(c.state)));
      if (!c.note.empty()) entry.text += c.note + "\n";
      put(std::move(entry));
    }
  }

  template <typename Other>
  void operator()(const Other&) const {}  // not for the dossier
};

}  // namespace

std::string write_entry(const Entry& entry) {
  json::Writer w;
  w.begin_object()
      .member("do", entry.withdraw ? "withdraw" : "submit")
      .member("marker", entry.marker);
  w.member_if("kind", entry.kind).member_if("date", entry.date).member_if("title", entry.title);
  w.member_if("text", entry.text).member_if("structured", entry.structured);
  w.member_if("language", entry.language).member_if("author", entry.author);
  w.member_if("amends", entry.amends).member_if("beside", entry.beside);
  return w.member_if("instead", entry.instead).end_object().take();
}

Result<Entry> read_entry(std::string_view body) {
  HV_ASSIGN(const auto document, json::Document::parse(body));
  const json::Value root = document.root();
  const auto text = [&](const char* key) { return std::string(root[key].text()); };
  return Entry{root["do"].text() == "withdraw",
               text("marker"),
               text("kind"),
               text("date"),
               text("title"),
               text("text"),
               text("structured"),
               text("language"),
               text("author"),
               text("amends"),
               text("beside"),
               text("instead")};
}

bool builds_on_earlier(const Change& change) {
  return std::holds_alternative<VisitRevised>(change);
}

std::vector<journal::OutboxItem> entries_for(const DossierEvent& event,
                                             const EntryContext& context) {
  std::vector<journal::OutboxItem> out;
  std::visit(Compose{event, context, out}, event.change);
  return out;
}

}  // namespace homevisit::sync
