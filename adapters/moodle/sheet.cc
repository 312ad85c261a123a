#include "sheet.h"

#include <vector>

#include "homevisit/sdk/date.h"
#include "homevisit/sdk/failure.h"
#include "homevisit/sdk/json.h"
#include "homevisit/sdk/text.h"
#include "homevisit/sdk/words.h"

namespace homevisit::moodle {
namespace {

constexpr std::string_view kOpening = "[homevisit ";

// Same order as hv_entry_kind, from 1.
constexpr const char* kKinds[] = {"visit", "answer", "addendum", "agreement"};

std::optional<hv_entry_kind> kind_of(std::string_view word) {
  for (std::size_t i = 0; i < std::size(kKinds); ++i)
    if (word == kKinds[i]) return static_cast<hv_entry_kind>(i + 1);
  return std::nullopt;
}

// "[homevisit visit 2026-10-12 next 2026-11-30 hv:a of hv:b]"
std::optional<Sheet> read_last_line(std::string_view line) {
  line = sdk::trim(line);
  if (!line.starts_with(kOpening) || !line.ends_with(']')) return std::nullopt;
  line.remove_prefix(kOpening.size());
  line.remove_suffix(1);
  const std::vector<std::string_view> words = sdk::split_list(line, ' ');
  Sheet sheet;
  const auto kind = words.empty() ? std::nullopt : kind_of(words[0]);
  const auto date = words.size() < 2 ? std::nullopt : sdk::calendar_date(words[1]);
  if (!kind || !date) return std::nullopt;
  sheet.kind = *kind;
  sheet.date = *date;
  std::size_t i = 2;
  if (i + 1 < words.size() && words[i] == "next") {
    sheet.next = sdk::calendar_date(words[i + 1]).value_or("");
    i += 2;
  }
  if (i < words.size() && words[i].starts_with("hv:")) sheet.marker = words[i++];
  if (i + 1 < words.size() && words[i] == "of") {
    sheet.amends = words[i + 1];
    i += 2;
  }
  if (sheet.marker.empty() || i != words.size()) return std::nullopt;
  return sheet;
}

// The day of the next contact that the entry's record names; "" where there is none. The record is
// not this adapter's: what it does not find in it is not there.
std::string next_contact(std::string_view structured) {
  if (structured.empty()) return {};
  try {
    const sdk::Json record = sdk::Json::parse(structured, "The record");
    const sdk::Value events = record.root()["events"];
    if (events.size() == 0) return {};
    const auto day =
        events.item(events.size() - 1).at("event/visit/report/next_contact/date").text();
    return sdk::calendar_date(day).value_or("");
  } catch (const sdk::Failure&) {
    return {};
  }
}

// A colleague who saves a note in Moodle's form leaves CR LF behind.
std::string without_cr(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') out += text[i];
  return out;
}

}  // namespace

Sheet sheet_of(const hv_entry& entry) {
  Sheet sheet;
  sheet.marker = sdk::view(entry.marker);
  sheet.amends = sdk::view(entry.amends);
  sheet.kind = entry.kind;
  sheet.date = sdk::view(entry.date);
  sheet.title = sdk::view(entry.title);
  sheet.text = sdk::view(entry.text);
  if (entry.kind < HV_ENTRY_VISIT || entry.kind > HV_ENTRY_AGREEMENT)
    throw sdk::Failure(HV_INVALID_ARGUMENT,
                       "The entry is of a kind that this adapter does not know.");
  if (sheet.title.find('\n') != std::string::npos)
    throw sdk::Failure(HV_INVALID_ARGUMENT, "The title of the entry has more than one line.");
  if (entry.kind == HV_ENTRY_VISIT) sheet.next = next_contact(sdk::view(entry.structured));
  return sheet;
}

std::string write_note(const Sheet& sheet) {
  std::string out = sheet.title + "\n\n" + sheet.text + "\n" + std::string(kOpening) +
                    kKinds[sheet.kind - 1] + ' ' + sheet.date;
  if (!sheet.next.empty()) out += " next " + sheet.next;
  out += ' ' + sheet.marker;
  if (!sheet.amends.empty()) out += " of " + sheet.amends;
  return out + ']';
}

std::optional<Sheet> read_note(std::string_view content) {
  // The first line end is ours, so it tells who wrote the others.
  std::string plain;
  const std::size_t first = content.find('\n');
  if (first != std::string_view::npos && first > 0 && content[first - 1] == '\r') {
    plain = without_cr(content);
    content = plain;
  }
  while (!content.empty() && sdk::is_blank(content.back())) content.remove_suffix(1);
  const std::size_t last = content.rfind('\n');
  auto sheet = read_last_line(last == std::string_view::npos ? content : content.substr(last + 1));
  if (!sheet) return std::nullopt;
  content = content.substr(0, last == std::string_view::npos ? 0 : last);
  const std::size_t title_end = content.find("\n\n");
  if (title_end == std::string_view::npos) {
    sheet->text = content;  // somebody took the title away
  } else {
    sheet->title = content.substr(0, title_end);
    sheet->text = content.substr(title_end + 2);
  }
  return sheet;
}

}  // namespace homevisit::moodle
