#include "chunks.h"

#include <algorithm>
#include <array>

#include "homevisit/sdk/failure.h"
#include "homevisit/sdk/text.h"
#include "homevisit/sdk/words.h"

namespace homevisit::edfi {
namespace {

using sdk::Failure;

constexpr std::string_view joiner = "\xE2\x81\xA0";      // U+2060: no width, no blank
constexpr std::string_view continues = "\xE2\x80\xA6 ";  // "… "
constexpr std::size_t continues_units = 2;
constexpr std::size_t most_parts = 99;
constexpr std::array kinds{"", "visit", "answer", "addendum", "agreement"};
constexpr std::string_view withdrawn = "withdrawn-";

std::size_t size_of_character(std::string_view text, std::size_t at) {
  std::size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0) == 0x80)
    ++size;
  return size;
}

std::size_t units(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = size_of_character(text, at);
    count += size == 4 ? 2 : 1;
    at += size;
  }
  return count;
}

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Whether the server would take `first` with what follows for a script. A joiner that stands there
// already gets another one, so that taking one away gives the text back.
bool needs_joiner(char first, std::string_view rest) {
  if (first != '<' && first != '&') return false;
  if (rest.empty()) return true;  // what comes behind it is not known yet
  if (rest.starts_with(joiner)) return true;
  const char next = rest.front();
  return first == '&' ? next == '#' : letter(next) || next == '!' || next == '/' || next == '?';
}

std::string guarded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (needs_joiner(text[i], text.substr(i + 1))) out += joiner;
  }
  return out;
}

std::string unguarded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if ((text[i] == '<' || text[i] == '&') && text.substr(i + 1).starts_with(joiner))
      i += joiner.size();
  }
  return out;
}

// Every line end as \n, whatever the system made of it.
std::string plain_lines(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 >= text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

void require_marker(const std::string& marker) {
  const bool well = marker.starts_with("hv:") && marker.size() > 3 && marker.size() <= 40 &&
                    std::all_of(marker.begin(), marker.end(),
                                [](char c) { return c > ' ' && c < 0x7F && c != '[' && c != ']'; });
  if (!well)
    throw Failure(HV_INVALID_ARGUMENT,
                  "The marker of an entry must be \"hv:\" and an id, of at most 40 characters "
                  "without blanks and brackets.");
}

std::string tag(const Sheet& sheet, std::size_t number, std::size_t count) {
  std::string out = " [" + sheet.marker + " ";
  if (sheet.is_void) out += withdrawn;
  out += kinds[static_cast<std::size_t>(sheet.kind)];
  out += " " + std::to_string(number) + "/" + std::to_string(count);
  if (!sheet.amends.empty()) out += " of " + sheet.amends;
  return out + "]";
}

// How many bytes of `text` fit into `room` units, guarded; rather up to the end of a word.
std::size_t fitting(std::string_view text, std::size_t room) {
  std::size_t at = 0, used = 0, word_end = 0;
  while (at < text.size()) {
    const std::size_t size = size_of_character(text, at);
    std::size_t cost = size == 4 ? 2 : 1;
    if (size == 1 && (text[at] == '<' || text[at] == '&')) ++cost;
    if (used + cost > room) break;
    used += cost;
    at += size;
    if (at < text.size() && sdk::is_blank(text[at - 1]) && !sdk::is_blank(text[at]) &&
        used * 4 >= room * 3)
      word_end = at;
  }
  return at == text.size() || word_end == 0 ? at : word_end;
}

unsigned small_number(std::string_view text) {
  if (text.empty() || text.size() > 2) return 0;
  unsigned value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

// "hv:a visit 1/2 of hv:b"
std::optional<Part> read_tag(std::string_view tag) {
  const auto words = sdk::split_list(tag, ' ');
  if (words.size() != 3 && !(words.size() == 5 && words[3] == "of")) return std::nullopt;
  Part part;
  part.sheet.marker = words[0];
  if (words.size() == 5) part.sheet.amends = words[4];
  std::string_view word = words[1];
  part.sheet.is_void = word.starts_with(withdrawn);
  if (part.sheet.is_void) word.remove_prefix(withdrawn.size());
  const auto kind = std::find(kinds.begin() + 1, kinds.end(), word);
  if (kind == kinds.end()) return std::nullopt;
  part.sheet.kind = static_cast<hv_entry_kind>(kind - kinds.begin());
  const std::size_t slash = words[2].find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  part.number = small_number(words[2].substr(0, slash));
  part.count = small_number(words[2].substr(slash + 1));
  if (part.number == 0 || part.number > part.count) return std::nullopt;
  return part;
}

// Behind the last "[hv:a]"; 0 where there is none.
std::size_t end_of_last_marker(std::string_view field) {
  for (std::size_t at = field.size(); at != 0;) {
    at = field.rfind("[hv:", at - 1);
    if (at == std::string_view::npos) break;
    const std::size_t end = field.find_first_of(" ]", at);
    if (end != std::string_view::npos && field[end] == ']') return end + 1;
  }
  return 0;
}

}  // namespace

std::vector<std::string> write_parts(const Sheet& sheet, std::size_t room) {
  require_marker(sheet.marker);
  if (!sheet.amends.empty()) require_marker(sheet.amends);
  const std::string content = sdk::one_line(sheet.title) + "\n" + plain_lines(sheet.text);
  const std::size_t tag_room = units(tag(sheet, most_parts, most_parts));
  const std::size_t lead_room = std::max(continues_units, units(joiner));
  // One character less: the next one may need a joiner of its own.
  const std::size_t free = room - tag_room - lead_room - 1;

  std::vector<std::string_view> pieces;
  for (std::string_view rest = content; !rest.empty();) {
    const std::size_t size = fitting(rest, free);
    pieces.push_back(rest.substr(0, size));
    rest.remove_prefix(size);
  }
  if (pieces.size() > most_parts)
    throw Failure(HV_INVALID_ARGUMENT,
                  "The text is too long for the student file: it would take more than " +
                      std::to_string(most_parts) + " fields. Shorten it.");
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::string part;
    if (i > 0) {
      part = continues;
    } else if (sdk::is_blank(pieces[i].front()) || pieces[i].starts_with(joiner)) {
      part = joiner;
    }
    parts.push_back(part + guarded(pieces[i]) + tag(sheet, i + 1, pieces.size()));
  }
  return parts;
}

std::string write_void(const Sheet& sheet, std::size_t number, std::size_t count) {
  Sheet gone = sheet;
  gone.is_void = true;
  return "Withdrawn" + tag(gone, number, count);
}

std::optional<Part> read_part(std::string_view field) {
  field = sdk::trim(field);
  std::optional<Part> part;
  std::size_t at = field.size(), end = 0;
  while (!part) {
    if (at == 0 || (at = field.rfind(" [hv:", at - 1)) == std::string_view::npos)
      return std::nullopt;
    end = field.find(']', at);
    if (end != std::string_view::npos) part = read_tag(field.substr(at + 2, end - at - 2));
  }
  std::string_view content = field.substr(0, at);
  if (part->number > 1 && content.starts_with(continues)) {
    content.remove_prefix(continues.size());
  } else if (part->number == 1 && content.starts_with(joiner)) {
    content.remove_prefix(joiner.size());
  }
  part->content = unguarded(plain_lines(content));
  const std::string_view tail = field.substr(end + 1);
  part->changed = !tail.empty();
  part->content += plain_lines(tail);
  return part;
}

std::optional<Sheet> join(std::vector<Part> parts) {
  if (parts.empty()) return std::nullopt;
  std::sort(parts.begin(), parts.end(),
            [](const Part& a, const Part& b) { return a.number < b.number; });
  Sheet sheet = parts.front().sheet;
  std::string content;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].number != i + 1 || parts[i].count != parts.size()) return std::nullopt;
    // One that is void: the withdrawal was begun.
    sheet.is_void = sheet.is_void || parts[i].sheet.is_void;
    content += parts[i].content;
  }
  if (sheet.is_void) return sheet;
  const std::size_t line_end = std::min(content.find('\n'), content.size());
  sheet.title = content.substr(0, line_end);
  sheet.text = content.substr(std::min(line_end + 1, content.size()));
  return sheet;
}

Tagged read_tagged(std::string_view field) {
  Tagged out;
  field = sdk::trim(field);
  if (const std::size_t end = end_of_last_marker(field); end != 0) {
    out.changed = end != field.size();
    field = field.substr(0, end);
  }
  while (!field.empty() && field.back() == ']') {
    const std::size_t at = field.rfind("[hv:");
    if (at == std::string_view::npos) break;
    const std::string_view marker = field.substr(at + 1, field.size() - at - 2);
    if (marker.find(' ') != std::string_view::npos) break;
    out.markers.insert(out.markers.begin(), std::string(marker));
    field = sdk::trim(field.substr(0, at));
  }
  out.title = unguarded(field);
  return out;
}

std::string write_tagged(const Tagged& tagged, std::size_t room) {
  std::string tags;
  for (const std::string& marker : tagged.markers) {
    require_marker(marker);
    tags += " [" + marker + "]";
  }
  if (units(tags) >= room) return {};
  const std::string title = sdk::one_line(tagged.title);
  const std::string fits =
      guarded(std::string_view(title).substr(0, fitting(title, room - units(tags) - 1)));
  return std::string(sdk::trim(fits + tags));
}

}  // namespace homevisit::edfi
