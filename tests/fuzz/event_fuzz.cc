// Any bytes as the bodies of events (a journal whose key is known can still be damaged): a history
// is made of them, limited and written, or the error is clear.
#include <cstdint>

#include "access/limit.h"
#include "domain/codec.h"
#include "operations/history_json.h"

using namespace homevisit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  History history;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  for (std::int64_t seq = 1; !text.empty(); ++seq) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto event = read_event(seq, "e", 0, text.substr(0, end));
    if (event) apply(history, *event);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const Date today = *parse_date("2026-11-22");
  StudentFile file;
  file.guardians.resize(2);
  const access::View view{{true, false, false, true}, true, Tier::shared};
  History seen = access::limited(history, view.tiers, "m1");
  mark_standing(seen, today);
  const std::string json = operations::history_json(
      {file, seen, view, today, [](const std::string& id) { return id; }, ""});
  static_cast<void>(read_summary(write_summary(summarize(history))));
  return json.empty() ? 1 : 0;
}
