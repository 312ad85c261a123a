#include "operations/progress_json.h"

#include <fmt/format.h>

#include "base/csv_cell.h"

namespace homevisit::operations {
namespace {

using progress::Column;
using progress::column_count;
using progress::Reached;

void number(json::Writer& w, const char* name, Shown::Number value) {
  w.key(name);
  if (value)
    w.integer(*value);
  else
    w.null();
}

void write_columns(json::Writer& w, const Shown& shown, std::size_t row) {
  w.key("columns").begin_object();
  for (int c = 0; c < column_count; ++c) {
    const auto column = static_cast<Column>(c);
    number(w, std::string(to_name(column)).c_str(), shown.column(row, column));
  }
  w.end_object();
}

}  // namespace

void write_board(json::Writer& w, const Progress& progress, const Shown& shown) {
  w.member("as_of", format_date(progress.as_of)).member("school_year", progress.school_year);
  if (progress.group) w.member("group", progress.group->id).member("name", progress.group->name);
  w.member_if("school", progress.school);
  const std::size_t all = progress.rows.size();
  number(w, "in_scope", shown.in_scope(all));
  write_columns(w, shown, all);
  w.key("classes").begin_array();
  for (std::size_t r = 0; r < all; ++r) {
    const Group& group = progress.rows[r].group;
    w.begin_object().member("group", group.id).member("name", group.name);
    w.member_if("school", group.school).member_if("year", group.year);
    number(w, "in_scope", shown.in_scope(r));
    write_columns(w, shown, r);
    w.end_object();
  }
  w.end_array();
}

std::string report_text(const Progress& progress, const Shown& shown) {
  const progress::Tally& t = progress.total;
  json::Writer w;
  w.begin_object();
  write_board(w, progress, shown);
  w.key("coverage").begin_object();
  number(w, "answered", shown.reached(Reached::answered));
  number(w, "appointments", shown.reached(Reached::appointment));
  number(w, "contacts", shown.reached(Reached::contact));
  w.end_object().key("offer").begin_object();
  number(w, "informed", shown.families(t.informed));
  number(w, "invited", shown.families(t.invited));
  number(w, "asked", shown.reached(Reached::asked));
  number(w, "agreed", shown.settled(t.agreed));
  w.end_object().key("attempts").begin_object();
  number(w, "all", shown.things(t.attempts));
  number(w, "of_not_spoken", shown.things(t.not_spoken_attempts));
  w.end_object().key("did_not_take_place").begin_object();
  number(w, "cancelled_by_family", shown.things(t.cancelled_by_family));
  number(w, "cancelled_by_school", shown.things(t.cancelled_by_school));
  number(w, "no_show", shown.things(t.no_show));
  w.end_object().key("contacts").begin_object();
  number(w, "held", shown.held());
  number(w, "at_home", shown.contacts(0));
  number(w, "elsewhere", shown.contacts(1));
  w.key("purposes").begin_object();
  for (const auto& [purpose, name] : names<Purpose>())
    number(w, std::string(name).c_str(), shown.purpose(static_cast<int>(purpose)));
  w.end_object();
  const bool purposes_whole = shown.purpose(0) && shown.purpose(1);
  number(w, "before_concern", purposes_whole ? Shown::Number(t.before_concern()) : std::nullopt);
  w.end_object().key("reports").begin_object();
  number(w, "in_time", shown.report(0));
  number(w, "late", shown.report(1));
  number(w, "missing", shown.things(t.reports_missing));
  w.member("within_days", progress.report_within).end_object();
  w.key("agreements_of_school").begin_object();
  number(w, "open", shown.things(t.agreements_open));
  number(w, "overdue", shown.things(t.agreements_overdue));
  w.end_object().key("guardians").begin_object();
  number(w, "of_two", shown.families(t.of_two_guardians));
  number(w, "both_informed",
         shown.families(t.of_two_guardians) ? shown.families(t.both_have_notice) : std::nullopt);
  number(w, "still_to_tell", shown.families(t.still_to_tell));
  w.end_object().key("minutes").begin_object();
  if (!progress.group) w.member("planned", progress.minutes_planned);
  number(w, "used", shown.minutes(t.minutes_used()));
  number(w, "visit", shown.minutes(t.minutes[0]));
  number(w, "travel", shown.minutes(t.minutes[1]));
  number(w, "consultation", shown.minutes(t.minutes[2]));
  number(w, "reporting", shown.minutes(t.minutes[3]));
  w.end_object().key("interpreters").begin_array();
  // A language that few speak says by its name alone whose it is.
  std::size_t place = 0;
  for (const auto& [language, contacts] : t.interpreted)
    if (const auto many = shown.interpreted(place++))
      w.begin_object().member("language", language).member("contacts", *many).end_object();
  w.end_array();
  if (!progress.group) {
    w.key("care_consultations").begin_object().member("count", progress.consultations);
    w.member("went_well", progress.consultations_well).end_object();
  }
  w.key("no_contact_since").begin_object().member("since", format_date(progress.since));
  number(w, "pupils", shown.families(t.silent));
  w.end_object();
  if (progress.contacts_least > 0) w.member("contacts_least", progress.contacts_least);
  if (progress.drift) {
    w.key("planning").begin_object().member("expected", progress.drift->expected);
    number(w, "asked", shown.reached(Reached::asked));
    w.member("behind", progress.drift->behind).end_object();
  }
  return w.end_object().take();
}

Offer offer_of(const Shown& shown, std::size_t row) {
  Offer offer;
  offer.told = shown.column(row, Column::informed);
  offer.not_yet = shown.column(row, Column::not_asked);
  offer.in_scope = shown.in_scope(row);
  if (offer.told && offer.not_yet && offer.in_scope)
    offer.asked = *offer.in_scope - *offer.told - *offer.not_yet;
  return offer;
}

void write_offer(json::Writer& w, const Offer& offer) {
  number(w, "asked", offer.asked);
  number(w, "told", offer.told);
  number(w, "not_yet", offer.not_yet);
  number(w, "in_scope", offer.in_scope);
}

std::string column_name(const text::Catalogue& words, Column column) {
  switch (column) {
    case Column::visited:
      return words.text("Home visit held");
    case Column::planned:
      return words.text("Home visit planned");
    case Column::other_form:
      return words.text("At school, by phone or online");
    case Column::declined:
      return words.text("Prefers no home visit");
    case Column::deferred:
      return words.text("Not now");
    case Column::cancelled_by_school:
      return words.text("Cancelled by the school");
    case Column::fell_through:
      return words.text("Appointment did not take place");
    case Column::to_plan:
      return words.text("Welcome, still to plan");
    case Column::not_spoken:
      return words.text("Not spoken yet");
    case Column::invited:
      return words.text("Asked, no answer yet");
    case Column::informed:
      return words.text("Told about the visits");
    case Column::not_asked:
      return words.text("Not asked yet");
  }
  return {};
}

std::string progress_csv(const text::Catalogue& words, const Progress& progress, const Shown& shown,
                         char separator) {
  std::string out;
  const auto line = [&](const std::vector<std::string>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i > 0) out += separator;
      out += csv_cell(fields[i], separator);
    }
    out += "\r\n";
  };
  const auto text = [](Shown::Number number) {
    return number ? fmt::format("{}", *number) : std::string(".");
  };
  std::vector<std::string> heads{words.text("Class"), words.text("In scope")};
  for (int c = 0; c < column_count; ++c)
    heads.push_back(column_name(words, static_cast<Column>(c)));
  heads.push_back(words.text("As of"));
  line(heads);
  const std::size_t all = progress.rows.size();
  for (std::size_t r = 0; r <= all; ++r) {
    std::vector<std::string> fields{r == all ? words.text("All") : progress.rows[r].group.name,
                                    text(shown.in_scope(r))};
    for (int c = 0; c < column_count; ++c)
      fields.push_back(text(shown.column(r, static_cast<Column>(c))));
    fields.push_back(format_date(progress.as_of));
    line(fields);
  }
  line(
      {words.text("A dot stands where there are fewer than five families, and where a figure "
                  "would give one of those away.")});
  return out;
}

}  // namespace homevisit::operations
