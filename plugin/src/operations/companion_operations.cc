// Those who stand beside a family: a colleague at a fixed time (R39), and another family (R48).
#include <algorithm>

#include "domain/buddies.h"
#include "domain/codec.h"
#include "domain/kept_back.h"
#include "operations/gate.h"
#include "operations/write.h"

namespace homevisit::operations {
namespace {

Status check_guardian(const StudentFile& file, const std::string& id, const std::string& pointer) {
  if (std::any_of(file.guardians.begin(), file.guardians.end(),
                  [&](const Guardian& guardian) { return guardian.id == id; }))
    return ok();
  return Error{HV_INVALID_ARGUMENT, "unknown_guardian",
               "The roster has no such guardian for this student.", pointer};
}

template <typename T>
const T* find_by_id(const std::vector<Noted<T>>& entries, const std::string& id) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& entry) { return entry.value.id == id; });
  return found == entries.end() ? nullptr : &found->value;
}

Result<std::string> recur(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    RecurringContactSet contact;
    contact.guardian = call.text("guardian");
    HV_TRY(check_guardian(facts.file, contact.guardian, "/guardian"));
    contact.form = call.text("form");
    contact.when = call.text("when");
    HV_ASSIGN(const auto from, read_date(call.request, "from", "/from"));
    contact.from = from.value_or(facts.today);
    contact.id = new_id(call.context);
    Decision decision;
    decision.id = contact.id;
    decision.change = std::move(contact);
    return decision;
  });
}

// Ending it is no failure, whoever ends it.
Result<std::string> recur_end(const Call& call) {
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    const auto* contact = find_by_id(facts.history.recurring, call.text("contact"));
    if (contact == nullptr)
      return Error{HV_NOT_FOUND, "unknown_contact",
                   "No contact at a fixed time is noted under this number.", "/contact"};
    RecurringContactSet ended = *contact;
    if (!ended.ended) {
      HV_ASSIGN(const auto date, read_date(call.request, "date", "/date"));
      ended.ended = date.value_or(facts.today);
      if (*ended.ended > facts.today)
        return Error{HV_INVALID_ARGUMENT, "date_in_future", "This day is still to come.", "/date"};
      ended.ended_by = EndedBy::together;
      if (const auto known = from_name<EndedBy>(call.text("ended_by"))) ended.ended_by = *known;
    }
    Decision decision;
    decision.id = ended.id;
    decision.change = std::move(ended);
    return decision;
  });
}

// R48: both were asked before anything of the other was said, and the link stands in both files.
// Who writes it down may look at both.
Result<std::string> link(const Call& call) {
  Context& context = call.context;
  HV_ASSIGN(const std::string other, id_in_use(context, call.text("other_student")));
  const auto other_view = view_of(context, call.actor, other);
  if (!other_view || !other_view->may_record) {
    if (!other_view && other_view.error().status != HV_NOT_FOUND) return other_view.error();
    return Error{HV_NOT_FOUND, "unknown_student",
                 "There is no such student among those that you may see. Check the number; new "
                 "students appear after the next reading of the roster.",
                 "/other_student"};
  }
  HV_ASSIGN(const SharedFile other_file,
            context.files.read(*context.roster, other, context.today()));
  HV_ASSIGN(const SharedHistory other_history, context.histories.read(*context.journal, other));
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    BuddyLinked buddy;
    buddy.guardian = call.text("guardian");
    HV_TRY(check_guardian(facts.file, buddy.guardian, "/guardian"));
    buddy.other_student = other;
    buddy.other_guardian = call.text("other_guardian");
    HV_TRY(check_guardian(*other_file, buddy.other_guardian, "/other_guardian"));
    buddy.purpose = call.text("purpose");
    buddy.language = call.text("language");
    buddy.agreed = call.request["agreed"].is_true();
    buddy.other_agreed = call.request["other_agreed"].is_true();
    HV_ASSIGN(const auto date, read_date(call.request, "date", "/date"));
    buddy.date = date.value_or(facts.today);
    HV_TRY(check_buddy(buddy, facts.file.student.id, facts.today));
    HV_TRY(check_buddy_wanted(facts.file, facts.history, facts.today, "/agreed"));
    HV_TRY(check_buddy_wanted(*other_file, *other_history, facts.today, "/other_agreed"));
    buddy.id = new_id(context);
    Decision decision;
    decision.id = buddy.id;
    decision.elsewhere.push_back({other, seen_from_the_other(buddy, facts.file.student.id)});
    decision.change = std::move(buddy);
    return decision;
  });
}

// Either family ends it in one step, and it ends for both.
Result<std::string> unlink(const Call& call) {
  Context& context = call.context;
  const auto ids = [&](const std::string& student) { return id_in_use(context, student); };
  return write_change(call, [&](const Facts& facts) -> Result<Decision> {
    const auto* buddy = find_by_id(facts.history.buddies, call.text("buddy"));
    if (buddy == nullptr)
      return Error{HV_NOT_FOUND, "unknown_buddy", "No link is noted under this number.", "/buddy"};
    BuddyLinked ended = *buddy;
    if (!ended.ended) ended.ended = facts.today;
    Decision decision;
    decision.id = ended.id;
    HV_ASSIGN(const std::string other, ids(ended.other_student));
    decision.elsewhere.push_back({other, seen_from_the_other(ended, facts.file.student.id)});
    decision.change = std::move(ended);
    return decision;
  });
}

}  // namespace

std::span<const Operation> companion_operations() {
  static constexpr Operation operations[] = {{"contact.recur", recur},
                                             {"contact.recur_end", recur_end},
                                             {"buddy.link", link},
                                             {"buddy.end", unlink}};
  return operations;
}

}  // namespace homevisit::operations
