// Writing entries, finding them again, changing and withdrawing them.
#include <fmt/format.h>

#include "case.h"
#include "writing.h"

namespace homevisit::conform {
namespace {

// Looks the entry up: exactly one, with its texts as they were sent.
Record must_find(Trial& trial, Session& session, const Entry& entry) {
  const Listing found = session.lookup(entry.student, entry.marker);
  trial.expect(found.ok(), told("lookup", found.outcome));
  trial.expect(found.records.size() == 1,
               fmt::format("lookup gave {} entries with the marker where there is one.",
                           found.records.size()));
  const Record& record = found.records[0];
  trial.expect(record["marker"] == entry.marker, "lookup gave an entry with another marker.");
  trial.expect(record["student"] == entry.student, "lookup gave the entry of another student.");
  const auto intact = [&](const char* name, const std::string& sent) {
    trial.expect(record[name] == sent,
                 fmt::format("The {} came back changed: {} bytes were sent and {} came back.", name,
                             sent.size(), record[name].size()));
  };
  intact("title", entry.title);
  intact("text", entry.text);
  intact("date", entry.date);
  if (session.can(HV_CAN_CARRY_STRUCTURED)) intact("structured", entry.structured);
  return record;
}

void writes_once(Trial& trial) {
  Session session(trial);
  require_writing(trial, session);
  const Entry entry = first_entry(trial);
  trial.input("submit");
  const Written first = must_submit(trial, session, entry);
  trial.expect(!first.entry_id.empty(), "The receipt has no entry_id.");
  trial.input("submit with the same marker again");
  const Written again = session.submit(entry);
  trial.expect(again.outcome.status == HV_OK || again.outcome.status == HV_ALREADY_EXISTS,
               told("submit", again.outcome));
  if (session.can(HV_CAN_FIND_BY_MARKER)) {
    trial.input("lookup");
    must_find(trial, session, entry);
    trial.input("lookup of a marker that was never sent");
    const Listing none = session.lookup(entry.student, "hv:never-sent");
    trial.expect(none.ok() && none.records.empty(), told("lookup", none.outcome));
  }
  session.close();
}

void keeps_texts(Trial& trial) {
  Session session(trial);
  require_writing(trial, session);
  if (!session.can(HV_CAN_FIND_BY_MARKER)) trial.skip("The system cannot find entries again.");
  int number = 0;
  for (const Sample& sample : samples(trial)) {
    trial.input(sample.what);
    Entry entry = first_entry(trial);
    entry.marker = fmt::format("hv:conform-text-{}", number);
    entry.date = fmt::format("2026-10-{:02}", 1 + number++);
    entry.title = sample.title;
    entry.text = sample.text;
    must_submit(trial, session, entry);
    must_find(trial, session, entry);
  }
  session.close();
}

void refuses_bad_entries(Trial& trial) {
  Session session(trial);
  require_writing(trial, session);
  const auto refused = [&](const char* what, const Entry& entry,
                           std::initializer_list<hv_status> allowed) {
    trial.input(what);
    const Written written = session.submit(entry);
    for (const hv_status status : allowed) {
      if (written.outcome.status == status) return;
    }
    trial.fail(told("submit", written.outcome));
  };
  Entry entry = first_entry(trial);
  entry.student = "nobody-has-this-id";
  refused("an entry for a student whom the system does not have", entry,
          {HV_NOT_FOUND, HV_INVALID_ARGUMENT, HV_FAILED_PRECONDITION, HV_CONFLICT});
  entry = first_entry(trial);
  entry.date = "2026-02-30";
  refused("an entry of a day that the calendar does not have", entry, {HV_INVALID_ARGUMENT});
  entry = first_entry(trial);
  entry.text = "caf\xE9";
  refused("an entry whose text is no UTF-8", entry, {HV_INVALID_ARGUMENT});
  entry = first_entry(trial);
  entry.marker = "";
  refused("an entry without a marker", entry, {HV_INVALID_ARGUMENT});
}

void amends(Trial& trial) {
  Session session(trial);
  require_writing(trial, session);
  if (!session.can(HV_CAN_AMEND)) trial.skip("The system cannot amend entries.");
  const Entry entry = first_entry(trial);
  const Written first = must_submit(trial, session, entry);
  Entry better = entry;
  better.marker = "hv:conform-amended";
  better.amends = entry.marker;
  better.text = "Gesproken over lezen; de afspraak is verzet. \xE2\x82\xAC 5.";
  trial.input("submit with `amends`");
  const Written second = must_submit(trial, session, better);
  trial.expect(second.entry_id != first.entry_id || second.version != first.version ||
                   second.version.empty(),
               "The amended entry has the same entry_id and version as before.");
  if (!session.can(HV_CAN_FIND_BY_MARKER)) return;
  trial.input("lookup of the amendment");
  must_find(trial, session, better);
  trial.input("an addendum, which stands beside the entry");
  Entry addendum = entry;
  addendum.kind = HV_ENTRY_ADDENDUM;
  addendum.marker = "hv:conform-addendum";
  addendum.amends = better.marker;
  addendum.text = "Aanvulling zonder gevolgen.";
  must_submit(trial, session, addendum);
  must_find(trial, session, addendum);
  must_find(trial, session, better);
  // Revisions name the marker that the entry was made with, each of them.
  const std::size_t before = session.list(HV_KIND_ENTRY, {}, entry.student).records.size();
  Entry best = better;
  best.marker = "hv:conform-amended-again";
  best.text = "Gesproken over lezen; de afspraak is nog eens verzet.";
  trial.input("submit with `amends` once more, naming the first marker");
  must_submit(trial, session, best);
  must_find(trial, session, best);
  const std::size_t after = session.list(HV_KIND_ENTRY, {}, entry.student).records.size();
  trial.expect(after == before,
               fmt::format("There were {} entries before the second amendment, and {} after it.",
                           before, after));
}

void withdraws(Trial& trial) {
  Session session(trial);
  require_writing(trial, session);
  if (!session.can(HV_CAN_WITHDRAW)) trial.skip("The system cannot withdraw entries.");
  const Entry entry = first_entry(trial);
  must_submit(trial, session, entry);
  trial.input("withdraw");
  const Written done = session.withdraw(entry.student, entry.marker);
  trial.expect(done.outcome.status == HV_OK, told("withdraw", done.outcome));
  trial.input("withdraw again");
  const Written again = session.withdraw(entry.student, entry.marker);
  trial.expect(again.outcome.status == HV_OK || again.outcome.status == HV_NOT_FOUND,
               told("withdraw", again.outcome));
  if (session.can(HV_CAN_FIND_BY_MARKER)) {
    trial.input("lookup after withdraw");
    const Listing found = session.lookup(entry.student, entry.marker);
    trial.expect(found.ok(), told("lookup", found.outcome));
    for (const Record& record : found.records)
      trial.expect(record["withdrawn"] == "yes", "The entry is still there as if it were valid.");
  }
  trial.input("withdraw of a marker that was never sent");
  const Written none = session.withdraw(entry.student, "hv:never-sent");
  // The host looks under older ids of the student then, and not after HV_OK.
  trial.expect(none.outcome.status == HV_NOT_FOUND, told("withdraw", none.outcome));
  session.close();
}

void lists_what_was_written(Trial& trial) {
  Session session(trial);
  require_writing(trial, session);
  const std::size_t before = must_read(trial, session, HV_KIND_ENTRY).size();
  const Entry entry = first_entry(trial);
  must_submit(trial, session, entry);
  const auto entries = must_read(trial, session, HV_KIND_ENTRY);
  trial.expect(entries.size() == before + 1,
               fmt::format("There were {} entries, one was written, and there are {}.", before,
                           entries.size()));
  const Listing own = session.list(HV_KIND_ENTRY, {}, entry.student);
  trial.expect(own.ok(), told("list", own.outcome));
  bool there = false;
  for (const Record& record : own.records) there = there || record["marker"] == entry.marker;
  trial.expect(there, "The entry is not among those of its student, or without its marker.");
}

void refuses_to_write(Trial& trial) {
  Session session(trial);
  if (session.can(HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT))
    trial.skip("The system takes entries.");
  const Entry entry = first_entry(trial);
  trial.input("submit");
  const Written written = session.submit(entry);
  trial.expect(written.outcome.status == HV_UNSUPPORTED, told("submit", written.outcome));
  trial.expect(session.host().sent().empty(), "It sent a request all the same.");
  trial.input("withdraw");
  const Written withdrawn = session.withdraw(entry.student, entry.marker);
  trial.expect(withdrawn.outcome.status == HV_UNSUPPORTED || session.can(HV_CAN_WITHDRAW),
               told("withdraw", withdrawn.outcome));
}

}  // namespace

void add_writing_cases(std::vector<Case>& out) {
  out.push_back(
      {"writing.once", "The same marker twice makes one entry, which lookup finds.", writes_once});
  out.push_back({"writing.texts",
                 "Texts come back as they were sent: Unicode, \"p<q & r<3\", line ends, the "
                 "longest.",
                 keeps_texts});
  out.push_back({"writing.bad", "An entry that cannot be is refused, and not changed to fit.",
                 refuses_bad_entries});
  out.push_back(
      {"writing.amend", "An amendment replaces the entry; an addendum stands beside it.", amends});
  out.push_back({"writing.withdraw",
                 "A withdrawn entry is void or gone, and withdrawing it again does no harm; where "
                 "nothing is to be withdrawn, HV_NOT_FOUND says so.",
                 withdraws});
  out.push_back({"writing.list", "What was written stands in the list of entries, with its marker.",
                 lists_what_was_written});
  out.push_back({"writing.unsupported",
                 "A system without a way to write answers HV_UNSUPPORTED and is asked nothing.",
                 refuses_to_write});
}

}  // namespace homevisit::conform
