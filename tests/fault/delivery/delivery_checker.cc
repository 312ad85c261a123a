// Random operations by several processes against a system that breaks in every way, with kill -9 at
// any moment and at every named step; in the end each acknowledged record stands in the student's
// file once.
//
// A seed draws everything, and in three out of four one process works at a time: these replay step
// by step. In the others, and where a process is killed at any moment, the machine has its part in
// it, too.
//
//   delivery_checker [--seeds FIRST LAST] [--seed N] [--jobs N] [--report FILE]
//                    [--mutation NAME --expect COUNT]
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <thread>

#include "give_up.h"
#include "run.h"

namespace delivery_checker {
namespace {

// The seeds of one part, in a process of its own; its report goes through a pipe.
class Part {
 public:
  Part(const Sis& sis, std::uint64_t first, std::uint64_t last, std::uint64_t step,
       const RunOptions& options) {
    int ends[2];
    if (::pipe(ends) != 0) give_up("no pipe");
    pid_ = ::fork();
    if (pid_ < 0) give_up("no process");
    if (pid_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      ::close(ends[0]);
      const School school(sis, students);
      Report all;
      for (std::uint64_t seed = first; seed <= last; seed += step) {
        RunOptions one = options;
        one.seed = seed;
        all.add(Run(sis, school, one).report());
      }
      const std::string text = all.write();
      for (std::size_t at = 0; at < text.size();) {
        const ssize_t written = ::write(ends[1], text.data() + at, text.size() - at);
        if (written <= 0) ::_exit(2);
        at += static_cast<std::size_t>(written);
      }
      ::close(ends[1]);
      return;  // as a child: done() is false
    }
    ::close(ends[1]);
    pipe_ = ends[0];
  }

  bool is_child() const { return pid_ == 0; }

  Report report() {
    std::string text;
    char block[65536];
    ssize_t got = 0;
    while ((got = ::read(pipe_, block, sizeof block)) > 0)
      text.append(block, static_cast<std::size_t>(got));
    ::close(pipe_);
    ::waitpid(pid_, nullptr, 0);
    return Report::read(text);
  }

 private:
  pid_t pid_ = -1;
  int pipe_ = -1;
};

int run(int argc, char** argv) {
  CLI::App app("Checks that everything recorded is delivered once, whatever breaks.");
  std::pair<std::uint64_t, std::uint64_t> seeds{1, 100};
  std::uint64_t seed = 0;
  unsigned jobs = std::max(1u, std::thread::hardware_concurrency());
  RunOptions options;
  app.add_option("--seeds", seeds, "First and last seed");
  app.add_option("--seed", seed, "This one alone, told step by step");
  app.add_option("--jobs", jobs, "Seeds at a time");
  const std::map<std::string, Mutation> mutations{{"no_settle", Mutation::no_settle},
                                                  {"blind", Mutation::blind},
                                                  {"lost", Mutation::lost},
                                                  {"out_of_order", Mutation::out_of_order}};
  app.add_option("--mutation", options.mutation, "What to do wrong on purpose")
      ->transform(CLI::CheckedTransformer(mutations));
  // A checker that finds nothing says nothing, unless it is known to find what is there.
  const std::map<std::string, std::int64_t Report::*> counts{
      {"losses", &Report::losses},
      {"doubles", &Report::doubles},
      {"out_of_order", &Report::out_of_order}};
  std::string expected, file;
  app.add_option("--expect", expected, "Succeeds where this is found")
      ->check(CLI::IsMember(counts));
  app.add_option("--report", file, "Writes the report there, too");
  CLI11_PARSE(app, argc, argv);
  if (seed != 0) {
    seeds = {seed, seed};
    options.tell = true;
  }
  const Sis sis;
  std::vector<Part> parts;
  for (unsigned i = 0; i < jobs && seeds.first + i <= seeds.second; ++i) {
    parts.emplace_back(sis, seeds.first + i, seeds.second, jobs, options);
    if (parts.back().is_child()) return 0;
  }
  Report all;
  for (Part& part : parts) all.add(part.report());
  fmt::print("{}", all.text());
  if (!file.empty()) std::ofstream(file) << all.text();
  if (!expected.empty()) return all.*counts.at(expected) > 0 ? 0 : 1;
  return all.good() ? 0 : 1;
}

}  // namespace
}  // namespace delivery_checker

int main(int argc, char** argv) { return delivery_checker::run(argc, argv); }
