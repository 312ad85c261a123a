#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "commands/commands.h"
#include "data_folder.h"
#include "program.h"

namespace homevisit::app {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string school;
  std::string time_zone = "Europe/Amsterdam";
};

// A new file that its owner alone may read. "" or why not.
std::string write_private(const std::string& path, const std::string& text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return std::strerror(errno);
  const ssize_t written = ::write(fd, text.data(), text.size());
  const bool kept = written == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
  const int trouble = errno;
  ::close(fd);
  if (kept) return {};
  ::unlink(path.c_str());
  return std::strerror(trouble);
}

// What homevisit.json holds. A passphrase never stands in it.
JsonObject configuration(const Program& program, const Options& options,
                         const std::string& folder) {
  JsonObject key;
  if (program.passphrase_file.empty()) key.text("file", "journal.key");
  const JsonObject store = JsonObject().text("store", folder + "/student-files.db");
  JsonObject config;
  config.text("base", folder).text("journal", "journal.db").raw("key", key.str());
  config.raw("adapter", JsonObject().text("name", "local").raw("config", store.str()).str());
  config.text_if("school", options.school);
  config.text("language", program.language.empty() ? "nl" : program.language);
  config.text("time_zone", options.time_zone);
  return config;
}

std::string refused_because(const Program& program, const std::string& folder) {
  for (const char* name : {"homevisit.json", "journal.db", "journal.key"}) {
    std::error_code ignored;
    if (fs::exists(folder + "/" + name, ignored)) {
      return fmt::format("{}/{} {}", folder, name,
                         program.say("is there already, and is left as it is. Choose another "
                                     "folder with --data.",
                                     "is er al, en blijft zoals het is. Kies een andere map met "
                                     "--data."));
    }
  }
  return {};
}

int make(const Program& program, const Options& options) {
  const Words& say = program.say;
  const std::string folder = data_folder(program.data);
  if (const std::string why = refused_because(program, folder); !why.empty()) {
    return program.fail(kExitRefused, why);
  }
  std::error_code trouble;
  const bool made = fs::create_directories(folder, trouble);
  if (trouble) return program.fail(kExitSystem, folder + ": " + trouble.message());
  if (made) ::chmod(folder.c_str(), 0700);

  const JsonObject config = configuration(program, options, folder);
  std::string opening = with_member(*Json::parse(config.str()), "create", "true");
  if (!program.passphrase_file.empty()) {
    Trouble told{};
    const auto passphrase = read_passphrase(program.passphrase_file, say, told);
    if (!passphrase) return program.fail(told.exit_code, told.message);
    opening = with_member(*Json::parse(opening), "key",
                          JsonObject().text("passphrase", *passphrase).str());
  }
  hv_error error{};
  if (!Library::open(opening, error)) {
    return program.fail(exit_code(static_cast<hv_status>(error.code)), error.message);
  }
  const std::string path = config_path(folder);
  const std::string text = Json::parse(config.str())->pretty() + "\n";
  if (const std::string why = write_private(path, text); !why.empty()) {
    return program.fail(kExitSystem, path + ": " + why);
  }
  if (program.json) {
    print(JsonObject().text("folder", folder).text("config", path).str() + "\n");
    return kExitOk;
  }
  print(fmt::format("{} {}\n", say("Made", "Gemaakt:"), folder));
  print(fmt::format("  homevisit.json    {}\n", say("the configuration", "de instellingen")));
  print(fmt::format("  journal.db        {}\n",
                    say("what is recorded, sealed", "wat wordt vastgelegd, verzegeld")));
  if (program.passphrase_file.empty()) {
    print(
        fmt::format("  journal.key       {}\n",
                    say("its key: keep a copy in another safe place; without it nothing can be "
                        "read",
                        "de sleutel: bewaar een kopie op een andere veilige plek; zonder is niets "
                        "te lezen")));
  }
  print(
      fmt::format("\n{}\n  homevisit import FILE --data {}\n  homevisit check --data {}\n"
                  "  homevisit serve --data {}\n",
                  say("Next:", "Hierna:"), folder, folder, folder));
  return kExitOk;
}

}  // namespace

void add_init(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("init", say("Make the data folder: configuration, key and journal",
                                     "Maak de gegevensmap: instellingen, sleutel en journaal"));
  command
      ->add_option(
          "--school", options->school,
          say("Name of the school, as shown on pages", "Naam van de school, voor op pagina's"))
      ->type_name("NAME");
  command
      ->add_option(
          "--time-zone", options->time_zone,
          say("Where the school is, as an IANA name", "Waar de school staat, als IANA-naam"))
      ->type_name("ZONE")
      ->capture_default_str();
  command->callback([&program, options] {
    program.action = [&program, options] { return make(program, *options); };
  });
}

}  // namespace homevisit::app
