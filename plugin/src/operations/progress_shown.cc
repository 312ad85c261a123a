// What of a report is shown.
#include <algorithm>
#include <tuple>

#include "operations/progress_reads.h"

namespace homevisit::operations {
namespace {

using progress::CountTable;

template <typename Values>
CountTable one_row(const Values& values) {
  CountTable table(1, static_cast<int>(values.size()));
  for (int c = 0; c < table.columns(); ++c) table.at(0, c) = values[static_cast<std::size_t>(c)];
  return table;
}

std::vector<int> languages_of(const progress::Tally& tally) {
  std::vector<int> counts;
  int with = 0;
  for (const auto& [language, contacts] : tally.interpreted) {
    counts.push_back(contacts);
    with += contacts;
  }
  counts.push_back(std::max(0, tally.held() - with));  // without an interpreter
  return counts;
}

}  // namespace

Shown::Shown(const Progress& progress, bool whole)
    : progress_(progress),
      whole_(whole),
      one_class_(!whole && progress.group),
      contacts_(
          one_row(std::vector<int>{progress.total.held_at_home, progress.total.held_elsewhere})),
      purposes_(one_row(progress.total.purposes)),
      reports_(
          one_row(std::vector<int>{progress.total.reports_in_time, progress.total.reports_late})),
      languages_(one_row(languages_of(progress.total))),
      contacts_out_(contacts_),
      purposes_out_(purposes_),
      reports_out_(reports_),
      languages_out_(languages_) {
  if (whole_) return;
  look_at_board();
  const std::size_t all = progress_.rows.size();
  for (int c = 0; c < progress::column_count; ++c) all_columns_ = all_columns_ && prints(all, c);
  // Mostly one contact for one family: what is left out of the one is left out of the other.
  if (!prints(all, static_cast<int>(progress::Column::visited))) contacts_out_.leave_out(0, 0);
  if (!prints(all, static_cast<int>(progress::Column::other_form))) contacts_out_.leave_out(0, 1);
  // Their sums are one number.
  const auto sum_out = [](const CountTable& table, const progress::Suppressed& out) {
    return out.at(0, table.columns()) || out.at(1, table.columns());
  };
  if (sum_out(contacts_, contacts_out_) || sum_out(purposes_, purposes_out_) ||
      sum_out(reports_, reports_out_) || sum_out(languages_, languages_out_))
    for (auto [table, out] :
         {std::pair(&contacts_, &contacts_out_), std::pair(&purposes_, &purposes_out_),
          std::pair(&reports_, &reports_out_), std::pair(&languages_, &languages_out_)}) {
      out->leave_out(0, table->columns());
      out->leave_out(1, table->columns());
    }
}

// The board is the same whatever was asked: all classes, in one order.
void Shown::look_at_board() {
  std::vector<const ProgressRow*> all;
  for (const auto* rows : {&progress_.rows, &progress_.others})
    for (const ProgressRow& row : *rows) all.push_back(&row);
  std::sort(all.begin(), all.end(), [](const ProgressRow* a, const ProgressRow* b) {
    return std::tie(a->group.school, a->group.name, a->group.id) <
           std::tie(b->group.school, b->group.name, b->group.id);
  });
  std::vector<progress::BoardShown::Row> rows;
  places_.assign(progress_.rows.size(), 0);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool same = i > 0 && all[i]->group.school == all[i - 1]->group.school;
    rows.push_back({i == 0 ? 0 : rows.back().school + (same ? 0 : 1), &all[i]->tally});
    const auto asked = static_cast<std::size_t>(all[i] - progress_.rows.data());
    if (std::less_equal<>()(progress_.rows.data(), all[i]) && asked < progress_.rows.size()) {
      places_[asked] = i;
      if (!progress_.school.empty()) school_ = rows.back().school;
    }
  }
  board_.emplace(rows);
}

bool Shown::prints(std::size_t row, int column) const {
  if (row < places_.size()) return board_->cell(places_[row], column);
  if (places_.empty()) return true;  // there is nobody
  if (progress_.group) return board_->cell(places_.front(), column);
  return school_ >= 0 ? board_->of_school(school_, column) : board_->of_all(column);
}

Shown::Number Shown::of(const CountTable& table, const progress::Suppressed& out, int row,
                        int column) const {
  if (one_class_ || (!whole_ && out.at(row, column))) return std::nullopt;
  return table.value(row, column);
}

Shown::Number Shown::column(std::size_t row, progress::Column column) const {
  const bool all = row == progress_.rows.size();
  const progress::Tally& tally = all ? progress_.total : progress_.rows[row].tally;
  if (!whole_ && !prints(row, static_cast<int>(column))) return std::nullopt;
  return tally.column(column);
}

Shown::Number Shown::in_scope(std::size_t row) const {
  const bool all = row == progress_.rows.size();
  if (!whole_ && !prints(row, progress::column_count)) return std::nullopt;
  return all ? progress_.total.in_scope : progress_.rows[row].tally.in_scope;
}

Shown::Number Shown::reached(progress::Reached step) const {
  int count = 0;
  for (const auto& column : progress_.total.reached)
    for (int s = 0; s <= static_cast<int>(step); ++s) count += column[static_cast<std::size_t>(s)];
  if (whole_) return count;
  if (progress_.group || school_ >= 0) return settled(count);
  return board_->reached(step) ? Number(count) : std::nullopt;
}

Shown::Number Shown::families(int count) const {
  if (whole_) return count;
  if (one_class_) return std::nullopt;
  const int rest = progress_.total.in_scope - count;
  const bool few =
      (count > 0 && count < progress::least_group) || (rest > 0 && rest < progress::least_group);
  return few || !in_scope(progress_.rows.size()) ? std::nullopt : Number(count);
}

Shown::Number Shown::settled(int count) const {
  return whole_ || all_columns_ ? families(count) : std::nullopt;
}

Shown::Number Shown::contacts(int place) const { return of(contacts_, contacts_out_, 0, place); }
Shown::Number Shown::purpose(int place) const { return of(purposes_, purposes_out_, 0, place); }
Shown::Number Shown::report(int place) const { return of(reports_, reports_out_, 0, place); }
Shown::Number Shown::interpreted(std::size_t place) const {
  return of(languages_, languages_out_, 0, static_cast<int>(place));
}
Shown::Number Shown::held() const { return of(contacts_, contacts_out_, 0, contacts_.columns()); }

Shown::Number Shown::things(int count) const {
  if (one_class_) return std::nullopt;
  return !whole_ && count > 0 && count < progress::least_group ? std::nullopt : Number(count);
}

Shown::Number Shown::minutes(int count) const {
  return !whole_ && !held() ? std::nullopt : Number(count);
}

}  // namespace homevisit::operations
