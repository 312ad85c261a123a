// Walking the whole journal: is every byte as it was written?
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/bytes.h"
#include "crypto/seal.h"
#include "journal/events.h"
#include "journal/merges.h"
#include "journal/open_journal.h"
#include "journal/projections.h"
#include "journal/reading.h"
#include "journal/schema.h"

namespace homevisit::journal {
namespace {

constexpr std::size_t most_problems = 100;
constexpr std::int64_t page_size = 500;

class Problems {
 public:
  explicit Problems(std::vector<std::string>& list) : list_(list) {}
  template <typename... Arguments>
  void add(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    if (list_.size() < most_problems)
      list_.push_back(fmt::format(format, std::forward<Arguments>(arguments)...));
    else if (list_.size() == most_problems)
      list_.push_back("There are more problems; only the first are listed.");
  }

 private:
  std::vector<std::string>& list_;
};

struct Row {
  std::int64_t seq = 0, subject = 0, stream = 0;
  Bytes id, submission, body, hash;
};

Result<std::vector<Row>> page_after(Session& session, std::int64_t seq, std::int64_t until) {
  std::vector<Row> rows;
  HV_TRY((session.each<std::int64_t, Bytes, std::int64_t, std::int64_t, std::optional<Bytes>, Bytes,
                       Bytes>(
      "SELECT seq, id, subject, stream, submission, body, hash FROM events "
      "WHERE seq > :seq AND seq <= :until ORDER BY seq LIMIT :page",
      [&](std::int64_t at, Bytes id, std::int64_t subject, std::int64_t stream,
          std::optional<Bytes> submission, Bytes body, Bytes hash) {
        rows.push_back({at, subject, stream, std::move(id),
                        submission ? std::move(*submission) : Bytes(), std::move(body),
                        std::move(hash)});
        return ok();
      },
      seq, until, page_size)));
  return rows;
}

// The subjects, each asked for once. An event of one that is not there is a problem of that event.
class Subjects {
 public:
  Subjects(Store& store, Session& session) : store_(store), session_(session) {}
  const Result<Subject>& of(std::int64_t id) {
    const auto found = known_.find(id);
    if (found != known_.end()) return found->second;
    return known_.emplace(id, subject_by_id(store_, session_, id)).first->second;
  }

 private:
  Store& store_;
  Session& session_;
  std::map<std::int64_t, Result<Subject>> known_;
};

Status quick_check(Session& session, Problems& problems) {
  return session.each<std::string>("PRAGMA quick_check(20)", [&](const std::string& line) {
    if (line != "ok")
      problems.add("The file is damaged (SQLite's quick_check). Restore it from a backup.");
    return ok();
  });
}

// Checks one event against the hash before it, and gives its own.
Result<crypto::Digest> check_event(const Row& row, const crypto::Digest& previous,
                                   Subjects& subjects, Problems& problems) {
  EventColumns columns;
  columns.seq = row.seq;
  columns.stream = row.stream;
  columns.submission = row.submission;
  const auto id = uuid_of(row.id);
  const auto& subject = subjects.of(row.subject);
  if (!id) problems.add("Event {}: its id has a wrong length.", row.seq);
  if (!subject) problems.add("Event {}: {}", row.seq, subject.error().message);
  if (id) columns.id = *id;
  if (subject) columns.subject = subject->uuid;
  HV_ASSIGN(const crypto::Digest hash, event_hash(previous, columns, row.body));
  if (!std::ranges::equal(hash, row.hash))
    problems.add("Event {}: its hash does not follow from the event and the hash before it.",
                 row.seq);
  // An event whose key was destroyed stays in the chain and cannot be opened: that is as it should.
  if (id && subject && subject->key && !subject->open(row.body, event_context(columns)))
    problems.add("Event {}: its body does not open.", row.seq);
  // Go on from what is stored, so that one changed event is one problem.
  crypto::Digest stored = hash;
  if (row.hash.size() == stored.size()) std::ranges::copy(row.hash, stored.begin());
  return stored;
}

Status check_chain(Store& store, Session& session, const CallControl& control, Problems& problems,
                   Verification& verification) {
  HV_ASSIGN(crypto::Digest previous, genesis_hash(store.journal));
  const auto head = read_head(store, session);
  if (!head) problems.add("The sealed end of the chain does not open: {}", head.error().message);
  HV_ASSIGN(const auto last, session.one<std::int64_t>("SELECT max(seq) FROM events"));
  const std::int64_t until = last ? std::get<0>(*last) : 0;
  Subjects subjects(store, session);
  std::int64_t at = 0;
  bool stands_at_head = head.has_value() && head->seq == 0;
  while (at < until) {
    HV_TRY(control.check());
    control.report("verify", static_cast<std::uint64_t>(at), static_cast<std::uint64_t>(until));
    HV_ASSIGN(const std::vector<Row> rows, page_after(session, at, until));
    if (rows.empty()) break;
    for (const Row& row : rows) {
      if (row.seq != at + 1) problems.add("Events {} to {} are missing.", at + 1, row.seq - 1);
      HV_ASSIGN(previous, check_event(row, previous, subjects, problems));
      at = row.seq;
      ++verification.events;
      if (head && head->seq == at) stands_at_head = head->hash == previous;
    }
  }
  if (head && head->seq > at)
    problems.add("Events {} to {} were cut off the end of the chain.", at + 1, head->seq);
  else if (head && head->seq < at)
    problems.add("Events {} to {} stand behind the sealed end of the chain.", head->seq + 1, at);
  else if (head && !stands_at_head)
    problems.add("The hash of event {} is not the one that the sealed end of the chain has.",
                 head->seq);
  verification.last_hash = to_hex(previous);
  return ok();
}

using CheckProjection = std::function<Result<bool>(const std::string& student,
                                                   const std::string& name, const Projection&)>;

Result<std::vector<std::pair<std::string, std::int64_t>>> listed_students(
    Session& session, const std::string& system) {
  std::vector<std::pair<std::string, std::int64_t>> students;
  HV_TRY((session.each<std::string, std::int64_t>(
      "SELECT external_id, subject FROM subject_ids WHERE system = :system ORDER BY external_id",
      [&](const std::string& student, std::int64_t subject) {
        students.emplace_back(student, subject);
        return ok();
      },
      system)));
  return students;
}

Status check_projections(Session& session, const Subject& subject, const std::string& student,
                         Problems& problems, Verification& verification,
                         const CheckProjection& check) {
  std::vector<std::string> names;
  HV_TRY(session.each<std::string>(
      "SELECT name FROM projections WHERE subject = :subject ORDER BY name",
      [&](const std::string& name) {
        names.push_back(name);
        return ok();
      },
      subject.id));
  for (const std::string& name : names) {
    ++verification.projections;
    const auto stored = read_projection(session, subject, name);
    if (!stored) {
      problems.add("Subject {}, projection '{}': {}", subject.id, name, stored.error().message);
      continue;
    }
    if (!*stored || !check) continue;
    HV_ASSIGN(const bool same, check(student, name, **stored));
    if (!same && student.empty())
      problems.add(
          "Subject {}, projection '{}': it cannot be used. Restore the journal from a backup, or "
          "set up anew what it is about.",
          subject.id, name);
    else if (!same)
      problems.add(
          "Subject {}, projection '{}': it is not what the events give. Make it again "
          "with 'homevisit call projection.rebuild --as it'.",
          subject.id, name);
  }
  return ok();
}

}  // namespace

Result<Verification> OpenJournal::verify(
    const CallControl& control,
    const std::function<Result<bool>(const std::string&, const std::string&, const Projection&)>&
        check_projection) {
  Verification verification;
  Problems problems(verification.problems);
  HV_ASSIGN(const auto session, pool_.reader());
  HV_TRY(quick_check(*session, problems));
  {
    // One snapshot for the chain and its sealed end, while others go on appending.
    HV_ASSIGN(const Reading reading, Reading::begin(*session));
    HV_TRY(check_chain(store_, *session, control, problems, verification));
  }
  HV_ASSIGN(const Subject system, subject_by_id(store_, *session, system_subject));
  HV_TRY(check_projections(*session, system, "", problems, verification, check_projection));
  HV_ASSIGN(const auto students, listed_students(*session, store_.system));
  std::set<std::int64_t> looked_at;  // files, each once whatever its ids
  std::uint64_t asked = 0;
  for (const auto& [student, id] : students) {
    if (asked++ % 100 == 0) {
      HV_TRY(control.check());
      control.report("verify_projections", asked, students.size());
    }
    // Every line on the way from the id to its file is sealed, and so are those that join others.
    const auto subject = find_subject(store_, *session, student);
    if (!subject || !*subject) {
      problems.add("Subject {}: {}", id, subject ? "its line is gone." : subject.error().message);
      continue;
    }
    ++verification.students;
    if (!looked_at.insert((*subject)->id).second || !(*subject)->key) continue;
    if (const auto file = file_of(store_, *session, **subject); !file) {
      problems.add("Subject {}: {}", (*subject)->id, file.error().message);
      continue;
    }
    HV_TRY(
        check_projections(*session, **subject, student, problems, verification, check_projection));
  }
  return verification;
}

}  // namespace homevisit::journal
