// R106: how it goes with the programme, as counts: for the team meeting, as of any day.
#include <fmt/format.h>

#include <algorithm>

#include "domain/codec.h"
#include "operations/progress_json.h"
#include "operations/school_write.h"
#include "operations/write.h"

namespace homevisit::operations {
namespace {

Result<ProgressQuestion> question_of(const Call& call) {
  ProgressQuestion question;
  question.group = call.text("group");
  question.school = call.text("school");
  HV_ASSIGN(question.as_of, read_date(call.request, "as_of", "/as_of"));
  HV_ASSIGN(question.since, read_date(call.request, "since", "/since"));
  return question;
}

bool is_whole(const Call& call) { return !call.request["handout"].is_true(); }

Result<std::string> board(const Call& call) {
  HV_ASSIGN(const ProgressQuestion question, question_of(call));
  HV_ASSIGN(const Progress progress, read_progress(call, question));
  json::Writer w;
  w.begin_object();
  write_board(w, progress, Shown(progress, is_whole(call)));
  return w.end_object().take();
}

std::string report_text(const Progress& progress, bool whole) {
  json::Writer w;
  w.begin_object();
  write_report(w, progress, Shown(progress, whole));
  return w.end_object().take();
}

Result<std::string> report(const Call& call) {
  HV_ASSIGN(const ProgressQuestion question, question_of(call));
  HV_ASSIGN(const Progress progress, read_progress(call, question));
  return report_text(progress, is_whole(call));
}

// The offer of the school across classes: what it told and asked, not what families answered.
Result<std::string> compare(const Call& call) {
  HV_ASSIGN(const ProgressQuestion question, question_of(call));
  HV_ASSIGN(const Progress progress, read_progress(call, question));
  using progress::Column;
  const auto rows = static_cast<int>(progress.rows.size());
  progress::CountTable table(rows, 3);  // asked; told only; not yet
  for (int r = 0; r < rows; ++r) {
    const progress::Tally& tally = progress.rows[static_cast<std::size_t>(r)].tally;
    table.at(r, 0) = tally.asked;
    table.at(r, 1) = std::min(tally.column(Column::informed), tally.in_scope - tally.asked);
    table.at(r, 2) = tally.in_scope - table.at(r, 0) - table.at(r, 1);
  }
  const progress::Suppressed out(table);
  json::Writer w;
  w.begin_object().member("as_of", format_date(progress.as_of));
  w.member("school_year", progress.school_year).key("classes").begin_array();
  for (int r = 0; r <= rows; ++r) {
    w.begin_object();
    if (r < rows) {
      const Group& group = progress.rows[static_cast<std::size_t>(r)].group;
      w.member("group", group.id).member("name", group.name);
    }
    constexpr const char* columns[] = {"asked", "told", "not_yet", "in_scope"};
    for (int c = 0; c <= 3; ++c) {
      w.key(columns[c]);
      if (out.at(r, c))
        w.null();
      else
        w.integer(table.value(r, c));
    }
    w.end_object();
    if (r == rows - 1) w.end_array().key("all");
  }
  if (rows == 0) return w.end_array().end_object().take();
  return w.end_object().take();
}

Result<std::string> years(const Call& call) {
  HV_ASSIGN(ProgressQuestion question, question_of(call));
  const auto many = static_cast<int>(call.request["years"].integer().value_or(2));
  Date day = question.as_of.value_or(call.context.today());
  std::vector<ProgressQuestion> questions;
  for (int i = 0; i < many; ++i, day = year_before(day)) {
    question.as_of = day;
    question.since.reset();
    questions.push_back(question);
  }
  HV_ASSIGN(const auto progress, read_progress(call.context, call.actor, call.control, questions));
  json::Writer w;
  w.begin_object().key("years").begin_array();
  for (const Progress& one : progress) w.raw(report_text(one, is_whole(call)));
  return w.end_array().end_object().take();
}

Result<std::string> csv(const Call& call) {
  HV_ASSIGN(const ProgressQuestion question, question_of(call));
  HV_ASSIGN(const Progress progress, read_progress(call, question));
  const char separator = call.text("separator") == "comma" ? ',' : ';';
  std::string text = call.request["bom"].boolean().value_or(true) ? "\xEF\xBB\xBF" : "";
  text += progress_csv(call.words, progress, Shown(progress, false), separator);
  json::Writer w;
  w.begin_object();
  w.member("name", fmt::format("home-visits-{}.csv", format_date(progress.as_of)));
  return w.member("text", text).end_object().take();
}

Result<std::string> keep(const Call& call) {
  HV_ASSIGN(const ProgressQuestion question, question_of(call));
  const bool whole = is_whole(call);
  HV_ASSIGN(const Progress progress, read_progress(call, question));
  const std::string text = report_text(progress, whole);
  return write_school(call, [&](const SchoolFacts&) -> Result<SchoolDecision> {
    school::ReportKept kept;
    kept.id = new_id(call.context);
    kept.as_of = progress.as_of;
    kept.title = call.text("title");
    kept.figures = text;
    SchoolDecision decision;
    decision.id = kept.id;
    decision.change = std::move(kept);
    return decision;
  });
}

// What was kept, as it was then; with an id its figures too.
Result<std::string> read_kept(const Call& call) {
  HV_ASSIGN(const SharedSchool school, call.context.school.read(*call.context.journal));
  const std::string id = call.text("id");
  json::Writer w;
  w.begin_object().key("reports").begin_array();
  bool found = id.empty();
  for (const auto& kept : school->reports) {
    if (!id.empty() && kept.value.id != id) continue;
    found = true;
    w.begin_object().member("id", kept.value.id).member("as_of", format_date(kept.value.as_of));
    w.member_if("title", kept.value.title).member("kept_at", format_moment(kept.at));
    w.member_if("by", kept.by_name);
    if (!id.empty()) w.key("figures").raw(kept.value.figures);
    w.end_object();
  }
  if (!found) return Error{HV_NOT_FOUND, "unknown_report", "There is no such kept report.", "/id"};
  return w.end_array().end_object().take();
}

}  // namespace

std::span<const Operation> progress_operations() {
  static constexpr Operation operations[] = {
      {"progress.board", board}, {"progress.report", report}, {"progress.compare", compare},
      {"progress.years", years}, {"progress.csv", csv},       {"report.keep", keep},
      {"report.read", read_kept}};
  return operations;
}

}  // namespace homevisit::operations
