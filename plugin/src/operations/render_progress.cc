// The pages on the progress of the programme: of the school, of a class, what was kept; and, on a
// page of its own that never goes with the figures, who of a class stands where.
#include <fmt/format.h>

#include <array>
#include <map>

#include "domain/planning.h"
#include "operations/day_form.h"
#include "operations/first_day.h"
#include "operations/progress_figures.h"
#include "operations/progress_json.h"
#include "operations/rendering.h"
#include "operations/said_apart.h"
#include "views/contact_words.h"
#include "views/form_fields.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/school_pages.h"
#include "views/sheet.h"

namespace homevisit::operations {
namespace {

using access::Role;
using progress::Column;
using views::Cell;
using views::Medium;
using views::Section;

constexpr json::Limits of_a_board{64 << 20, 24};  // of thousands of classes

Result<json::Document> report_of(const Progress& progress, bool whole) {
  return json::Document::parse(report_text(progress, Shown(progress, whole)), of_a_board);
}

// `recorded`: the day a year ago is one of those that are known here.
Section last_year(const text::Catalogue& words, json::Value now, json::Value before,
                  bool recorded) {
  Section section{words.text("Last year beside this year")};
  views::Table table;
  table.caption = words.text("On the same day of the school year");
  table.columns = {"", std::string(now["school_year"].text()),
                   std::string(before["school_year"].text())};
  const auto row = [&](std::string label, const auto& figure) {
    table.rows.push_back({{std::move(label)},
                          {figure(now)},
                          {recorded ? figure(before) : words.text("not recorded here")}});
  };
  row(words.text("In scope"), [](json::Value r) { return figure_text(r["in_scope"]); });
  row(words.text("asked and answered"),
      [](json::Value r) { return figure_text(r["coverage"]["answered"]); });
  row(words.text("Home visits held"),
      [](json::Value r) { return figure_text(r["contacts"]["at_home"]); });
  row(words.text("Talks at school, by phone or online"),
      [](json::Value r) { return figure_text(r["contacts"]["elsewhere"]); });
  row(words.text("Hours used"), [](json::Value r) { return hours_text(r["minutes"]["used"]); });
  section.table = std::move(table);
  return section;
}

ProgressQuestion question_of(const Rendering& r, const DayAsked& asked) {
  ProgressQuestion question;
  question.group = r.text("group");
  question.school = r.text("school");
  question.as_of = asked.day;
  question.beside_others = !question.group.empty() || !question.school.empty();
  return question;
}

void append(std::vector<Section>& to, std::vector<Section> more, Medium medium = Medium::every) {
  for (Section& section : more) {
    section.medium = medium;
    to.push_back(std::move(section));
  }
}

std::string board_link(const Rendering& r) { return r.frame.links + "/school/progress"; }

// Keeping the figures, and those that were kept.
Result<Section> keeping(Rendering& r, Date as_of) {
  const text::Catalogue& words = *r.frame.words;
  Section section{words.text("Another day, and keeping these figures")};
  section.medium = Medium::screen;
  section.forms.push_back(other_day(r, as_of, "/school/progress"));
  if (!r.actor.reads_only) {
    views::SheetForm keep;
    keep.heading = words.text("Keep the figures as they are now");
    keep.action = "/school/progress/keep";
    keep.button = words.text("Keep");
    keep.name = "keep";
    keep.values = {{"/as_of", format_date(as_of)}};
    keep.fill = [](const views::FieldGroup& fields) {
      fields.input({"/title", fields.words().text("What is it for?"),
                    fields.words().text("For instance: team meeting of November")});
      fields.input({"/as_of", fields.words().text("As known at the end of"), "", true, "date"});
    };
    section.forms.push_back(std::move(keep));
  }
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  for (const auto& kept : school->reports)
    section.links.push_back(
        {board_link(r) + "/kept/" + kept.value.id,
         words.text("{title}: as known on {date}",
                    {{"title", kept.value.title.empty() ? words.text("Kept") : kept.value.title},
                     {"date", words.short_date(kept.value.as_of)}})});
  return section;
}

constexpr std::initializer_list<Role> who_compares = {Role::school_leader, Role::care_coordinator};

Result<SharedPage> school_page(Rendering& r) {
  HV_TRY(check_reader(r, who_compares));
  const text::Catalogue& words = *r.frame.words;
  views::Sheet sheet =
      views::sheet_about_school(r.frame, words.text("Progress of the home visits"));
  sheet.subtitle = r.frame.school;
  const DayAsked asked = day_asked(r);
  if (asked.wrong) return ask_again(r, std::move(sheet), "/school/progress", *asked.wrong);
  const ProgressQuestion question = question_of(r, asked);
  std::array questions{question, question};
  questions[1].as_of = year_before(question.as_of.value_or(r.context.today()));
  HV_ASSIGN(const auto both, read_progress(r.context, r.actor, r.control, questions));
  HV_ASSIGN(const json::Document now, report_of(both[0], false));
  HV_ASSIGN(const json::Document before, report_of(both[1], false));

  sheet.intro = {as_known(words, now.root()), dash_words(words)};
  const std::string day = "?as_of=" + format_date(both[0].as_of);
  sheet.links = {{board_link(r) + ".csv" + day, words.text("For a spreadsheet")},
                 {board_link(r) + "/offer" + day, words.text("What the school offered, by class")}};
  append(sheet.sections, figure_sections(r.frame, now.root()));
  sheet.sections.push_back(last_year(words, now.root(), before.root(),
                                     *questions[1].as_of >= first_day_here(r.context)));
  HV_ASSIGN(Section kept, keeping(r, both[0].as_of));
  sheet.sections.push_back(std::move(kept));
  sheet.state = form_state(r, nullptr);
  return shared(views::sheet_page(r.frame, sheet));
}

// The offer compared across classes, never the families.
Result<SharedPage> offer_page(Rendering& r) {
  HV_TRY(check_reader(r, who_compares));
  const text::Catalogue& words = *r.frame.words;
  views::Sheet sheet;
  sheet.back = {board_link(r), words.text("Back to the board")};
  sheet.title = words.text("What the school offered, by class");
  sheet.subtitle = r.frame.school;
  const DayAsked asked = day_asked(r);
  if (asked.wrong) return ask_again(r, std::move(sheet), "/school/progress/offer", *asked.wrong);
  HV_ASSIGN(const Progress progress,
            read_progress(r.context, r.actor, r.control, question_of(r, asked)));
  const Shown shown(progress, false);
  sheet.intro = {words.text("As known at the end of {date}, school year {year}.",
                            {{"date", words.date(progress.as_of)}, {"year", progress.school_year}}),
                 words.text("What the school did: which families it told and asked. What they "
                            "answered does not stand here."),
                 dash_words(words)};
  Section section;
  views::Table table;
  table.caption = words.text("Families by class, and what they were offered");
  table.columns = {words.text("Class"), words.text("Asked or approached"),
                   words.text("Told, not asked yet"), words.text("Not told yet"),
                   words.text("In scope")};
  const auto text = [](Shown::Number number) {
    return number ? fmt::format("{}", *number) : std::string("–");
  };
  for (std::size_t row = 0; row <= progress.rows.size(); ++row) {
    const Offer offer = offer_of(shown, row);
    const std::string name =
        row < progress.rows.size() ? progress.rows[row].group.name : words.text("All");
    table.rows.push_back({{name},
                          {text(offer.asked)},
                          {text(offer.told)},
                          {text(offer.not_yet)},
                          {text(offer.in_scope)}});
  }
  section.table = std::move(table);
  sheet.sections.push_back(std::move(section));
  Section day{words.text("Another day")};
  day.medium = Medium::screen;
  day.forms.push_back(other_day(r, progress.as_of, "/school/progress/offer"));
  sheet.sections.push_back(std::move(day));
  return shared(views::sheet_page(r.frame, sheet));
}

// As it was kept, whatever was recorded since.
Result<SharedPage> kept_page(Rendering& r) {
  HV_TRY(check_reader(r, who_compares));
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
  const std::string id = r.text("report");
  for (const auto& kept : school->reports) {
    if (kept.value.id != id) continue;
    HV_ASSIGN(const json::Document report, json::Document::parse(kept.value.figures, of_a_board));
    views::Sheet sheet;
    sheet.back = {board_link(r), words.text("Back to the board")};
    sheet.title =
        kept.value.title.empty() ? words.text("Figures that were kept") : kept.value.title;
    sheet.subtitle = r.frame.school;
    sheet.intro = {as_known(words, report.root()),
                   words.text("Kept on {date} by {name}. What was recorded later changes nothing "
                              "here.",
                              {{"date", words.date(r.context.zone.date_at(kept.at))},
                               {"name", views::isolated(kept.by_name)}}),
                   dash_words(words)};
    sheet.sections = figure_sections(r.frame, report.root());
    return shared(views::sheet_page(r.frame, sheet));
  }
  return Error{HV_NOT_FOUND, "unknown_report", "There is no such kept report.", "/report"};
}

std::string class_path(const Group& group, const char* rest) {
  return "/groups/" + views::url_part(group.id) + rest;
}

std::string class_link(const Rendering& r, const Group& group, const char* rest) {
  return r.frame.links + class_path(group, rest);
}

Result<Group> group_asked_for(const Rendering& r) {
  const std::string id = r.text("group");
  HV_TRY(access::may_list(*r.context.roster, r.actor, id, r.frame.today));
  return r.context.roster->group(id);
}

// Who looks after a student, or all of them, sees by name who stands where.
bool sees_names(const access::Actor& actor) {
  return actor.role == Role::mentor || actor.role == Role::care_coordinator;
}

Result<SharedPage> class_progress(Rendering& r) {
  HV_TRY(check_reader(r, school_staff));
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const Group group, group_asked_for(r));
  views::Sheet sheet;
  sheet.back = {class_link(r, group, ""), words.text("Back to the class")};
  sheet.title = words.text("Progress of the home visits");
  sheet.subtitle = group.name;
  const DayAsked asked = day_asked(r);
  if (asked.wrong)
    return ask_again(r, std::move(sheet), class_path(group, "/progress"), *asked.wrong);
  const ProgressQuestion question = question_of(r, asked);
  HV_ASSIGN(const Progress progress, read_progress(r.context, r.actor, r.control, question));
  HV_ASSIGN(const json::Document printed, report_of(progress, false));
  const bool whole = knows_by_name(r.actor, question.group);
  sheet.intro = {as_known(words, printed.root())};
  if (sees_names(r.actor))
    sheet.links.push_back(
        {class_link(r, group, "/families"), words.text("Who stands where, by name")});
  if (access::sees_all(r.actor))
    sheet.links.push_back({board_link(r), words.text("The whole school")});
  sheet.links.push_back({class_link(r, group, "/progress.csv?as_of=") + format_date(progress.as_of),
                         words.text("For a spreadsheet")});
  if (whole) {
    HV_ASSIGN(const json::Document screen, report_of(progress, true));
    sheet.intro.push_back(words.text(
        "On paper and in a file fewer figures stand than on your screen: what would give "
        "a family away is left out there."));
    append(sheet.sections, figure_sections(r.frame, screen.root()), Medium::screen);
  } else {
    sheet.intro.push_back(dash_words(words));
  }
  const Medium rest = whole ? Medium::print : Medium::every;
  std::vector<Section> figures = figure_sections(r.frame, printed.root());
  figures.resize(1);  // of one class nothing else is printed (rule 12)
  if (whole) figures.front().paragraphs.push_back(dash_words(words));
  append(sheet.sections, std::move(figures), rest);
  Section day{words.text("Another day")};
  day.medium = Medium::screen;
  day.forms.push_back(other_day(r, progress.as_of, class_path(group, "/progress")));
  sheet.sections.push_back(std::move(day));
  return shared(views::sheet_page(r.frame, sheet));
}

// One guardian's no is not the answer of another who was not asked yet: the family stands in the
// list of what is to be planned, and here too.
Result<bool> is_somebody_left(const Rendering& r, const Progress& progress,
                              const PupilLine& pupil) {
  const bool rests = pupil.column == Column::declined || pupil.column == Column::deferred;
  if (!rests || progress.as_of != r.context.today()) return false;
  HV_ASSIGN(const SharedFile file,
            r.context.files.read(*r.context.roster, pupil.id, progress.as_of));
  HV_ASSIGN(const SharedHistory history, r.context.histories.read(*r.context.journal, pupil.id));
  return to_plan(*history, *file, progress.as_of).has_value();
}

// By the student's id, in place of the name of their column.
using OwnWords = std::map<std::string, std::string>;

Section pupils_of(const Rendering& r, const Progress& progress, std::string heading,
                  std::string empty, bool with_column, const OwnWords& own,
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
    std::vector<Cell> cells{{pupil.name, views::student_link(r.frame, pupil.id)}};
    if (with_column)
      cells.push_back(
          {own.contains(pupil.id) ? own.at(pupil.id) : column_name(words, pupil.column)});
    cells.push_back(
        {pupil.last_contact ? words.short_date(*pupil.last_contact) : words.text("none yet")});
    table.rows.push_back(std::move(cells));
  }
  section.table = std::move(table);
  return section;
}

// R89: by name, for who looks after these families.
Result<SharedPage> class_families(Rendering& r) {
  HV_TRY(check_reader(r, {Role::mentor, Role::care_coordinator}));
  const text::Catalogue& words = *r.frame.words;
  HV_ASSIGN(const Group group, group_asked_for(r));
  views::Sheet sheet;
  sheet.back = {class_link(r, group, ""), words.text("Back to the class")};
  sheet.title = words.text("Who stands where, by name");
  sheet.subtitle = group.name;
  const DayAsked asked = day_asked(r);
  if (asked.wrong)
    return ask_again(r, std::move(sheet), class_path(group, "/families"), *asked.wrong);
  ProgressQuestion question = question_of(r, asked);
  question.beside_others = false;
  question.pupils = true;
  HV_ASSIGN(const Progress progress, read_progress(r.context, r.actor, r.control, question));
  OwnWords own;
  for (const PupilLine& pupil : progress.pupils) {
    HV_ASSIGN(const bool is_left, is_somebody_left(r, progress, pupil));
    if (is_left) own[pupil.id] = words.text("Somebody is left to be asked");
    HV_ASSIGN(const std::string apart, said_apart(r, pupil.id, progress.as_of));
    if (!apart.empty()) own[pupil.id] = apart;
  }
  sheet.intro = {
      words.text("As known at the end of {date}, school year {year}.",
                 {{"date", words.date(progress.as_of)}, {"year", progress.school_year}}),
      words.text("For whoever looks after these families, not for a meeting: there go the figures, "
                 "without names."),
      views::last_contact_words(words)};
  sheet.links = {{class_link(r, group, "/progress"), words.text("The figures")}};
  sheet.sections.push_back(pupils_of(
      r, progress, words.text("Welcome, still to plan"),
      words.text("Nobody waits for an appointment."), false, own, [](const PupilLine& pupil) {
        return pupil.column == Column::to_plan || pupil.column == Column::cancelled_by_school;
      }));
  Section silent =
      pupils_of(r, progress,
                words.text("No contact since {date}", {{"date", words.short_date(progress.since)}}),
                words.text("There has been contact with everybody."), false, own,
                [](const PupilLine& pupil) { return pupil.silent; });
  if (progress.contacts_least > 0)
    silent.paragraphs.push_back(
        words.plural("The programme offers each family at least {n} talk a school year.",
                     "The programme offers each family at least {n} talks a school year.",
                     progress.contacts_least));
  sheet.sections.push_back(std::move(silent));
  sheet.sections.push_back(pupils_of(r, progress, words.text("Everybody in the class"), "", true,
                                     own, [](const PupilLine&) { return true; }));
  return shared(views::sheet_page(r.frame, sheet));
}

}  // namespace

std::span<const View> progress_views() {
  static constexpr View views[] = {{"progress.school", school_page},
                                   {"progress.offer", offer_page},
                                   {"progress.kept", kept_page},
                                   {"progress.class", class_progress},
                                   {"progress.families", class_families}};
  return views;
}

}  // namespace homevisit::operations
