// Time and travel of staff (R52, R55, R57). Private to the person and the school leader.
#include "domain/codec.h"
#include "domain/described.h"
#include "domain/school/evaluation_rules.h"
#include "domain/school/travel.h"
#include "operations/school_write.h"
#include "operations/staff_time.h"
#include "operations/work_read.h"
#include "operations/write.h"

namespace homevisit::operations {
namespace {

Error nobody_of_staff() {
  return {
      HV_INVALID_ARGUMENT, "no_staff_id",
      "Say of which member of staff this is: the one who is signed in has no id in the roster."};
}

struct Period {
  Date from{}, to{};
};

// What is not said is the school year of today.
Result<Period> period_of(const Call& call) {
  const Date begins = school_year_start(call.context.today());
  HV_ASSIGN(const auto from, read_date(call.request, "from", "/from"));
  HV_ASSIGN(const auto to, read_date(call.request, "to", "/to"));
  const Period period{from.value_or(begins),
                      to.value_or(add_days(next_school_year_start(begins), -1))};
  if (period.to < period.from)
    return Error{HV_INVALID_ARGUMENT, "period_backwards", "The period ends before it begins.",
                 "/to"};
  return period;
}

// A program says cents; a person types euros, as people write them.
Status read_costs(const Call& call, school::TravelClaimed& claim) {
  constexpr int most = 1'000'000;  // cents: travel.claim.request.json
  const std::string typed = call.text("other_costs");
  if (typed.empty()) return ok();
  const auto cents = school::cents_of(typed);
  if (!cents || *cents > most || claim.cents != 0)
    return Error{HV_INVALID_ARGUMENT, "not_an_amount",
                 "Write the costs in euros and cents, such as 3,50.", "/other_costs"};
  claim.cents = *cents;
  return ok();
}

Result<std::string> claim(const Call& call) {
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    if (call.actor.staff.empty()) return nobody_of_staff();
    auto claim = read_members<school::TravelClaimed>(call.request);
    claim.staff = call.actor.staff;
    HV_TRY(read_costs(call, claim));
    HV_ASSIGN(const auto date, read_date(call.request, "date", "/date"));
    claim.date = date.value_or(facts.today);
    if (claim.date > facts.today)
      return Error{HV_INVALID_ARGUMENT, "date_in_future", "This day is still to come.", "/date"};
    if (claim.id.empty()) {
      if (claim.kilometres == 0 && claim.cents == 0)
        return Error{HV_INVALID_ARGUMENT, "nothing_claimed",
                     "Fill in the kilometres or the other costs of this day.", "/kilometres"};
      claim.id = new_id(call.context);
    } else {
      bool own = false;
      for (const auto& noted : facts.school.travel)
        own = own || (noted.value.id == claim.id && noted.value.staff == claim.staff);
      if (!own)
        return Error{HV_NOT_FOUND, "unknown_claim", "There is no such claim among your own.",
                     "/id"};
    }
    const std::string id = claim.id;
    return SchoolDecision{std::move(claim), id};
  });
}

Result<std::string> list_claims(const Call& call) {
  Context& context = call.context;
  if (call.actor.staff.empty()) return nobody_of_staff();
  HV_ASSIGN(const Period period, period_of(call));
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  json::Writer w;
  w.begin_object().key("claims").begin_array();
  for (const auto& claim : school::claims_of(*school, call.actor.staff, period.from, period.to)) {
    w.begin_object().member("id", claim.id).member("date", format_date(claim.date));
    w.member("kilometres", claim.kilometres).member("cents", claim.cents).end_object();
  }
  return w.end_array().end_object().take();
}

Result<std::string> export_claims(const Call& call) {
  Context& context = call.context;
  HV_ASSIGN(const Period period, period_of(call));
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  const auto claims = school::claims_of(*school, "", period.from, period.to);
  int kilometres = 0, cents = 0;
  for (const auto& claim : claims) {
    kilometres += claim.kilometres;
    cents += claim.cents;
  }
  json::Writer w;
  w.begin_object().member("from", format_date(period.from)).member("to", format_date(period.to));
  w.member("claims", static_cast<std::int64_t>(claims.size()));
  w.member("kilometres", kilometres).member("cents", cents);
  w.member("csv", school::claims_csv(
                      claims, call.words.text("Staff;Name;Day;Kilometres;Costs"),
                      [&](const std::string& id) { return context.staff_name(id); },
                      call.words.language() == "nl" ? ',' : '.'));
  return w.end_object().take();
}

Result<std::string> read_hours(const Call& call) {
  Context& context = call.context;
  const bool leads = call.actor.role == access::Role::school_leader;
  if (!leads && call.actor.staff.empty()) return nobody_of_staff();
  const std::string given = call.text("school_year");
  const std::string year = given.empty() ? school::school_year_of(context.today()) : given;
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  HV_ASSIGN(const WorkDone work, read_work(context, call.control));
  json::Writer w;
  w.begin_object().member("school_year", year).key("staff").begin_array();
  int used = 0, budget = 0;
  for (const HoursRow& row :
       hours_of(context, *school, work, year, leads ? "" : call.actor.staff)) {
    w.begin_object().member("id", row.staff).member("name", row.name);
    w.member("visits", row.work.visits).member("planned", row.work.planned);
    w.key("minutes").begin_object().member("visit", row.work.visit);
    w.member("travel", row.work.travel).member("consultation", row.work.consultation);
    w.member("reporting", row.work.reporting).member("all", row.work.minutes()).end_object();
    if (row.budget != 0) w.member("budget", row.budget);
    w.end_object();
    used += row.work.minutes();
    budget += row.budget;
  }
  return w.end_array().member("used", used).member("budget", budget).end_object().take();
}

}  // namespace

std::span<const Operation> staff_operations() {
  static constexpr Operation operations[] = {{"travel.claim", claim},
                                             {"travel.list", list_claims},
                                             {"travel.export", export_claims},
                                             {"hours.read", read_hours}};
  return operations;
}

}  // namespace homevisit::operations
