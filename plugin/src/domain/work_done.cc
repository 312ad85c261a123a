#include "domain/work_done.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "domain/names.h"
#include "domain/school/school.h"

namespace homevisit {
namespace {

// In the order in which they are kept.
constexpr int StaffWork::*const numbers[] = {&StaffWork::visits,       &StaffWork::planned,
                                             &StaffWork::visit,        &StaffWork::travel,
                                             &StaffWork::consultation, &StaffWork::reporting};

int said(int minutes) { return std::max(minutes, 0); }

void add_visit(YearWork& year, const VisitEntry& entry) {
  const Visit& visit = entry.visit;
  const auto& visitors = visit.visitors;
  if (is_planned(visit.state)) {
    for (const std::string& staff : visitors) ++year.staff[staff].planned;
    return;
  }
  if (!is_contact(visit.state) || visitors.empty()) return;
  for (const std::string& staff : visitors) {
    StaffWork& work = year.staff[staff];
    ++work.visits;
    work.visit += said(visit.minutes.visit);
    work.travel += said(visit.minutes.travel);
    work.consultation += said(visit.minutes.consultation);
  }
  const bool recorder =
      std::find(visitors.begin(), visitors.end(), entry.recorded.by) != visitors.end();
  year.staff[recorder ? entry.recorded.by : visitors.front()].reporting +=
      said(visit.minutes.reporting);
}

// Lines of words with a space between. A number is a word; an id comes last, after its length, so
// that it may hold anything.
class Words {
 public:
  explicit Words(std::string_view kept) : rest_(kept) {}
  bool at_end() const { return rest_.empty(); }
  bool whole() const { return whole_; }

  std::string_view word() {
    const std::size_t end = rest_.find_first_of(" \n");
    if (end == std::string_view::npos) return broken();
    return take(end);
  }
  std::int64_t number() {
    const std::string_view text = word();
    std::int64_t value = 0;
    const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || last != text.data() + text.size()) broken();
    return value;
  }
  std::string_view id() {
    const auto size = static_cast<std::size_t>(number());
    return size < rest_.size() ? take(size) : broken();
  }

 private:
  std::string_view take(std::size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size + 1);
    return taken;
  }
  std::string_view broken() {
    whole_ = false;
    return rest_ = {};
  }

  std::string_view rest_;
  bool whole_ = true;
};

constexpr std::string_view referral_word = "referral";

template <typename Map>
auto& at(Map& map, std::string_view key) {
  const auto found = map.find(key);
  return found != map.end() ? found->second : map[std::string(key)];
}

}  // namespace

std::string write_work(const History& history) {
  WorkDone work;
  for (const VisitEntry& entry : history.visits)
    if (!entry.voided) add_visit(at(work, school::school_year_of(entry.visit.date)), entry);
  std::string kept = "\n";  // of the first line nothing is kept: each student has one
  for (const auto& [year, done] : work)
    for (const auto& [staff, one] : done.staff) {
      kept += year;
      for (const auto number : numbers) kept += fmt::format(" {}", one.*number);
      kept += fmt::format(" {} {}\n", staff.size(), staff);
    }
  for (const ReferralEntry& entry : history.referrals)
    kept += fmt::format("{} {} {}\n", referral_word, entry.recorded.at, to_name(entry.state));
  return kept;
}

Status add_work(WorkDone& work, std::string_view kept,
                const std::function<Date(std::int64_t)>& day_of) {
  Words words(kept);
  for (words.word(); !words.at_end();) {
    const std::string_view year = words.word();
    if (year == referral_word) {
      const Date day = day_of(words.number());
      const auto state = from_name<ReferralState>(words.word());
      if (state)
        ++at(work, school::school_year_of(day)).referrals[static_cast<std::size_t>(*state)];
      continue;
    }
    StaffWork done;
    for (const auto number : numbers) done.*number = static_cast<int>(words.number());
    const std::string_view staff = words.id();
    if (!words.whole()) break;
    StaffWork& sum = at(at(work, year).staff, staff);
    for (const auto number : numbers) sum.*number += done.*number;
  }
  if (words.whole()) return ok();
  return Error{HV_DATA_LOSS, "facts_damaged",
               "What is kept for the counting of one student cannot be read. Make it again with "
               "'homevisit call projection.rebuild --as it'."};
}

}  // namespace homevisit
