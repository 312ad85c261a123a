#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "commands/backup_text.h"
#include "commands/commands.h"
#include "program.h"

namespace homevisit::app {
namespace {

struct Options {
  std::string folder;
  std::int64_t keep = 30;
  bool verify = false, check = false, list = false;
};

int show_written(const Program& program, const Json& answer) {
  const Words& say = program.say;
  print(say("Copied: ", "Gekopieerd: ") + generation_text(answer["generation"], say) + "\n");
  if (answer.flag("first"))
    print(
        say("It is the first copy in this folder. Keep the key file, or the passphrase, and "
            "homevisit.json in another safe place: they are not in it, and without the key "
            "nothing can be read.\n",
            "Het is de eerste kopie in deze map. Bewaar het sleutelbestand, of de wachtzin, en "
            "homevisit.json op een andere veilige plek: die zitten er niet in, en zonder de "
            "sleutel is niets te lezen.\n"));
  print(fmt::format("{} {} {} {}, {} {}.\n", answer.number("new_blocks"), say("of", "van"),
                    answer["generation"].number("blocks"), say("blocks were new", "blokken nieuw"),
                    size_text(answer.number("new_bytes")), say("written", "geschreven")));
  if (const auto removed = answer.items("removed").size(); removed > 0)
    print(fmt::format("{} {}\n", removed, say("older removed.", "oudere verwijderd.")));
  show_problems(answer);
  if (answer.flag("verified") && answer.flag("ok"))
    print(say("Every block opens, and the journal that they make is whole.\n",
              "Elk blok gaat open, en het journaal dat ze vormen is ongeschonden.\n"));
  return answer.flag("ok") ? kExitOk : kExitRefused;
}

int show_check(const Program& program, const Json& answer) {
  const Words& say = program.say;
  show_problems(answer);
  print(fmt::format("{} {}, {} {}, {}. {}\n", answer.number("generations"),
                    say("copies", "kopieën"), answer.number("blocks"), say("blocks", "blokken"),
                    size_text(answer.number("bytes")),
                    answer.flag("ok") ? say("All of it is whole.", "Alles is ongeschonden.")
                                      : say("Damaged: make a new copy with --verify, which mends "
                                            "what the journal still has.",
                                            "Beschadigd: maak een nieuwe kopie met --verify; die "
                                            "herstelt wat het journaal nog heeft.")));
  return answer.flag("ok") ? kExitOk : kExitRefused;
}

int run_backup(const Program& program, const Options& options) {
  JsonObject request;
  request.text("folder", backup_folder(options.folder));
  if (options.list)
    return program.run("it", "backup.list", request.str(),
                       [&](const Json& answer) { return show_generations(program, answer); });
  if (options.check)
    return program.run("it", "backup.verify", request.flag("all", true).str(),
                       [&](const Json& answer) { return show_check(program, answer); });
  request.number("keep", options.keep);
  if (options.verify) request.flag("verify", true);
  return program.run("it", "backup.write", request.str(),
                     [&](const Json& answer) { return show_written(program, answer); });
}

}  // namespace

void add_backup(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "backup", say("Copy the journal, encrypted, into a folder, writing only what changed; not in "
                    "it: the key, homevisit.json, the roster and the files of the adapter",
                    "Kopieer het journaal, versleuteld, naar een map en schrijf alleen wat "
                    "veranderd is; niet erin: de sleutel, homevisit.json, de leerlingenlijst en de "
                    "bestanden van de adapter"));
  command
      ->add_option("folder", options->folder,
                   say("Folder for copies of this journal alone, such as one on a mounted share",
                       "Map voor kopieën van alleen dit journaal, zoals op een gekoppelde schijf"))
      ->required()
      ->type_name("DIR");
  command
      ->add_option(
          "--keep", options->keep,
          say("How many of the latest copies stay", "Hoeveel van de laatste blijven staan"))
      ->type_name("N")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  auto* verify = command->add_flag(
      "--verify", options->verify,
      say("Also read what is there already, mend it, and verify the journal that it makes",
          "Lees ook wat er al staat, herstel het en controleer het journaal dat het oplevert"));
  auto* check = command->add_flag("--check", options->check,
                                  say("Copy nothing; verify all copies that are there",
                                      "Kopieer niets; controleer alle kopieën die er zijn"));
  auto* list = command->add_flag("--list", options->list,
                                 say("Copy nothing; list the copies that are there",
                                     "Kopieer niets; noem de kopieën die er zijn"));
  check->excludes(verify)->excludes(list);
  list->excludes(verify);
  command->callback([&program, options] {
    program.action = [&program, options] { return run_backup(program, *options); };
  });
}

}  // namespace homevisit::app
