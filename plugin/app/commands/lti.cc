// Learning platforms that launch the home visits by LTI 1.3: what to enter there, letting one
// register itself, renewing our key.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "commands/commands.h"
#include "program.h"

namespace homevisit::app {
namespace {

struct Options {
  int minutes = 60;
  std::string issuer, client_id;
};

void print_line(const char* label, const std::string& value) {
  print(fmt::format("{:<32}{}\n", label, value));
}

// The platform's entry in homevisit.json, but for the one thing that it did not say.
void show_what_is_missing(const Words& say, const Json& platform) {
  JsonObject entry;
  for (const char* member : {"name", "issuer", "client_id"})
    entry.text(member, platform.text(member));
  entry.raw("deployments", "[\"ID\"]");
  for (const char* member : {"login_url", "token_url", "token_audience", "keys_url"})
    entry.text_if(member, platform.text(member));
  print_line("    deployments", say("not said, so nobody can be launched from there",
                                    "niet genoemd, dus van daar komt niemand binnen"));
  print(fmt::format(
      "    {}\n      {}\n",
      say("Put this into homevisit.json, under \"lti\", \"platforms\", with the deployment id that "
          "the platform shows in the place of ID:",
          "Zet dit in homevisit.json, onder \"lti\", \"platforms\", met het deployment-id dat de "
          "leeromgeving toont op de plaats van ID:"),
      entry.str()));
}

int show_tool(const Program& program, const Json& answer) {
  const Words& say = program.say;
  print(say("Enter this in the learning platform (LTI 1.3):\n",
            "Voer dit in de leeromgeving in (LTI 1.3):\n"));
  print_line(say("  Tool URL, target link", "  URL van het hulpmiddel"), answer.text("launch_url"));
  print_line(say("  Initiate login URL", "  URL om in te loggen"), answer.text("login_url"));
  print_line(say("  Redirection URI", "  URL om naar terug te keren"), answer.text("launch_url"));
  print_line(say("  Public keyset URL", "  URL van de sleutels"), answer.text("keys_url"));
  print_line(say("  Parameter for one student", "  Parameter voor één leerling"),
             answer.text("custom_parameter") + "=ID");
  print(say("\nLearning platforms that are known here:\n",
            "\nLeeromgevingen die hier bekend zijn:\n"));
  const auto platforms = answer.items("platforms");
  if (platforms.empty())
    print(say("  none yet; put them into homevisit.json, or run: homevisit lti register\n",
              "  nog geen; zet ze in homevisit.json, of doe: homevisit lti register\n"));
  for (const Json& platform : platforms) {
    print(fmt::format(
        "  {}{}\n", platform.text("name"),
        platform.flag("registered") ? say(" (registered itself)", " (meldde zichzelf aan)") : ""));
    print_line("    issuer", platform.text("issuer"));
    print_line("    client_id", platform.text("client_id"));
    std::string deployments;
    for (const Json& id : platform.items("deployments"))
      deployments += (deployments.empty() ? "" : ", ") + id.text();
    if (deployments.empty())
      show_what_is_missing(say, platform);
    else
      print_line("    deployments", deployments);
  }
  if (const std::string until = answer.text("registration_until"); !until.empty())
    print(fmt::format("{} {}\n",
                      say("\nA platform may register itself until", "\nAanmelden kan nog tot"),
                      until));
  return kExitOk;
}

int show_invitation(const Program& program, const Json& answer) {
  const Words& say = program.say;
  print(fmt::format("{}\n{}\n{} {}\n",
                    say("Enter this address in the platform, where it asks for a registration URL; "
                        "it works once:",
                        "Voer dit adres in de leeromgeving in, waar die om een registratie-URL "
                        "vraagt; het werkt één keer:"),
                    answer.text("url"), say("It works until", "Het werkt tot"),
                    answer.text("until")));
  return kExitOk;
}

int show_key(const Program& program, const Json& answer) {
  const Words& say = program.say;
  print(fmt::format(fmt::runtime(say("The key {} is published now and signs from {}.\n",
                                     "Sleutel {} is nu gepubliceerd en ondertekent vanaf {}.\n")),
                    answer.text("key"), answer.text("signs_from")));
  return kExitOk;
}

void add_part(CLI::App& lti, Program& program, const char* name, const char* help,
              const char* operation, std::function<std::string()> request,
              int (*show)(const Program&, const Json&)) {
  lti.add_subcommand(name, help)->callback([&program, operation, request, show] {
    program.action = [&program, operation, request, show] {
      return program.run("it", operation, request(),
                         [&](const Json& answer) { return show(program, answer); });
    };
  });
}

}  // namespace

void add_lti(CLI::App& app, Program& program) {
  const Words& say = program.say;
  auto options = std::make_shared<Options>();
  auto* lti = app.add_subcommand(
      "lti", say("Learning platforms such as Moodle: what to enter there, and which are known",
                 "Leeromgevingen zoals Moodle: wat daar in te voeren, en welke bekend zijn"));
  lti->require_subcommand(1);
  add_part(
      *lti, program, "show",
      say("Show what to enter in a learning platform, and which are known",
          "Toon wat in een leeromgeving in te voeren, en welke bekend zijn"),
      "lti.tool", [] { return std::string("{}"); }, show_tool);
  add_part(
      *lti, program, "register",
      say("Let one platform register itself, once, for a limited time",
          "Laat één leeromgeving zichzelf aanmelden, één keer, een beperkte tijd"),
      "lti.invite", [options] { return JsonObject().number("minutes", options->minutes).str(); },
      show_invitation);
  lti->get_subcommand("register")
      ->add_option("--minutes", options->minutes,
                   say("How long the link works", "Hoe lang de link werkt"))
      ->type_name("MINUTES")
      ->check(CLI::Range(1, 1440))
      ->capture_default_str();
  add_part(
      *lti, program, "renew-key",
      say("Make a new key of ours; it signs a day later, when platforms know it",
          "Maak een nieuwe sleutel van ons; hij ondertekent een dag later, als leeromgevingen "
          "hem kennen"),
      "lti.renew_key", [] { return std::string("{}"); }, show_key);
  add_part(
      *lti, program, "forget",
      say("Forget a platform that registered itself",
          "Vergeet een leeromgeving die zichzelf aanmeldde"),
      "lti.forget",
      [options] {
        return JsonObject()
            .text("issuer", options->issuer)
            .text("client_id", options->client_id)
            .str();
      },
      [](const Program& shown, const Json&) {
        print(shown.say("It is forgotten; nobody comes in by it any more.\n",
                        "Vergeten; niemand komt er nog mee binnen.\n"));
        return static_cast<int>(kExitOk);
      });
  auto* forget = lti->get_subcommand("forget");
  forget->add_option("issuer", options->issuer, say("Its issuer", "De issuer ervan"))
      ->required()
      ->type_name("ISSUER");
  forget->add_option("client_id", options->client_id, say("Its client id", "De client-id ervan"))
      ->required()
      ->type_name("CLIENT");
}

}  // namespace homevisit::app
