// The panel of a student with 50 events is to render in under 1 ms, in process.
#include <benchmark/benchmark.h>

#include "../unit/views_sample.h"

namespace homevisit::views {
namespace {

History history_of(int events) {
  History history = sample_history();
  for (int i = static_cast<int>(history.last_seq); i < events; ++i) {
    const Date date = add_days(day(2026, 10, 1), -i * 7);
    if (i % 2 == 0)
      history.answers.push_back(sample_answer(AnswerKind::agreed, "g1", date, i));
    else
      history.visits.push_back(
          sample_visit("0190a0a0-0000-7000-8000-0000000001" + std::to_string(10 + i), date, i));
  }
  return history;
}

void panel_of_events(benchmark::State& state) {
  const StudentFile file = sample_file();
  const History history = history_of(static_cast<int>(state.range(0)));
  const PanelModel model = sample_panel(file, history);
  const Frame frame = sample_frame();
  std::size_t bytes = 0;
  for (auto _ : state) {
    const std::string html = panel(frame, model);
    bytes = html.size();
    benchmark::DoNotOptimize(html.data());
  }
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(panel_of_events)->Arg(8)->Arg(50)->Arg(200)->Unit(benchmark::kMicrosecond);

void visit_form_of_new_visit(benchmark::State& state) {
  const StudentFile file = sample_file();
  const History history = sample_history();
  FormModel model;
  model.file = &file;
  model.history = &history;
  model.may_write_care = model.may_write_confidential = true;
  const Frame frame = sample_frame();
  for (auto _ : state) benchmark::DoNotOptimize(visit_form(frame, model).data());
}
BENCHMARK(visit_form_of_new_visit)->Unit(benchmark::kMicrosecond);

void class_of_thirty(benchmark::State& state) {
  ClassModel model;
  model.group = Group{"k5a", "Groep 5A", "S1", "5", "2026-2027", Ternary::yes};
  for (int i = 0; i < 30; ++i)
    model.rows.push_back({std::to_string(i), "Naam " + std::to_string(i), "5A", day(2026, 10, 12),
                          day(2027, 1, 15), i % 3});
  const Frame frame = sample_frame();
  for (auto _ : state) benchmark::DoNotOptimize(class_page(frame, model).data());
}
BENCHMARK(class_of_thirty)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace homevisit::views

BENCHMARK_MAIN();
