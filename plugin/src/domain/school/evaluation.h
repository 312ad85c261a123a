// R107 to R109: how everybody experienced it, what is decided, what is improved; every year.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "domain/names.h"
#include "domain/school/team.h"

namespace homevisit::school {

enum class Respondent { staff, parent, pupil };

// The four questions of P103-108, and what Dutch practice adds (R13, R27).
enum class Question {
  experience,              // how did you experience it
  information,             // was relevant information obtained: yes or no, never its content (T4)
  relation,                // has the relation improved
  care_consultation,       // was the care co-ordinator of help
  own_initiative,          // R13: the parent made contact by themselves afterwards
  fewer_misunderstandings  // R27
};
enum class Score { none, no, a_little, mostly, yes };  // "none": not answered

struct QuestionScore {
  Question question = Question::experience;
  Score score = Score::none;
};
template <typename A>
void fields(A& a, QuestionScore& v) {
  a("question", v.question), a("score", v.score);
}

enum class FilledBy { link, paper, typed_in };

// Anonymous: nobody's name, class or code is kept with it, and of the moment only the day
// (operations/school_write.h).
struct EvaluationGiven {
  static constexpr const char* type = "evaluation_given";
  std::string school_year;
  Respondent respondent = Respondent::staff;
  FilledBy filled_by = FilledBy::typed_in;
  std::vector<QuestionScore> scores;
  std::string remark;  // bottlenecks and solutions in the respondent's words
  std::vector<ProblemKind> objections;  // R20: what holds staff back, by kind
};
template <typename A>
void fields(A& a, EvaluationGiven& v) {
  a("school_year", v.school_year), a("respondent", v.respondent), a("filled_by", v.filled_by);
  a("scores", v.scores), a("remark", v.remark), a("objections", v.objections);
}

// Codes for a link, each good for one answer. Only digests are kept, sorted, so that they do not lie
// in the order in which the slips were printed. Which of them are used up is no event: it would
// stand beside its answer (operations/evaluation_codes.h).
struct CodesMade {
  static constexpr const char* type = "evaluation_codes_made";
  std::string school_year;
  Respondent respondent = Respondent::parent;
  std::vector<std::string> digests;  // SHA-256, hexadecimal
  Date until{};                      // the last day on which they work
};
template <typename A>
void fields(A& a, CodesMade& v) {
  a("school_year", v.school_year), a("respondent", v.respondent), a("digests", v.digests);
  a("until", v.until);
}

// The leader lets a remark be read in the anonymous version, word for word, or takes that back.
struct RemarkReleased {
  static constexpr const char* type = "evaluation_remark_released";
  std::string school_year;
  std::string remark;  // which one: see remark_id in evaluation_rules.h
  bool released = false;
};
template <typename A>
void fields(A& a, RemarkReleased& v) {
  a("school_year", v.school_year), a("remark", v.remark), a("released", v.released);
}

enum class ActionKind { organisation, personal };
enum class ActionState { open, done, let_go };
struct ImprovementSet {
  static constexpr const char* type = "improvement_set";
  std::string id;  // UUID; again: its new state
  std::string school_year;
  ActionKind kind = ActionKind::organisation;
  std::string what;
  std::string owner;  // staff id
  std::optional<Date> due;
  ActionState state = ActionState::open;
};
template <typename A>
void fields(A& a, ImprovementSet& v) {
  a("id", v.id), a("school_year", v.school_year), a("kind", v.kind), a("what", v.what);
  a("owner", v.owner), a("due", v.due), a("state", v.state);
}

enum class Decision { undecided, goes_on, adapted, stopped };
struct EvaluationDecided {
  static constexpr const char* type = "evaluation_decided";
  std::string school_year;
  Date date{};
  Decision decision = Decision::undecided;
  std::string outcomes, bottlenecks, solutions;  // R108, without families
};
template <typename A>
void fields(A& a, EvaluationDecided& v) {
  a("school_year", v.school_year), a("date", v.date), a("decision", v.decision);
  a("outcomes", v.outcomes), a("bottlenecks", v.bottlenecks), a("solutions", v.solutions);
}

}  // namespace homevisit::school
