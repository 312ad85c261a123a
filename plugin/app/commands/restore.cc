#include <fmt/format.h>
#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "commands/backup_text.h"
#include "commands/commands.h"
#include "data_folder.h"
#include "program.h"

namespace homevisit::app {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string folder;
  std::int64_t generation = 0;
  bool list = false;
};

// An empty folder that goes away again.
class Scratch {
 public:
  explicit Scratch(const std::string& beside) : path_(beside + "/restore-list-XXXXXX") {
    if (::mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

int show_restored(const Program& program, const Json& status) {
  const Words& say = program.say;
  const Json restored = status["restored"];
  print(say("Restored: ", "Teruggezet: ") + generation_text(restored, say) + "\n");
  print(
      say("What was recorded after that is not in it, nor are erasures: erase those students "
          "again. Entries that the student files have beyond it stay there.\n",
          "Wat daarna is vastgelegd zit er niet in, ook het wissen van leerlingen niet: wis die "
          "opnieuw. Wat de leerlingdossiers meer hebben, blijft daar staan.\n"));
  if (const auto doubted = restored.number("looked_up_first"); doubted > 0)
    print(fmt::format("{} {}\n", doubted,
                      say("waiting entries may have been filed since: each is looked up before "
                          "anything is sent.",
                          "wachtende vermeldingen kunnen intussen in het dossier staan: elke wordt "
                          "opgezocht voordat er iets verstuurd wordt.")));
  if (status["roster"].text("read_at").empty())
    print(
        say("The students are not in a backup; read them again: homevisit refresh, or homevisit "
            "import FILE\n",
            "De leerlingen zitten niet in een kopie; lees ze opnieuw: homevisit refresh, of "
            "homevisit import BESTAND\n"));
  print(fmt::format("{}: {}\n", say("Hash of the last event", "Hash van de laatste gebeurtenis"),
                    restored.text("last_hash")));
  return kExitOk;
}

// There is no journal yet that could be asked: an empty one of the same key answers.
int list_without_journal(const Program& program, const std::string& request) {
  const Words& say = program.say;
  const std::string folder = data_folder(program.data);
  const auto text = read_file(config_path(folder), 1 << 20);
  const auto config = text ? Json::parse(*text) : std::nullopt;
  const std::string key = config ? (*config)["key"].text("file") : std::string();
  std::error_code ignored;
  if (program.passphrase_file.empty() && !key.empty() &&
      !fs::exists(fs::path(folder) / key, ignored))
    return program.fail(
        kExitSystem, fmt::format("{}/{}: {}", folder, key,
                                 say("the key file is missing. Put back your copy of it.",
                                     "het sleutelbestand ontbreekt. Zet de kopie ervan terug.")));
  const Scratch scratch(folder);
  if (scratch.path().empty())
    return program.fail(kExitSystem, fmt::format("{}: {}", folder, std::strerror(errno)));
  int exit = kExitOk;
  const auto library = program.open(exit, {{"journal", json_string(scratch.path() + "/journal.db")},
                                           {"roster", json_string(scratch.path() + "/roster.db")},
                                           {"create", "true"}});
  if (!library) return exit;
  return program.run_in(*library, program.actor("it"), "backup.list", request,
                        [&](const Json& answer) { return show_generations(program, answer); });
}

bool journal_is_there(const Program& program) {
  const std::string folder = data_folder(program.data);
  const auto text = read_file(config_path(folder), 1 << 20);
  const auto config = text ? Json::parse(*text) : std::nullopt;
  std::error_code ignored;
  return config && fs::exists(fs::path(folder) / config->text("journal"), ignored);
}

int run_restore(const Program& program, const Options& options) {
  JsonObject from;
  from.text("folder", backup_folder(options.folder));
  if (options.list && !journal_is_there(program)) return list_without_journal(program, from.str());
  if (options.list)
    return program.run("it", "backup.list", from.str(),
                       [&](const Json& answer) { return show_generations(program, answer); });
  if (options.generation > 0) from.number("generation", options.generation);
  int exit = kExitOk;
  const auto library = program.open(exit, {{"restore", from.str()}});
  if (!library) return exit;
  return program.run_in(*library, program.actor("it"), "system.status", "{}",
                        [&](const Json& answer) { return show_restored(program, answer); });
}

}  // namespace

void add_restore(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "restore",
      say("Bring the journal back from a backup, where there is none; homevisit.json and the key "
          "must be in place",
          "Zet het journaal terug uit een kopie, waar er geen is; homevisit.json en de sleutel "
          "moeten er staan"));
  command
      ->add_option("folder", options->folder,
                   say("The folder that 'homevisit backup' wrote", "De map van 'homevisit backup'"))
      ->required()
      ->type_name("DIR");
  auto* generation =
      command
          ->add_option("--generation", options->generation,
                       say("Which copy; default: the latest", "Welke kopie; anders de laatste"))
          ->type_name("N")
          ->check(CLI::Range(1, 1'000'000'000));
  command
      ->add_flag("--list", options->list,
                 say("Restore nothing; list the copies that are there",
                     "Zet niets terug; noem de kopieën die er zijn"))
      ->excludes(generation);
  command->callback([&program, options] {
    program.action = [&program, options] { return run_restore(program, *options); };
  });
}

}  // namespace homevisit::app
