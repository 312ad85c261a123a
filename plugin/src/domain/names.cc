// The names of all values that are written down. They stand in journals and schemas: never change
// one.
#include "domain/answer.h"
#include "domain/consent.h"
#include "domain/contact.h"
#include "domain/event.h"
#include "domain/name_tables.h"
#include "domain/permission.h"
#include "domain/referral.h"
#include "domain/roster.h"
#include "domain/tier.h"
#include "domain/visit.h"

namespace homevisit {

HV_NAMES(Tier, HV_N(Tier, shared), HV_N(Tier, care), HV_N(Tier, confidential))
HV_NAMES(VisitState, HV_N(VisitState, proposed), HV_N(VisitState, confirmed),
         HV_N(VisitState, rescheduled), HV_N(VisitState, cancelled_by_family),
         HV_N(VisitState, cancelled_by_school), HV_N(VisitState, no_show),
         HV_N(VisitState, attempted_doorstep), HV_N(VisitState, held),
         HV_N(VisitState, interrupted))
HV_NAMES(Place, HV_N(Place, home), HV_N(Place, school), HV_N(Place, phone), HV_N(Place, online),
         HV_N(Place, elsewhere))
HV_NAMES(Purpose, HV_N(Purpose, acquaintance), HV_N(Purpose, progress),
         HV_N(Purpose, parents_request), HV_N(Purpose, conflict_repair), HV_N(Purpose, other))
HV_NAMES(PupilPresent, HV_N(PupilPresent, yes), HV_N(PupilPresent, no),
         HV_N(PupilPresent, in_the_room))
HV_NAMES(InterpreterKind, HV_N(InterpreterKind, professional_on_site), HV_N(InterpreterKind, phone),
         HV_N(InterpreterKind, app), HV_N(InterpreterKind, colleague),
         HV_N(InterpreterKind, contact_person), HV_N(InterpreterKind, relative),
         HV_N(InterpreterKind, other_adult))
HV_NAMES(ArrangedBy, HV_N(ArrangedBy, school), HV_N(ArrangedBy, parents))
HV_NAMES(Voice, HV_N(Voice, parent), HV_N(Voice, pupil), HV_N(Voice, school), HV_N(Voice, seen))
HV_NAMES(Topic, HV_N(Topic, at_home), HV_N(Topic, strengths), HV_N(Topic, attention),
         HV_N(Topic, wellbeing), HV_N(Topic, pride), HV_N(Topic, ambitions), HV_N(Topic, interests),
         HV_N(Topic, family_does), HV_N(Topic, expectations_family),
         HV_N(Topic, expectations_school), HV_N(Topic, role_split), HV_N(Topic, trusted_adult),
         HV_N(Topic, good_to_know), HV_N(Topic, for_class), HV_N(Topic, values),
         HV_N(Topic, parent_raised), HV_N(Topic, pupil_asked), HV_N(Topic, own_approach),
         HV_N(Topic, school_affairs), HV_N(Topic, other))
HV_NAMES(NeedKind, HV_N(NeedKind, device), HV_N(NeedKind, internet), HV_N(NeedKind, travel),
         HV_N(NeedKind, quiet_place), HV_N(NeedKind, other))
HV_NAMES(NeedState, HV_N(NeedState, open), HV_N(NeedState, solved))
HV_NAMES(AgreementOwner, HV_N(AgreementOwner, school), HV_N(AgreementOwner, parent),
         HV_N(AgreementOwner, pupil), HV_N(AgreementOwner, other))
HV_NAMES(AgreementState, HV_N(AgreementState, open), HV_N(AgreementState, going_well),
         HV_N(AgreementState, another_way), HV_N(AgreementState, done),
         HV_N(AgreementState, let_go))
HV_NAMES(AgreementKind, HV_N(AgreementKind, task), HV_N(AgreementKind, joint_activity),
         HV_N(AgreementKind, training), HV_N(AgreementKind, school_demonstrates),
         HV_N(AgreementKind, encouragement), HV_N(AgreementKind, contact),
         HV_N(AgreementKind, other))
HV_NAMES(GoalType, HV_N(GoalType, involvement), HV_N(GoalType, using_knowledge),
         HV_N(GoalType, shared_responsibility))
// As FHIR R4 writes them.
HV_NAMES(GoalLife, HV_N(GoalLife, proposed), HV_N(GoalLife, accepted), HV_N(GoalLife, active),
         {GoalLife::on_hold, "on-hold"}, HV_N(GoalLife, completed), HV_N(GoalLife, cancelled),
         HV_N(GoalLife, rejected), {GoalLife::entered_in_error, "entered-in-error"})
HV_NAMES(GoalResult, {GoalResult::in_progress, "in-progress"}, HV_N(GoalResult, improving),
         HV_N(GoalResult, worsening), {GoalResult::no_change, "no-change"},
         HV_N(GoalResult, achieved), {GoalResult::not_achieved, "not-achieved"},
         {GoalResult::not_attainable, "not-attainable"})
HV_NAMES(DecisionRole, HV_N(DecisionRole, informed), HV_N(DecisionRole, consulted),
         HV_N(DecisionRole, together))
HV_NAMES(AnswerKind, HV_N(AnswerKind, agreed), HV_N(AnswerKind, deferred),
         HV_N(AnswerKind, declined), HV_N(AnswerKind, other_form), HV_N(AnswerKind, no_answer),
         HV_N(AnswerKind, withdrawn))
HV_NAMES(ConsentState, HV_N(ConsentState, not_asked), HV_N(ConsentState, informed),
         HV_N(ConsentState, invited), HV_N(ConsentState, agreed), HV_N(ConsentState, deferred),
         HV_N(ConsentState, declined), HV_N(ConsentState, other_form),
         HV_N(ConsentState, no_answer), HV_N(ConsentState, fulfilled),
         HV_N(ConsentState, withdrawn), HV_N(ConsentState, expired), HV_N(ConsentState, superseded),
         HV_N(ConsentState, entered_in_error))
HV_NAMES(Renewal, HV_N(Renewal, sixteenth_birthday), HV_N(Renewal, eighteenth_birthday),
         HV_N(Renewal, custody_changed), HV_N(Renewal, notice_changed))
HV_NAMES(OtherForm, HV_N(OtherForm, school), HV_N(OtherForm, phone), HV_N(OtherForm, online),
         HV_N(OtherForm, elsewhere))
HV_NAMES(Channel, HV_N(Channel, in_person), HV_N(Channel, phone), HV_N(Channel, letter),
         HV_N(Channel, email), HV_N(Channel, message), HV_N(Channel, form),
         HV_N(Channel, via_pupil), HV_N(Channel, other))
HV_NAMES(Told, HV_N(Told, visit_held), HV_N(Told, notice), HV_N(Told, agreements),
         HV_N(Told, other))
HV_NAMES(Approach, HV_N(Approach, phone), HV_N(Approach, message), HV_N(Approach, email),
         HV_N(Approach, letter), HV_N(Approach, via_pupil), HV_N(Approach, via_relative),
         HV_N(Approach, student_mentor), HV_N(Approach, contact_person), HV_N(Approach, buddy),
         HV_N(Approach, at_school), HV_N(Approach, other_place), HV_N(Approach, doorstep))
HV_NAMES(AttemptResult, HV_N(AttemptResult, spoken), HV_N(AttemptResult, message_left),
         HV_N(AttemptResult, no_one_there), HV_N(AttemptResult, details_wrong),
         HV_N(AttemptResult, visit_arranged))
HV_NAMES(VisitorWish, HV_N(VisitorWish, any), HV_N(VisitorWish, woman), HV_N(VisitorWish, man),
         HV_N(VisitorWish, known_person))
HV_NAMES(TimeOfDay, HV_N(TimeOfDay, any), HV_N(TimeOfDay, morning), HV_N(TimeOfDay, afternoon),
         HV_N(TimeOfDay, after_school), HV_N(TimeOfDay, evening))
HV_NAMES(EndedBy, HV_N(EndedBy, nobody), HV_N(EndedBy, parent), HV_N(EndedBy, school),
         HV_N(EndedBy, together))
HV_NAMES(DataPurpose, HV_N(DataPurpose, key_points), HV_N(DataPurpose, care_team),
         HV_N(DataPurpose, present_others), HV_N(DataPurpose, buddy), HV_N(DataPurpose, media),
         HV_N(DataPurpose, outside_agency), HV_N(DataPurpose, evaluation),
         HV_N(DataPurpose, guardian_access))
HV_NAMES(LegalGround, HV_N(LegalGround, consent), HV_N(LegalGround, public_task),
         HV_N(LegalGround, legal_duty), HV_N(LegalGround, legitimate_interest))
HV_NAMES(PermissionStatus, HV_N(PermissionStatus, requested), HV_N(PermissionStatus, given),
         HV_N(PermissionStatus, refused), HV_N(PermissionStatus, withdrawn),
         HV_N(PermissionStatus, informed), HV_N(PermissionStatus, objected))
HV_NAMES(QuestionKind, HV_N(QuestionKind, question), HV_N(QuestionKind, complaint),
         HV_N(QuestionKind, objection))
HV_NAMES(ReferralTo, HV_N(ReferralTo, care_coordinator), HV_N(ReferralTo, school_social_work),
         HV_N(ReferralTo, school_doctor), HV_N(ReferralTo, psychologist),
         HV_N(ReferralTo, support_team), HV_N(ReferralTo, municipality), HV_N(ReferralTo, other))
HV_NAMES(ReferralReason, HV_N(ReferralReason, learning), HV_N(ReferralReason, wellbeing),
         HV_N(ReferralReason, upbringing), HV_N(ReferralReason, practical),
         HV_N(ReferralReason, language), HV_N(ReferralReason, other))
HV_NAMES(ReferralState, HV_N(ReferralState, open), HV_N(ReferralState, taken_up),
         HV_N(ReferralState, closed))
HV_NAMES(MemberRole, HV_N(MemberRole, student), HV_N(MemberRole, mentor), HV_N(MemberRole, teacher))
HV_NAMES(Ternary, HV_N(Ternary, unknown), HV_N(Ternary, no), HV_N(Ternary, yes))

}  // namespace homevisit
