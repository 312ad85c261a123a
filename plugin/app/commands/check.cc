#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>

#include "commands/commands.h"
#include "program.h"

namespace homevisit::app {
namespace {

struct Options {
  bool offline = false;
  std::string write_test;
};

struct Name {
  std::string_view name;
  const char* english;
  const char* dutch;
};
constexpr std::array kNames = {Name{"journal", "Journal", "Journaal"},
                               Name{"key", "Key", "Sleutel"},
                               Name{"disk", "Disk", "Schijf"},
                               Name{"adapter", "Adapter", "Koppeling"},
                               Name{"roster", "Roster", "Leerlinggegevens"},
                               Name{"dossier", "Student files", "Dossiers"},
                               Name{"system", "System", "Systeem"},
                               Name{"students", "Students", "Leerlingen"},
                               Name{"guardians", "Guardians", "Verzorgers"},
                               Name{"relations", "Who cares for whom", "Wie voor wie zorgt"},
                               Name{"staff", "Staff", "Medewerkers"},
                               Name{"groups", "Groups", "Groepen"},
                               Name{"members", "Who is in which group", "Wie in welke groep zit"},
                               Name{"sign_on", "Sign-on", "Inloggen"},
                               Name{"lti", "Learning platform", "Leeromgeving"},
                               Name{"entries", "Entries", "Vermeldingen"},
                               Name{"write", "Test: write", "Proef: schrijven"},
                               Name{"find", "Test: find", "Proef: terugvinden"},
                               Name{"withdraw", "Test: withdraw", "Proef: intrekken"}};

// What an adapter looks at has a name of its own already.
std::string name_of(const std::string& name, const Words& say) {
  for (const Name& known : kNames)
    if (known.name == name) return say(known.english, known.dutch);
  return name;
}

int show_checks(const Program& program, const Json& answer) {
  for (const Json& check : answer.items("checks")) {
    const char* const sign = !check.flag("ok") ? "! " : check.text("level") == "note" ? "- " : "  ";
    print(fmt::format("{}{}: {}\n", sign, name_of(check.text("name"), program.say),
                      check.text("message")));
    if (const std::string advice = check.text("advice"); !advice.empty()) {
      print(fmt::format("     {}\n", advice));
    }
  }
  const bool fine = answer.flag("ok");
  print(fine ? program.say("Everything is in order.\n", "Alles is in orde.\n")
             : program.say("Something needs attention: see the lines with \"!\".\n",
                           "Iets vraagt aandacht: zie de regels met \"!\".\n"));
  return fine ? kExitOk : kExitRefused;
}

}  // namespace

void add_check(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "check", say("Look at everything that can be wrong and say what to do; writes nothing",
                   "Kijk alles na wat mis kan zijn en zeg wat te doen; schrijft niets"));
  auto* offline = command->add_flag(
      "--offline", options->offline,
      say("Leave the student information system alone", "Laat het leerlingsysteem met rust"));
  command
      ->add_option(
          "--write-test", options->write_test,
          say("Put an entry into the file of this test student and withdraw it at once",
              "Zet een vermelding in het dossier van deze testleerling en trek die meteen in"))
      ->type_name("STUDENT")
      ->excludes(offline);
  command->callback([&program, options] {
    program.action = [&program, options] {
      JsonObject request;
      if (!options->offline) request.flag("system", true);
      if (!options->write_test.empty()) request.text("write_test", options->write_test);
      return program.run("it", "system.check", request.str(),
                         [&](const Json& answer) { return show_checks(program, answer); });
    };
  });
}

}  // namespace homevisit::app
