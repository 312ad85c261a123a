#include "progress.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <string_view>

namespace homevisit::app {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;
using std::chrono::seconds;

struct Phase {
  std::string_view name;
  const char* english;
  const char* dutch;
};
constexpr std::array kPhases = {
    Phase{"import", "Reading the files", "Bestanden lezen"},
    Phase{"students", "Reading students", "Leerlingen lezen"},
    Phase{"guardians", "Reading guardians", "Verzorgers lezen"},
    Phase{"relations", "Reading who cares for whom", "Lezen wie voor wie zorgt"},
    Phase{"staff", "Reading staff", "Medewerkers lezen"},
    Phase{"groups", "Reading groups", "Groepen lezen"},
    Phase{"members", "Reading who is in which group", "Lezen wie in welke groep zit"},
    Phase{"entries", "Reading entries", "Vermeldingen lezen"},
    Phase{"verify", "Checking the journal", "Journaal nakijken"},
    Phase{"verify_projections", "Checking what is made from it", "Nakijken wat ervan gemaakt is"},
    Phase{"snapshot", "Copying the journal", "Journaal kopiëren"},
    Phase{"backup", "Writing what changed", "Schrijven wat veranderd is"},
    Phase{"backup_verify", "Reading back", "Teruglezen"},
    Phase{"assemble", "Putting the journal together", "Journaal samenstellen"},
    Phase{"rebuild", "Making anew", "Opnieuw maken"},
    Phase{"reconcile", "Comparing student files", "Dossiers vergelijken"},
    Phase{"restore", "Putting back", "Terugzetten"},
    Phase{"deliver", "Filing entries", "Vermeldingen in de dossiers zetten"}};

const char* words_of(const std::string& phase, const Words& say) {
  for (const Phase& known : kPhases)
    if (known.name == phase) return say(known.english, known.dutch);
  return phase.c_str();
}

std::string time_left(double s, const Words& say) {
  if (s < 90) return fmt::format("{:.0f} s {}", s, say("left", "te gaan"));
  if (s < 5400) return fmt::format("{:.0f} min {}", s / 60, say("left", "te gaan"));
  return fmt::format("{:.1f} {}", s / 3600, say("h left", "uur te gaan"));
}

}  // namespace

std::string ProgressLine::line(const char* phase, std::uint64_t done, std::uint64_t total,
                               Clock::time_point now) {
  const bool first = phase_.empty();
  if (phase_ != phase || done < phase_begin_) {
    phase_ = phase;
    phase_begin_ = done;
    phase_start_ = now;
    // A terminal shows each phase at once; a log only what takes long.
    if (first || terminal_) last_ = terminal_ ? now - seconds(1) : now;
  }
  if (now - last_ < (terminal_ ? milliseconds(100) : milliseconds(10'000))) return {};
  last_ = now;
  std::string text = fmt::format("{}: {}", words_of(phase_, say_), done);
  if (total > 0) text += fmt::format(" {} {}", say_("of", "van"), total);
  const double took = duration<double>(now - phase_start_).count();
  const auto since = static_cast<double>(done - phase_begin_);
  // The first second says little about the rate.
  if (took < 1 || since <= 0) return text;
  const double rate = since / took;
  text += fmt::format(", {:.0f}/s", rate);
  if (total > done) text += ", " + time_left(static_cast<double>(total - done) / rate, say_);
  return text;
}

void ProgressLine::report(const char* phase, std::uint64_t done, std::uint64_t total) {
  const std::string text = line(phase, done, total, Clock::now());
  if (text.empty()) return;
  if (terminal_) {
    fmt::print(stderr, "\r\033[K{}", text);
    std::fflush(stderr);
    shown_ = true;
  } else {
    fmt::print(stderr, "homevisit: {}\n", text);
  }
}

void ProgressLine::clear() {
  if (shown_) fmt::print(stderr, "\r\033[K");
  shown_ = false;
}

}  // namespace homevisit::app
