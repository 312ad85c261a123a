// One case while it runs, in a process of its own.
#pragma once

#include <cstdint>
#include <mutex>
#include <set>
#include <string>

#include "declaration.h"
#include "homevisit/adapter.h"

namespace homevisit::conform {

// Ends a case.
struct Failed {
  std::string message;
};
struct Skipped {
  std::string message;
};

// The adapter as it was loaded: what its shorter table lacks is zero.
struct Loaded {
  std::string path;
  const hv_adapter_table* table = nullptr;
  hv_adapter_table full{};
};

// Loads, asks the entry and copies the table. Throws Failed.
Loaded load_adapter(const std::string& path);

// Is this process built with the address sanitizer? Then some cases cannot be.
bool is_sanitized();

class Trial {
 public:
  Trial(const Declaration& system, Loaded adapter, std::string empty_folder, std::uint64_t number,
        int report)
      : declaration(system),
        loaded(std::move(adapter)),
        folder(std::move(empty_folder)),
        seed(number),
        report_(report),
        random_(number * 2 + 1) {}

  // What is being tried now; named in the report when it fails, also by a crash.
  void input(const std::string& text);
  [[noreturn]] void fail(const std::string& message) const { throw Failed{message}; }
  [[noreturn]] void skip(const std::string& message) const { throw Skipped{message}; }
  void expect(bool holds, const std::string& message) const {
    if (!holds) fail(message);
  }
  // A figure for the report: "load_ms" 12.
  void figure(const std::string& name, std::int64_t value);
  // What the adapter says of itself: "name" "local".
  void about(const std::string& name, const std::string& value);
  // The same numbers for the same seed; 0 to below - 1.
  std::uint64_t random(std::uint64_t below);

  // [any] A text that must never stand in a log line or an error; shorter than four letters it
  // could be anything.
  void keep_private(const std::string& text);
  // [any] Does the text hold one of them?
  bool holds_private(const std::string& text) const;

  const Declaration& declaration;
  const Loaded loaded;
  const std::string folder;  // empty at first, taken away afterwards
  const std::uint64_t seed;
  bool imported = false;  // homevisit.import/1 has been fed

 private:
  int report_;
  std::uint64_t random_;
  mutable std::mutex mutex_;
  std::set<std::string> private_texts_;
};

}  // namespace homevisit::conform
