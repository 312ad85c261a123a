#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "commands/shared.h"
#include "program.h"
#include "random_token.h"

namespace homevisit::app {
namespace {

struct Options {
  std::string student, guardian, answer, form, date, channel, not_before, submission;
  std::string talk_language, interpreter, evidence, witness;
  bool by_student = false;
  bool never_ask = false;
  bool withdrawal_told = false;
};

std::string request_of(const Options& options) {
  JsonObject request;
  request.text("submission", options.submission.empty() ? random_token() : options.submission);
  request.text("student", options.student).text_if("guardian", options.guardian);
  if (options.by_student) request.flag("by_student", true);
  request.text("answer", options.answer)
      .text_if("form", options.form)
      .text_if("date", options.date)
      .text_if("channel", options.channel)
      .text_if("not_before", options.not_before)
      .text_if("language", options.talk_language)
      .text_if("interpreter", options.interpreter)
      .text_if("evidence_reference", options.evidence)
      .text_if("oral_witness", options.witness);
  if (options.never_ask) request.flag("never_ask", true);
  if (options.withdrawal_told) request.flag("withdrawal_told", true);
  return request.str();
}

// No option asks for a reason: none is asked of a guardian either (R1).
void add_evidence(CLI::App& command, const Words& say, Options& options) {
  command
      .add_option("--talk-language", options.talk_language,
                  say("Language of the talk, such as tr", "Taal van het gesprek, zoals tr"))
      ->type_name("LANGUAGE");
  command
      .add_option("--interpreter", options.interpreter,
                  say("Who interpreted; never the pupil", "Wie tolkte; nooit de leerling"))
      ->check(CLI::IsMember({"professional_on_site", "phone", "app", "colleague", "contact_person",
                             "relative", "other_adult"}));
  command
      .add_option("--evidence", options.evidence,
                  say("Where the letter or message is kept", "Waar de brief of het bericht ligt"))
      ->type_name("TEXT");
  command
      .add_option("--witness", options.witness,
                  say("Id of a member of staff who heard it too",
                      "Id van een medewerker die het ook hoorde"))
      ->type_name("ID");
  command.add_flag(
      "--withdrawal-told", options.withdrawal_told,
      say("It was told how to come back on it", "Er is verteld hoe men erop terugkomt"));
}

}  // namespace

void add_answer(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "answer", say("Record what a guardian, or a student from 16, answered",
                    "Leg vast wat een verzorger, of een leerling vanaf 16, antwoordde"));
  command->add_option("student", options->student, say("Id of the student", "Id van de leerling"))
      ->required()
      ->type_name("STUDENT");
  auto* guardian = command->add_option(
      "--guardian", options->guardian,
      say("Who answered: id of a guardian", "Wie antwoordde: id van een verzorger"));
  guardian->type_name("ID");
  command
      ->add_flag(
          "--by-student", options->by_student,
          say("The student answers for herself (from 16)", "De leerling antwoordt zelf (vanaf 16)"))
      ->excludes(guardian);
  command
      ->add_option("--answer", options->answer, say("What the answer was", "Wat het antwoord was"))
      ->required()
      ->check(CLI::IsMember(
          {"agreed", "deferred", "declined", "other_form", "no_answer", "withdrawn"}));
  command
      ->add_option("--form", options->form,
                   say("Rather in this form (with other_form)", "Liever zo (bij other_form)"))
      ->check(CLI::IsMember({"school", "phone", "online", "elsewhere"}));
  command
      ->add_option(
          "--date", options->date,
          say("When it was given; default: today", "Wanneer het gegeven is; anders vandaag"))
      ->type_name("YYYY-MM-DD");
  command->add_option("--channel", options->channel, say("How it was told", "Hoe het verteld is"))
      ->check(CLI::IsMember(
          {"in_person", "phone", "letter", "email", "message", "form", "via_pupil", "other"}));
  command
      ->add_option(
          "--not-before", options->not_before,
          say("Do not ask again before this day", "Niet eerder opnieuw vragen dan deze dag"))
      ->type_name("YYYY-MM-DD");
  command->add_flag("--never-ask", options->never_ask,
                    say("Do not ask again", "Niet opnieuw vragen"));
  add_evidence(*command, say, *options);
  add_submission(*command, say, options->submission);
  command->callback([&program, options] {
    program.action = [&program, options] {
      return program.run("care_coordinator", "answer.record", request_of(*options),
                         [&](const Json& answer) { return show_written(program, answer); });
    };
  });
}

}  // namespace homevisit::app
