// The folder in which a school's journal, key and configuration stand.
#pragma once

#include <optional>
#include <string>

#include "words.h"

namespace homevisit::app {

// A sentence for the person at the command line, with the exit code it leads to.
struct Trouble {
  int exit_code;
  std::string message;
};

// `given` when it is not empty, else $HOMEVISIT_DATA, else /var/lib/homevisit where that is, else
// the user's own: $XDG_DATA_HOME/homevisit or ~/.local/share/homevisit. Always absolute.
std::string data_folder(const std::string& given);

std::string config_path(const std::string& folder);

// The configuration for hv_open. Its relative paths start at the folder, wherever that was moved
// to; a passphrase is read from `passphrase_file` (nothing: none). `background` lets the library
// commit the log of readings in groups. Nothing on failure.
std::optional<std::string> load_config(const std::string& folder,
                                       const std::string& passphrase_file, bool background,
                                       const Words& say, Trouble& trouble);

// The first line of a file that nobody else may read. Nothing on failure.
std::optional<std::string> read_passphrase(const std::string& file, const Words& say,
                                           Trouble& trouble);

// The whole of a file; nothing when it cannot be read or is larger than `most`.
std::optional<std::string> read_file(const std::string& path, std::size_t most);

}  // namespace homevisit::app
