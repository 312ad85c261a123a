#include "command_line.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <string_view>

#include "commands/commands.h"

namespace homevisit::app {

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
