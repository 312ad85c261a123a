#include "data_folder.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "exit_code.h"
#include "json_text.h"

namespace homevisit::app {
namespace {

namespace fs = std::filesystem;

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string absolute(const std::string& path) {
  std::error_code ignored;
  const fs::path full = fs::absolute(path, ignored).lexically_normal();
  return full.has_filename() ? full.string() : full.parent_path().string();
}

}  // namespace

std::string data_folder(const std::string& given) {
  if (!given.empty()) return absolute(given);
  if (const std::string set = from_environment("HOMEVISIT_DATA"); !set.empty()) {
    return absolute(set);
  }
  std::error_code ignored;
  if (fs::is_directory("/var/lib/homevisit", ignored)) return "/var/lib/homevisit";
  if (const std::string set = from_environment("XDG_DATA_HOME"); !set.empty()) {
    return absolute(set + "/homevisit");
  }
  return absolute(from_environment("HOME") + "/.local/share/homevisit");
}

std::string config_path(const std::string& folder) { return folder + "/homevisit.json"; }

std::optional<std::string> read_file(const std::string& path, std::size_t most) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string text;
  char block[16384];
  while (in.read(block, sizeof block), in.gcount() > 0) {
    text.append(block, static_cast<std::size_t>(in.gcount()));
    if (text.size() > most) return std::nullopt;
  }
  if (in.bad()) return std::nullopt;
  return text;
}

std::optional<std::string> read_passphrase(const std::string& file, const Words& say,
                                           Trouble& trouble) {
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) {
    trouble = {kExitSystem, fmt::format("{}: {}", file, std::strerror(errno))};
    return std::nullopt;
  }
  if (S_ISREG(info.st_mode) && (info.st_mode & (S_IRGRP | S_IROTH)) != 0) {
    trouble = {
        kExitSystem,
        fmt::format(fmt::runtime(say("{}: others may read this passphrase. Run: chmod 600 {}",
                                     "{}: anderen mogen deze wachtzin lezen. Doe: chmod 600 {}")),
                    file, file)};
    return std::nullopt;
  }
  auto text = read_file(file, 4096);
  if (!text) {
    trouble = {kExitSystem,
               fmt::format(fmt::runtime(say("{}: cannot be read or is too long.",
                                            "{}: kan niet worden gelezen of is te lang.")),
                           file)};
    return std::nullopt;
  }
  text->resize(std::min(text->find_first_of("\r\n"), text->size()));
  return text;
}

std::optional<std::string> load_config(const std::string& folder,
                                       const std::string& passphrase_file, bool background,
                                       const Words& say, Trouble& trouble) {
  const std::string path = config_path(folder);
  std::error_code ignored;
  if (!fs::exists(path, ignored)) {
    trouble = {kExitRefused,
               fmt::format(fmt::runtime(say("There is no {}. Run: homevisit init --data {}",
                                            "Er is geen {}. Doe eerst: homevisit init --data {}")),
                           path, folder)};
    return std::nullopt;
  }
  const auto text = read_file(path, 1024 * 1024);
  if (!text) {
    trouble = {
        kExitSystem,
        fmt::format(fmt::runtime(say("{} cannot be read. May {} read it?",
                                     "{} kan niet worden gelezen. Mag {} dit bestand lezen?")),
                    path, say("this user", "deze gebruiker"))};
    return std::nullopt;
  }
  auto config = Json::parse(*text);
  if (!config || !config->is_object()) {
    trouble = {kExitRefused,
               fmt::format(
                   fmt::runtime(say("{} is no JSON object. Mend it, or put back a copy.",
                                    "{} is geen JSON-object. Herstel het of zet een kopie terug.")),
                   path)};
    return std::nullopt;
  }
  std::string out = with_member(*config, "base", json_string(folder));
  // Whoever runs a command sees what goes wrong on the way, whether it is also kept in a file or
  // not.
  const Json log = (*config)["log"];
  if (!log || (log.is_object() && !log["stderr"]))
    out = with_member(*Json::parse(out), "log",
                      with_member(*Json::parse(log ? log.compact() : "{}"), "stderr", "true"));
  if (background) out = with_member(*Json::parse(out), "background", "true");
  if (!passphrase_file.empty()) {
    const auto passphrase = read_passphrase(passphrase_file, say, trouble);
    if (!passphrase) return std::nullopt;
    out = with_member(*Json::parse(out), "key", JsonObject().text("passphrase", *passphrase).str());
  }
  return out;
}

}  // namespace homevisit::app
