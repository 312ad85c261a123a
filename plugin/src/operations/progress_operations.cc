// R106: how it goes with the programme, as counts: for the team meeting, as of any day.
#include <fmt/format.h>

#include <algorithm>

#include "domain/codec.h"
#include "operations/progress_json.h"
#include "operations/school_write.h"
#include "operations/write.h"

namespace homevisit::operations {
namespace {

// `whole`: it is answered without leaving anything out.
Result<ProgressQuestion> question_of(const Call& call, bool whole = false) {
  ProgressQuestion question;
  question.group = call.text("group");
  question.school = call.text("school");
  HV_ASSIGN(question.as_of, read_date(call.request, "as_of", "/as_of"));
  HV_ASSIGN(question.since, read_date(call.request, "since", "/since"));
  question.beside_others = !whole && (!question.group.empty() || !question.school.empty());
  return question;
}

// Does this reader get every number? Not of what is to be given away.
bool is_whole(const Call& call) {
  return !call.request["handout"].is_true() && knows_by_name(call.actor, call.text("group"));
}

Result<std::string> board(const Call& call) {
  HV_ASSIGN(const ProgressQuestion question, question_of(call, is_whole(call)));
  HV_ASSIGN(const Progress progress, read_progress(call, question));
  json::Writer w;
  w.begin_object();
  write_board(w, progress, Shown(progress, is_whole(call)));
  return w.end_object().take();
}

Result<std::string> report(const Call& call) {
  HV_ASSIGN(const ProgressQuestion question, question_of(call, is_whole(call)));
  HV_ASSIGN(const Progress progress, read_progress(call, question));
  return report_text(progress, Shown(progress, is_whole(call)));
}

Result<std::string> compare(const Call& call) {
  HV_ASSIGN(const ProgressQuestion question, question_of(call));
  HV_ASSIGN(const Progress progress, read_progress(call, question));
  const Shown shown(progress, false);
  json::Writer w;
  w.begin_object().member("as_of", format_date(progress.as_of));
  w.member("school_year", progress.school_year).key("classes").begin_array();
  const std::size_t rows = progress.rows.size();
  for (std::size_t r = 0; r <= rows; ++r) {
    if (r == rows) w.end_array();
    if (r == rows && rows == 0) break;
    if (r == rows) w.key("all");
    w.begin_object();
    if (r < rows)
      w.member("group", progress.rows[r].group.id).member("name", progress.rows[r].group.name);
    write_offer(w, offer_of(shown, r));
    w.end_object();
  }
  return w.end_object().take();
}

Result<std::string> years(const Call& call) {
  HV_ASSIGN(ProgressQuestion question, question_of(call, is_whole(call)));
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
  for (const Progress& one : progress) w.raw(report_text(one, Shown(one, is_whole(call))));
  return w.end_array().end_object().take();
}

// What a file may be called on every machine.
std::string plain_name(const std::string& name) {
  std::string plain;
  for (const char c : name.substr(0, 40)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (kept)
      plain += c;
    else if (!plain.empty() && plain.back() != '-')
      plain += '-';
  }
  return plain.empty() || plain.back() == '-' ? plain : plain + '-';
}

Result<std::string> csv(const Call& call) {
  HV_ASSIGN(const ProgressQuestion question, question_of(call));
  HV_ASSIGN(const Progress progress, read_progress(call, question));
  const char separator = call.text("separator") == "comma" ? ',' : ';';
  std::string text = call.request["bom"].boolean().value_or(true) ? "\xEF\xBB\xBF" : "";
  text += progress_csv(call.words, progress, Shown(progress, false), separator);
  json::Writer w;
  w.begin_object();
  const std::string about = progress.group ? progress.group->name : progress.school;
  w.member("name",
           fmt::format("home-visits-{}{}.csv", plain_name(about), format_date(progress.as_of)));
  return w.member("text", text).end_object().take();
}

Result<std::string> keep(const Call& call) {
  HV_ASSIGN(const ProgressQuestion question, question_of(call));
  HV_ASSIGN(const Progress progress, read_progress(call, question));
  // What is kept is for others to read.
  const std::string text = report_text(progress, Shown(progress, false));
  return write_school(call, [&](const SchoolFacts&) -> Result<SchoolDecision> {
    school::ReportKept kept;
    kept.id = new_id(call.context);
    kept.as_of = progress.as_of;
    kept.title = call.text("title");
    kept.figures = text;
    std::string id = kept.id;
    return SchoolDecision{std::move(kept), std::move(id)};
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
