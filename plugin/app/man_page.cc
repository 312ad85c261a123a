#include "definition.h"

#include <fmt/format.h>

namespace homevisit::app {
namespace {

// Text in roff: a dot or quote at the start of a line would be a request, a hyphen a soft one.
std::string roff(const std::string& text) {
  std::string out;
  if (!text.empty() && (text[0] == '.' || text[0] == '\'')) out = "\\&";
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  return out;
}

std::string option_entry(const OptionText& option, const char* standard_word) {
  std::string names;
  for (const std::string& name : option.names) {
    names += (names.empty() ? "" : ", ") + fmt::format("\\fB{}\\fR", roff(name));
  }
  std::string value;
  for (const std::string& choice : option.choices) {
    value += (value.empty() ? "" : "|") + fmt::format("\\fB{}\\fR", roff(choice));
  }
  if (value.empty() && !option.value.empty()) value = fmt::format("\\fI{}\\fR", roff(option.value));
  if (!names.empty() && !value.empty()) names += " ";
  std::string standard;
  if (!option.standard.empty()) {
    standard = fmt::format(" ({}: {})", standard_word, roff(option.standard));
  }
  return fmt::format(".TP\n{}{}\n{}{}.\n", names, value, roff(option.description), standard);
}

std::string synopsis(const std::string& command_name, const CommandText& command) {
  std::string out = fmt::format("\\fB{}\\fR", roff(command_name));
  if (!command.options.empty()) out += " [\\fIoptions\\fR]";
  for (const OptionText& positional : command.positionals) {
    const std::string name = fmt::format("\\fI{}\\fR", roff(positional.value));
    out += positional.required ? " " + name : " [" + name + "]";
  }
  return out;
}

std::string command_entry(const std::string& name, const CommandText& command,
                          const char* standard_word) {
  std::string out;
  if (command.alone) {
    out += fmt::format(".SS {}\n{}\n.PP\n{}.\n", roff(name), synopsis(name, command),
                       roff(command.description));
    for (const OptionText& positional : command.positionals) {
      out += option_entry(positional, standard_word);
    }
    for (const OptionText& option : command.options) {
      if (option.names.back() != "--help") out += option_entry(option, standard_word);
    }
  }
  for (const CommandText& part : command.commands) {
    out += command_entry(name + " " + part.name, part, standard_word);
  }
  return out;
}

}  // namespace

std::string man_page(const CommandText& program, const std::string& version, bool dutch) {
  const auto say = [dutch](const char* english, const char* nl) { return dutch ? nl : english; };
  const char* standard = say("default", "standaard");
  std::string out = fmt::format(".TH HOMEVISIT 1 \"\" \"homevisit {}\"\n", version);
  out += fmt::format(".SH {}\n{} \\- {}\n", say("NAME", "NAAM"), roff(program.name),
                     roff(program.description));
  out += fmt::format(".SH {}\n\\fB{}\\fR [\\fI{}\\fR] \\fI{}\\fR ...\n",
                     say("SYNOPSIS", "SAMENVATTING"), roff(program.name), say("options", "opties"),
                     say("command", "opdracht"));
  out += fmt::format(
      ".SH {}\n{}\n", say("OPTIONS", "OPTIES"),
      say("These go before or after any command.", "Deze mogen voor of na elke opdracht."));
  for (const OptionText& option : program.options) out += option_entry(option, standard);
  out += fmt::format(".SH {}\n", say("COMMANDS", "OPDRACHTEN"));
  for (const CommandText& command : program.commands) {
    out += command_entry(program.name + " " + command.name, command, standard);
  }
  out += fmt::format(".SH {}\n", say("EXIT STATUS", "AFSLUITWAARDE"));
  const std::pair<const char*, const char*> exits[] = {
      {"0", say("Done", "Gedaan")},
      {"1", say("Refused: invalid, not found, not allowed, or a check that found something",
                "Geweigerd: ongeldig, niet gevonden, niet toegestaan, of een controle vond iets")},
      {"2", say("The command line is wrong", "De opdrachtregel klopt niet")},
      {"3", say("Something outside must change first: disk, lock, key, damage",
                "Eerst moet er buiten iets veranderen: schijf, slot, sleutel, schade")},
      {"4", say("sync: the student system is away; it passes by itself",
                "sync: het leerlingsysteem is weg; dat gaat vanzelf over")},
      {"5", say("sync: somebody must look, see homevisit outbox",
                "sync: iemand moet kijken, zie homevisit outbox")}};
  for (const auto& [code, meaning] : exits) {
    out += fmt::format(".TP\n\\fB{}\\fR\n{}.\n", code, meaning);
  }
  out += fmt::format(".SH {}\n.TP\n\\fBHOMEVISIT_DATA\\fR\n{}.\n.TP\n\\fBLANG\\fR\n{}.\n",
                     say("ENVIRONMENT", "OMGEVING"),
                     say("The data folder, where \\-\\-data is not given",
                         "De gegevensmap, als \\-\\-data niet is gegeven"),
                     say("The language, where \\-\\-language is not given",
                         "De taal, als \\-\\-language niet is gegeven"));
  out += fmt::format(".SH {}\n.TP\n\\fIDIR\\fR/homevisit.json\n{}.\n", say("FILES", "BESTANDEN"),
                     say("The configuration, as schemas/v1/config.json describes it",
                         "De instellingen, zoals schemas/v1/config.json ze beschrijft"));
  return out;
}

}  // namespace homevisit::app
