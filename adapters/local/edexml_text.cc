#include "edexml_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "text.h"

namespace homevisit::local {
namespace {

// About 40,000 students, of one school. The tree takes some three times as much again.
constexpr std::size_t kMaxBytes = 24u << 20;

// ISO 8859-1, which the older Dutch programs write, and say so in the first line.
bool says_latin1(std::string_view text) {
  const std::string_view head = text.substr(0, std::min(text.find("?>"), std::size_t{200}));
  const std::size_t at = head.find("encoding");
  if (at == std::string_view::npos) return false;
  std::string_view name = head.substr(at + 8);
  const std::size_t open = name.find_first_of("\"'");
  if (open == std::string_view::npos) return false;
  name.remove_prefix(open + 1);
  name = name.substr(0, name.find_first_of("\"'"));
  return same_word(name, "iso-8859-1") || same_word(name, "latin1");
}

std::string from_latin1(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 16);
  for (const char c : bytes) {
    const auto u = static_cast<unsigned char>(c);
    if (u < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | (u >> 6));
      text += static_cast<char>(0x80 | (u & 0x3F));
    }
  }
  return text;
}

}  // namespace

EdexmlText::EdexmlText(Bundle& bundle, int file)
    : name_(bundle.files()[static_cast<std::size_t>(file)].name),
      text_(bundle.contents(file, kMaxBytes)) {
  if (says_latin1(text_)) text_ = from_latin1(text_);
  lines_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') lines_.push_back(static_cast<std::uint32_t>(i + 1));
  }
  if (!is_utf8(text_)) {
    std::size_t line = 0;
    while (line + 1 < lines_.size() &&
           is_utf8(std::string_view(text_).substr(lines_[line], lines_[line + 1] - lines_[line]))) {
      ++line;
    }
    throw Refusal({name_, line + 1, 0, ""},
                  "The file is not in the encoding that its first line names (UTF-8 where it names "
                  "none). Export it again.");
  }
  if (text_.find('\0') != std::string::npos) {
    throw Refusal({name_, 0, 0, ""}, "The file holds zero bytes and is no text. Export it again.");
  }
  const pugi::xml_parse_result result = document_.load_buffer_inplace(
      text_.data(), text_.size(), pugi::parse_default | pugi::parse_embed_pcdata,
      pugi::encoding_utf8);
  if (!result) {
    throw Refusal(
        at_offset(result.offset, ""),
        fmt::format("The file is not well-formed XML: {}. Export it again.", result.description()));
  }
}

Place EdexmlText::at_offset(std::ptrdiff_t offset, std::string_view field) const {
  if (offset < 0) return {name_, 0, 0, std::string(field)};
  const auto at = static_cast<std::uint32_t>(offset);
  const auto next = std::upper_bound(lines_.begin(), lines_.end(), at);
  const auto line = static_cast<std::uint64_t>(next - lines_.begin());
  return {name_, line, at - *(next - 1) + 1, std::string(field)};
}

Place EdexmlText::place(const pugi::xml_node& node, std::string_view field) const {
  return at_offset(node.offset_debug(), field.empty() ? node.name() : field);
}

}  // namespace homevisit::local
