#include "program.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "data_folder.h"
#include "progress.h"

namespace homevisit::app {

int exit_code(hv_status status) {
  switch (status) {
    case HV_OK:
      return kExitOk;
    case HV_RESOURCE_EXHAUSTED:
    case HV_UNAVAILABLE:
    case HV_DEADLINE_EXCEEDED:
    case HV_DATA_LOSS:
    case HV_OUTCOME_UNKNOWN:
    case HV_INTERNAL:
      return kExitSystem;
    default:
      return kExitRefused;
  }
}

void tell(std::string_view message) {
  std::fflush(stdout);  // so that both stay in order on a terminal
  fmt::print(stderr, "homevisit: {}\n", message);
}

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

int Program::fail(int code, std::string_view message) const {
  if (json) {
    print(JsonObject()
              .raw("error",
                   JsonObject()
                       .text("status", code == kExitSystem ? "unavailable" : "invalid_argument")
                       .text("code", "program")
                       .text("message", message)
                       .str())
              .str() +
          "\n");
  }
  tell(message);
  return code;
}

int Program::fail(const Reply& reply) const {
  const Problem problem = problem_of(reply);
  if (json) print(reply.text + "\n");
  std::string where;
  if (!problem.pointer.empty()) where = fmt::format(" {} {}", say("at", "bij"), problem.pointer);
  tell(fmt::format("{} [{}{}]", problem.message, problem.code, where));
  return exit_code(reply.status);
}

std::unique_ptr<Library> Program::open(int& exit, bool background) const {
  return open_in(data_folder(data), exit, Members{}, background);
}

std::unique_ptr<Library> Program::open(int& exit, const Members& members, bool background) const {
  return open_in(data_folder(data), exit, members, background);
}

std::unique_ptr<Library> Program::open_in(const std::string& folder, int& exit,
                                          const Members& members, bool background) const {
  Trouble trouble{};
  auto config = load_config(folder, passphrase_file, background, say, trouble);
  if (!config) {
    exit = fail(trouble.exit_code, trouble.message);
    return nullptr;
  }
  for (const auto& [name, value] : members)
    config = with_member(*Json::parse(*config), name, value);
  hv_error error{};
  auto library = Library::open(*config, error);
  if (!library) {
    const auto status = static_cast<hv_status>(error.code);
    // A journal, key or adapter that is gone is no mistake of this command line.
    const bool system = exit_code(status) == kExitSystem || status == HV_NOT_FOUND ||
                        status == HV_PERMISSION_DENIED;
    exit = fail(system ? kExitSystem : kExitRefused,
                fmt::format("{} [{}]", error.message, hv_status_name(status)));
  }
  return library;
}

std::string Program::actor(std::string_view otherwise) const {
  const std::string who = as.empty() ? std::string(otherwise) : as;
  const std::size_t colon = who.find(':');
  const std::string role = who.substr(0, colon);
  const std::string staff = colon == std::string::npos ? "" : who.substr(colon + 1);
  return actor_text(role, staff, {}, say.language());
}

int Program::run_in(const Library& library, const std::string& who, const char* operation,
                    const std::string& request, const Show& show) const {
  ProgressLine progress(say, ::isatty(STDERR_FILENO) == 1);
  CallOptions options{.language = say.language(), .progress = {}};
  options.progress = [&](const char* phase, std::uint64_t done, std::uint64_t total) {
    progress.report(phase, done, total);
  };
  const Reply reply = library.call(who, operation, request, options);
  progress.clear();
  if (!reply.ok()) return fail(reply);
  const auto answer = Json::parse(reply.text);
  if (!answer)
    return fail(kExitSystem, say("The library's answer is damaged.",
                                 "Het antwoord van de bibliotheek is beschadigd."));
  if (!json) return show(*answer);
  print(reply.text + "\n");
  // What `show` would find wrong counts with --json too.
  return answer->flag("ok", true) ? kExitOk : kExitRefused;
}

int Program::run(std::string_view otherwise, const char* operation, const std::string& request,
                 const Show& show) const {
  int exit = kExitOk;
  const auto library = open(exit);
  if (!library) return exit;
  return run_in(*library, actor(otherwise), operation, request, show);
}

}  // namespace homevisit::app
