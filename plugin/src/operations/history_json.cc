#include "operations/history_json.h"

#include <algorithm>

#include "domain/codec.h"
#include "domain/consent.h"
#include "domain/next_contact.h"
#include "domain/rules.h"
#include "json/json.h"
#include "operations/approach_json.h"

namespace homevisit::operations {
namespace {

std::string_view filed_name(Filed filed) {
  switch (filed) {
    case Filed::waiting:
      return "waiting";
    case Filed::filed:
      return "filed";
    case Filed::attention:
      return "attention";
    case Filed::none:
      break;
  }
  return "none";
}

class HistoryWriter {
 public:
  explicit HistoryWriter(const HistoryView& view) : view_(view) {}

  std::string write() {
    w_.begin_object();
    student();
    w_.member("today", format_date(view_.today));
    w_.member_if("delay", view_.delay);
    tiers();
    contacts();
    timeline();
    agreements();
    needs();
    guardians();
    student_answer();
    write_approach(w_, view_.file, view_.history, view_.today);
    w_.key("may").begin_object().member("record", view_.view.may_record);
    w_.member("care", view_.view.may_write >= Tier::care);
    w_.member("visit_home", may_visit_home(view_.file, view_.history, "", view_.today).ok())
        .end_object();
    return w_.end_object().take();
  }

 private:
  void person(const std::string& id, const std::string& name, const std::string& relation = {}) {
    w_.begin_object()
        .member("id", id)
        .member("name", name)
        .member_if("relation", relation)
        .end_object();
  }
  void guardian(const std::string& id) {
    for (const Guardian& known : view_.file.guardians)
      if (known.id == id) return person(id, known.name(), known.relation);
    person(id, id);
  }
  void staff(const std::vector<std::string>& ids) {
    w_.key("visitors").begin_array();
    for (const auto& id : ids) person(id, view_.staff_name(id));
    w_.end_array();
  }
  void recorded(const char* key, const Recorded& recorded) {
    w_.key(key).begin_object().member("by", recorded.by).member_if("name", recorded.by_name);
    w_.member("at", format_moment(recorded.at)).member("filed", filed_name(recorded.filed));
    if (recorded.in_file == InFile::changed) w_.member("in_file", "changed");
    if (recorded.in_file == InFile::removed) w_.member("in_file", "removed");
    w_.end_object();
  }

  void student() {
    const Student& student = view_.file.student;
    w_.key("student").begin_object().member("id", student.id).member("name", student.name());
    w_.member_if("given_name", student.given_name);
    if (student.birth_date) {
      w_.member("birth_date", format_date(*student.birth_date));
      w_.member("age", std::max(0, age_on(*student.birth_date, view_.today)));
    }
    w_.member_if("school", student.school)
        .member_if("year", student.year)
        .member_if("language", student.language);
    w_.key("groups").begin_array();
    for (const Group& group : view_.file.groups)
      w_.begin_object().member("id", group.id).member("name", group.name).end_object();
    w_.end_array().member("secret_address", student.address_secret == Ternary::yes).end_object();
  }

  void tiers() {
    w_.key("tiers").begin_array().string("shared");
    if (view_.view.tiers.care) w_.string("care");
    if (view_.view.tiers.confidential) w_.string("confidential");
    w_.end_array();
  }

  void contacts() {
    if (const VisitEntry* last = view_.history.last_contact(view_.today)) {
      w_.key("last_contact").begin_object().member("date", format_date(last->visit.date));
      w_.member("place", to_name(last->visit.place)).member("visit", last->visit.id);
      staff(last->visit.visitors);
      w_.end_object();
    }
    if (const auto next = next_contact(view_.history, view_.today)) {
      w_.key("next_contact");
      write_next_contact(w_, *next);
    }
  }

  void visit(const VisitEntry& entry) {
    w_.begin_object().member("kind", "visit").member("date", format_date(entry.visit.date));
    w_.key("visit");
    write_visit(w_, entry.visit);
    staff(entry.visit.visitors);
    w_.key("guardians").begin_array();
    for (const auto& id : entry.visit.guardians) guardian(id);
    w_.end_array().member("signed_off", entry.signed_off);
    if (!entry.addenda.empty()) {
      w_.key("addenda").begin_array();
      for (const Addendum& addendum : entry.addenda) {
        w_.begin_object().member("text", addendum.text).member("why", addendum.why);
        w_.member("tier", to_name(addendum.tier));
        recorded("recorded", addendum.recorded);
        w_.end_object();
      }
      w_.end_array();
    }
    recorded("recorded", entry.recorded);
    if (entry.voided) recorded("voided", *entry.voided);
    w_.end_object();
  }

  void answer(const AnswerEntry& entry) {
    w_.begin_object().member("kind", "answer").member("date", format_date(entry.answer.date));
    w_.key("answer");
    write_answer(w_, entry.answer);
    w_.key("who");
    if (entry.answer.guardian.empty()) {
      person(view_.file.student.id, view_.file.student.name());
    } else {
      guardian(entry.answer.guardian);
    }
    w_.member("standing", entry.standing);
    recorded("recorded", entry.recorded);
    if (entry.voided) recorded("voided", *entry.voided);
    w_.end_object();
  }

  void informed(const InformedEntry& entry) {
    w_.begin_object().member("kind", "informed").member("date", format_date(entry.informed.date));
    w_.member("what", to_name(entry.informed.what)).member_if("visit", entry.informed.visit);
    w_.member("channel", to_name(entry.informed.channel))
        .member_if("language", entry.informed.language);
    w_.key("who");
    guardian(entry.informed.guardian);
    recorded("recorded", entry.recorded);
    w_.end_object();
  }

  void timeline() {
    struct Item {
      Date date;
      std::int64_t seq;
      std::function<void()> write;
    };
    std::vector<Item> items;
    for (const auto& entry : view_.history.visits)
      items.push_back({entry.visit.date, entry.recorded.seq, [&] { visit(entry); }});
    for (const auto& entry : view_.history.answers)
      items.push_back({entry.answer.date, entry.recorded.seq, [&] { answer(entry); }});
    for (const auto& entry : view_.history.informed)
      items.push_back({entry.informed.date, entry.recorded.seq, [&] { informed(entry); }});
    std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
      return std::pair{a.date, a.seq} > std::pair{b.date, b.seq};
    });
    w_.key("timeline").begin_array();
    for (const Item& item : items) item.write();
    w_.end_array();
  }

  void agreements() {
    w_.key("agreements").begin_array();
    for (const AgreementEntry& entry : view_.history.agreements) {
      const Agreement& agreement = entry.agreement;
      w_.begin_object();
      write_agreement_members(w_, agreement);
      w_.member_if("visit", entry.visit)
          .member("made", format_date(entry.made))
          .member_if("note", entry.note);
      recorded("changed", entry.changed);
      w_.end_object();
    }
    w_.end_array();
  }

  void needs() {
    if (!view_.view.tiers.care) return;
    w_.key("needs").begin_array();
    for (const VisitEntry& entry : view_.history.visits) {
      if (entry.voided) continue;
      int index = 0;
      for (const Need& need : entry.visit.report.needs) {
        w_.begin_object().member("visit", entry.visit.id).member("index", index++);
        w_.member("kind", to_name(need.kind)).member("observation", need.observation);
        w_.member_if("joint_solution", need.joint_solution)
            .member("state", to_name(need.state))
            .end_object();
      }
    }
    w_.end_array();
  }

  void standing_answer(const Answer& answer) {
    w_.begin_object().member("answer", to_name(answer.kind));
    w_.member("date", format_date(answer.date)).member_if("form", to_name(answer.form));
    if (answer.not_before) w_.member("not_before", format_date(*answer.not_before));
    if (answer.never_ask) w_.member("never_ask", true);
    w_.end_object();
  }

  // From 16 the student answers for herself (rule 6).
  void student_answer() {
    const Answer* own = view_.history.standing_answer("", view_.today);
    if (own == nullptr) return;
    w_.key("student_answer");
    standing_answer(*own);
  }

  // R99: the address of one guardian is shown to nobody; the household token stays inside.
  void guardians() {
    w_.key("guardians").begin_array();
    for (const Guardian& known : view_.file.guardians) {
      w_.begin_object()
          .member("id", known.id)
          .member("name", known.name())
          .member_if("relation", known.relation);
      w_.member_if("language", known.language).member("custody", to_name(known.custody));
      w_.member("lives_with", to_name(known.lives_with));
      w_.member("secret_address", known.address_secret == Ternary::yes);
      const bool is_to_hear = is_to_be_told(view_.file, view_.history, known, view_.today);
      w_.member("to_be_informed", is_to_hear);
      if (const Answer* standing = view_.history.standing_answer(known.id, view_.today)) {
        w_.key("answer");
        standing_answer(*standing);
      }
      if (const auto at = view_.history.preferences.find(known.id);
          at != view_.history.preferences.end()) {
        w_.key("preference").begin_object().member_if("channel", at->second.channel);
        w_.member_if("hours", at->second.hours)
            .member_if("language", at->second.language)
            .end_object();
      }
      w_.key("told").begin_array();
      for (const InformedEntry& entry : view_.history.informed)
        if (entry.informed.guardian == known.id)
          w_.begin_object()
              .member("what", to_name(entry.informed.what))
              .member("date", format_date(entry.informed.date))
              .member_if("visit", entry.informed.visit)
              .end_object();
      w_.end_array();
      const VisitEntry* last = view_.history.last_contact(view_.today);
      w_.member("open", last != nullptr && is_to_hear && !knows_of(known.id, *last));
      w_.end_object();
    }
    w_.end_array();
  }

  // Took part, or was told since.
  bool knows_of(const std::string& guardian_id, const VisitEntry& entry) const {
    const auto& present = entry.visit.guardians;
    if (std::find(present.begin(), present.end(), guardian_id) != present.end()) return true;
    return std::any_of(
        view_.history.informed.begin(), view_.history.informed.end(),
        [&](const InformedEntry& told) {
          return told.informed.guardian == guardian_id &&
                 (told.informed.visit == entry.visit.id || told.informed.date >= entry.visit.date);
        });
  }

  const HistoryView& view_;
  json::Writer w_;
};

}  // namespace

std::string history_json(const HistoryView& view) { return HistoryWriter(view).write(); }

}  // namespace homevisit::operations
