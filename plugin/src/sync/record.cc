#include "sync/record.h"

#include <algorithm>

#include "base/uuid.h"
#include "domain/codec.h"
#include "domain/shared_form.h"
#include "json/json.h"

namespace homevisit::sync {
namespace {

constexpr int format = 1;

std::string written(const std::vector<std::string>& events, std::size_t left_out) {
  json::Writer w;
  w.begin_object().member("format", format).key("events").begin_array();
  for (const std::string& event : events) w.raw(event);
  w.end_array();
  if (left_out > 0) w.member("left_out", static_cast<std::int64_t>(left_out));
  return w.end_object().take();
}

std::string one_event(const DossierEvent& event) {
  json::Writer w;
  w.begin_object().member("id", event.id).key("event").raw(write_event(event, ""));
  return w.end_object().take();
}

Error broken(const char* code, const char* message) { return {HV_DATA_LOSS, code, message}; }

Result<DossierEvent> read_one(json::Value value) {
  const auto id = Uuid::parse(value["id"].text());
  if (!id || !value["event"].is_object())
    return broken("record_broken", "The entry's record is not as homevisit writes it.");
  auto event = read_event(0, id->text(), id->ms(), value["event"].dump());
  if (!event)
    return broken(event.error().status == HV_UNSUPPORTED ? "record_newer" : "record_broken",
                  "The entry's record holds an event that this version cannot read.");
  // Nothing comes in that would not have gone out.
  auto shared = shared_form(*event);
  if (!shared)
    return broken("record_broken", "The entry's record holds an event that is not shared.");
  return std::move(*shared);
}

// The oldest are left out where all of them have no place together.
std::string fitting(const std::vector<DossierEvent>& events, std::size_t left_out) {
  std::vector<std::string> texts;
  for (const DossierEvent& event : events)
    if (const auto shared = shared_form(event)) texts.push_back(one_event(*shared));
  for (; !texts.empty(); ++left_out) {
    std::string record = written(texts, left_out);
    if (record.size() <= most_record) return record;
    texts.erase(texts.begin());
  }
  return {};
}

}  // namespace

std::string write_record(const std::vector<DossierEvent>& events) { return fitting(events, 0); }

std::string add_to_record(std::string_view record, const std::vector<DossierEvent>& events) {
  auto all = read_record(record);
  if (!all) return {};
  // What an entry shows must stay in its record: without it nothing of it comes back.
  const std::string shown = all->events.back().id;
  all->events.insert(all->events.end(), events.begin(), events.end());
  std::string added = fitting(all->events, static_cast<std::size_t>(all->left_out));
  const auto again = read_record(added);
  const bool whole = again && std::any_of(again->events.begin(), again->events.end(),
                                          [&](const DossierEvent& e) { return e.id == shown; });
  return whole ? added : std::string();
}

Result<Record> read_record(std::string_view record) {
  if (record.empty()) return broken("record_missing", "The entry carries no record.");
  const auto document = json::Document::parse(record, {.bytes = most_record * 2, .depth = 32});
  if (!document) return broken("record_broken", "The entry's record is not JSON.");
  const json::Value root = document->root();
  const json::Value list = root["events"];
  const auto known = root["format"].integer();
  if (!known || !list.is_array() || list.size() == 0)
    return broken("record_broken", "The entry's record is not as homevisit writes it.");
  if (*known != format)
    return broken("record_newer", "The entry's record is of a newer version of homevisit.");
  Record read;
  read.left_out = root["left_out"].integer().value_or(0);
  for (std::size_t i = 0; i < list.size(); ++i) {
    HV_ASSIGN(DossierEvent event, read_one(list.at(i)));
    read.events.push_back(std::move(event));
  }
  return read;
}

std::string marker_of(const DossierEvent& event) {
  if (const auto* recorded = std::get_if<VisitRecorded>(&event.change))
    return "hv:" + recorded->visit.id;
  if (const auto* answered = std::get_if<AnswerRecorded>(&event.change))
    return "hv:" + answered->answer.id;
  const bool own = std::holds_alternative<VisitRevised>(event.change) ||
                   std::holds_alternative<VisitAmended>(event.change) ||
                   std::holds_alternative<AgreementChanged>(event.change);
  return own ? "hv:" + event.id : std::string();
}

}  // namespace homevisit::sync
