// What a shared object shows to the world.
#pragma once

#include <string>
#include <vector>

namespace homevisit::conform {

// Names of the defined dynamic symbols of a 64-bit ELF file. `error` is a sentence where it cannot
// be read.
std::vector<std::string> exported_symbols(const std::string& path, std::string& error);

}  // namespace homevisit::conform
