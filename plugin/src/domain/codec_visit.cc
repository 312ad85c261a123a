#include <fmt/format.h>

#include "domain/codec.h"

namespace homevisit {
namespace {

template <typename E>
void read_name(json::Value value, E& target) {
  if (const auto known = from_name<E>(value.text())) target = *known;
}

Status bad_date(const std::string& pointer) {
  return Error{HV_INVALID_ARGUMENT, "impossible_date", "This is not a day of the calendar.",
               pointer};
}

Status read_time(json::Value value, std::string& target, const std::string& pointer) {
  const auto text = value.text();
  if (text.empty()) return ok();
  if (text.size() != 5 || text.substr(0, 2) > "23")
    return Error{HV_INVALID_ARGUMENT, "impossible_time",
                 "This is not a time of day (00:00 to 23:59).", pointer};
  target = text;
  return ok();
}

void read_texts(json::Value array, std::vector<std::string>& target) {
  for (std::size_t i = 0; i < array.size(); ++i) target.emplace_back(array.at(i).text());
}

Result<Agreement> read_agreement(json::Value at, const std::string& pointer) {
  Agreement agreement;
  agreement.id = at["id"].text();
  agreement.what = at["what"].text();
  read_name(at["who"], agreement.who);
  agreement.name = at["name"].text();
  HV_ASSIGN(agreement.by, read_date(at, "by", pointer + "/by"));
  agreement.state = read_goal_state(at);
  agreement.accepted_by_family = at["accepted_by_family"].is_true();
  agreement.fits_family = at["fits_family"].is_true();
  read_name(at["kind"], agreement.kind);
  read_name(at["goal"], agreement.goal);
  HV_ASSIGN(agreement.review, read_date(at, "review", pointer + "/review"));
  return agreement;
}

// What is for the care team besides notes.
Status read_care(json::Value value, Report& report) {
  const json::Value needs = value["needs"];
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const json::Value at = needs.at(i);
    Need need;
    read_name(at["kind"], need.kind);
    need.observation = at["observation"].text();
    need.joint_solution = at["joint_solution"].text();
    read_name(at["state"], need.state);
    report.needs.push_back(std::move(need));
  }
  const json::Value parked = value["parked"];
  for (std::size_t i = 0; i < parked.size(); ++i) {
    const json::Value at = parked.at(i);
    ParkedMatter matter{std::string(at["what"].text()), std::string(at["with"].text()), {}};
    HV_ASSIGN(matter.date, read_date(at, "date", fmt::format("/report/parked/{}/date", i)));
    report.parked.push_back(std::move(matter));
  }
  const json::Value plan = value["support_plan"];
  SupportPlan support{std::string(plan["own_solution"].text()),
                      std::string(plan["reference"].text())};
  if (!support.empty()) report.support_plan = std::move(support);
  return ok();
}

Status read_report(json::Value value, Report& report) {
  report.goes_well = value["goes_well"].text();
  report.goes_well_skipped = value["goes_well_skipped"].is_true();
  read_texts(value["key_points"], report.key_points);
  const json::Value notes = value["notes"];
  for (std::size_t i = 0; i < notes.size(); ++i) {
    const json::Value at = notes.at(i);
    Note note;
    read_name(at["topic"], note.topic);
    read_name(at["voice"], note.voice);
    note.text = at["text"].text();
    note.tier = default_tier(note.topic);
    read_name(at["tier"], note.tier);
    report.notes.push_back(std::move(note));
  }
  HV_TRY(read_care(value, report));
  const json::Value agreements = value["agreements"];
  for (std::size_t i = 0; i < agreements.size(); ++i) {
    HV_ASSIGN(Agreement agreement,
              read_agreement(agreements.at(i), fmt::format("/report/agreements/{}", i)));
    report.agreements.push_back(std::move(agreement));
  }
  read_name(value["decision"], report.decision);
  if (value["next_contact"].is_object()) {
    HV_ASSIGN(report.next_contact, read_next_contact(value["next_contact"]));
    const NextContact& next = *report.next_contact;
    if (!next.date && next.form.empty() && next.frequency.empty()) report.next_contact.reset();
  }
  return ok();
}

void write_texts(json::Writer& w, const char* key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  w.key(key).begin_array();
  for (const auto& text : texts) w.string(text);
  w.end_array();
}

void write_care(json::Writer& w, const Report& report) {
  if (!report.needs.empty()) {
    w.key("needs").begin_array();
    for (const Need& need : report.needs) {
      w.begin_object().member("kind", to_name(need.kind)).member("observation", need.observation);
      w.member_if("joint_solution", need.joint_solution)
          .member("state", to_name(need.state))
          .end_object();
    }
    w.end_array();
  }
  if (!report.parked.empty()) {
    w.key("parked").begin_array();
    for (const ParkedMatter& matter : report.parked) {
      w.begin_object().member("what", matter.what).member_if("with", matter.with);
      if (matter.date) w.member("date", format_date(*matter.date));
      w.end_object();
    }
    w.end_array();
  }
  if (report.support_plan)
    w.key("support_plan")
        .begin_object()
        .member_if("own_solution", report.support_plan->own_solution)
        .member_if("reference", report.support_plan->reference)
        .end_object();
}

void write_report(json::Writer& w, const Report& report) {
  w.begin_object();
  w.member_if("goes_well", report.goes_well);
  if (report.goes_well_skipped) w.member("goes_well_skipped", true);
  write_texts(w, "key_points", report.key_points);
  if (!report.notes.empty()) {
    w.key("notes").begin_array();
    for (const Note& note : report.notes) {
      w.begin_object().member("topic", to_name(note.topic)).member("voice", to_name(note.voice));
      w.member("text", note.text).member("tier", to_name(note.tier)).end_object();
    }
    w.end_array();
  }
  write_care(w, report);
  if (!report.agreements.empty()) {
    w.key("agreements").begin_array();
    for (const Agreement& agreement : report.agreements) {
      w.begin_object();
      write_agreement_members(w, agreement);
      w.end_object();
    }
    w.end_array();
  }
  w.member_if("decision", to_name(report.decision));
  if (report.next_contact) {
    w.key("next_contact");
    write_next_contact(w, *report.next_contact);
  }
  w.end_object();
}

int minutes(json::Value value) { return static_cast<int>(value.integer().value_or(-1)); }

}  // namespace

Result<std::optional<Date>> read_date(json::Value object, const char* key,
                                      const std::string& pointer) {
  const auto text = object[key].text();
  if (text.empty()) return std::optional<Date>{};
  const auto date = parse_date(text);
  if (!date) return bad_date(pointer).error();
  return std::optional<Date>{*date};
}

GoalState read_goal_state(json::Value at) {
  AgreementState word = AgreementState::open;
  read_name(at["state"], word);
  GoalState goal = word;
  read_name(at["life"], goal.life);
  read_name(at["result"], goal.result);
  return goal;
}

void write_goal_state(json::Writer& w, const GoalState& goal) {
  const AgreementState word = in_family_words(goal);
  w.member("state", to_name(word));
  const GoalState usual = word;
  if (goal.life != usual.life) w.member("life", to_name(goal.life));
  if (goal.result != usual.result) w.member("result", to_name(goal.result));
}

void write_agreement_members(json::Writer& w, const Agreement& agreement) {
  w.member_if("id", agreement.id).member("what", agreement.what);
  w.member("who", to_name(agreement.who)).member_if("name", agreement.name);
  if (agreement.by) w.member("by", format_date(*agreement.by));
  write_goal_state(w, agreement.state);
  w.member("accepted_by_family", agreement.accepted_by_family);
  if (agreement.fits_family) w.member("fits_family", true);
  if (agreement.kind != AgreementKind::task) w.member("kind", to_name(agreement.kind));
  w.member_if("goal", to_name(agreement.goal));
  if (agreement.review) w.member("review", format_date(*agreement.review));
}

Result<NextContact> read_next_contact(json::Value value) {
  NextContact next;
  HV_ASSIGN(next.date, read_date(value, "date", "/report/next_contact/date"));
  next.form = value["form"].text();
  next.frequency = value["frequency"].text();
  next.agreed_by_family = value["agreed_by_family"].is_true();
  return next;
}

void write_next_contact(json::Writer& w, const NextContact& next) {
  w.begin_object();
  if (next.date) w.member("date", format_date(*next.date));
  w.member_if("form", next.form).member_if("frequency", next.frequency);
  w.member("agreed_by_family", next.agreed_by_family).end_object();
}

Result<Visit> read_visit(json::Value value) {
  Visit visit;
  visit.id = value["id"].exists() ? value["id"].text() : value["visit"].text();
  HV_ASSIGN(const auto date, read_date(value, "date", "/date"));
  if (!date) return bad_date("/date").error();
  visit.date = *date;
  HV_TRY(read_time(value["start_time"], visit.start_time, "/start_time"));
  read_name(value["state"], visit.state);
  read_name(value["place"], visit.place);
  visit.at_guardian = value["at_guardian"].text();
  read_name(value["purpose"], visit.purpose);
  read_texts(value["visitors"], visit.visitors);
  read_texts(value["guardians"], visit.guardians);
  const json::Value companions = value["companions"];
  for (std::size_t i = 0; i < companions.size(); ++i)
    visit.companions.push_back({std::string(companions.at(i)["role"].text()),
                                std::string(companions.at(i)["name"].text())});
  read_name(value["pupil"], visit.pupil);
  if (const json::Value at = value["interpreter"]; at.is_object()) {
    Interpreter interpreter;
    read_name(at["kind"], interpreter.kind);
    interpreter.language = at["language"].text();
    read_name(at["arranged_by"], interpreter.arranged_by);
    interpreter.person = at["person"].text();
    interpreter.name = at["name"].text();
    interpreter.adult = at["adult"].is_true();
    visit.interpreter = std::move(interpreter);
  }
  const json::Value spent = value["minutes"];
  visit.minutes = {minutes(spent["visit"]), minutes(spent["travel"]),
                   minutes(spent["consultation"]), minutes(spent["reporting"])};
  if (const json::Value at = value["backstop"]; at.is_object()) {
    Backstop backstop;
    backstop.staff = at["staff"].text();
    HV_TRY(read_time(at["check_in"], backstop.check_in, "/backstop/check_in"));
    HV_TRY(read_time(at["check_out"], backstop.check_out, "/backstop/check_out"));
    visit.backstop = std::move(backstop);
  }
  HV_TRY(read_report(value["report"], visit.report));
  return visit;
}

void write_visit(json::Writer& w, const Visit& visit) {
  w.begin_object().member("id", visit.id).member("date", format_date(visit.date));
  w.member_if("start_time", visit.start_time).member("state", to_name(visit.state));
  w.member("place", to_name(visit.place)).member_if("at_guardian", visit.at_guardian);
  w.member("purpose", to_name(visit.purpose));
  write_texts(w, "visitors", visit.visitors);
  write_texts(w, "guardians", visit.guardians);
  if (!visit.companions.empty()) {
    w.key("companions").begin_array();
    for (const Companion& companion : visit.companions)
      w.begin_object()
          .member("role", companion.role)
          .member_if("name", companion.name)
          .end_object();
    w.end_array();
  }
  w.member_if("pupil", to_name(visit.pupil));
  if (visit.interpreter) {
    const Interpreter& interpreter = *visit.interpreter;
    w.key("interpreter").begin_object().member("kind", to_name(interpreter.kind));
    w.member_if("language", interpreter.language)
        .member("arranged_by", to_name(interpreter.arranged_by));
    w.member_if("person", interpreter.person).member_if("name", interpreter.name);
    if (interpreter.adult) w.member("adult", true);
    w.end_object();
  }
  const Durations& spent = visit.minutes;
  if (spent.visit >= 0 || spent.travel >= 0 || spent.consultation >= 0 || spent.reporting >= 0) {
    w.key("minutes").begin_object();
    const std::pair<const char*, int> parts[] = {{"visit", spent.visit},
                                                 {"travel", spent.travel},
                                                 {"consultation", spent.consultation},
                                                 {"reporting", spent.reporting}};
    for (const auto& [key, value] : parts)
      if (value >= 0) w.member(key, value);
    w.end_object();
  }
  if (visit.backstop) {
    w.key("backstop").begin_object().member("staff", visit.backstop->staff);
    w.member_if("check_in", visit.backstop->check_in);
    w.member_if("check_out", visit.backstop->check_out).end_object();
  }
  w.key("report");
  write_report(w, visit.report);
  w.end_object();
}

}  // namespace homevisit
