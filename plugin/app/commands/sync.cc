// Does what is due with one or several student systems: once, or on and on. Each has threads of its
// own, so that no system waits for another.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "commands/commands.h"
#include "data_folder.h"
#include "program.h"
#include "server/stop_signal.h"
#include "status_file.h"
#include "sync_events.h"
#include "sync_loop.h"

namespace homevisit::app {
namespace {

struct Options {
  std::vector<std::string> folders;
  bool once = false, quiet = false;
  int workers = 1;
  std::string status_file;
};

// After a signal, the entry that is on its way may take so long; then it is left, and looked up the
// next time.
constexpr int kGraceMs = 10'000;

// The lines of all threads, one after the other.
class Diary {
 public:
  Diary(const Program& program, bool quiet, bool several)
      : json_(program.json), quiet_(quiet), several_(several) {}

  void write(const std::string& name, const std::vector<std::string>& lines, const Reply& reply) {
    if (quiet_ || lines.empty()) return;
    const std::lock_guard lock(mutex_);
    wrote_ = true;
    if (json_) {
      print(reply.text + "\n");
    } else {
      const std::string now =
          fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::localtime(std::time(nullptr)));
      for (const std::string& line : lines)
        print(several_ ? fmt::format("{} {}: {}\n", now, name, line)
                       : fmt::format("{} {}\n", now, line));
    }
    std::fflush(stdout);
  }
  // Who asked for one pass hears something, also when nothing came of it.
  void end(const Words& say) {
    const std::lock_guard lock(mutex_);
    if (!quiet_ && !json_ && !wrote_)
      print(say("Nothing was to be done.\n", "Er was niets te doen.\n"));
  }

 private:
  const bool json_, quiet_, several_;
  bool wrote_ = false;
  std::mutex mutex_;
};

// Until `event` can be read, no longer than so many milliseconds.
void wait_for(int event, int ms) {
  pollfd events[] = {{event, POLLIN, 0}};
  while (::poll(events, 1, ms) < 0 && errno == EINTR) {
  }
}

// One configured system, as one worker has it open.
class Worker {
 public:
  Worker(const Program& program, std::string folder, const std::string& status_file, Diary& diary)
      : program_(program),
        folder_(std::move(folder)),
        name_(std::filesystem::path(folder_).filename().string()),
        events_(program.say),
        diary_(diary) {
    if (!status_file.empty()) status_.emplace(status_file);
  }

  bool open(int& exit) {
    auto library = program_.open_in(folder_, exit, {});
    const std::lock_guard lock(mutex_);
    library_ = std::move(library);
    return library_ != nullptr;
  }

  Reply pass(const std::string& request) {
    int exit = kExitOk;
    // A journal that was moved away, or came back, is found by opening it anew.
    if (library_ == nullptr && !open(exit)) return {HV_UNAVAILABLE, ""};
    const CallOptions options{.language = program_.say.language(), .progress = {}};
    Reply reply = library_->call(actor_text("system"), "sync.pass", request, options);
    if (reply.status == HV_FAILED_PRECONDITION || reply.status == HV_DATA_LOSS ||
        reply.status == HV_NOT_FOUND) {
      const std::lock_guard lock(mutex_);
      library_.reset();
    }
    return reply;
  }

  void hear(const Reply& reply) {
    diary_.write(name_, events_.of(reply), reply);
    const auto answer = Json::parse(reply.text);
    if (!reply.ok() || !answer || !status_) return;
    const int error = status_->tell(*answer);
    if (error != 0 && error != last_error_)
      tell(fmt::format(
          fmt::runtime(program_.say("The status file cannot be written: {}",
                                    "Het statusbestand kan niet geschreven worden: {}")),
          std::strerror(error)));
    last_error_ = error;
  }

  // [any]
  void cancel() {
    const std::lock_guard lock(mutex_);
    if (library_) library_->cancel();
  }

 private:
  const Program& program_;
  const std::string folder_, name_;
  SyncEvents events_;
  Diary& diary_;
  std::optional<StatusFile> status_;
  int last_error_ = 0;
  std::mutex mutex_;  // of library_, which cancel() looks at from another thread
  std::unique_ptr<Library> library_;
};

// What it comes to, when all that is due was done.
int exit_of(const Reply& reply) {
  if (!reply.ok()) return reply.status == HV_CANCELLED ? kExitOk : exit_code(reply.status);
  const auto answer = Json::parse(reply.text);
  const std::string state = answer ? answer->text("state") : std::string();
  return state == "attention" ? kExitAttention : state == "trouble" ? kExitAway : kExitOk;
}

int run_once(std::deque<Worker>& workers) {
  const int finished = ::eventfd(0, EFD_CLOEXEC);
  std::atomic<bool> ending{false};
  std::atomic<int> left{static_cast<int>(workers.size())};
  std::vector<int> exits(workers.size(), kExitOk);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < workers.size(); ++i)
    threads.emplace_back([&, i] {
      const std::string request = JsonObject().number("limit", kEntriesPerPass).str();
      for (bool more = true; more && !ending;) {
        const Reply reply = workers[i].pass(request);
        workers[i].hear(reply);
        exits[i] = exit_of(reply);
        more = has_more(reply);
      }
      if (--left == 0) ::eventfd_write(finished, 1);
    });
  if (wait_for_stop_signal_or(finished)) {
    ending = true;
    wait_for(finished, kGraceMs);
    for (Worker& worker : workers) worker.cancel();
  }
  for (std::thread& thread : threads) thread.join();
  ::close(finished);
  return *std::max_element(exits.begin(), exits.end());
}

int run_on(const Program& program, std::deque<Worker>& workers, bool quiet) {
  std::deque<SyncLoop> loops;
  for (Worker& worker : workers)
    loops.emplace_back([&worker] { return worker.pass(pass_request()); },
                       [&worker](const Reply& reply) { worker.hear(reply); });
  if (!quiet && !program.json) {
    print(program.say("Synchronising. Ctrl-C stops it.\n", "Synchroniseert. Ctrl-C stopt het.\n"));
    std::fflush(stdout);
  }
  wait_for_stop_signal();
  for (SyncLoop& loop : loops) loop.stop();
  for (std::size_t i = 0; i < loops.size(); ++i)
    if (!loops[i].ended_within(kGraceMs)) workers[i].cancel();
  loops.clear();
  // So that nobody takes it for running any more.
  for (Worker& worker : workers) (void)worker.pass(last_pass_request());
  return kExitOk;
}

int sync(const Program& program, const Options& options) {
  std::vector<std::string> folders;
  for (const std::string& given : options.folders) folders.push_back(data_folder(given));
  if (folders.empty()) folders.push_back(data_folder(program.data));
  if (folders.size() > 1 && !options.status_file.empty())
    return program.fail(kExitUsage, program.say("--status-file goes with one --data only.",
                                                "--status-file gaat met één --data."));
  hold_stop_signals();
  Diary diary(program, options.quiet, folders.size() > 1);
  std::deque<Worker> workers;
  for (const std::string& folder : folders)
    for (int i = 0; i < options.workers; ++i) {
      std::string status;
      if (i == 0)
        status = options.status_file.empty() ? folder + "/sync-status.json" : options.status_file;
      int exit = kExitOk;
      if (!workers.emplace_back(program, folder, status, diary).open(exit)) return exit;
    }
  if (!options.once) return run_on(program, workers, options.quiet);
  const int exit = run_once(workers);
  if (exit == kExitOk) diary.end(program.say);
  return exit;
}

}  // namespace

void add_sync(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "sync", say("Deliver and read the roster, on and on; exit codes with --once: 4 the student "
                  "system is away, 5 somebody must look",
                  "Lever af en lees de leerlingenlijst, steeds weer; met --once: 4 het "
                  "leerlingsysteem is weg, 5 iemand moet kijken"));
  command
      ->add_option("--data", options->folders,
                   say("Folder of a student system; may be repeated: they do not wait for one "
                       "another",
                       "Map van een leerlingsysteem; mag vaker: ze wachten niet op elkaar"))
      ->type_name("DIR")
      ->allow_extra_args(false);
  command->add_flag("--once", options->once,
                    say("Do what is due now, and end", "Doe wat nu aan de beurt is, en stop"));
  command->add_flag("--quiet", options->quiet,
                    say("Print nothing but errors", "Toon alleen fouten"));
  command
      ->add_option("--workers", options->workers,
                   say("So many deliveries at once to each system",
                       "Zoveel afleveringen tegelijk naar elk systeem"))
      ->type_name("N")
      ->check(CLI::Range(1, 16))
      ->capture_default_str();
  command
      ->add_option("--status-file", options->status_file,
                   say("File that says how it goes, as JSON; default: sync-status.json in the "
                       "data folder",
                       "Bestand dat zegt hoe het gaat, als JSON; anders sync-status.json in de "
                       "map met gegevens"))
      ->type_name("FILE");
  command->callback([&program, options] {
    program.action = [&program, options] { return sync(program, *options); };
  });
}

}  // namespace homevisit::app
