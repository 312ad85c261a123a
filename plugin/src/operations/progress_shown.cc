// What of a report may leave the leader's page.
#include "operations/progress_reads.h"

namespace homevisit::operations {
namespace {

using progress::CountTable;

CountTable table_of_columns(const Progress& progress) {
  CountTable table(static_cast<int>(progress.rows.size()), progress::column_count);
  for (int r = 0; r < table.rows(); ++r)
    for (int c = 0; c < table.columns(); ++c)
      table.at(r, c) =
          progress.rows[static_cast<std::size_t>(r)].tally.columns[static_cast<std::size_t>(c)];
  return table;
}

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
      columns_(whole ? CountTable(0, progress::column_count) : table_of_columns(progress)),
      contacts_(
          one_row(std::vector<int>{progress.total.held_at_home, progress.total.held_elsewhere})),
      purposes_(one_row(progress.total.purposes)),
      reports_(
          one_row(std::vector<int>{progress.total.reports_in_time, progress.total.reports_late})),
      languages_(one_row(languages_of(progress.total))),
      columns_out_(columns_),
      contacts_out_(contacts_),
      purposes_out_(purposes_),
      reports_out_(reports_),
      languages_out_(languages_) {
  if (whole_) return;
  const int all = columns_.rows();
  for (int c = 0; c < columns_.columns(); ++c)
    all_columns_ = all_columns_ && !columns_out_.at(all, c);
  // Mostly one contact for one family: what is left out of the one is left out of the other.
  if (columns_out_.at(all, static_cast<int>(progress::Column::visited)))
    contacts_out_.leave_out(0, 0);
  if (columns_out_.at(all, static_cast<int>(progress::Column::other_form)))
    contacts_out_.leave_out(0, 1);
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

Shown::Number Shown::of(const CountTable& table, const progress::Suppressed& out, int row,
                        int column) const {
  if (!whole_ && out.at(row, column)) return std::nullopt;
  return table.value(row, column);
}

Shown::Number Shown::column(std::size_t row, progress::Column column) const {
  const bool all = row == progress_.rows.size();
  const progress::Tally& tally = all ? progress_.total : progress_.rows[row].tally;
  if (!whole_ && columns_out_.at(static_cast<int>(row), static_cast<int>(column)))
    return std::nullopt;
  return tally.column(column);
}

Shown::Number Shown::in_scope(std::size_t row) const {
  const bool all = row == progress_.rows.size();
  if (!whole_ && columns_out_.at(static_cast<int>(row), progress::column_count))
    return std::nullopt;
  return all ? progress_.total.in_scope : progress_.rows[row].tally.in_scope;
}

Shown::Number Shown::families(int count) const {
  if (whole_) return count;
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
  return !whole_ && count > 0 && count < progress::least_group ? std::nullopt : Number(count);
}

Shown::Number Shown::minutes(int count) const {
  return !whole_ && !held() ? std::nullopt : Number(count);
}

}  // namespace homevisit::operations
