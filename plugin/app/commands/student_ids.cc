// Ids that changed in the school's system: joining files, parting them, and deciding who is who.
#include "commands/student_ids.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "counted.h"
#include "program.h"
#include "table.h"

namespace homevisit::app {
namespace {

struct Options {
  std::string from, into;
  std::vector<std::string> accept;
  std::string reject, guardian;
  bool yes = false;
};
using SharedOptions = std::shared_ptr<Options>;

std::string in_common(const Program& program, const Json& alike) {
  const Words& say = program.say;
  std::string words;
  const auto add = [&](bool is, const char* what) {
    if (is) words += (words.empty() ? "" : ", ") + std::string(what);
  };
  add(alike.flag("given_name"), say("given name", "roepnaam"));
  add(alike.flag("family_name"), say("family name", "achternaam"));
  add(alike.text("birth_date") == "same", say("birth date", "geboortedatum"));
  add(alike.flag("guardian"), say("a guardian", "een verzorger"));
  return words.empty() ? say("nothing", "niets") : words;
}

int unchanged(const Program& program) {
  print(program.say("Nothing was changed. Add --yes to do it.\n",
                    "Er is niets veranderd. Voeg --yes toe om het te doen.\n"));
  return kExitOk;
}

int show_joined(const Program& program, const Json& answer) {
  const Words& say = program.say;
  print(fmt::format("{}: {}\n{}: {}\n", answer.text("from"),
                    counted(say, answer.number("events_from"), kEvents), answer.text("into"),
                    counted(say, answer.number("events_into"), kEvents)));
  if (answer["alike"])
    print(fmt::format("{}: {}\n", say("The same in both", "Bij beide gelijk"),
                      in_common(program, answer["alike"])));
  if (answer.number("guardians") > 0)
    print(fmt::format(
        "{}: {}\n",
        say("Guardians whose id changes with it", "Verzorgers van wie het nummer mee verandert"),
        answer.number("guardians")));
  if (!answer.flag("joined")) return unchanged(program);
  print(fmt::format("{} {}.\n", say("One file now, under", "Eén dossier nu, onder"),
                    answer.text("into")));
  return kExitOk;
}

int show_parted(const Program& program, const Json& answer) {
  const Words& say = program.say;
  print(fmt::format("{}: {}\n{}: {}\n", answer.text("from"),
                    counted(say, answer.number("events_from"), kEvents), answer.text("into"),
                    counted(say, answer.number("events_into"), kEvents)));
  print(fmt::format("{} {}.\n",
                    say("What was recorded since they were joined stays with",
                        "Wat sinds het samenvoegen is vastgelegd blijft bij"),
                    answer.text("into")));
  if (!answer.flag("parted")) return unchanged(program);
  print(
      say("Two files again. What was filed while they were one stands in the other student's file "
          "in the system: homevisit reconcile lists it.\n",
          "Weer twee dossiers. Wat erin gezet is toen ze één waren, staat in het systeem in het "
          "dossier van de ander: homevisit reconcile noemt het.\n"));
  return kExitOk;
}

std::string question(const Program& program, const Json& doubt) {
  const Words& say = program.say;
  const std::string kind = doubt.text("kind");
  if (kind == "reused")
    return say("the id seems to be another child's; the file is closed",
               "het nummer lijkt van een ander kind te zijn; het dossier is dicht");
  if (kind == "guardian")
    return fmt::format("{} {}", say("gone: guardian", "weg: verzorger"), doubt.text("guardian"));
  return say("gone from the roster; who may it be now?",
             "niet meer in de leerlingenlijst; wie kan het nu zijn?");
}

int show_doubts(const Program& program, const Json& answer) {
  const Words& say = program.say;
  Table table({"Id", say("Question", "Vraag"), say("Events", "Gebeurtenissen"),
               say("Perhaps", "Misschien"), say("The same in both", "Bij beide gelijk")});
  for (const Json& doubt : answer.items("doubts")) {
    const bool reused = doubt.text("kind") == "reused";
    std::string id = reused ? doubt.text("id") : doubt.text("student");
    std::string what = question(program, doubt);
    std::string events = std::to_string(doubt.number("events"));
    for (const Json& candidate : doubt.items("candidates")) {
      const bool guardian = doubt.text("kind") == "guardian";
      table.add({id, what, events, candidate.text("id"),
                 guardian ? std::string() : in_common(program, candidate)});
      id.clear(), what.clear(), events.clear();
    }
  }
  if (table.empty()) {
    print(say("No questions about who is who.\n", "Geen vragen over wie wie is.\n"));
    return kExitOk;
  }
  print(table.str());
  print(
      say("Decide with --accept OLD NEW, or --reject OLD for none of them; the same id twice "
          "means the same child.\n",
          "Beslis met --accept OUD NIEUW, of --reject OUD voor geen van deze; twee keer "
          "hetzelfde nummer betekent hetzelfde kind.\n"));
  return kExitOk;
}

int decide(const Program& program, const Options& options) {
  JsonObject request;
  if (!options.reject.empty()) {
    request.text("old", options.reject).flag("none", true);
  } else {
    request.text("old", options.accept[0]).text("new", options.accept[1]);
  }
  request.text_if("guardian", options.guardian);
  return program.run("it", "student.match", request.str(), [&](const Json& answer) {
    print(fmt::format(
        "{} {}.\n",
        program.say("Decided. The file stands under", "Beslist. Het dossier staat onder"),
        answer.text("student")));
    return kExitOk;
  });
}

void add_join(CLI::App& students, Program& program, const char* name, const char* operation,
              const char* into, const char* help) {
  auto options = std::make_shared<Options>();
  auto* command = students.add_subcommand(name, help);
  command
      ->add_option("from", options->from, program.say("The id until now", "Het nummer tot nu toe"))
      ->required()
      ->type_name("FROM");
  command->add_option(into, options->into, program.say("The id from now on", "Het nummer voortaan"))
      ->required()
      ->type_name("INTO");
  command->add_flag("--yes", options->yes, program.say("Do it", "Doe het"));
  command->callback([&program, options, operation, into = std::string(into)] {
    program.action = [&program, options, operation, into] {
      JsonObject request;
      request.text("from", options->from).text(into, options->into).flag("dry_run", !options->yes);
      return program.run("it", operation, request.str(),
                         [&](const Json& answer) { return show_joined(program, answer); });
    };
  });
}

void add_unmerge(CLI::App& students, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command = students.add_subcommand(
      "unmerge", say("Part two files that were joined by mistake",
                     "Haal twee dossiers uit elkaar die bij vergissing zijn samengevoegd"));
  command
      ->add_option("id", options->from,
                   say("The older of the two ids", "Het oude nummer van de twee"))
      ->required()
      ->type_name("ID");
  command->add_flag("--yes", options->yes, say("Do it", "Doe het"));
  command->callback([&program, options] {
    program.action = [&program, options] {
      JsonObject request;
      request.text("from", options->from).flag("dry_run", !options->yes);
      return program.run("it", "student.unmerge", request.str(),
                         [&](const Json& answer) { return show_parted(program, answer); });
    };
  });
}

void add_doubts(CLI::App& students, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command = students.add_subcommand(
      "doubts", say("Ids that changed where somebody must say who is who",
                    "Veranderde nummers waarbij iemand moet zeggen wie wie is"));
  auto* accept = command
                     ->add_option("--accept", options->accept,
                                  say("The student of the first id has the second one now",
                                      "De leerling van het eerste nummer heeft nu het tweede"))
                     ->expected(2)
                     ->type_name("OLD NEW");
  command
      ->add_option("--reject", options->reject,
                   say("The student of this id is none of those listed",
                       "De leerling van dit nummer is geen van de genoemde"))
      ->type_name("OLD")
      ->excludes(accept);
  command
      ->add_option("--guardian", options->guardian,
                   say("It is about this guardian of the student: --accept STUDENT NEW-GUARDIAN",
                       "Het gaat om deze verzorger van de leerling: --accept LEERLING "
                       "NIEUWE-VERZORGER"))
      ->type_name("ID");
  command->callback([&program, options] {
    program.action = [&program, options] {
      if (!options->accept.empty() || !options->reject.empty()) return decide(program, *options);
      if (!options->guardian.empty())
        return program.fail(kExitUsage,
                            program.say("--guardian says whom --accept or --reject is about: give "
                                        "one of them, too.",
                                        "--guardian zegt over wie --accept of --reject gaat: geef "
                                        "ook een van die twee."));
      return program.run("it", "student.doubts", "{}",
                         [&](const Json& answer) { return show_doubts(program, answer); });
    };
  });
}

}  // namespace

void add_student_ids(CLI::App& students, Program& program) {
  const Words& say = program.say;
  add_join(students, program, "merge", "student.merge", "into",
           say("Join the file of one id to that of another, after the system has merged the two",
               "Voeg het dossier van een nummer bij dat van een ander, nadat het systeem de twee "
               "heeft samengevoegd"));
  add_join(students, program, "renumber", "student.renumber", "to",
           say("Let the file of a student go on under a new id",
               "Laat het dossier van een leerling verdergaan onder een nieuw nummer"));
  add_unmerge(students, program);
  add_doubts(students, program);
}

}  // namespace homevisit::app
