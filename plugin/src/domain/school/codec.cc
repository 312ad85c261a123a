#include "domain/school/codec.h"

#include <fmt/format.h>

#include <optional>

#include "domain/described.h"

namespace homevisit::school {
namespace {

// The alternative of the variant whose type has this name.
template <std::size_t I = 0>
std::optional<Change> read_change(std::string_view type, json::Value body) {
  if constexpr (I == std::variant_size_v<Change>) {
    return std::nullopt;
  } else {
    using T = std::variant_alternative_t<I, Change>;
    if (type == T::type) return Change{read_members<T>(body)};
    return read_change<I + 1>(type, body);
  }
}

}  // namespace

std::string_view event_name(const Change& change) {
  return std::visit([]<typename T>(const T&) { return std::string_view(T::type); }, change);
}

std::string write_event(const Event& event, const std::string& extra) {
  json::Writer w;
  w.begin_object().member("type", event_name(event.change));
  w.member_if("actor", event.actor).member_if("actor_name", event.actor_name);
  w.key("content").begin_object();
  std::visit([&](const auto& change) { write_members(w, change); }, event.change);
  w.end_object();
  if (!extra.empty()) w.key("request").raw(extra);
  return w.end_object().take();
}

Result<Event> read_event(std::int64_t seq, const std::string& id, std::int64_t recorded_at,
                         std::string_view body) {
  const auto document = json::Document::parse(body, {.bytes = 8 << 20, .depth = 32});
  if (!document)
    return Error{
        HV_DATA_LOSS, "damaged_event",
        fmt::format("Event {} of the journal cannot be read. Run \"homevisit audit verify\".",
                    seq)};
  const json::Value root = document->root();
  auto change = read_change(root["type"].text(), root["content"]);
  if (!change)
    return Error{
        HV_UNSUPPORTED, "unknown_event",
        "The journal holds an event of a newer kind. Install the newer version of homevisit."};
  return Event{id,
               seq,
               recorded_at,
               std::string(root["actor"].text()),
               std::string(root["actor_name"].text()),
               *std::move(change)};
}

}  // namespace homevisit::school
