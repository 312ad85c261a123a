#include "domain/work_done.h"

#include <algorithm>

#include "domain/names.h"
#include "domain/school/school.h"
#include "json/json.h"

namespace homevisit {
namespace {

// In the order in which they are kept.
constexpr int StaffWork::*const numbers[] = {&StaffWork::visits,       &StaffWork::planned,
                                             &StaffWork::visit,        &StaffWork::travel,
                                             &StaffWork::consultation, &StaffWork::reporting};

int said(int minutes) { return std::max(minutes, 0); }

void add_visit(YearWork& year, const VisitEntry& entry) {
  const Visit& visit = entry.visit;
  const auto& visitors = visit.visitors;
  if (is_planned(visit.state)) {
    for (const std::string& staff : visitors) ++year.staff[staff].planned;
    return;
  }
  if (!is_contact(visit.state) || visitors.empty()) return;
  for (const std::string& staff : visitors) {
    StaffWork& work = year.staff[staff];
    ++work.visits;
    work.visit += said(visit.minutes.visit);
    work.travel += said(visit.minutes.travel);
    work.consultation += said(visit.minutes.consultation);
  }
  const bool recorder =
      std::find(visitors.begin(), visitors.end(), entry.recorded.by) != visitors.end();
  year.staff[recorder ? entry.recorded.by : visitors.front()].reporting +=
      said(visit.minutes.reporting);
}

}  // namespace

std::string write_work(const History& history) {
  WorkDone work;
  for (const VisitEntry& entry : history.visits)
    if (!entry.voided) add_visit(work[school::school_year_of(entry.visit.date)], entry);
  std::erase_if(work, [](const auto& year) { return year.second.staff.empty(); });
  json::Writer w;
  w.begin_object().key("years").begin_object();
  for (const auto& [year, done] : work) {
    w.key(year).begin_object();
    for (const auto& [staff, one] : done.staff) {
      w.key(staff).begin_array();
      for (const auto number : numbers) w.integer(one.*number);
      w.end_array();
    }
    w.end_object();
  }
  w.end_object().key("referrals").begin_array();
  for (const ReferralEntry& entry : history.referrals)
    w.begin_object()
        .member("at", entry.recorded.at)
        .member("state", to_name(entry.state))
        .end_object();
  return w.end_array().end_object().take();
}

Status add_work(WorkDone& work, std::string_view kept,
                const std::function<Date(std::int64_t)>& day_of) {
  HV_ASSIGN(const auto document, json::Document::parse(kept));
  document.root()["years"].each_member([&](std::string_view year, json::Value staff) {
    YearWork& done = work[std::string(year)];
    staff.each_member([&](std::string_view id, json::Value one) {
      StaffWork& sum = done.staff[std::string(id)];
      std::size_t place = 0;
      for (const auto number : numbers)
        sum.*number += static_cast<int>(one.at(place++).integer().value_or(0));
    });
  });
  const json::Value referrals = document.root()["referrals"];
  for (std::size_t i = 0; i < referrals.size(); ++i) {
    const json::Value made = referrals.at(i);
    const Date day = day_of(made["at"].integer().value_or(0));
    const auto state = from_name<ReferralState>(made["state"].text());
    if (state) ++work[school::school_year_of(day)].referrals[static_cast<std::size_t>(*state)];
  }
  return ok();
}

}  // namespace homevisit
