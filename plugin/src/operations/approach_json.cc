#include "operations/approach_json.h"

#include "domain/attempts.h"
#include "domain/described.h"

namespace homevisit::operations {
namespace {

template <typename T>
void write_noted(json::Writer& w, const char* key, const std::vector<Noted<T>>& entries) {
  if (entries.empty()) return;
  w.key(key).begin_array();
  for (const Noted<T>& entry : entries) {
    w.begin_object();
    write_members(w, entry.value);
    w.end_object();
  }
  w.end_array();
}

void write_recorded(json::Writer& w, const char* key, const Recorded& recorded) {
  w.key(key).begin_object().member("by", recorded.by).member_if("name", recorded.by_name);
  w.member("at", format_moment(recorded.at)).end_object();
}

void write_attempts(json::Writer& w, const std::vector<AttemptEntry>& attempts) {
  if (attempts.empty()) return;
  w.key("attempts").begin_array();
  for (const AttemptEntry& entry : attempts) {
    w.begin_object();
    write_members(w, entry.value);
    if (entry.voided) write_recorded(w, "voided", *entry.voided);
    w.end_object();
  }
  w.end_array();
}

}  // namespace

void write_approach(json::Writer& w, const StudentFile& file, const History& history, Date today) {
  w.key("approach").begin_object();
  if (not_spoken_yet(file, history, today)) w.member("not_spoken_yet", true);
  if (const auto next = next_approach(history, file, today)) w.member("next", to_name(*next));
  write_attempts(w, history.attempts);
  write_noted(w, "stand_ins", history.stand_ins);
  write_noted(w, "recurring", history.recurring);
  write_noted(w, "buddies", history.buddies);
  if (!history.wishes.empty()) {
    w.key("wishes").begin_array();
    for (const auto& [guardian, wish] : history.wishes) {
      w.begin_object();
      write_members(w, wish.value);
      w.end_object();
    }
    w.end_array();
  }
  w.end_object();
}

}  // namespace homevisit::operations
