// The pages on the progress of the programme. On a screen the leader sees every figure; what is
// printed leaves out what rule 12 says.
#include <fmt/format.h>

#include <array>

#include "domain/codec.h"
#include "operations/progress_json.h"
#include "operations/rendering.h"
#include "views/form_fields.h"
#include "views/sheet.h"

namespace homevisit::operations {
namespace {

using progress::Column;
using progress::column_count;
using views::Bars;
using views::Cell;
using views::Medium;
using views::Section;

std::string text_of(Shown::Number number) {
  return number ? fmt::format("{}", *number) : std::string("–");
}

Bars::Bar bar(std::string label, Shown::Number number) {
  return {std::move(label), static_cast<double>(number.value_or(0)), text_of(number)};
}

Section where_families_stand(const text::Catalogue& words, const Progress& progress,
                             const Shown& shown) {
  Section section{words.text("Where families stand")};
  Bars bars;
  bars.title = words.text("Families, each in one line");
  bars.description =
      words.text("{n} in scope", {{"n", text_of(shown.in_scope(progress.rows.size()))}});
  bars.unit = words.text("Families");
  for (int c = 0; c < column_count; ++c) {
    const auto column = static_cast<Column>(c);
    bars.bars.push_back(
        bar(column_name(words, column), shown.column(progress.rows.size(), column)));
  }
  section.bars = std::move(bars);
  return section;
}

Section coverage(const text::Catalogue& words, const Progress& progress, const Shown& shown) {
  const progress::Tally& t = progress.total;
  Section section{words.text("How far we are")};
  section.paragraphs = {
      words.text("Whatever a family answers counts: who would rather have no visit has answered, "
                 "and needs no appointment.")};
  Bars bars;
  bars.title = words.text("Of all families in scope");
  bars.unit = words.text("Families");
  bars.bars = {
      bar(words.text("in scope"), shown.in_scope(progress.rows.size())),
      bar(words.text("told about the visits"), shown.families(t.informed)),
      bar(words.text("asked"), shown.settled(t.asked)),
      bar(words.text("asked and answered"), shown.settled(t.answered)),
      bar(words.text("appointment made, or none wanted now"), shown.settled(t.appointment_settled)),
      bar(words.text("talk held, or none wanted now"), shown.settled(t.contact_settled))};
  section.bars = std::move(bars);
  return section;
}

std::string hours(Shown::Number minutes) {
  if (!minutes) return "–";
  return fmt::format("{}:{:02}", *minutes / 60, *minutes % 60);
}

Section figures(const text::Catalogue& words, const Progress& progress, const Shown& shown) {
  const progress::Tally& t = progress.total;
  Section section{words.text("For the team meeting")};
  const auto add = [&](std::string label, std::string text) {
    section.facts.push_back({std::move(label), std::move(text)});
  };
  const auto number = [&](std::string label, Shown::Number value) {
    add(std::move(label), text_of(value));
  };
  number(words.text("Home visits held"), shown.contacts(0));
  number(words.text("Talks at school, by phone or online"), shown.contacts(1));
  if (shown.purpose(0) && shown.purpose(1) && shown.held())  // R5
    add(words.text("Talks before there was any concern"),
        words.text("{n} of {all}",
                   {{"n", text_of(t.before_concern())}, {"all", text_of(shown.held())}}));
  number(words.text("Attempts for families not spoken to yet"),
         shown.things(t.not_spoken_attempts));
  number(words.text("Cancelled by the school"), shown.things(t.cancelled_by_school));
  number(words.text("Cancelled by the family"), shown.things(t.cancelled_by_family));
  number(words.text("Appointment did not take place"), shown.things(t.no_show));
  add(words.text("Reports within {n} days", {{"n", fmt::format("{}", progress.report_within)}}),
      words.text("{n} in time, {late} later, {missing} still to write",
                 {{"n", text_of(shown.report(0))},
                  {"late", text_of(shown.report(1))},
                  {"missing", text_of(shown.things(t.reports_missing))}}));
  number(words.text("Agreements of the school itself that are past their day"),
         shown.things(t.agreements_overdue));
  if (const auto two = shown.families(t.of_two_guardians))
    add(words.text("Both guardians informed"),
        words.text("{n} of {all}",
                   {{"n", text_of(shown.families(t.both_informed))}, {"all", text_of(two)}}));
  add(words.text("Hours used"), hours(shown.minutes(t.minutes_used())));
  if (progress.minutes_planned > 0)
    add(words.text("Hours in the yearly task"), hours(progress.minutes_planned));
  std::size_t place = 0;
  for (const auto& [language, contacts] : t.interpreted)
    number(words.text("Talks with an interpreter, {language}",
                      {{"language", words.language_name(language)}}),
           shown.interpreted(place++));
  if (!progress.group) number(words.text("Care coordinator consulted"), progress.consultations);
  number(words.text("No contact since {date}", {{"date", words.short_date(progress.since)}}),
         shown.families(t.silent));
  return section;
}

Section by_class(const Rendering& r, const Progress& progress, const Shown& shown, bool links) {
  const text::Catalogue& words = *r.frame.words;
  Section section{words.text("By class")};
  views::Table table;
  table.caption = words.text("Families by class and where they stand");
  table.columns = {words.text("Class"), words.text("In scope")};
  for (int c = 0; c < column_count; ++c)
    table.columns.push_back(column_name(words, static_cast<Column>(c)));
  for (std::size_t row = 0; row <= progress.rows.size(); ++row) {
    const bool all = row == progress.rows.size();
    std::vector<Cell> cells;
    if (all)
      cells.push_back({words.text("All")});
    else
      cells.push_back(
          {progress.rows[row].group.name,
           links ? r.frame.links + "/groups/" + progress.rows[row].group.id + "/progress" : ""});
    cells.push_back({text_of(shown.in_scope(row))});
    for (int c = 0; c < column_count; ++c)
      cells.push_back({text_of(shown.column(row, static_cast<Column>(c)))});
    table.rows.push_back(std::move(cells));
  }
  section.table = std::move(table);
  return section;
}

// R19: about the school's own planning.
std::optional<Section> planning(const text::Catalogue& words, const Progress& progress) {
  if (!progress.drift || progress.total.in_scope == 0) return std::nullopt;
  Section section{words.text("Our own planning")};
  const progress::Drift& drift = *progress.drift;
  section.paragraphs.push_back(
      words.text("By our own calendar about {expected} families would have been asked by now; "
                 "{asked} have been.",
                 {{"expected", fmt::format("{}", drift.expected)},
                  {"asked", fmt::format("{}", drift.asked)}}));
  if (drift.behind)
    section.paragraphs.push_back(
        words.text("Planning lies behind the programme's own plan. What would help: more time, "
                   "or another calendar?"));
  return section;
}

Section last_year(const text::Catalogue& words, const Progress& now, const Progress& before) {
  Section section{words.text("Last year beside this year")};
  views::Table table;
  table.caption = words.text("On the same day of the school year");
  table.columns = {"", now.school_year, before.school_year};
  const Shown shown_now(now, false), shown_before(before, false);
  const auto row = [&](std::string label, Shown::Number a, Shown::Number b) {
    table.rows.push_back({{std::move(label)}, {text_of(a)}, {text_of(b)}});
  };
  row(words.text("In scope"), shown_now.in_scope(now.rows.size()),
      shown_before.in_scope(before.rows.size()));
  row(words.text("asked and answered"), shown_now.settled(now.total.answered),
      shown_before.settled(before.total.answered));
  row(words.text("Home visits held"), shown_now.contacts(0), shown_before.contacts(0));
  row(words.text("Talks at school, by phone or online"), shown_now.contacts(1),
      shown_before.contacts(1));
  table.rows.push_back({{words.text("Hours used")},
                        {hours(shown_now.minutes(now.total.minutes_used()))},
                        {hours(shown_before.minutes(before.total.minutes_used()))}});
  section.table = std::move(table);
  return section;
}

views::SheetForm other_day(const Rendering& r, const Progress& progress, std::string action) {
  views::SheetForm form;
  form.action = std::move(action);
  form.button = r.frame.words->text("Show this day");
  form.name = "day";
  form.get = true;
  form.values = {{"as_of", format_date(progress.as_of)}};
  form.fill = [](const views::FieldGroup& fields) {
    fields.input({"as_of", fields.words().text("As known at the end of"), "", true, "date"});
  };
  return form;
}

Result<ProgressQuestion> question_of(const Rendering& r) {
  ProgressQuestion question;
  question.group = r.text("group");
  question.school = r.text("school");
  HV_ASSIGN(question.as_of, read_date(r.params, "as_of", "/as_of"));
  return question;
}

std::string as_known(const text::Catalogue& words, const Progress& progress) {
  return words.text("As known at the end of {date}, school year {year}.",
                    {{"date", words.date(progress.as_of)}, {"year", progress.school_year}});
}

std::vector<Section> sections(const Rendering& r, const Progress& progress, bool whole) {
  const text::Catalogue& words = *r.frame.words;
  const Shown shown(progress, whole);
  std::vector<Section> all{where_families_stand(words, progress, shown),
                           coverage(words, progress, shown), figures(words, progress, shown)};
  if (!progress.group) all.push_back(by_class(r, progress, shown, whole));
  for (Section& section : all) section.medium = whole ? Medium::screen : Medium::print;
  if (!whole)
    all.front().paragraphs.push_back(
        words.text("A dash stands where there are fewer than five families, and where a figure "
                   "would give one of those away."));
  return all;
}

void append(std::vector<Section>& to, std::vector<Section> more) {
  for (Section& section : more) to.push_back(std::move(section));
}

Result<SharedPage> school_page(Rendering& r) {
  if (r.actor.role != access::Role::school_leader && r.actor.role != access::Role::care_coordinator)
    return Error{HV_PERMISSION_DENIED, "role_may_not",
                 "This page is for the school leader and the care coordinator."};
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const ProgressQuestion question, question_of(r));
  std::array questions{question, question};
  questions[1].as_of = year_before(question.as_of.value_or(r.context.today()));
  HV_ASSIGN(const auto both, read_progress(r.context, r.actor, r.control, questions));
  const Progress &progress = both[0], &then = both[1];

  views::Sheet sheet;
  sheet.title = words.text("Progress of the home visits");
  sheet.subtitle = r.frame.school;
  sheet.intro = {as_known(words, progress)};
  sheet.links = {{r.frame.links + "/school/progress.csv?as_of=" + format_date(progress.as_of),
                  words.text("For a spreadsheet"), false, true}};
  append(sheet.sections, sections(r, progress, true));
  append(sheet.sections, sections(r, progress, false));
  if (auto drift = planning(words, progress)) {
    drift->medium = Medium::screen;
    sheet.sections.push_back(std::move(*drift));
  }
  sheet.sections.push_back(last_year(words, progress, then));

  Section keeping{words.text("Another day, and keeping these figures")};
  keeping.medium = Medium::screen;
  keeping.forms.push_back(other_day(r, progress, "/school/progress"));
  if (!r.actor.reads_only) {
    views::SheetForm keep;
    keep.heading = words.text("Keep the figures as they are now");
    keep.action = "/school/progress/keep";
    keep.button = words.text("Keep");
    keep.name = "keep";
    keep.values = {{"/as_of", format_date(progress.as_of)}};
    keep.fill = [](const views::FieldGroup& fields) {
      fields.input({"/title", fields.words().text("What is it for?"),
                    fields.words().text("For instance: team meeting of November")});
      fields.input({"/as_of", fields.words().text("As known at the end of"), "", true, "date"});
    };
    keeping.forms.push_back(std::move(keep));
  }
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  for (const auto& kept : school->reports)
    keeping.points.push_back(
        words.text("{title}: as known on {date}",
                   {{"title", kept.value.title.empty() ? words.text("Kept") : kept.value.title},
                    {"date", words.short_date(kept.value.as_of)}}));
  sheet.sections.push_back(std::move(keeping));
  sheet.state = form_state(r, nullptr);
  return shared(views::sheet_page(r.frame, sheet));
}

// Who looks after this class sees who stands where, by name.
Section pupils_of(const Rendering& r, const Progress& progress, std::string heading,
                  std::string empty, bool with_column,
                  const std::function<bool(const PupilLine&)>& is_in) {
  const text::Catalogue& words = *r.frame.words;
  Section section{std::move(heading)};
  views::Table table;
  table.caption = section.heading;
  table.columns = {words.text("Name")};
  if (with_column) table.columns.push_back(words.text("Where they stand"));
  table.columns.push_back(words.text("Last contact"));
  table.empty = std::move(empty);
  for (const PupilLine& pupil : progress.pupils) {
    if (!is_in(pupil)) continue;
    std::vector<Cell> cells{{pupil.name, r.frame.links + "/students/" + pupil.id}};
    if (with_column) cells.push_back({column_name(words, pupil.column)});
    cells.push_back(
        {pupil.last_contact ? words.short_date(*pupil.last_contact) : words.text("none yet")});
    table.rows.push_back(std::move(cells));
  }
  section.table = std::move(table);
  return section;
}

Result<SharedPage> class_progress(Rendering& r) {
  if (r.actor.role == access::Role::it || r.actor.role == access::Role::system)
    return Error{HV_PERMISSION_DENIED, "role_may_not", "This role sees no students."};
  const text::Catalogue& words = *r.frame.words;
  // Attempts are for those who look after a student.
  const bool by_name =
      r.actor.role == access::Role::mentor || r.actor.role == access::Role::care_coordinator;
  HV_ASSIGN(ProgressQuestion question, question_of(r));
  question.pupils = by_name;
  HV_ASSIGN(const Progress progress, read_progress(r.context, r.actor, r.control, question));
  views::Sheet sheet;
  sheet.back = {r.frame.links + "/groups/" + progress.group->id, words.text("Back to the class")};
  sheet.title = words.text("Progress of the home visits");
  sheet.subtitle = progress.group->name;
  sheet.intro = {as_known(words, progress)};
  sheet.links = {{fmt::format("{}/groups/{}/progress.csv?as_of={}", r.frame.links,
                              progress.group->id, format_date(progress.as_of)),
                  words.text("For a spreadsheet"), false, true}};
  if (by_name) {
    sheet.sections.push_back(pupils_of(
        r, progress, words.text("Welcome, still to plan"),
        words.text("Nobody waits for an appointment."), false, [](const PupilLine& pupil) {
          return pupil.column == Column::to_plan || pupil.column == Column::cancelled_by_school;
        }));
    sheet.sections.push_back(pupils_of(
        r, progress,
        words.text("No contact since {date}", {{"date", words.short_date(progress.since)}}),
        words.text("There has been contact with everybody."), false,
        [](const PupilLine& pupil) { return pupil.silent; }));
    sheet.sections.push_back(pupils_of(r, progress, words.text("Everybody in the class"), "", true,
                                       [](const PupilLine&) { return true; }));
  }
  append(sheet.sections, sections(r, progress, true));
  append(sheet.sections, sections(r, progress, false));
  Section day{words.text("Another day")};
  day.medium = Medium::screen;
  day.forms.push_back(other_day(r, progress, "/groups/" + progress.group->id + "/progress"));
  sheet.sections.push_back(std::move(day));
  return shared(views::sheet_page(r.frame, sheet));
}

}  // namespace

std::span<const View> progress_views() {
  static constexpr View views[] = {{"progress.school", school_page},
                                   {"progress.class", class_progress}};
  return views;
}

}  // namespace homevisit::operations
