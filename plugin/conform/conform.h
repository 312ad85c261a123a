// `homevisit conform`: looks whether an adapter keeps to adapter.h, each case in a process of its
// own. Uses nothing of the library but the public headers.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "case.h"
#include "declaration.h"

namespace homevisit::conform {

struct Options {
  std::string adapter;  // path of the .so
  std::string system;   // conformance file; "": the one beside the adapter
  std::uint64_t seed = 1;
  std::string pattern;                      // "faults.*"; "": all
  std::string program;                      // what is run again for each case
  std::string preload;                      // path of failing_malloc.so; "": there is none
  std::int64_t limit_ms = 60'000;           // of one case
  std::uint64_t memory_bytes = 2ull << 30;  // of one case
};

enum class Verdict { passed, failed, skipped };

struct Result {
  const Case* what;
  Verdict verdict = Verdict::passed;
  std::string message;  // why it failed or was skipped
  std::string input;    // what was being tried
  std::string output;   // the end of what the process said
  std::int64_t ms = 0;
  std::map<std::string, std::int64_t> figures;
  std::map<std::string, std::string> about;  // what the adapter says of itself
};

struct Report {
  std::string adapter, system_file;
  std::uint64_t seed = 1;
  // From the adapter itself; empty where it could not be loaded.
  std::string name, title, version;
  std::uint64_t can = 0;  // of the instance
  std::string system;
  std::vector<std::pair<std::string, std::string>> cannot;  // capability and the reason
  std::vector<Result> results;

  std::size_t count(Verdict verdict) const;
  bool ok() const;
};

// Does the name fit? "*" takes any run of characters.
bool fits_pattern(const std::string& pattern, const std::string& name);

// Nothing where the options make no sense; `error` is a sentence. `progress` is told before each
// case: how many are done, how many there are, and its name.
std::optional<Report> conform(
    const Options& options,
    const std::function<void(std::size_t, std::size_t, const Case&)>& progress, std::string& error);

// What the process of one case does. The verdict goes to the file descriptor `report`.
int run_one_case(const Options& options, const std::string& name, const std::string& folder,
                 int report);

// Lines for people on how each case went, and the report as JSON.
std::string report_json(const Report& report);

// One row of the README's table of systems, in Markdown; and its head.
std::string table_head();
std::string table_row(const Report& report);

// The command that runs one case again.
std::string command_again(const Report& report, const Result& result);

}  // namespace homevisit::conform
