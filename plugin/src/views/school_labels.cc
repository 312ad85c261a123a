#include "views/school_labels.h"

#include "text/msg.h"
#include "views/labels.h"

namespace homevisit::views {

using text::msg;

const char* school_label(school::Cadence value) {
  switch (value) {
    case school::Cadence::every_year:
      return msg("every year");
    case school::Cadence::on_entry:
      return msg("once, when they come into these years");
    case school::Cadence::new_pupil:
      return msg("when a pupil is new at school");
    case school::Cadence::every_n_years:
      return msg("every so many years");
    case school::Cadence::ad_hoc:
      return msg("when there is cause, or the family asks");
  }
  return "";
}

const char* school_label(school::ScopeKind value) {
  return value == school::ScopeKind::whole_cohort ? msg("everybody of these years and groups")
                                                  : msg("a choice of students");
}

const char* school_label(school::PilotDecision value) {
  switch (value) {
    case school::PilotDecision::undecided:
      return msg("not decided yet");
    case school::PilotDecision::goes_on:
      return msg("it goes on");
    case school::PilotDecision::adapted:
      return msg("it goes on in another way");
    case school::PilotDecision::stopped:
      return msg("it stops");
  }
  return "";
}

const char* school_label(school::OfficerTask value) {
  switch (value) {
    case school::OfficerTask::contact_point:
      return msg("Contact point for parents and pupils");
    case school::OfficerTask::backstop:
      return msg("Colleague in the background during visits");
    case school::OfficerTask::confidant:
      return msg("Confidant for visitors");
    case school::OfficerTask::care_coordinator:
      return msg("Care coordinator");
    case school::OfficerTask::appointed_officer:
      return msg("Appointed officer for the reporting code");
  }
  return "";
}

const char* school_label(school::ClosedKind value) {
  switch (value) {
    case school::ClosedKind::school_holiday:
      return msg("school holiday");
    case school::ClosedKind::feast_day:
      return msg("feast day");
    case school::ClosedKind::school_day_off:
      return msg("day off");
  }
  return "";
}

const char* school_label(school::SchoolType value) {
  switch (value) {
    case school::SchoolType::primary:
      return msg("primary school");
    case school::SchoolType::secondary:
      return msg("secondary school");
    case school::SchoolType::special:
      return msg("special school");
  }
  return "";
}

const char* school_label(school::Section value) {
  switch (value) {
    case school::Section::purpose:
      return msg("Why we come");
    case school::Section::who_comes:
      return msg("Who comes");
    case school::Section::preferences:
      return msg("Who would rather have it another way");
    case school::Section::appointment:
      return msg("How the appointment is made");
    case school::Section::how_often:
      return msg("How often");
    case school::Section::information_use:
      return msg("What happens with what is told");
    case school::Section::questions:
      return msg("Where to go with questions");
  }
  return "";
}

const char* school_label(school::Audience value) {
  return value == school::Audience::parents ? msg("for parents") : msg("for pupils");
}

const char* school_label(school::Participation value) {
  switch (value) {
    case school::Participation::not_asked:
      return msg("not asked yet");
    case school::Participation::in:
      return msg("takes part");
    case school::Participation::not_in:
      return msg("does not take part this year");
  }
  return "";
}

std::string cohort_words(const school::CohortRule& rule, const text::Catalogue& words) {
  std::vector<std::string> who;
  for (const std::string& year : rule.years)
    who.push_back(words.text("year {year}", {{"year", year}}));
  for (const std::string& group : rule.groups)
    who.push_back(words.text("group {group}", {{"group", group}}));
  std::string about = rule.name;
  if (!who.empty()) about += (about.empty() ? "" : ": ") + listed(who, words);
  if (about.empty()) about = words.text("everybody");
  const std::string often = rule.cadence == school::Cadence::every_n_years
                                ? words.plural("every {n} year", "every {n} years", rule.every)
                                : words.text(school_label(rule.cadence));
  return about + " – " + often;
}

std::string days_words(Date from, Date to, const text::Catalogue& words) {
  if (from == to) return words.short_date(from);
  return words.text("{from} to {to}",
                    {{"from", words.short_date(from)}, {"to", words.short_date(to)}});
}

std::string hours_words(int minutes, const text::Catalogue& words) {
  const std::string hours = words.plural("{n} hour", "{n} hours", minutes / 60);
  const std::string rest = words.plural("{n} minute", "{n} minutes", minutes % 60);
  if (minutes % 60 == 0) return hours;
  return minutes < 60 ? rest : listed({hours, rest}, words);
}

}  // namespace homevisit::views
