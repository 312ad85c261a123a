#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/agreement_text.h"
#include "commands/commands.h"
#include "commands/shared.h"
#include "program.h"
#include "random_token.h"

namespace homevisit::app {
namespace {

struct Options {
  std::string student, date, time, state, place, at, purpose, submission, goes_well, next_contact;
  std::vector<std::string> key_points, guardians, visitors, agreements;
  std::string interpreter, interpreter_language, arranged_by, pupil;
  int minutes = -1;
  int travel_minutes = -1;
  bool sign_off = false;
};

JsonArray texts(const std::vector<std::string>& items) {
  JsonArray out;
  for (const std::string& item : items) out.text(item);
  return out;
}

// Nothing when an agreement is not written as it should be, which `trouble` says.
std::optional<std::string> report_text(const Options& options, const Words& say,
                                       std::string& trouble) {
  JsonObject report;
  report.text_if("goes_well", options.goes_well);
  report.array_if("key_points", texts(options.key_points));
  JsonArray agreements;
  for (const std::string& text : options.agreements) {
    const auto agreement = parse_agreement(text);
    if (!agreement) {
      trouble =
          fmt::format("--agreement \"{}\": {}", text,
                      say("write it as \"who: what (by YYYY-MM-DD)\", with school, parent, "
                          "pupil or other for who",
                          "schrijf \"wie: wat (voor JJJJ-MM-DD)\", met school, ouder, leerling "
                          "of ander als wie"));
      return std::nullopt;
    }
    agreements.raw(JsonObject()
                       .text("who", agreement->who)
                       .text("what", agreement->what)
                       .text_if("by", agreement->by)
                       .str());
  }
  report.array_if("agreements", agreements);
  if (!options.next_contact.empty()) {
    report.raw("next_contact", JsonObject().text("date", options.next_contact).str());
  }
  return report.str();
}

JsonObject request_of(const Options& options, const std::string& report) {
  JsonObject request;
  request.text("submission", options.submission.empty() ? random_token() : options.submission);
  request.text("student", options.student).text("date", options.date);
  request.text_if("start_time", options.time)
      .text_if("state", options.state)
      .text_if("place", options.place)
      .text_if("at_guardian", options.at)
      .text_if("purpose", options.purpose)
      .text_if("pupil", options.pupil);
  request.array_if("guardians", texts(options.guardians));
  request.array_if("visitors", texts(options.visitors));
  if (!options.interpreter.empty()) {
    request.raw("interpreter", JsonObject()
                                   .text("kind", options.interpreter)
                                   .text_if("language", options.interpreter_language)
                                   .text_if("arranged_by", options.arranged_by)
                                   .str());
  }
  JsonObject minutes;
  if (options.minutes >= 0) minutes.number("visit", options.minutes);
  if (options.travel_minutes >= 0) minutes.number("travel", options.travel_minutes);
  if (!minutes.empty()) request.raw("minutes", minutes.str());
  request.raw("report", report);
  if (options.sign_off) request.flag("sign_off", true);
  return request;
}

int record(const Program& program, Options options) {
  std::string trouble;
  const auto report = report_text(options, program.say, trouble);
  if (!report) return program.fail(kExitUsage, trouble);
  int exit = kExitOk;
  const auto library = program.open(exit);
  if (!library) return exit;
  const std::string actor = program.actor("care_coordinator");
  if (options.date.empty()) options.date = school_today(*library, actor);
  return program.run_in(*library, actor, "visit.record", request_of(options, *report).str(),
                        [&](const Json& answer) { return show_written(program, answer); });
}

void add_who_and_where(CLI::App& command, const Words& say, Options& options) {
  command
      .add_option("--guardian", options.guardians,
                  say("Id of a guardian who took part; may be repeated",
                      "Id van een verzorger die erbij was; mag vaker"))
      ->type_name("ID")
      ->allow_extra_args(false);
  command
      .add_option("--visitor", options.visitors,
                  say("Id of a member of staff who went; may be repeated; default: who records",
                      "Id van een medewerker die ging; mag vaker; anders wie vastlegt"))
      ->type_name("ID")
      ->allow_extra_args(false);
  command
      .add_option("--at", options.at,
                  say("Whose home: id of a guardian", "Bij wie thuis: id van een verzorger"))
      ->type_name("ID");
  command.add_option("--place", options.place, say("Where the talk was", "Waar het gesprek was"))
      ->check(CLI::IsMember({"home", "school", "phone", "online", "elsewhere"}));
  command.add_option("--purpose", options.purpose, say("What it was for", "Waarvoor het was"))
      ->check(CLI::IsMember(
          {"acquaintance", "progress", "parents_request", "conflict_repair", "other"}));
  command.add_option("--pupil", options.pupil, say("Was the pupil there", "Was de leerling erbij"))
      ->check(CLI::IsMember({"yes", "no", "in_the_room"}));
  command
      .add_option("--interpreter", options.interpreter,
                  say("Who interpreted; never the pupil", "Wie tolkte; nooit de leerling"))
      ->check(CLI::IsMember({"professional_on_site", "phone", "app", "colleague", "contact_person",
                             "relative", "other_adult"}));
  command
      .add_option(
          "--interpreter-language", options.interpreter_language,
          say("Language that was interpreted, such as tr", "Taal die getolkt werd, zoals tr"))
      ->type_name("LANGUAGE");
  command
      .add_option("--arranged-by", options.arranged_by,
                  say("Who arranged the interpreter", "Wie de tolk regelde"))
      ->check(CLI::IsMember({"school", "parents"}));
}

void add_what(CLI::App& command, const Words& say, Options& options) {
  command
      .add_option("--date", options.date,
                  say("Day of the visit; default: today", "Dag van het bezoek; anders vandaag"))
      ->type_name("YYYY-MM-DD");
  command.add_option("--time", options.time, say("When it began", "Wanneer het begon"))
      ->type_name("HH:MM");
  command
      .add_option("--state", options.state,
                  say("How it went; default: held", "Hoe het ging; anders: held (gehouden)"))
      ->check(CLI::IsMember({"held", "interrupted", "no_show", "attempted_doorstep"}));
  command
      .add_option("--minutes", options.minutes,
                  say("Minutes of the visit", "Minuten van het bezoek"))
      ->type_name("N")
      ->check(CLI::Range(0, 1440));
  command
      .add_option("--travel-minutes", options.travel_minutes,
                  say("Minutes on the way", "Minuten onderweg"))
      ->type_name("N")
      ->check(CLI::Range(0, 1440));
  command.add_option("--goes-well", options.goes_well, say("What goes well", "Wat gaat goed"))
      ->type_name("TEXT");
  command
      .add_option("--key-point", options.key_points,
                  say("A short sentence that colleagues read; may be repeated",
                      "Een korte zin die collega's lezen; mag vaker"))
      ->type_name("TEXT")
      ->allow_extra_args(false);
  command
      .add_option("--agreement", options.agreements,
                  say("\"who: what (by YYYY-MM-DD)\", who being school, parent, pupil or other; "
                      "may be repeated",
                      "\"wie: wat (voor JJJJ-MM-DD)\", met school, ouder, leerling of ander; mag "
                      "vaker"))
      ->type_name("TEXT")
      ->allow_extra_args(false);
  command
      .add_option("--next-contact", options.next_contact, say("Next contact", "Volgend contact"))
      ->type_name("YYYY-MM-DD");
  command.add_flag("--sign-off", options.sign_off,
                   say("Close the report: from then on there are addenda only",
                       "Sluit het verslag af: daarna zijn er alleen aanvullingen"));
}

}  // namespace

void add_record(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("record", say("Record a home visit", "Leg een huisbezoek vast"));
  command->add_option("student", options->student, say("Id of the student", "Id van de leerling"))
      ->required()
      ->type_name("STUDENT");
  add_what(*command, say, *options);
  add_who_and_where(*command, say, *options);
  add_submission(*command, say, options->submission);
  command->callback([&program, options] {
    program.action = [&program, options] { return record(program, *options); };
  });
}

}  // namespace homevisit::app
