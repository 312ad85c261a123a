#include "command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "commands/commands.h"

namespace homevisit::app {
namespace {

// Part of a command by its own name ("verify" of "audit verify"), or begun in the same way.
bool is_like(const std::string& known, const std::string& typed) {
  return known == typed || (typed.size() > 2 && known.substr(0, 3) == typed.substr(0, 3));
}

std::vector<const CLI::App*> parts_of(const CLI::App* command) {
  return command->get_subcommands([](const CLI::App*) { return true; });
}

}  // namespace

std::string no_such_command(const CLI::App& app, const Words& say) {
  std::string typed;
  for (const std::string& word : app.remaining(true))
    if (typed.empty() && !word.empty() && word.front() != '-') typed = word;
  std::string like;
  const auto add = [&](const std::string& command) {
    like += (like.empty() ? "" : ", ") + command;
  };
  for (const CLI::App* command : parts_of(&app)) {
    if (is_like(command->get_name(), typed)) add(command->get_name());
    for (const CLI::App* part : parts_of(command))
      if (is_like(part->get_name(), typed)) add(command->get_name() + " " + part->get_name());
  }
  const auto given = app.get_subcommands();
  if (typed.empty() && !given.empty())
    for (const CLI::App* part : parts_of(given.back()))
      add(given.back()->get_name() + " " + part->get_name());
  std::string text = typed.empty()
                         ? std::string(say("Say what to do.", "Zeg wat er moet gebeuren."))
                         : fmt::format(fmt::runtime(say("homevisit has no command \"{}\".",
                                                        "homevisit kent geen opdracht \"{}\".")),
                                       typed);
  if (!like.empty())
    text += " " + fmt::format(fmt::runtime(say("There is: {}.", "Wel is er: {}.")), like);
  return text + " " + say("All commands: homevisit --help", "Alle opdrachten: homevisit --help");
}

Words words_of(int argc, const char* const* argv) {
  constexpr std::string_view kOption = "--language";
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == kOption && i + 1 < argc) return Words(argv[i + 1]);
    if (argument.substr(0, kOption.size() + 1) == "--language=") {
      return Words(argument.substr(kOption.size() + 1));
    }
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) return Words(value);
  }
  return Words("en");
}

std::unique_ptr<CLI::App> command_line(Program& program) {
  const Words& say = program.say;
  auto app =
      std::make_unique<CLI::App>(say("Home visits in the student files that schools already keep",
                                     "Huisbezoeken in de leerlingdossiers die scholen al hebben"),
                                 "homevisit");
  program.definition = app.get();
  app->require_subcommand(1);
  app->set_help_flag("-h,--help", say("Show this help and end", "Toon deze hulp en stop"));
  app->set_version_flag("--version", std::string("homevisit ") + hv_version(),
                        say("Show the version and end", "Toon de versie en stop"));
  app->add_option("--data", program.data,
                  say("Folder with the journal, the key and homevisit.json; default: "
                      "$HOMEVISIT_DATA, /var/lib/homevisit or ~/.local/share/homevisit",
                      "Map met het journaal, de sleutel en homevisit.json; anders: "
                      "$HOMEVISIT_DATA, /var/lib/homevisit of ~/.local/share/homevisit"))
      ->type_name("DIR");
  app->add_option("--as", program.as,
                  say("Who is acting: mentor:ID, teacher:ID, care_coordinator[:ID], "
                      "school_leader[:ID], it or system",
                      "Wie handelt: mentor:ID, teacher:ID, care_coordinator[:ID], "
                      "school_leader[:ID], it of system"))
      ->type_name("ROLE:STAFF")
      ->check([](const std::string& text) -> std::string {
        const std::string role = text.substr(0, text.find(':'));
        for (const char* known :
             {"mentor", "teacher", "care_coordinator", "school_leader", "it", "system"}) {
          if (role == known) return {};
        }
        return "\"" + role +
               "\" is no role; write mentor:ID, teacher:ID, care_coordinator, school_leader, it or "
               "system";
      });
  app->add_option("--language", program.language,
                  say("Language of texts and messages; default: that of LANG",
                      "Taal van teksten en meldingen; anders die van LANG"))
      ->type_name("LANGUAGE")
      ->check(CLI::IsMember({"nl", "en"}));
  app->add_option("--passphrase-file", program.passphrase_file,
                  say("File with the passphrase, where the journal has one instead of a key file",
                      "Bestand met de wachtzin, als het journaal die heeft in plaats van een "
                      "sleutelbestand"))
      ->type_name("FILE");
  app->add_flag(
      "--json", program.json,
      say("Print the library's answer as it is", "Toon het antwoord van de bibliotheek zelf"));
  for (const auto add :
       {add_init,       add_check,     add_import,  add_refresh,  add_serve,  add_students,
        add_history,    add_record,    add_answer,  add_status,   add_sync,   add_outbox,
        add_deliver,    add_reconcile, add_rebuild, add_audit,    add_backup, add_restore,
        add_lti,        add_call,      add_render,  add_describe, add_sample, add_conform,
        add_completion, add_man}) {
    add(*app, program);
  }
  for (CLI::App* command : app->get_subcommands([](CLI::App*) { return true; })) {
    command->fallthrough();
    for (CLI::App* part : command->get_subcommands([](CLI::App*) { return true; })) {
      part->fallthrough();
    }
  }
  return app;
}

}  // namespace homevisit::app
