#include "views/evaluation_words.h"

#include <utility>

#include "text/msg.h"

namespace homevisit::views {
namespace {

using school::Question;
using school::Respondent;
using text::msg;

}  // namespace

const char* label(Respondent respondent) {
  switch (respondent) {
    case Respondent::staff:
      return msg("Staff");
    case Respondent::parent:
      return msg("Parents");
    case Respondent::pupil:
      return msg("Pupils");
  }
  return "";
}

const char* label(school::Score score) {
  switch (score) {
    case school::Score::none:
      return msg("No answer");
    case school::Score::no:
      return msg("No");
    case school::Score::a_little:
      return msg("A little");
    case school::Score::mostly:
      return msg("Mostly");
    case school::Score::yes:
      return msg("Yes");
  }
  return "";
}

const char* label(school::ProblemKind kind) {
  switch (kind) {
    case school::ProblemKind::time:
      return msg("Time");
    case school::ProblemKind::usefulness:
      return msg("What it is good for");
    case school::ProblemKind::skill:
      return msg("How to do it");
    case school::ProblemKind::fear:
      return msg("Feeling uneasy about it");
    case school::ProblemKind::organisation:
      return msg("How it is organised");
    case school::ProblemKind::other:
      return msg("Something else");
  }
  return "";
}

const char* label(school::ProblemState state) {
  switch (state) {
    case school::ProblemState::open:
      return msg("Still open");
    case school::ProblemState::solved:
      return msg("Solved");
    case school::ProblemState::let_go:
      return msg("Let go");
  }
  return "";
}

const char* label(school::ActionKind kind) {
  return kind == school::ActionKind::personal ? msg("Personal: coaching or training")
                                              : msg("In the organisation");
}

const char* label(school::ActionState state) {
  switch (state) {
    case school::ActionState::open:
      return msg("Still open");
    case school::ActionState::done:
      return msg("Done");
    case school::ActionState::let_go:
      return msg("Let go");
  }
  return "";
}

const char* label(school::Decision decision) {
  switch (decision) {
    case school::Decision::undecided:
      return msg("Not decided yet");
    case school::Decision::goes_on:
      return msg("The visits go on");
    case school::Decision::adapted:
      return msg("They go on, with changes");
    case school::Decision::stopped:
      return msg("They stop");
  }
  return "";
}

const char* label(school::DebriefState state) {
  switch (state) {
    case school::DebriefState::offered:
      return msg("Offered");
    case school::DebriefState::done:
      return msg("Took place");
    case school::DebriefState::not_wanted:
      return msg("Not wanted");
  }
  return "";
}

const char* label(school::WentWell went) {
  switch (went) {
    case school::WentWell::unknown:
      return msg("Cannot say yet");
    case school::WentWell::yes:
      return msg("Yes");
    case school::WentWell::partly:
      return msg("Partly");
    case school::WentWell::no:
      return msg("No");
  }
  return "";
}

const char* label(ReferralTo to) {
  switch (to) {
    case ReferralTo::care_coordinator:
      return msg("Care coordinator");
    case ReferralTo::school_social_work:
      return msg("School social work");
    case ReferralTo::school_doctor:
      return msg("School doctor or nurse");
    case ReferralTo::psychologist:
      return msg("Psychologist");
    case ReferralTo::support_team:
      return msg("Support team");
    case ReferralTo::municipality:
      return msg("Municipality or neighbourhood team");
    case ReferralTo::other:
      return msg("Somebody else");
  }
  return "";
}

const char* label(ReferralReason reason) {
  switch (reason) {
    case ReferralReason::learning:
      return msg("Learning");
    case ReferralReason::wellbeing:
      return msg("Wellbeing");
    case ReferralReason::upbringing:
      return msg("Upbringing");
    case ReferralReason::practical:
      return msg("Practical matters");
    case ReferralReason::language:
      return msg("Language");
    case ReferralReason::other:
      return msg("Something else");
  }
  return "";
}

const char* label(ReferralState state) {
  switch (state) {
    case ReferralState::open:
      return msg("Still open");
    case ReferralState::taken_up:
      return msg("Taken up");
    case ReferralState::closed:
      return msg("Closed");
  }
  return "";
}

const char* label(Question question) {
  switch (question) {
    case Question::experience:
      return msg("How it was experienced");
    case Question::information:
      return msg("Whether what matters was told");
    case Question::relation:
      return msg("Whether contact is better");
    case Question::care_consultation:
      return msg("Whether worries were dealt with well");
    case Question::own_initiative:
      return msg("Whether parents make contact by themselves");
    case Question::fewer_misunderstandings:
      return msg("Whether there are fewer misunderstandings");
  }
  return "";
}

const char* question_words(Respondent respondent, Question question) {
  const auto of = [&](const char* staff, const char* parent, const char* pupil) {
    return respondent == Respondent::staff    ? staff
           : respondent == Respondent::parent ? parent
                                              : pupil;
  };
  switch (question) {
    case Question::experience:
      return of(msg("Were the visits good to do?"), msg("Was the home visit pleasant for you?"),
                msg("Did you like the visit?"));
    case Question::information:
      return of(msg("Did you hear things that help you in class?"),
                msg("Could you tell the school what matters for your child?"),
                msg("Could you say what you wanted to say?"));
    case Question::relation:
      return of(msg("Is your contact with pupils and parents better now?"),
                msg("Is your contact with the school better now?"),
                msg("Do you and your teacher know each other better now?"));
    case Question::care_consultation:
      return of(msg("If you asked the care coordinator for advice: did that go well?"),
                msg("If you had a question or a worry: did the school deal with it well?"),
                msg("If you had a question or a worry: did the school deal with it well?"));
    case Question::own_initiative:
      return of(msg("Do parents come to you by themselves more often?"),
                msg("Have you made contact with the school yourself since the visit?"), "");
    case Question::fewer_misunderstandings:
      return of(msg("Are there fewer misunderstandings with parents?"),
                msg("Do you and the school understand each other better?"), "");
  }
  return "";
}

const char* step_words(school::CycleStep step) {
  switch (step) {
    case school::CycleStep::ask:
      return msg("Next: ask parents, pupils and staff how it was.");
    case school::CycleStep::discuss:
      return msg("Next: discuss the answers with the team, and write down what came out.");
    case school::CycleStep::decide:
      return msg("Next: decide whether the visits go on, change or stop.");
    case school::CycleStep::improve:
      return msg("Next: name what will be improved, by whom and by when.");
    case school::CycleStep::complete:
      return msg("The evaluation of this school year is complete.");
  }
  return "";
}

const char* figure_words(std::string_view name) {
  static constexpr std::pair<std::string_view, const char*> figures[] = {
      {"visits", msg("Visits and talks held")},
      {"visitors", msg("Staff who visited")},
      {"hours", msg("Hours of work")},
      {"consultations", msg("Times the care coordinator was consulted")},
      {"consulted_well", msg("Of these, went well")},
      {"referrals", msg("Matters passed on")},
      {"hand_offs", msg("Ways to the appointed officer")}};
  for (const auto& [known, words] : figures)
    if (known == name) return words;
  return "";
}

}  // namespace homevisit::views
