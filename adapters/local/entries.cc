#include "entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>

#include "failure.h"
#include "text.h"

namespace homevisit::local {
namespace {

constexpr std::size_t kMaxText = 1 << 20;
constexpr std::size_t kMaxShort = 1024;

constexpr const char* kColumns =
    "marker,student,kind,date,title,text,structured,language,author,amends,entry,version,withdrawn";

[[noreturn]] void refuse(const std::string& message) {
  throw Failure(HV_INVALID_ARGUMENT, message);
}

void check_marker(std::string_view marker) {
  const bool ascii =
      std::all_of(marker.begin(), marker.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (marker.size() < 4 || marker.size() > 40 || !marker.starts_with("hv:") || !ascii) {
    refuse("The entry's marker must be \"hv:\" and an id, at most 40 ASCII characters.");
  }
}

void check_text(std::string_view name, std::string_view text, std::size_t limit) {
  if (text.size() > limit) {
    refuse(fmt::format("The entry's {} is longer than {} bytes. Shorten it.", name, limit));
  }
  if (!is_utf8(text) || text.find('\0') != std::string_view::npos) {
    refuse(fmt::format("The entry's {} is not UTF-8 text.", name));
  }
}

void check(const hv_entry& entry) {
  if (entry.struct_size < offsetof(hv_entry, withdrawn) + sizeof entry.withdrawn) {
    refuse("The entry's struct_size is smaller than any version of hv_entry.");
  }
  check_marker(view(entry.marker));
  if (entry.amends.size != 0) check_marker(view(entry.amends));
  if (view(entry.marker) == view(entry.amends)) refuse("The entry amends itself.");
  // A C caller may put any number there; as an enum it must not even be looked at.
  std::underlying_type_t<hv_entry_kind> kind;
  std::memcpy(&kind, &entry.kind, sizeof kind);
  if (kind < HV_ENTRY_VISIT || kind > HV_ENTRY_AGREEMENT) {
    refuse("The entry's kind is none that this adapter knows.");
  }
  if (entry.student.size == 0) refuse("The entry names no student.");
  const auto date = calendar_date(view(entry.date));
  if (!date || *date != view(entry.date)) refuse("The entry's date is no date like 2026-11-22.");
  check_text("student", view(entry.student), kMaxShort);
  check_text("title", view(entry.title), kMaxShort);
  check_text("text", view(entry.text), kMaxText);
  check_text("structured part", view(entry.structured), kMaxText);
  check_text("language", view(entry.language), kMaxShort);
  check_text("author", view(entry.author), kMaxShort);
}

void copy_text(char (&to)[128], std::string_view from) {
  const std::size_t size = std::min(from.size(), sizeof to - 1);
  std::memcpy(to, from.data(), size);
  to[size] = '\0';
}

void fill(hv_receipt* receipt, std::int64_t entry, std::int64_t version) {
  if (HV_HAS_FIELD(receipt, entry_id)) copy_text(receipt->entry_id, std::to_string(entry));
  if (HV_HAS_FIELD(receipt, version)) copy_text(receipt->version, std::to_string(version));
}

// True: this marker is there already with the same content, and the receipt is filled.
bool already_there(Store& store, const hv_entry& entry, hv_receipt* receipt) {
  Statement find(store, fmt::format("SELECT {} FROM entry WHERE marker=?", kColumns));
  if (!find.all(view(entry.marker)).step()) return false;
  const bool same = find.text(1) == view(entry.student) && find.number(2) == entry.kind &&
                    find.text(3) == view(entry.date) && find.text(4) == view(entry.title) &&
                    find.text(5) == view(entry.text) && find.text(6) == view(entry.structured) &&
                    find.text(7) == view(entry.language) && find.text(8) == view(entry.author) &&
                    find.text(9) == view(entry.amends);
  if (!same) {
    throw Failure(HV_CONFLICT,
                  fmt::format("The entry {} is in the student file already with other content; "
                              "nothing was changed. A correction needs a marker of its own.",
                              view(entry.marker)));
  }
  fill(receipt, find.number(10), find.number(11));
  return true;
}

hv_status hand_out(Statement& rows, const Call* call, hv_sink sink, void* user) {
  std::uint64_t count = 0;
  while (rows.step()) {
    if (call != nullptr && ++count % 256 == 0) call->check();
    const std::string id = std::to_string(rows.number(10));
    const std::string version = std::to_string(rows.number(11));
    hv_entry entry{};
    entry.struct_size = sizeof entry;
    entry.marker = str(rows.text(0));
    entry.student = str(rows.text(1));
    entry.kind = static_cast<hv_entry_kind>(rows.number(2));
    entry.date = str(rows.text(3));
    entry.title = str(rows.text(4));
    entry.text = str(rows.text(5));
    entry.structured = str(rows.text(6));
    entry.language = str(rows.text(7));
    entry.author = str(rows.text(8));
    entry.amends = str(rows.text(9));
    entry.entry_id = str(id);
    entry.version = str(version);
    entry.withdrawn = rows.number(12) != 0 ? HV_YES : HV_NO;
    hv_record record{};
    record.struct_size = sizeof record;
    record.kind = HV_KIND_ENTRY;
    record.of.entry = &entry;
    const hv_status status = sink(user, &record);
    if (status != HV_OK) return status;
  }
  return HV_OK;
}

}  // namespace

void submit_entry(Store& store, const Call& call, const hv_entry& entry, hv_receipt* receipt) {
  check(entry);
  call.check();
  Transaction transaction(store);
  if (already_there(store, entry, receipt)) return;
  // Who has left the roster but has a file keeps it open: the last visit may still be on its way.
  Statement student(store,
                    "SELECT EXISTS (SELECT 1 FROM student WHERE id=?1) OR "
                    "EXISTS (SELECT 1 FROM entry WHERE student=?1)");
  if (!student.all(view(entry.student)).step() || student.number(0) == 0) {
    throw Failure(
        HV_NOT_FOUND,
        fmt::format("There is no student file {}. Import the roster that holds the student.",
                    shown_id(view(entry.student))));
  }
  std::int64_t id = 0, version = 1;
  if (entry.amends.size != 0 && entry.kind != HV_ENTRY_ADDENDUM) {
    // The amended marker may itself be an earlier version: what stands now is replaced.
    Statement now(
        store,
        "SELECT entry, version FROM entry WHERE replaced=0 AND withdrawn=0 AND student=?2 "
        "AND entry=(SELECT entry FROM entry WHERE marker=?1)");
    if (now.all(view(entry.amends), view(entry.student)).step()) {
      id = now.number(0);
      version = now.number(1) + 1;
    }
    now.reset();
    Statement replace(store, "UPDATE entry SET replaced=1 WHERE entry=?");
    replace.all(id).run();
  }
  if (id == 0) id = store.number("SELECT coalesce(max(entry),0)+1 FROM entry");
  Statement insert(
      store,
      "INSERT INTO entry (marker,entry,version,student,kind,date,title,text,structured,"
      "language,author,amends,received_ms) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)");
  insert
      .all(view(entry.marker), id, version, view(entry.student), std::int64_t{entry.kind},
           view(entry.date), view(entry.title), view(entry.text), view(entry.structured),
           view(entry.language), view(entry.author), view(entry.amends), call.now_ms())
      .run();
  transaction.commit();
  fill(receipt, id, version);
}

hv_status lookup_entry(Store& store, std::string_view student, std::string_view marker,
                       hv_sink sink, void* user) {
  Statement rows(
      store,
      fmt::format("SELECT {} FROM entry WHERE marker=?1 AND (?2='' OR student=?2)", kColumns));
  return hand_out(rows.all(marker, student), nullptr, sink, user);
}

void withdraw_entry(Store& store, const Call& call, std::string_view student,
                    std::string_view marker, std::string_view structured) {
  call.check();
  check_text("structured part", structured, kMaxText);
  Transaction transaction(store);
  Statement find(store, "SELECT withdrawn FROM entry WHERE marker=?1 AND (?2='' OR student=?2)");
  if (!find.all(marker, student).step()) {
    throw Failure(HV_NOT_FOUND,
                  fmt::format("There is no entry {} in that student file.", shown_id(marker)));
  }
  const bool done = find.number(0) != 0;
  find.reset();
  if (done) return;
  Statement update(store,
                   "UPDATE entry SET withdrawn=1, withdrawn_ms=?2, "
                   "structured=CASE ?3 WHEN '' THEN structured ELSE ?3 END WHERE marker=?1");
  update.all(marker, call.now_ms(), structured).run();
  transaction.commit();
}

hv_status list_entries(Store& store, const Call& call, std::string_view student, hv_sink sink,
                       void* user) {
  Statement rows(store, fmt::format("SELECT {} FROM entry WHERE replaced=0{}", kColumns,
                                    student.empty() ? "" : " AND student=?1"));
  if (!student.empty()) rows.all(student);
  return hand_out(rows, &call, sink, user);
}

}  // namespace homevisit::local
