#include "views/labels.h"

#include "text/msg.h"

namespace homevisit::views {

using text::msg;

const char* label(AnswerKind kind) {
  switch (kind) {
    case AnswerKind::agreed:
      return msg("Welcome to visit");
    case AnswerKind::deferred:
      return msg("Not now");
    case AnswerKind::declined:
      return msg("Prefers no home visit");
    case AnswerKind::other_form:
      return msg("Prefers school, phone or online");
    case AnswerKind::no_answer:
      return msg("No answer yet");
    case AnswerKind::withdrawn:
      return msg("Prefers no home visit any more");
  }
  return "";
}

const char* label(OtherForm form) {
  switch (form) {
    case OtherForm::none:
      return "";
    case OtherForm::school:
      return msg("at school");
    case OtherForm::phone:
      return msg("by phone");
    case OtherForm::online:
      return msg("online");
    case OtherForm::elsewhere:
      return msg("at another place");
  }
  return "";
}

const char* label(Channel channel) {
  switch (channel) {
    case Channel::in_person:
      return msg("in person");
    case Channel::phone:
      return msg("by phone");
    case Channel::letter:
      return msg("by letter");
    case Channel::email:
      return msg("by e-mail");
    case Channel::message:
      return msg("by message");
    case Channel::form:
      return msg("on a form");
    case Channel::via_pupil:
      return msg("through the student");
    case Channel::other:
      return msg("in another way");
  }
  return "";
}

const char* label(Place place) {
  switch (place) {
    case Place::home:
      return msg("at home");
    case Place::school:
      return msg("at school");
    case Place::phone:
      return msg("by phone");
    case Place::online:
      return msg("online");
    case Place::elsewhere:
      return msg("at another place");
  }
  return "";
}

const char* label(Purpose purpose) {
  switch (purpose) {
    case Purpose::acquaintance:
      return msg("getting to know each other");
    case Purpose::progress:
      return msg("how things are going");
    case Purpose::parents_request:
      return msg("the family asked for it");
    case Purpose::conflict_repair:
      return msg("talking something out");
    case Purpose::other:
      return msg("something else");
  }
  return "";
}

const char* label(PupilPresent pupil) {
  switch (pupil) {
    case PupilPresent::unknown:
      return "";
    case PupilPresent::yes:
      return msg("joined the talk");
    case PupilPresent::no:
      return msg("was not there");
    case PupilPresent::in_the_room:
      return msg("was in the room");
  }
  return "";
}

const char* label(InterpreterKind kind) {
  switch (kind) {
    case InterpreterKind::professional_on_site:
      return msg("professional interpreter, on site");
    case InterpreterKind::phone:
      return msg("interpreter by phone");
    case InterpreterKind::app:
      return msg("translation app");
    case InterpreterKind::colleague:
      return msg("colleague");
    case InterpreterKind::contact_person:
      return msg("parent contact person");
    case InterpreterKind::relative:
      return msg("adult relative");
    case InterpreterKind::other_adult:
      return msg("another adult");
  }
  return "";
}

const char* label(ArrangedBy by) {
  return by == ArrangedBy::school ? msg("the school") : msg("the parents");
}

const char* label(NeedKind kind) {
  switch (kind) {
    case NeedKind::device:
      return msg("Laptop or tablet");
    case NeedKind::internet:
      return msg("Internet");
    case NeedKind::travel:
      return msg("Bicycle or travel");
    case NeedKind::quiet_place:
      return msg("A quiet place");
    case NeedKind::other:
      return msg("Something else");
  }
  return "";
}

const char* label(NeedState state) {
  return state == NeedState::open ? msg("still open") : msg("solved");
}

const char* label(AgreementOwner owner) {
  switch (owner) {
    case AgreementOwner::school:
      return msg("School");
    case AgreementOwner::parent:
      return msg("Parent");
    case AgreementOwner::pupil:
      return msg("Student");
    case AgreementOwner::other:
      return msg("Somebody else");
  }
  return "";
}

const char* label(AgreementKind kind) {
  switch (kind) {
    case AgreementKind::task:
      return msg("something to do");
    case AgreementKind::joint_activity:
      return msg("something to do together");
    case AgreementKind::training:
      return msg("a course for parents and school");
    case AgreementKind::school_demonstrates:
      return msg("the school shows how it is done");
    case AgreementKind::encouragement:
      return msg("interest and encouragement");
    case AgreementKind::contact:
      return msg("keeping in touch");
    case AgreementKind::other:
      return msg("something else");
  }
  return "";
}

const char* label(GoalType goal) {
  switch (goal) {
    case GoalType::none:
      return "";
    case GoalType::involvement:
      return msg("being involved in school");
    case GoalType::using_knowledge:
      return msg("using what the family knows");
    case GoalType::shared_responsibility:
      return msg("sharing responsibility, together with care");
  }
  return "";
}

const char* label(GoalLife life) {
  switch (life) {
    case GoalLife::proposed:
      return msg("proposed");
    case GoalLife::accepted:
      return msg("taken up");
    case GoalLife::active:
      return msg("under way");
    case GoalLife::on_hold:
      return msg("resting for now");
    case GoalLife::completed:
      return msg("finished");
    case GoalLife::cancelled:
      return msg("no longer needed");
    case GoalLife::rejected:
      return msg("not taken up");
    case GoalLife::entered_in_error:
      return msg("entered by mistake");
  }
  return "";
}

const char* label(GoalResult result) {
  switch (result) {
    case GoalResult::in_progress:
      return msg("not clear yet");
    case GoalResult::improving:
      return msg("getting better");
    case GoalResult::worsening:
      return msg("getting harder");
    case GoalResult::no_change:
      return msg("as it was");
    case GoalResult::achieved:
      return msg("reached");
    case GoalResult::not_achieved:
      return msg("not reached");
    case GoalResult::not_attainable:
      return msg("cannot be reached this way");
  }
  return "";
}

const char* label(DecisionRole role) {
  switch (role) {
    case DecisionRole::unsaid:
      return "";
    case DecisionRole::informed:
      return msg("the school decided and told the family");
    case DecisionRole::consulted:
      return msg("the school asked the family and decided");
    case DecisionRole::together:
      return msg("decided together");
  }
  return "";
}

const char* label(AgreementState state) {
  switch (state) {
    case AgreementState::open:
      return msg("open");
    case AgreementState::going_well:
      return msg("going well");
    case AgreementState::another_way:
      return msg("another way");
    case AgreementState::done:
      return msg("done");
    case AgreementState::let_go:
      return msg("let go");
  }
  return "";
}

const char* label(Told what) {
  switch (what) {
    case Told::visit_held:
      return msg("the visit");
    case Told::notice:
      return msg("how home visits work");
    case Told::agreements:
      return msg("the agreements");
    case Told::other:
      return msg("something else");
  }
  return "";
}

const char* label(Voice voice) {
  switch (voice) {
    case Voice::parent:
      return msg("The parent said");
    case Voice::pupil:
      return msg("The student said");
    case Voice::school:
      return msg("The school said");
    case Voice::seen:
      return msg("We saw");
  }
  return "";
}

const char* label(Topic topic) {
  switch (topic) {
    case Topic::at_home:
      return msg("How it is at home");
    case Topic::strengths:
      return msg("Strengths");
    case Topic::attention:
      return msg("Points of attention");
    case Topic::wellbeing:
      return msg("Feeling at home in class");
    case Topic::pride:
      return msg("Proud of");
    case Topic::ambitions:
      return msg("Wants to work on");
    case Topic::interests:
      return msg("Interests");
    case Topic::family_does:
      return msg("What the family already does");
    case Topic::own_approach:
      return msg("How the parents tackle it themselves");
    case Topic::school_affairs:
      return msg("About school");
    case Topic::expectations_family:
      return msg("What the family expects of school");
    case Topic::expectations_school:
      return msg("What school hopes for at home");
    case Topic::role_split:
      return msg("Who does what");
    case Topic::trusted_adult:
      return msg("Adult the student trusts at school");
    case Topic::good_to_know:
      return msg("Good to know");
    case Topic::for_class:
      return msg("What this means for class");
    case Topic::values:
      return msg("Upbringing and values");
    case Topic::parent_raised:
      return msg("A point the parent raised");
    case Topic::pupil_asked:
      return msg("The student's question about the visit, or objection to it");
    case Topic::other:
      return msg("Other");
  }
  return "";
}

const char* label(Filed filed) {
  switch (filed) {
    case Filed::none:
      return "";
    case Filed::waiting:
      return msg("Waiting to be filed");
    case Filed::filed:
      return msg("In the student's file");
    case Filed::attention:
      return msg("IT is looking at it");
  }
  return "";
}

const char* filed_label(const Recorded& recorded) {
  switch (recorded.in_file) {
    case InFile::changed:
      return msg("In the student's file this entry was changed by somebody else");
    case InFile::removed:
      return msg("This entry is no longer in the student's file");
    case InFile::as_filed:
      break;
  }
  return label(recorded.filed);
}

std::string mistake_words(const Recorded& voided, const text::Catalogue& words) {
  if (voided.by.empty() && voided.by_name.empty())
    return words.text("Mistake, found marked so in the student's file. Does not count.");
  return words.text("Mistake, marked so by {who}. Does not count.",
                    {{"who", isolated(voided.by_name)}});
}

std::string answer_words(const Answer& answer, const text::Catalogue& words) {
  const char* form = answer.kind == AnswerKind::other_form ? label(answer.form) : "";
  if (*form == '\0') return words.text(label(answer.kind));
  return words.text("Prefers to talk {how}", {{"how", words.text(form)}});
}

const char* visit_title(const Visit& visit) {
  switch (visit.state) {
    case VisitState::no_show:
      return msg("Appointment did not take place");
    case VisitState::attempted_doorstep:
      return msg("Rang the bell without an appointment");
    case VisitState::cancelled_by_family:
      return msg("Appointment called off by the family");
    case VisitState::cancelled_by_school:
      return msg("Appointment called off by the school");
    default:
      break;
  }
  switch (visit.place) {
    case Place::home:
      return msg("Home visit");
    case Place::school:
      return msg("Talk at school");
    case Place::phone:
      return msg("Talk by phone");
    case Place::online:
      return msg("Talk online");
    case Place::elsewhere:
      return msg("Talk at another place");
  }
  return "";
}

}  // namespace homevisit::views
