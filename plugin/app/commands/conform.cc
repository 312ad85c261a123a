#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <map>

#include "commands/commands.h"
#include "conform.h"
#include "program.h"

namespace homevisit::app {
namespace {

using conform::Case;
using conform::Report;
using conform::Result;
using conform::Verdict;

struct Choice {
  std::vector<std::string> adapters;
  conform::Options options;
  bool list = false;
  bool table = false;
  // Of the process of one case, which this program starts itself.
  std::string one_case, folder;
  int report = -1;
};

// failing_malloc.so in the build tree, or as it is installed; "" where it is not.
std::string preload_path(const std::filesystem::path& program) {
  const auto prefix = program.parent_path().parent_path();
  for (const char* place : {"lib/homevisit/failing_malloc.so", HV_PRELOAD}) {
    std::error_code failed;
    if (std::filesystem::exists(prefix / place, failed)) return (prefix / place).string();
  }
  return {};
}

int show_list(const Program& program) {
  for (const Case& one : conform::cases()) {
    if (program.json) {
      print(JsonObject().text("case", one.name).text("rule", one.rule).str() + "\n");
    } else {
      print(fmt::format("{}\n    {}\n", one.name, one.rule));
    }
  }
  return kExitOk;
}

void show_failure(const Words& say, const Report& report, const Result& result) {
  print(fmt::format("! {}\n     {} {}\n     {} {}\n", result.what->name, say("Rule:", "Regel:"),
                    result.what->rule, say("Found:", "Gevonden:"), result.message));
  if (!result.input.empty())
    print(fmt::format("     {} {}\n", say("Input:", "Invoer:"), result.input));
  if (!result.output.empty()) {
    print(fmt::format("     {}\n", say("Its process said:", "Het proces meldde:")));
    for (std::size_t at = 0; at < result.output.size();) {
      const std::size_t end = std::min(result.output.find('\n', at), result.output.size());
      print(fmt::format("       | {}\n", result.output.substr(at, end - at)));
      at = end + 1;
    }
  }
  print(fmt::format("     {} {}\n", say("Again:", "Opnieuw:"),
                    conform::command_again(report, result)));
}

void show_report(const Words& say, const Report& report) {
  print(fmt::format("{} {} ({}), {}\n", report.name, report.version, report.title, report.system));
  std::map<std::string, std::string> skipped;  // why, and which
  for (const Result& result : report.results) {
    if (result.verdict == Verdict::failed) show_failure(say, report, result);
    if (result.verdict == Verdict::passed) print(fmt::format("   {}\n", result.what->name));
    if (result.verdict == Verdict::skipped) {
      std::string& names = skipped[result.message];
      names += (names.empty() ? "" : ", ") + result.what->name;
    }
  }
  for (const auto& [why, names] : skipped)
    print(fmt::format("-  {}: {}\n     {}\n", say("skipped", "overgeslagen"), why, names));
  print(fmt::format("{} {}, {} {}, {} {}; {} {}.\n", report.count(Verdict::passed),
                    say("passed", "geslaagd"), report.count(Verdict::failed),
                    say("failed", "mislukt"), report.count(Verdict::skipped),
                    say("skipped", "overgeslagen"), say("seed", "beginwaarde"), report.seed));
}

int run(const Program& program, Choice choice) {
  const Words& say = program.say;
  std::error_code failed;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", failed);
  choice.options.program = self.string();
  choice.options.preload = preload_path(self);
  if (choice.list) return show_list(program);
  if (choice.adapters.empty())
    return program.fail(kExitUsage, say("Which adapter? Name its .so file.",
                                        "Welke adapter? Noem het .so-bestand."));
  if (!choice.one_case.empty()) {
    choice.options.adapter = choice.adapters[0];
    return conform::run_one_case(choice.options, choice.one_case, choice.folder, choice.report);
  }
  if (choice.adapters.size() > 1 && !choice.options.system.empty())
    return program.fail(kExitUsage,
                        say("--system goes with one adapter.", "--system hoort bij één adapter."));
  const bool terminal = ::isatty(STDERR_FILENO) == 1 && !program.json;
  bool ok = true;
  if (choice.table) print(conform::table_head());
  for (const std::string& adapter : choice.adapters) {
    choice.options.adapter = adapter;
    std::string error;
    const auto report = conform::conform(
        choice.options,
        [&](std::size_t done, std::size_t total, const Case& next) {
          if (!terminal) return;
          fmt::print(stderr, "\r\033[K{} / {}  {}", done, total, next.name);
          std::fflush(stderr);
        },
        error);
    if (terminal) fmt::print(stderr, "\r\033[K");
    if (!report) return program.fail(kExitRefused, error);
    ok = ok && report->ok();
    if (choice.table) {
      print(conform::table_row(*report));
    } else if (program.json) {
      print(conform::report_json(*report) + "\n");
    } else {
      show_report(say, *report);
    }
  }
  return ok ? kExitOk : kExitRefused;
}

}  // namespace

void add_conform(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto choice = std::make_shared<Choice>();
  auto* command =
      app.add_subcommand("conform", say("Look whether an adapter keeps to the adapter interface",
                                        "Kijk of een adapter zich aan de adapterinterface houdt"));
  command
      ->add_option("adapter", choice->adapters,
                   say("The adapter's shared object; with --table also several",
                       "Het .so-bestand van de adapter; met --table ook meer"))
      ->type_name("FILE");
  command
      ->add_option("--system", choice->options.system,
                   say("Conformance file; default: NAME.conformance.json beside the adapter",
                       "Conformancebestand; anders NAME.conformance.json naast de adapter"))
      ->type_name("FILE");
  command
      ->add_option("--seed", choice->options.seed,
                   say("For what is drawn by chance; the same gives the same",
                       "Voor wat geloot wordt; hetzelfde geeft hetzelfde"))
      ->type_name("N");
  command
      ->add_option("--case", choice->options.pattern,
                   say("Only cases whose name fits; * is any text",
                       "Alleen gevallen waarvan de naam past; * is elke tekst"))
      ->type_name("PATTERN");
  command->add_flag("--list", choice->list,
                    say("List the cases with their rules", "Toon de gevallen met hun regels"));
  command->add_flag("--table", choice->table,
                    say("Print rows for the table of systems, in Markdown",
                        "Toon regels voor de tabel van systemen, in Markdown"));
  // The empty group keeps these out of the help, the man page and the completions.
  command->add_option("--one-case", choice->one_case)->group("");
  command->add_option("--one-folder", choice->folder)->group("");
  command->add_option("--one-report", choice->report)->group("");
  command->add_option("--one-limit", choice->options.limit_ms)->group("");
  command->callback([&program, choice] {
    program.action = [&program, choice] { return run(program, *choice); };
  });
}

}  // namespace homevisit::app
