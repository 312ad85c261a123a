#include "views/planning_words.h"

#include <algorithm>

#include "domain/planning.h"
#include "text/msg.h"
#include "views/labels.h"

namespace homevisit::views {

using text::msg;

const char* label(Approach approach) {
  switch (approach) {
    case Approach::phone:
      return msg("By phone");
    case Approach::message:
      return msg("A message");
    case Approach::email:
      return msg("An email");
    case Approach::letter:
      return msg("A letter");
    case Approach::via_pupil:
      return msg("Through the pupil");
    case Approach::via_relative:
      return msg("Through a relative");
    case Approach::student_mentor:
      return msg("Through a student mentor");
    case Approach::contact_person:
      return msg("Through the parent contact person");
    case Approach::buddy:
      return msg("Through the buddy family");
    case Approach::at_school:
      return msg("At school");
    case Approach::other_place:
      return msg("At another place, such as the football field");
    case Approach::doorstep:
      return msg("At the door, unannounced");
  }
  return "";
}

const char* label(AttemptResult result) {
  switch (result) {
    case AttemptResult::spoken:
      return msg("Spoken");
    case AttemptResult::message_left:
      return msg("A message was left");
    case AttemptResult::no_one_there:
      return msg("Nobody there");
    case AttemptResult::details_wrong:
      return msg("The details are not right");
    case AttemptResult::visit_arranged:
      return msg("A visit was arranged");
  }
  return "";
}

const char* label(VisitorWish wish) {
  switch (wish) {
    case VisitorWish::any:
      return msg("Anybody");
    case VisitorWish::woman:
      return msg("A woman");
    case VisitorWish::man:
      return msg("A man");
    case VisitorWish::known_person:
      return msg("Somebody they know");
  }
  return "";
}

const char* label(TimeOfDay time) {
  switch (time) {
    case TimeOfDay::any:
      return msg("Any time");
    case TimeOfDay::morning:
      return msg("In the morning");
    case TimeOfDay::afternoon:
      return msg("In the afternoon");
    case TimeOfDay::after_school:
      return msg("After school");
    case TimeOfDay::evening:
      return msg("In the evening");
  }
  return "";
}

const char* label(EndedBy who) {
  switch (who) {
    case EndedBy::nobody:
      return "";
    case EndedBy::parent:
      return msg("The parent");
    case EndedBy::school:
      return msg("The school");
    case EndedBy::together:
      return msg("Together");
  }
  return "";
}

const char* label(Out state) {
  switch (state) {
    case Out::out:
      return msg("is inside");
    case Out::overdue:
      return msg("should be back: call");
    case Out::back:
      return msg("is back");
    case Out::to_come:
    case Out::no_backstop:
      break;
  }
  return msg("to come");
}

const char* standing_label(VisitState state) {
  switch (state) {
    case VisitState::proposed:
      return msg("A proposal");
    case VisitState::confirmed:
      return msg("The appointment stands");
    case VisitState::rescheduled:
      return msg("Moved to this day");
    default:
      return "";
  }
}

std::vector<std::pair<std::string, std::string>> weekdays(const text::Catalogue& words) {
  std::vector<std::pair<std::string, std::string>> days;
  Date day = *parse_date("2026-08-03");  // a Monday
  for (int i = 0; i < 7; ++i, day = add_days(day, 1))
    days.emplace_back(weekday_name(day), words.weekday(day));
  return days;
}

std::string place_words(const Visit& visit, const StudentFile& file, const text::Catalogue& words) {
  const std::string place = words.text(label(visit.place));
  const Guardian* host = find_guardian(file, visit.at_guardian);
  return host == nullptr ? place : place + ", " + isolated(host->name());
}

std::string companions_words(const Visit& visit, const text::Catalogue& words) {
  std::vector<std::string> said;
  for (const Companion& companion : visit.companions) {
    const std::string role = companion_words(companion.role, words);
    said.push_back(companion.name.empty() ? role : isolated(companion.name) + " (" + role + ")");
  }
  return listed(said, words);
}

std::string interpreter_words(const Visit& visit, const text::Catalogue& words) {
  if (!visit.interpreter) return {};
  std::string said = words.text(label(visit.interpreter->kind));
  if (!visit.interpreter->language.empty())
    said += ", " + words.language_name(visit.interpreter->language);
  return said + ", " + words.text(label(visit.interpreter->arranged_by));
}

std::string wish_words(const PlanningWishSet& wish, const text::Catalogue& words) {
  std::vector<std::string> parts;
  if (wish.visitor != VisitorWish::any) parts.push_back(words.text(label(wish.visitor)));
  if (wish.time != TimeOfDay::any) parts.push_back(words.text(label(wish.time)));
  for (const auto& [name, text] : weekdays(words))
    if (std::find(wish.weekdays.begin(), wish.weekdays.end(), name) != wish.weekdays.end())
      parts.push_back(text);
  return listed(parts, words);
}

std::vector<Option> contact_forms(const text::Catalogue& words) {
  std::vector<Option> options;
  for (const char* form : {"phone", "message", "school", "online", "home"})
    options.push_back({form, contact_form_words(form, words)});
  return options;
}

}  // namespace homevisit::views
