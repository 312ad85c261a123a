// What is told, asked and permitted before and beside a visit: notices, invitations, permissions,
// questions. Each word is one guardian's, or the student's.
#include <algorithm>

#include "domain/buddies.h"
#include "domain/codec.h"
#include "domain/consent.h"
#include "domain/permission_rules.h"
#include "operations/consent_evidence.h"
#include "operations/gate.h"
#include "operations/notice_given.h"

namespace homevisit::operations {
namespace {

template <typename E>
E named(const Call& call, const char* key, E otherwise) {
  return from_name<E>(call.text(key)).value_or(otherwise);
}

Result<std::string> give_notice(const Call& call) {
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    HV_ASSIGN(const std::string guardian, whose_word(call, facts.file));
    HV_ASSIGN(const Date date, past_date(call, facts.today));
    HV_TRY(may_be_told(facts, guardian, date));
    HV_ASSIGN(NoticeGiven given, notice_for(call, *school, facts.file, guardian, date));
    given.channel = named(call, "channel", Channel::letter);
    return Decision{std::move(given), "", "", {}, ""};
  });
}

Result<std::vector<Slot>> read_slots(const Call& call, Date today) {
  std::vector<Slot> slots;
  const json::Value list = call.request["slots"];
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string pointer = "/slots/" + std::to_string(i);
    HV_ASSIGN(const auto date, read_date(list.at(i), "date", pointer + "/date"));
    Slot slot{date.value_or(today), std::string(list.at(i)["from"].text()),
              std::string(list.at(i)["to"].text())};
    if (slot.date < today || slot.from >= slot.to)
      return Error{HV_INVALID_ARGUMENT, "slot_order",
                   "A time to choose from begins before it ends, today or later.", pointer};
    slots.push_back(std::move(slot));
  }
  return slots;
}

Result<std::string> invite(const Call& call) {
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    InvitationSent sent;
    HV_ASSIGN(sent.guardian, whose_word(call, facts.file));
    HV_ASSIGN(sent.date, past_date(call, facts.today));
    HV_TRY(may_be_told(facts, sent.guardian, sent.date));
    HV_TRY(may_invite(facts.file, facts.history, notices_on(*school, sent.date), sent.guardian,
                      sent.date));
    sent.id = new_id(call.context);
    sent.channel = named(call, "channel", Channel::letter);
    sent.language = call.text("language");
    HV_ASSIGN(sent.slots, read_slots(call, facts.today));
    Decision decision;
    decision.id = sent.id;
    decision.change = std::move(sent);
    return decision;
  });
}

// R48: a link that is not wanted any more ends at once, for both families.
void end_unwanted_links(const Call& call, const Facts& facts, const PermissionRecorded& said,
                        Decision& decision) {
  if (said.purpose != DataPurpose::buddy || !keeps_back(said.status)) return;
  History after = facts.history;
  after.permissions.push_back({said, {}});
  if (!is_kept_back(facts.file, after, said.purpose, "", facts.today)) return;
  for (const auto& [link, recorded] : facts.history.buddies) {
    if (link.ended) continue;
    BuddyLinked ended = link;
    ended.ended = facts.today;
    // Where the other has left school there is no file to end it in.
    if (const auto other = id_in_use(call.context, ended.other_student))
      decision.elsewhere.push_back({*other, seen_from_the_other(ended, facts.file.student.id)});
    decision.then.push_back(std::move(ended));
    decision.warnings.push_back(
        {"buddy_link_ended", "", "The link with the buddy family has ended, for both families."});
  }
}

Result<std::string> permit(const Call& call) {
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    PermissionRecorded said;
    HV_ASSIGN(said.guardian, whose_word(call, facts.file));
    said.purpose = named(call, "purpose", DataPurpose::key_points);
    said.ground = named(call, "ground", usual_ground(said.purpose));
    said.status = named(call, "status", PermissionStatus::given);
    HV_ASSIGN(const auto date, read_date(call.request, "date", "/date"));
    said.date = date.value_or(facts.today);
    said.channel = named(call, "channel", Channel::in_person);
    HV_ASSIGN(said.valid_until, read_date(call.request, "valid_until", "/valid_until"));
    said.scope = call.text("scope");
    said.with_guardian = call.text("with_guardian");
    said.language = call.text("language");
    said.evidence_reference = call.text("evidence_reference");
    said.oral_witness = call.text("oral_witness");
    said.withdrawal_told = call.request["withdrawal_told"].is_true();
    const auto* programme = school->programme(school::school_year_of(said.date));
    HV_TRY(check_permission(facts.file, said, programme != nullptr && programme->media_allowed,
                            facts.today));
    if (!said.oral_witness.empty()) HV_TRY(check_staff(call, said.oral_witness, "/oral_witness"));
    said.authority = authority_of(facts.file, said.guardian);
    said.notice = notice_had(facts.history, said.guardian, said.date);
    said.id = new_id(call.context);
    Decision decision;
    decision.id = said.id;
    end_unwanted_links(call, facts, said, decision);
    decision.change = std::move(said);
    return decision;
  });
}

// One step, through any channel (rule 7): what was given ends, and nothing is asked.
Result<std::string> withdraw(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    const std::string id = call.text("permission");
    const auto& all = facts.history.permissions;
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const auto& entry) { return entry.value.id == id; });
    if (found == all.end())
      return Error{HV_NOT_FOUND, "unknown_permission",
                   "There is no such permission in this student's file.", "/permission"};
    PermissionRecorded said = found->value;
    const auto& scope =
        said.purpose == DataPurpose::guardian_access ? said.with_guardian : said.scope;
    HV_ASSIGN(const Date date, past_date(call, facts.today));
    const auto* now = standing_permission(facts.history, said.guardian, said.purpose, scope, date);
    if (now == nullptr || now->status != PermissionStatus::given)
      return Error{HV_FAILED_PRECONDITION, "permission_not_given",
                   "This permission does not hold now, so there is nothing to withdraw.",
                   "/permission"};
    said.id = new_id(call.context);
    said.status = PermissionStatus::withdrawn;
    said.date = date;
    said.channel = named(call, "channel", Channel::in_person);
    said.valid_until.reset();
    said.authority = authority_of(facts.file, said.guardian);
    said.evidence_reference.clear();
    said.oral_witness.clear();
    Decision decision;
    decision.id = said.id;
    end_unwanted_links(call, facts, said, decision);
    decision.change = std::move(said);
    return decision;
  });
}

// R31, R83: the pupil may ask and object at any age.
Result<std::string> ask(const Call& call) {
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    QuestionRaised raised;
    HV_ASSIGN(raised.guardian, whose_word(call, facts.file));
    raised.kind = named(call, "kind", QuestionKind::question);
    raised.text = call.text("text");
    if (raised.text.find_first_not_of(" \t\r\n") == std::string::npos)
      return Error{HV_INVALID_ARGUMENT, "empty_text", "Write something here.", "/text"};
    HV_ASSIGN(raised.date, past_date(call, facts.today));
    raised.owner = call.text("owner");
    if (!raised.owner.empty()) HV_TRY(check_staff(call, raised.owner, "/owner"));
    // Whom the school named for questions answers, where nobody else is said to.
    if (const auto* programme = school->programme(school::school_year_of(raised.date));
        programme != nullptr && raised.owner.empty())
      for (const school::Officer& officer : programme->officers)
        if (officer.task == school::OfficerTask::contact_point && raised.owner.empty())
          raised.owner = officer.staff;
    raised.id = new_id(call.context);
    Decision decision;
    decision.id = raised.id;
    decision.change = std::move(raised);
    return decision;
  });
}

Result<std::string> reply(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    QuestionAnswered answered;
    answered.question = call.text("question");
    const auto& all = facts.history.questions;
    const auto found = std::find_if(all.begin(), all.end(), [&](const QuestionEntry& entry) {
      return entry.question.id == answered.question;
    });
    // Who may not see it does not learn that it is there.
    const bool sees = found != all.end() &&
                      facts.view.tiers.sees(Tier::care, found->recorded.by == call.actor.staff);
    if (!sees)
      return Error{HV_NOT_FOUND, "unknown_question",
                   "There is no such question in this student's file.", "/question"};
    if (found->answered)
      return Error{HV_FAILED_PRECONDITION, "question_answered",
                   "This question is answered already.", "/question"};
    answered.answer = call.text("answer");
    if (answered.answer.find_first_not_of(" \t\r\n") == std::string::npos)
      return Error{HV_INVALID_ARGUMENT, "empty_text", "Write something here.", "/answer"};
    HV_ASSIGN(answered.date, past_date(call, facts.today));
    Decision decision;
    decision.id = answered.question;
    decision.change = std::move(answered);
    return decision;
  });
}

}  // namespace

std::span<const Operation> consent_operations() {
  static constexpr Operation operations[] = {
      {"notice.give", give_notice},      {"invitation.send", invite}, {"permission.record", permit},
      {"permission.withdraw", withdraw}, {"question.raise", ask},     {"question.answer", reply}};
  return operations;
}

}  // namespace homevisit::operations
