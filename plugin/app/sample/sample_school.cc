#include "sample/sample_school.h"

#include <algorithm>
#include <charconv>

#include "sample/bundle.h"
#include "sample/draw.h"
#include "sample/school.h"

namespace homevisit::sample {
namespace {

constexpr int kMostStudents = 200'000;
constexpr int kStudentsOfLocation = 1500;

}  // namespace

std::optional<std::string> write_sample_school(const SampleOptions& options,
                                               const std::string& zip_path) {
  if (options.students < 1 || options.students > kMostStudents) {
    return "A sample school has 1 to 200000 students, not " + std::to_string(options.students) +
           ". Choose a number in between.";
  }
  const std::string& text = options.school_year_start;
  int school_year = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), school_year);
  if (error != std::errc() || end != text.data() + text.size() || school_year < 2000 ||
      school_year > 2099) {
    return "The school year begins in a year from 2000 to 2099, not in \"" + text +
           "\". Give the first year of the two, such as 2026 for 2026-2027.";
  }

  Draw draw(options.seed);
  Counters counters;
  Bundle bundle(school_year);
  const int locations = (options.students + kStudentsOfLocation - 1) / kStudentsOfLocation;
  for (int i = 0, left = options.students; i < locations; ++i) {
    const int here = left / (locations - i);
    bundle.add(make_location(draw, counters, i, here, school_year));
    left -= here;
  }
  return bundle.zip(zip_path);
}

}  // namespace homevisit::sample
