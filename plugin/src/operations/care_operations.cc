// The care structure: a matter goes on to somebody (R100), what is only counted of it (R101 to
// R103), and the way to the appointed officer, which leaves nothing here (R105).
#include <algorithm>

#include "domain/codec.h"
#include "domain/described.h"
#include "domain/kept_back.h"
#include "domain/permission_rules.h"
#include "operations/care_counts.h"
#include "operations/officers.h"
#include "operations/referrals.h"
#include "operations/school_write.h"
#include "operations/work_read.h"
#include "operations/write.h"

namespace homevisit::operations {
namespace {

// A date that is not given is today; one that is given lies not in the future.
Result<Date> past_date(const Call& call, Date today) {
  HV_ASSIGN(const auto date, read_date(call.request, "date", "/date"));
  if (date && *date > today)
    return Error{HV_INVALID_ARGUMENT, "date_in_future", "This day is still to come.", "/date"};
  return date.value_or(today);
}

Result<std::string> refer(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    auto referral = read_members<ReferralMade>(call.request);
    referral.id = new_id(call.context);
    HV_TRY(check_staff(call, referral.owner, "/owner"));
    HV_ASSIGN(referral.due, read_date(call.request, "due", "/due"));
    if (referral.due && *referral.due < facts.today)
      return Error{HV_INVALID_ARGUMENT, "due_in_past", "Choose a day from today on.", "/due"};
    if (!referral.visit.empty() && facts.history.visit(referral.visit) == nullptr)
      return Error{HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
                   "/visit"};
    const std::string organisation = call.text("organisation");
    HV_TRY(check_referral(facts.file, facts.history, referral.to, organisation, facts.today));
    Decision decision;
    decision.id = referral.id;
    if (is_outside(referral.to) &&
        !may_process(facts.file, facts.history, DataPurpose::outside_agency, organisation,
                     facts.today))
      decision.warnings.push_back(
          {"permission_not_noted", "/to",
           "No permission of the family for this organisation is noted. Before anything is handed "
           "on to it, ask them, and record what they say."});
    decision.change = std::move(referral);
    return decision;
  });
}

Result<std::string> change_referral(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    auto change = read_members<ReferralChanged>(call.request);
    const auto& referrals = facts.history.referrals;
    const auto entry = std::find_if(referrals.begin(), referrals.end(), [&](const auto& one) {
      return one.referral.id == change.referral;
    });
    // Who may not see it is not told that it is there.
    if (entry == referrals.end() || !may_change(call.actor, entry->referral, entry->recorded.by))
      return Error{HV_NOT_FOUND, "unknown_referral",
                   "There is no such referral among those that are yours.", "/referral"};
    if (entry->state == ReferralState::closed)
      return Error{HV_FAILED_PRECONDITION, "referral_closed",
                   "This referral is closed. Make a new one if there is more to do.", "/referral"};
    if (!change.owner.empty()) HV_TRY(check_staff(call, change.owner, "/owner"));
    if (change.state == ReferralState::closed && change.outcome.empty())
      return Error{HV_INVALID_ARGUMENT, "outcome_missing",
                   "Say in a few words what came of it before you close it.", "/outcome"};
    return Decision{std::move(change), "", "", {}, ""};
  });
}

Result<std::string> list_referrals(const Call& call) {
  Context& context = call.context;
  HV_ASSIGN(const auto rows, read_referrals(context, call.actor, call.actor_name(),
                                            call.request["closed"].is_true(), call.name));
  json::Writer w;
  w.begin_object().key("referrals").begin_array();
  for (const ReferralRow& row : rows) {
    const ReferralMade& referral = row.referral;
    w.begin_object().member("id", referral.id).key("student").begin_object();
    w.member("id", row.student).member("name", row.student_name).end_object();
    w.member("to", to_name(referral.to)).member("reason", to_name(referral.reason));
    w.key("owner").begin_object().member("id", referral.owner);
    w.member("name", context.staff_name(referral.owner)).end_object();
    if (referral.due) w.member("due", format_date(*referral.due));
    w.member_if("content", referral.content).member_if("visit", referral.visit);
    w.member("family_knows", referral.family_knows).member("state", to_name(row.state));
    w.member_if("outcome", row.outcome).member("made", format_date(row.made));
    w.member("by_name", row.by_name).end_object();
  }
  return w.end_array().end_object().take();
}

Result<std::string> consulted(const Call& call) {
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    auto consulted = read_members<school::CareConsulted>(call.request);
    HV_ASSIGN(consulted.date, past_date(call, facts.today));
    return SchoolDecision{std::move(consulted), ""};
  });
}

// R105. The request has no place for what it is about or whom, and who pressed the button is not
// kept: the count alone is.
Result<std::string> hand_off(const Call& call) {
  Context& context = call.context;
  const auto appointed = [&](const school::School& school) {
    return officer_for(context, school, school::OfficerTask::appointed_officer);
  };
  const auto decide = [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    return SchoolDecision{school::HandedOff{facts.today, appointed(facts.school).name}, ""};
  };
  HV_ASSIGN(const std::string written, write_school(call, decide, Authorship::nobody));
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  const NamedOfficer officer = appointed(*school);
  HV_ASSIGN(const auto document, json::Document::parse(written));
  json::Writer w;
  w.begin_object().member("recorded_at", document.root()["recorded_at"].text());
  if (officer) {
    w.key("officer").begin_object().member_if("id", officer.staff).member("name", officer.name);
    w.member_if("reachable", officer.reachable).end_object();
  }
  w.member_if("steps", meldcode_steps(context, *school));
  w.member("message",
           officer ? call.words.text("Go and talk to the appointed officer, today if you can. "
                                     "Nothing about it is kept here.")
                   : call.words.text("The programme names no appointed officer. Ask the school "
                                     "leader who it is, today if you can. Nothing about it is "
                                     "kept here."));
  return w.end_object().take();
}

Result<std::string> counts(const Call& call) {
  Context& context = call.context;
  const std::string given = call.text("school_year");
  const std::string year = given.empty() ? school::school_year_of(context.today()) : given;
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  HV_ASSIGN(const WorkDone work, read_work(context, call.control));
  const CareCounts care = count_care(*school, work, year);
  json::Writer w;
  w.begin_object().member("school_year", year).key("referrals").begin_object();
  w.member("open", care.referrals_open).member("taken_up", care.referrals_taken_up);
  w.member("closed", care.referrals_closed).end_object().key("consultations").begin_object();
  w.member("all", care.consultations).member("yes", care.went_well);
  w.member("partly", care.went_partly).member("no", care.went_badly).end_object();
  w.member("hand_offs", care.hand_offs).key("debriefs").begin_object();
  w.member("offered", care.debriefs_offered).member("done", care.debriefs_done);
  w.member("not_wanted", care.debriefs_not_wanted).end_object();
  return w.member("confidant_spoken", care.confidant_spoken).end_object().take();
}

Error nobody_of_staff(const char* pointer) {
  return {HV_INVALID_ARGUMENT, "no_staff_id",
          "Say of which member of staff this is: the one who is signed in has no id in the roster.",
          pointer};
}

// R103. Offered by a colleague, the care co-ordinator or the leader; done, or not wanted: the
// person's own word.
Result<std::string> debrief(const Call& call) {
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    auto debrief = read_members<school::DebriefNoted>(call.request);
    if (debrief.staff.empty()) debrief.staff = call.actor.staff;
    if (debrief.staff.empty()) return nobody_of_staff("/staff");
    const bool own = debrief.staff == call.actor.staff;
    if (!own) HV_TRY(check_staff(call, debrief.staff, "/staff"));
    if (!own && debrief.state != school::DebriefState::offered)
      return Error{HV_PERMISSION_DENIED, "debrief_is_own",
                   "Whether a talk took place, or is not wanted, only the person says.", "/state"};
    HV_ASSIGN(debrief.date, past_date(call, facts.today));
    if (debrief.id.empty()) {
      debrief.id = new_id(call.context);
    } else {
      const auto known = facts.school.debriefs.find(debrief.id);
      if (known == facts.school.debriefs.end() || known->second.value.staff != call.actor.staff)
        return Error{HV_NOT_FOUND, "unknown_debrief", "There is no such talk among your own.",
                     "/id"};
      debrief.staff = call.actor.staff;
    }
    const std::string id = debrief.id;
    return SchoolDecision{std::move(debrief), id};
  });
}

Result<std::string> list_debriefs(const Call& call) {
  Context& context = call.context;
  HV_ASSIGN(const SharedSchool school, context.school.read(*context.journal));
  json::Writer w;
  w.begin_object().key("debriefs").begin_array();
  for (const auto& [id, noted] : school->debriefs) {
    if (call.actor.staff.empty() || noted.value.staff != call.actor.staff) continue;
    w.begin_object().member("id", id).member("date", format_date(noted.value.date));
    w.member("state", to_name(noted.value.state)).end_object();
  }
  return w.end_array().end_object().take();
}

Result<std::string> spoke_confidant(const Call& call) {
  return write_school(call, [&](const SchoolFacts& facts) -> Result<SchoolDecision> {
    if (call.actor.staff.empty()) return nobody_of_staff("");
    school::ConfidantSpoken spoken{call.actor.staff, {}};
    HV_ASSIGN(spoken.date, past_date(call, facts.today));
    return SchoolDecision{std::move(spoken), ""};
  });
}

}  // namespace

std::span<const Operation> care_operations() {
  static constexpr Operation operations[] = {{"referral.make", refer},
                                             {"referral.change", change_referral},
                                             {"referral.list", list_referrals},
                                             {"care.consulted", consulted},
                                             {"care.hand_off", hand_off},
                                             {"care.counts", counts},
                                             {"debrief.note", debrief},
                                             {"debrief.list", list_debriefs},
                                             {"confidant.spoken", spoke_confidant}};
  return operations;
}

}  // namespace homevisit::operations
