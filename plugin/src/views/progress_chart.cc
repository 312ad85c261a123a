#include <fmt/format.h>

#include <algorithm>

#include "views/labels.h"
#include "views/progress_page.h"

namespace homevisit::views {
namespace {

// In units of the drawing, which is as wide as a small phone shows it.
constexpr double left = 30, right = 348, top = 30, row_height = 24, ticks_at = 14;
constexpr int most_ticks = 4;

class Scale {
 public:
  Scale(Date from, Date to) : from_(from), days_(std::max(1, days_between(from, to))) {}
  double at(Date day) const {
    const int days = std::clamp(days_between(from_, day), 0, days_);
    return left + (right - left) * days / days_;
  }

 private:
  Date from_;
  int days_;
};

std::string number(double value) { return fmt::format("{:.1f}", value); }

Date first_of_month(Date day) { return Date{day.year(), day.month(), std::chrono::day{1}}; }

// First days of months, a few of them, evenly.
std::vector<Date> ticks(Date from, Date to) {
  int months = 0;
  for (Date day = first_of_month(from); day <= to; day += std::chrono::months{1}) ++months;
  const std::chrono::months step{std::max(1, (months + most_ticks - 1) / most_ticks)};
  std::vector<Date> days;
  for (Date day = first_of_month(from); day <= to; day += step)
    if (day >= from) days.push_back(day);
  return days;
}

// The mark's shape; sections of the template.
const char* shape(AgreementState word) {
  switch (word) {
    case AgreementState::open:
      return "OPEN";
    case AgreementState::going_well:
      return "WELL";
    case AgreementState::another_way:
      return "ANOTHER";
    case AgreementState::done:
      return "DONE";
    case AgreementState::let_go:
      break;
  }
  return "LET_GO";
}

void add_mark(const Block& place, AgreementState word, double x, double y) {
  place.include("MARK", "progress_mark").add(shape(word)).set("X", number(x)).set("Y", number(y));
}

// A mark at the beginning and wherever the word changed.
void add_line(const GoalCourse& course, Date today, const Scale& scale, double y,
              const Block& line) {
  line.set("Y", number(y)).set("TEXT_Y", number(y + 4));
  const bool closed = is_closed(course.steps.back().state.life);
  line.set("FROM", number(scale.at(course.steps.front().day)));
  line.set("TO", number(scale.at(closed ? course.steps.back().day : today)));
  std::optional<AgreementState> said;
  for (const GoalStep& step : course.steps) {
    const AgreementState word = step.state;
    if (said != word) add_mark(line, word, scale.at(step.day), y);
    said = word;
  }
}

void add_legend(const text::Catalogue& words, const Block& chart) {
  for (const auto& [word, name] : names<AgreementState>()) {
    const Block item = chart.add("LEGEND");
    item.set("TEXT", words.text(label(word)));
    add_mark(item, word, 8, 8);
  }
}

}  // namespace

void fill_progress_chart(const Frame& frame, const std::vector<GoalCourse>& courses,
                         const Block& place) {
  if (courses.empty()) return;
  const text::Catalogue& words = *frame.words;
  const std::size_t lines = std::min(courses.size(), most_lines);
  Date from = frame.today;
  for (std::size_t i = 0; i < lines; ++i) from = std::min(from, courses[i].steps.front().day);
  const Scale scale(from, frame.today);
  const double height = top + row_height * static_cast<double>(lines);

  const Block chart = place.include("CHART", "progress_chart");
  chart.set("HEIGHT", number(height + 6)).set("BOTTOM", number(height));
  chart.set("TODAY", number(scale.at(frame.today)));
  chart.set("TITLE", words.text("How the agreements go"));
  chart.set("DESCRIPTION",
            words.text("One line for each agreement, from {from} until {today}, with a mark where "
                       "it went otherwise. The table below says the same.",
                       {{"from", words.date(from)}, {"today", words.date(frame.today)}}));
  for (const Date day : ticks(from, frame.today)) {
    const Block tick = chart.add("TICK");
    tick.set("X", number(scale.at(day))).set("TEXT_Y", number(ticks_at));
    // The day itself says nothing: "okt 2026".
    const std::string text = words.short_date(day);
    tick.set("TEXT", text.substr(text.find(' ') + 1));
  }
  for (std::size_t i = 0; i < lines; ++i) {
    const Block line = chart.add("LINE");
    line.set("NUMBER", std::to_string(i + 1));
    add_line(courses[i], frame.today, scale, top + row_height * (static_cast<double>(i) + 0.5),
             line);
  }
  if (lines < courses.size())
    chart.line("NEWEST", words.text("The chart shows the {n} newest agreements.",
                                    {{"n", std::to_string(lines)}}));
  add_legend(words, chart);
}

}  // namespace homevisit::views
