#include "definition.h"

#include <fmt/format.h>

namespace homevisit::app {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string option_names(const CommandText& command) {
  std::vector<std::string> names;
  for (const OptionText& option : command.options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return joined(names);
}

std::string command_names(const CommandText& command) {
  std::vector<std::string> names;
  for (const CommandText& part : command.commands) names.push_back(part.name);
  return joined(names);
}

// Text in single quotes, for all three shells; `doubled` for fish and bash alike.
std::string single_quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// Lines "  PATTERN) ... ;;" that answer what follows an option.
std::string bash_values(const CommandText& command, const std::string& prefix) {
  std::string out;
  for (const OptionText& option : command.options) {
    if (option.value.empty()) continue;
    std::string pattern;
    for (const std::string& name : option.names) {
      pattern += (pattern.empty() ? "" : "|") + fmt::format("{}'{}'", prefix, name);
    }
    if (!option.choices.empty()) {
      out += fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n",
                         pattern, joined(option.choices));
    } else if (option.is_path()) {
      out += fmt::format("    {}) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n", pattern);
    } else {
      out += fmt::format("    {}) return ;;\n", pattern);
    }
  }
  return out;
}

std::string bash_script(const CommandText& program) {
  std::string values = bash_values(program, "*:");
  std::string words;
  std::string nested;
  for (const CommandText& command : program.commands) {
    values += bash_values(command, command.name + ":");
    std::string first = command_names(command);
    for (const OptionText& positional : command.positionals) {
      if (!positional.choices.empty())
        first += (first.empty() ? "" : " ") + joined(positional.choices);
    }
    words += fmt::format("    {}) words='{} {}' ;;\n", command.name, option_names(command), first);
  }
  return fmt::format(R"(# bash completion for {0}; made by: {0} completion bash
_{0}() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command= words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case " {1} " in *" ${{COMP_WORDS[i]}} "*) command=${{COMP_WORDS[i]}}; break ;; esac
  done
  COMPREPLY=()
  case "$command:$before" in
{2}  esac
  case "$command" in
    '') words='{1}' ;;
{3}  esac
  COMPREPLY=($(compgen -W "$words {4}" -- "$word"))
  [[ $word != -* && -n $command ]] && COMPREPLY+=($(compgen -f -- "$word"))
}}
complete -o filenames -F _{0} {0}
)",
                     program.name, command_names(program), values, words, option_names(program));
}

// One argument of zsh's _arguments.
std::string zsh_option(const OptionText& option) {
  std::string text = option.description;
  for (const char special : {'[', ']', ':'}) {
    for (std::size_t at = 0; (at = text.find(special, at)) != std::string::npos; at += 2) {
      text.insert(at, "\\");
    }
  }
  std::string action;
  if (!option.choices.empty()) {
    action = fmt::format(":value:({})", joined(option.choices));
  } else if (option.is_path()) {
    action = ":file:_files";
  } else if (!option.value.empty()) {
    action = ":value:";
  }
  std::string out;
  for (const std::string& name : option.names) {
    out += "      " + single_quoted(fmt::format("*{}[{}]{}", name, text, action)) + " \\\n";
  }
  return out;
}

std::string zsh_options(const CommandText& command) {
  std::string out;
  for (const OptionText& option : command.options) out += zsh_option(option);
  return out;
}

std::string zsh_script(const CommandText& program) {
  std::string names;
  std::string cases;
  for (const CommandText& command : program.commands) {
    names += "    " + single_quoted(command.name + ":" + command.description) + "\n";
    std::string rest = "'*:file:_files'";
    if (!command.commands.empty()) rest = fmt::format("'1:command:({})'", command_names(command));
    for (const OptionText& positional : command.positionals) {
      if (!positional.choices.empty()) {
        rest = fmt::format("'1:value:({})'", joined(positional.choices));
      }
    }
    cases += fmt::format("    {}) _arguments \\\n{}{}      {} ;;\n", command.name,
                         zsh_options(command), zsh_options(program), rest);
  }
  return fmt::format(R"(#compdef {0}
# zsh completion; made by: {0} completion zsh
_{0}() {{
  local curcontext=$curcontext state line
  local -a commands
  commands=(
{1}  )
  _arguments -C \
{2}      '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe -t commands command commands; return ;;
  esac
  case $line[1] in
{3}  esac
}}
_{0} "$@"
)",
                     program.name, names, zsh_options(program), cases);
}

std::string fish_options(const CommandText& command, const std::string& program,
                         const std::string& condition) {
  std::string out;
  for (const OptionText& option : command.options) {
    out += fmt::format("complete -c {}{}", program, condition);
    for (const std::string& name : option.names) {
      out += name.rfind("--", 0) == 0 ? " -l " + name.substr(2) : " -s " + name.substr(1);
    }
    if (!option.choices.empty()) {
      out += fmt::format(" -x -a '{}'", joined(option.choices));
    } else if (option.is_path()) {
      out += " -r -F";
    } else if (!option.value.empty()) {
      out += " -x";
    }
    out += " -d " + single_quoted(option.description) + "\n";
  }
  return out;
}

std::string fish_script(const CommandText& program) {
  std::string out =
      fmt::format("# fish completion for {0}; made by: {0} completion fish\n", program.name);
  out += fish_options(program, program.name, "");
  for (const CommandText& command : program.commands) {
    out += fmt::format("complete -c {} -n __fish_use_subcommand -f -a {} -d {}\n", program.name,
                       command.name, single_quoted(command.description));
    const std::string condition = fmt::format(" -n '__fish_seen_subcommand_from {}'", command.name);
    out += fish_options(command, program.name, condition);
    for (const CommandText& part : command.commands) {
      out += fmt::format("complete -c {}{} -f -a {} -d {}\n", program.name, condition, part.name,
                         single_quoted(part.description));
    }
    for (const OptionText& positional : command.positionals) {
      if (positional.choices.empty()) continue;
      out += fmt::format("complete -c {}{} -f -a '{}'\n", program.name, condition,
                         joined(positional.choices));
    }
  }
  return out;
}

}  // namespace

std::string completion_script(const CommandText& program, const std::string& shell) {
  if (shell == "zsh") return zsh_script(program);
  if (shell == "fish") return fish_script(program);
  return bash_script(program);
}

}  // namespace homevisit::app
