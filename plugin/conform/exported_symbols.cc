#include "exported_symbols.h"

#include <elf.h>

#include <cstring>
#include <fstream>
#include <iterator>

namespace homevisit::conform {
namespace {

// Copies a struct out of the file; zeros where the file is too short.
template <typename T>
T at(const std::string& file, std::size_t offset) {
  T out{};
  if (offset <= file.size() && file.size() - offset >= sizeof(T))
    std::memcpy(&out, file.data() + offset, sizeof(T));
  return out;
}

}  // namespace

std::vector<std::string> exported_symbols(const std::string& path, std::string& error) {
  std::ifstream stream(path, std::ios::binary);
  const std::string file{std::istreambuf_iterator<char>(stream), {}};
  const auto head = at<Elf64_Ehdr>(file, 0);
  if (std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0 || head.e_ident[EI_CLASS] != ELFCLASS64) {
    error = "It is no shared object (ELF, 64 bits).";
    return {};
  }
  std::vector<std::string> out;
  for (std::size_t i = 0; i < head.e_shnum; ++i) {
    const auto section = at<Elf64_Shdr>(file, head.e_shoff + i * sizeof(Elf64_Shdr));
    if (section.sh_type != SHT_DYNSYM) continue;
    const auto names = at<Elf64_Shdr>(file, head.e_shoff + section.sh_link * sizeof(Elf64_Shdr));
    for (std::size_t k = 0; k < section.sh_size / sizeof(Elf64_Sym); ++k) {
      const auto symbol = at<Elf64_Sym>(file, section.sh_offset + k * sizeof(Elf64_Sym));
      const std::size_t name = names.sh_offset + symbol.st_name;
      // STB_LOCAL is hidden; what the version script names is no symbol (SHN_ABS of size 0).
      if (symbol.st_shndx == SHN_UNDEF || symbol.st_shndx == SHN_ABS ||
          ELF64_ST_BIND(symbol.st_info) == STB_LOCAL || name >= file.size())
        continue;
      out.emplace_back(file.c_str() + name);
    }
  }
  return out;
}

}  // namespace homevisit::conform
