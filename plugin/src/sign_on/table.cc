#include "sign_on/table.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "http/encoding.h"

namespace homevisit::sign_on {
namespace {

constexpr std::size_t longest = 4 << 20;  // a hundred thousand accounts

Error trouble(const std::string& file, std::string_view what) {
  return {HV_FAILED_PRECONDITION, "sign_on_table",
          fmt::format("The list {} cannot be used: {}. Correct it, or \"table\" in the "
                      "configuration.",
                      file, what)};
}

Result<std::string> read(const std::string& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return trouble(file, ::strerror(errno));
  std::string text;
  struct stat info {};
  const bool known = ::fstat(fd, &info) == 0;
  std::array<char, 16384> block{};
  ssize_t got = 0;
  while (text.size() <= longest && (got = ::read(fd, block.data(), block.size())) > 0)
    text.append(block.data(), static_cast<std::size_t>(got));
  ::close(fd);
  if (!known || got < 0) return trouble(file, "it cannot be read");
  // Whoever may change it decides who is who.
  if ((info.st_mode & 022) != 0) return trouble(file, "others may change it (chmod go-w)");
  if (text.size() > longest) return trouble(file, "it is too long");
  return text;
}

std::string_view trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  return text;
}

}  // namespace

Result<std::string> looked_up(const std::string& file, const std::string& value, bool ignore_case) {
  HV_ASSIGN(const std::string text, read(file));
  std::string_view rest = text;
  if (rest.starts_with("\xef\xbb\xbf")) rest.remove_prefix(3);
  std::string found;
  for (int number = 1; !rest.empty(); ++number) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty() || line.front() == '#') continue;
    const auto mark = line.find_first_of(";,");
    if (mark == std::string_view::npos)
      return trouble(file, fmt::format("line {} is not \"value;id\"", number));
    const std::string_view key = trimmed(line.substr(0, mark));
    const bool same = ignore_case ? http::same_ignoring_case(key, value) : key == value;
    if (!same) continue;
    const std::string_view id = trimmed(line.substr(mark + 1));
    if (!found.empty() && found != id)
      return trouble(
          file, fmt::format("line {} gives a value that stood there before another id", number));
    found = id;
  }
  return found;
}

}  // namespace homevisit::sign_on
