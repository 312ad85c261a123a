#include "sync/expected.h"

#include <algorithm>
#include <map>

namespace homevisit::sync {
namespace {

using journal::OutboxRow;
using journal::OutboxState;
using journal::Seen;

bool is_under_way(OutboxState state) {
  return state == OutboxState::sending || state == OutboxState::unknown;
}

class Reader {
 public:
  ExpectedFile read(const std::vector<OutboxRow>& rows) {
    for (const OutboxRow& row : rows) {
      file_.markers.insert(row.marker);
      // Destroyed or damaged: there is nothing to compare with.
      auto entry = row.entry.empty() ? Result<Entry>(Entry()) : read_entry(row.entry);
      if (!entry) entry = Entry();
      if (!entry->instead.empty()) file_.markers.insert(entry->instead);
      if (entry->withdraw)
        withdraw(row);
      else
        file(row, std::move(*entry));
    }
    return std::move(file_);
  }

 private:
  void file(const OutboxRow& row, Entry entry) {
    const bool replaces = entry.kind == "visit" && !entry.amends.empty();
    const std::string begins = replaces ? entry.amends : row.marker;
    Expected* before = last_of(begins);
    if (is_under_way(row.state)) {
      if (before != nullptr) before->moving = true;
      return;
    }
    if (row.state != OutboxState::done) return;
    if (before == nullptr || !replaces || row.code == journal::filed_beside) {
      latest_[begins] = file_.entries.size();
      file_.entries.emplace_back().begins = begins;
      before = &file_.entries.back();
    }
    before->markers.push_back(row.marker);
    before->items.push_back(row.id);
    before->seen = row.seen;
    before->moving = before->moving || row.entry.empty();
    before->entry = std::move(entry);
  }

  void withdraw(const OutboxRow& row) {
    for (Expected& expected : file_.entries) {
      if (std::find(expected.markers.begin(), expected.markers.end(), row.marker) ==
          expected.markers.end())
        continue;
      // One that is stopped or given up is a person's matter: nothing is put back meanwhile.
      if (row.state != OutboxState::done) expected.moving = true;
      if (row.state == OutboxState::done) {
        expected.withdrawal = row.id;
        expected.withdrawal_seen = row.seen;
      }
    }
  }

  Expected* last_of(const std::string& begins) {
    const auto found = latest_.find(begins);
    return found == latest_.end() ? nullptr : &file_.entries[found->second];
  }

  ExpectedFile file_;
  std::map<std::string, std::size_t> latest_;
};

void append_tidy(std::string& to, std::string_view text) {
  std::size_t kept = to.size();  // up to here nothing is a blank at an end
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') {
      // Blanks before a line's end go; the line itself stays.
      std::size_t end = to.size();
      while (end > kept && (to[end - 1] == ' ' || to[end - 1] == '\t')) --end;
      to.resize(end);
      to += '\n';
      kept = to.size();
    } else {
      to += c;
    }
  }
  while (!to.empty() && (to.back() == ' ' || to.back() == '\t' || to.back() == '\n')) to.pop_back();
}

}  // namespace

ExpectedFile expected_of(const std::vector<OutboxRow>& rows) { return Reader().read(rows); }

std::string said_in(std::string_view date, std::string_view title, std::string_view text) {
  std::string said(date);
  said += '\x1f';
  append_tidy(said, title);
  said += '\x1f';
  append_tidy(said, text);
  return said;
}

bool says_the_same(const Expected& expected, const Looked& looked) {
  const Entry& entry = expected.entry;
  if (looked.said == said_in(entry.date, entry.title, entry.text)) return true;
  return !entry.beside.empty() && looked.said == said_in(entry.date, entry.beside, entry.text);
}

Seen compare(const Expected& expected, const std::vector<Looked>& found) {
  const bool withdrawn = expected.withdrawal != 0;
  if (found.empty()) return withdrawn ? Seen::as_filed : Seen::missing;
  if (found.size() > 1) return Seen::twice;
  const Looked& looked = found.front();
  if (withdrawn) return looked.is_void ? Seen::as_filed : Seen::altered;
  if (looked.is_void) return Seen::made_void;
  return says_the_same(expected, looked) ? Seen::as_filed : Seen::altered;
}

}  // namespace homevisit::sync
