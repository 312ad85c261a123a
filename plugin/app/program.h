// What all commands share: the options that come before or after any of them, the data folder, and
// how answers and errors are shown.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exit_code.h"
#include "json_text.h"
#include "library.h"
#include "words.h"

namespace CLI {
class App;
}

namespace homevisit::app {

struct Program {
  Words say;
  bool language_chosen = false;  // by --language; else it is LANG's

  std::string data;
  std::string as;
  std::string language;
  std::string passphrase_file;
  bool json = false;

  // Of the command that was chosen; run after the command line was read.
  std::function<int()> action;
  // The whole command line's definition, for man pages and completions.
  CLI::App* definition = nullptr;

  // Opens the journal. Nothing on failure, which has been told; `exit` is how to end then.
  std::unique_ptr<Library> open(int& exit, bool background = false) const;
  // The same with members (name, JSON text) set in the configuration.
  using Members = std::vector<std::pair<const char*, std::string>>;
  std::unique_ptr<Library> open(int& exit, const Members& members, bool background = false) const;
  // The same of another folder than --data names.
  std::unique_ptr<Library> open_in(const std::string& folder, int& exit, const Members& members,
                                   bool background = false) const;

  // The actor that --as names, or `otherwise`. "" when --as makes no sense, which has been told.
  std::string actor(std::string_view otherwise) const;

  // Opens, runs one operation and shows its answer: raw with --json, else by `show`.
  using Show = std::function<int(const Json& answer)>;
  int run(std::string_view otherwise, const char* operation, const std::string& request,
          const Show& show) const;
  // The same in a journal that is open.
  int run_in(const Library& library, const std::string& actor, const char* operation,
             const std::string& request, const Show& show) const;

  // Tells what went wrong, on stderr, and gives the exit code.
  int fail(const Reply& reply) const;
  int fail(int code, std::string_view message) const;
};

// "PROGRAM: message" with the second line indented.
void tell(std::string_view message);  // to stderr
void print(std::string_view text);    // to stdout

}  // namespace homevisit::app
