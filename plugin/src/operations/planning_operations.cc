// What comes before a visit: what suits the family, whether the visitor feels ready, who is to be
// planned; and the colleague in the background during it.
#include "operations/planning_reads.h"

#include <algorithm>

#include "domain/codec.h"
#include "domain/described.h"
#include "operations/appointments.h"
#include "operations/gate.h"
#include "operations/school_write.h"
#include "operations/visitor.h"
#include "operations/write.h"

namespace homevisit::operations {
namespace {

Error unknown_visit() {
  return {HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
          "/visit"};
}

bool goes(const Visit& visit, const std::string& staff) {
  return std::count(visit.visitors.begin(), visit.visitors.end(), staff) > 0;
}

// Whose file is not open to them may still go along on this visit.
Result<access::View> view_for(const Call& call, const std::string& visit) {
  HV_ASSIGN(const auto alone, visit_alone(call.context, call.actor, call.student(), visit));
  if (alone) return view_of_visitor(call.actor);
  return view_of(call.context, call.actor, call.student());
}

// R30, R36: there is no field for a reason, here or in any form.
Result<std::string> set_wish(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    PlanningWishSet wish;
    wish.guardian = call.text("guardian");
    const auto& guardians = facts.file.guardians;
    if (std::none_of(guardians.begin(), guardians.end(),
                     [&](const Guardian& guardian) { return guardian.id == wish.guardian; }))
      return Error{HV_INVALID_ARGUMENT, "unknown_guardian",
                   "The roster has no such guardian for this student.", "/guardian"};
    if (const auto known = from_name<VisitorWish>(call.text("visitor"))) wish.visitor = *known;
    if (const auto known = from_name<TimeOfDay>(call.text("time"))) wish.time = *known;
    const json::Value days = call.request["weekdays"];
    for (std::size_t i = 0; i < days.size(); ++i) {
      std::string day(days.at(i).text());
      if (std::count(wish.weekdays.begin(), wish.weekdays.end(), day) == 0)
        wish.weekdays.push_back(std::move(day));
    }
    return Decision{std::move(wish), "", "", {}, ""};
  });
}

// R42: said by the visitor and by nobody else. It goes into the school's own events with the number
// of the visit, so that nothing of it stands in the student's file.
Result<std::string> say_ready(const Call& call) {
  Context& context = call.context;
  const std::string id = call.text("visit");
  HV_ASSIGN(const access::View view, view_for(call, id));
  if (!view.may_record) return may_only_read();
  HV_ASSIGN(const SharedHistory history, context.histories.read(*context.journal, call.student()));
  const VisitEntry* entry = history->visit(id);
  if (entry == nullptr) return unknown_visit();
  if (entry->voided || !is_planned(entry->visit.state))
    return Error{HV_FAILED_PRECONDITION, "visit_closed",
                 "This visit is no longer planned, so it cannot be moved or cancelled.", "/visit"};
  if (call.actor.staff.empty() || !goes(entry->visit, call.actor.staff))
    return Error{HV_PERMISSION_DENIED, "not_a_visitor",
                 "Only who goes on this visit says that it suits them.", "/visit"};
  return write_school(call, [&](const SchoolFacts&) -> Result<SchoolDecision> {
    return SchoolDecision{
        school::VisitorReady{call.actor.staff, id, call.request["ready"].is_true()}, id};
  });
}

// R44. A time that is not given is now.
Result<std::string> note_time(const Call& call, std::string BackstopNoted::*which) {
  const std::string id = call.text("visit");
  HV_ASSIGN(const access::View view, view_for(call, id));
  return write_change_as(call, view, [&](const Facts& facts) -> Result<Decision> {
    const VisitEntry* entry = facts.history.visit(id);
    if (entry == nullptr) return unknown_visit();
    const Visit& visit = entry->visit;
    if (!visit.backstop)
      return Error{HV_FAILED_PRECONDITION, "no_backstop",
                   "Nobody is in the background of this visit, so there is nobody to tell.",
                   "/visit"};
    if (!goes(visit, call.actor.staff) && visit.backstop->staff != call.actor.staff)
      return Error{HV_PERMISSION_DENIED, "not_a_visitor",
                   "Who goes on this visit, or is in the background of it, notes the times.",
                   "/visit"};
    if (entry->voided || visit.date > facts.today)
      return Error{HV_FAILED_PRECONDITION, "times_not_yet",
                   "This visit is not today: the times are noted on the day itself.", "/visit"};
    BackstopNoted noted{id, "", ""};
    noted.*which = call.text("time");
    if ((noted.*which).empty()) noted.*which = time_now(call.context);
    if (which == &BackstopNoted::check_out && !visit.backstop->check_in.empty() &&
        minutes_of(noted.check_out) < minutes_of(visit.backstop->check_in) &&
        visit.date == facts.today)
      return Error{HV_INVALID_ARGUMENT, "out_before_in",
                   "This time lies before the time of going in.", "/time"};
    return Decision{std::move(noted), id, "", {}, ""};
  });
}
Result<std::string> check_in(const Call& call) { return note_time(call, &BackstopNoted::check_in); }
Result<std::string> check_out(const Call& call) {
  return note_time(call, &BackstopNoted::check_out);
}

void write_appointment(json::Writer& w, const Appointment& at) {
  w.member("visit", at.visit).member("date", format_date(at.date));
  w.member_if("start_time", at.start_time);
}

Result<std::string> list(const Call& call) {
  HV_ASSIGN(const PlanList plan, list_to_plan(call, call.text("group")));
  json::Writer w;
  w.begin_object().key("group").begin_object().member("id", plan.group.id);
  w.member("name", plan.group.name).end_object();
  w.key("students").begin_array();
  for (const PlanRow& row : plan.rows) {
    w.begin_object().member("id", row.id).member("name", row.name);
    if (row.look) w.member("look", true);
    if (row.form != OtherForm::none) w.member("form", to_name(row.form));
    if (row.next) w.member("next_approach", to_name(*row.next));
    w.key("planned").begin_array();
    for (const Appointment& at : row.planned) {
      w.begin_object();
      write_appointment(w, at);
      w.member("state", to_name(at.state)).end_object();
    }
    w.end_array().key("wishes").begin_array();
    for (const PlanningWishSet& wish : row.wishes) {
      w.begin_object();
      write_members(w, wish);
      w.end_object();
    }
    w.end_array().end_object();
  }
  w.end_array().key("to_ask").begin_array();
  for (const AskRow& row : plan.to_ask) {
    w.begin_object().member("id", row.id).member("name", row.name);
    w.key("guardians").begin_array();
    for (const Guardian& guardian : row.guardians)
      w.begin_object().member("id", guardian.id).member("name", guardian.name()).end_object();
    w.end_array().end_object();
  }
  return w.end_array().end_object().take();
}

std::string_view name_of(Out state) {
  switch (state) {
    case Out::out:
      return "out";
    case Out::overdue:
      return "overdue";
    case Out::back:
      return "back";
    case Out::to_come:
    case Out::no_backstop:
      break;
  }
  return "to_come";
}

Result<std::string> backstop(const Call& call) {
  HV_ASSIGN(const auto rows, list_backstop(call.context, call.actor.staff));
  json::Writer w;
  w.begin_object().key("visits").begin_array();
  for (const BackstopRow& row : rows) {
    w.begin_object();
    write_appointment(w, row.appointment);
    w.key("visitors").begin_array();
    for (const std::string& staff : row.appointment.visitors)
      w.begin_object()
          .member("id", staff)
          .member("name", call.context.staff_name(staff))
          .end_object();
    w.end_array().member_if("check_in", row.appointment.check_in);
    w.member_if("check_out", row.appointment.check_out);
    w.member("state", name_of(row.state)).end_object();
  }
  return w.end_array().end_object().take();
}

}  // namespace

std::span<const Operation> planning_operations() {
  static constexpr Operation operations[] = {
      {"wish.set", set_wish},         {"visit.ready", say_ready}, {"visit.check_in", check_in},
      {"visit.check_out", check_out}, {"planning.list", list},    {"backstop.list", backstop}};
  return operations;
}

}  // namespace homevisit::operations
