// Reading each kind as it stands, without anything going wrong.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "case.h"
#include "reading.h"

namespace homevisit::conform {
namespace {

void gives_expected(Trial& trial, const Kind& kind) {
  Session session(trial);
  trial.input(fmt::format("list {}", kind.name));
  const Json& expected = trial.declaration.root["expect"][kind.name];
  if (!session.can(kind.needs)) {
    trial.expect(expected.is_null(), fmt::format("\"expect\" has {}, and the instance says that it "
                                                 "cannot read them.",
                                                 kind.name));
    const Listing listing = session.list(kind.kind);
    trial.expect(
        listing.outcome.status == HV_UNSUPPORTED || (listing.ok() && listing.records.empty()),
        fmt::format("What the instance cannot read must give HV_UNSUPPORTED, or nothing "
                    "at all. {}",
                    told("list", listing.outcome)));
    trial.skip("The system cannot give these.");
  }
  if (!scope_of(trial, kind.kind).empty()) {
    const Listing all = session.list(kind.kind);
    trial.expect(all.outcome.status == HV_UNSUPPORTED,
                 fmt::format("\"expect\" has no entries, so a list of all must give "
                             "HV_UNSUPPORTED. {}",
                             told("list", all.outcome)));
    must_read(trial, session, kind.kind);
    return;
  }
  const std::vector<Record> records = must_read(trial, session, kind.kind);
  trial.figure("records", static_cast<std::int64_t>(records.size()));
  trial.expect(!expected.is_null(), fmt::format("\"expect\" has nothing on {}; there came {}.",
                                                kind.name, records.size()));
  trial.expect(static_cast<std::int64_t>(records.size()) == expected["count"].number(),
               fmt::format("There came {} and {} are expected.", records.size(),
                           expected["count"].number()));
  for (const Json& wanted : expected["some"].items()) {
    const bool found = std::any_of(records.begin(), records.end(),
                                   [&](const Record& record) { return agrees(record, wanted); });
    trial.expect(found, fmt::format("No record agrees with {}.", wanted.dump()));
  }
  for (const Record& record : records)
    trial.expect(!record.removed,
                 fmt::format("The {} came as removed in a full list.", record.shown()));
  session.close();
}

void references_resolve(Trial& trial) {
  Session session(trial);
  std::map<hv_kind, std::set<std::string>> ids;
  for (const hv_kind kind : kinds_of(session)) ids[kind] = ids_of(must_read(trial, session, kind));
  const auto known = [&](hv_kind kind, const std::string& id) {
    return ids.count(kind) == 0 || ids[kind].count(id) != 0;
  };
  if (ids.count(HV_KIND_CARE) != 0) {
    for (const Record& care : must_read(trial, session, HV_KIND_CARE)) {
      trial.expect(known(HV_KIND_STUDENT, care["student"]),
                   fmt::format("The {} names a student that does not come.", care.shown()));
      trial.expect(known(HV_KIND_GUARDIAN, care["guardian"]),
                   fmt::format("The {} names a guardian that does not come.", care.shown()));
    }
  }
  if (ids.count(HV_KIND_ENROLMENT) == 0) return;
  for (const Record& member : must_read(trial, session, HV_KIND_ENROLMENT)) {
    trial.expect(known(HV_KIND_GROUP, member["group"]),
                 fmt::format("The {} names a group that does not come.", member.shown()));
    const bool student = member["role"] == "student";
    trial.expect(known(student ? HV_KIND_STUDENT : HV_KIND_STAFF, member["person"]),
                 fmt::format("The {} names a person that does not come.", member.shown()));
  }
}

void reads_the_same_again(Trial& trial) {
  Session session(trial);
  for (const hv_kind kind : kinds_of(session)) {
    trial.input(fmt::format("list {} twice", kind_name(kind)));
    const auto first = must_read(trial, session, kind);
    trial.expect(ids_of(first) == ids_of(must_read(trial, session, kind)),
                 "The second list is another than the first.");
  }
  session.close();
}

void obeys_the_sink(Trial& trial) {
  Session session(trial);
  for (const hv_kind kind : kinds_of(session)) {
    const std::size_t count = must_read(trial, session, kind).size();
    for (const std::size_t at : {std::size_t{0}, count / 2, count - 1}) {
      if (at >= count) continue;
      trial.input(
          fmt::format("list {}: the sink refuses record {} of {}", kind_name(kind), at + 1, count));
      Call call;
      call.stop_at = at;
      const Listing listing = session.list(kind, call, scope_of(trial, kind));
      trial.expect(listing.outcome.status == HV_INTERNAL,
                   fmt::format("The sink returned HV_INTERNAL. {}", told("list", listing.outcome)));
      trial.expect(listing.records_after_stop == 0,
                   "It handed out further records after the sink had refused one.");
    }
  }
}

void needs_no_exchange(Trial& trial) {
  Session session(trial);
  for (const hv_kind kind : kinds_of(session)) {
    trial.input(fmt::format("list {} with the exchange and the error NULL", kind_name(kind)));
    const auto ids = ids_of(must_read(trial, session, kind));
    Call call;
    call.without_exchange = true;
    call.without_error = true;
    trial.expect(ids_of(must_read(trial, session, kind, call)) == ids, "Other records came.");
  }
}

void filters_entries(Trial& trial) {
  Session session(trial);
  if (!session.can(HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT | HV_CAN_FIND_BY_MARKER))
    trial.skip("The system holds no entries.");
  if (!scope_of(trial, HV_KIND_ENTRY).empty())
    trial.skip("The system lists entries by student alone.");
  const auto all = must_read(trial, session, HV_KIND_ENTRY);
  std::set<std::string> students = {trial.declaration.student(), "nobody-has-this-id"};
  for (const Record& entry : all) students.insert(entry["student"]);
  for (const std::string& student : students) {
    trial.input(fmt::format("list entries of the student {}", student));
    const Listing listing = session.list(HV_KIND_ENTRY, {}, student);
    const bool unknown = student == "nobody-has-this-id";
    if (unknown && listing.outcome.status == HV_NOT_FOUND) continue;
    trial.expect(listing.ok(), told("list", listing.outcome));
    std::size_t own = 0;
    for (const Record& entry : all) own += entry["student"] == student ? 1 : 0;
    for (const Record& entry : listing.records)
      trial.expect(entry["student"] == student, "There came an entry of another student.");
    trial.expect(listing.records.size() == own, "It gave another number than the list of all.");
  }
}

void follows_changes(Trial& trial) {
  Session session(trial);
  const bool can = session.can(HV_CAN_READ_CHANGES);
  const Json& later = trial.declaration.root["later"];
  for (const hv_kind kind : kinds_of(session)) {
    if (kind == HV_KIND_ENTRY) continue;
    trial.input(fmt::format("list {}", kind_name(kind)));
    const Listing full = session.list(kind);
    trial.expect(full.ok(), told("list", full.outcome));
    if (!can) {
      trial.expect(full.next.empty(),
                   "It gives a token for the next time without HV_CAN_READ_CHANGES.");
      continue;
    }
    if (full.next.empty()) continue;  // this kind is always read in full
    trial.input(fmt::format("list {} since the token just given", kind_name(kind)));
    const Listing since = session.list(kind, {}, {}, full.next);
    trial.expect(since.ok(), told("list", since.outcome));
    trial.expect(since.records.empty(), "Nothing has changed, and records came.");
    trial.input(fmt::format("list {} since a token that is none", kind_name(kind)));
    const Listing odd = session.list(kind, {}, {}, "no token of ours \xE2\x82\xAC");
    trial.expect(odd.outcome.status == HV_CONFLICT,
                 fmt::format("HV_CONFLICT belongs there. {}", told("list", odd.outcome)));
  }
  if (!can) trial.skip("The system cannot say what changed.");
  trial.expect(!later.is_null(),
               "The instance reads changes, and the conformance file has no \"later\".");
  std::map<hv_kind, std::string> tokens;
  for (const hv_kind kind : kinds_of(session)) tokens[kind] = session.list(kind).next;
  session.system().apply(later);
  for (const Kind& kind : kinds()) {
    const Json& expected = later["expect"][kind.name];
    if (expected.is_null()) continue;
    trial.input(fmt::format("list {} since the change", kind.name));
    const Listing listing = session.list(kind.kind, {}, {}, tokens[kind.kind]);
    trial.expect(listing.ok(), told("list", listing.outcome));
    for (const char* name : {"changed", "removed"}) {
      std::set<std::string> wanted, came;
      for (const Json& id : expected[name].items()) wanted.insert(id.plain());
      for (const Record& record : listing.records) {
        if (record.removed == (std::string_view(name) == "removed")) came.insert(record.id());
      }
      trial.expect(came == wanted, fmt::format("{} came as {} and {} are expected.", came.size(),
                                               name, wanted.size()));
    }
    if (listing.next.empty()) continue;
    trial.input(fmt::format("list {} since the token that came with the change", kind.name));
    const Listing after = session.list(kind.kind, {}, {}, listing.next);
    trial.expect(after.ok(), told("list", after.outcome));
    trial.expect(after.records.empty(), "What had changed before came once more.");
  }
}

}  // namespace

void add_reading_cases(std::vector<Case>& out) {
  for (const Kind& kind : kinds()) {
    out.push_back({fmt::format("reading.{}", kind.name),
                   fmt::format("list gives all {} once each, with valid dates and UTF-8, and as "
                               "expected.",
                               kind.name),
                   [&kind](Trial& trial) { gives_expected(trial, kind); }});
  }
  out.push_back({"reading.references",
                 "Every relation leads to a student and a guardian, every enrolment to a group "
                 "and a person.",
                 references_resolve});
  out.push_back({"reading.again", "A second list gives the same records.", reads_the_same_again});
  out.push_back({"reading.sink",
                 "When the sink refuses a record, list stops and returns its status.",
                 obeys_the_sink});
  out.push_back(
      {"reading.no_exchange", "The exchange and the error may be NULL.", needs_no_exchange});
  out.push_back(
      {"reading.entries_of_one", "`student` limits the entries to one student.", filters_entries});
  out.push_back({"reading.changes",
                 "`since` gives what changed; a token that cannot be used gives HV_CONFLICT.",
                 follows_changes});
}

}  // namespace homevisit::conform
