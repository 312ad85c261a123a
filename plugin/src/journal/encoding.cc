#include "journal/encoding.h"

namespace homevisit::journal {

Encoder::Encoder(std::string_view label) {
  bytes_.reserve(128);
  raw(as_bytes(label)).u8(0);
}

Encoder& Encoder::u8(std::uint8_t value) {
  bytes_.push_back(value);
  return *this;
}

Encoder& Encoder::u64(std::int64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8)
    bytes_.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> shift));
  return *this;
}

Encoder& Encoder::raw(ByteView bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  return *this;
}

Encoder& Encoder::text(std::string_view text) {
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes_.push_back(static_cast<std::uint8_t>(text.size() >> shift));
  return raw(as_bytes(text));
}

namespace {

Encoder& columns(Encoder& encoder, const EventColumns& event) {
  return encoder.u64(event.seq)
      .raw(event.id.view())
      .raw(event.subject.view())
      .u64(event.stream)
      .u8(static_cast<std::uint8_t>(event.submission.size()))
      .raw(event.submission);
}

Bytes taken(const Encoder& encoder) { return {encoder.view().begin(), encoder.view().end()}; }

}  // namespace

Bytes event_context(const EventColumns& event) {
  Encoder encoder("hv-event-1");
  return taken(columns(encoder, event));
}

Result<crypto::Digest> genesis_hash(const Uuid& journal) {
  return crypto::sha256({Encoder("hv-genesis-1").raw(journal.view()).view()});
}

Result<crypto::Digest> event_hash(ByteView previous, const EventColumns& event, ByteView sealed) {
  Encoder encoder("hv-chain-1");
  columns(encoder.raw(previous), event).u64(static_cast<std::int64_t>(sealed.size()));
  return crypto::sha256({encoder.view(), sealed});
}

Bytes check_context(const Uuid& journal) {
  return taken(Encoder("hv-check-1").raw(journal.view()));
}

Bytes head_context(const Uuid& journal) { return taken(Encoder("hv-head-1").raw(journal.view())); }

Bytes subject_id_context(std::string_view system, std::string_view external, const Uuid& subject) {
  return taken(Encoder("hv-subject-1").raw(subject.view()).text(system).text(external));
}

Bytes merge_context(const Uuid& subject, const Uuid& into) {
  return taken(Encoder("hv-merge-1").raw(subject.view()).raw(into.view()));
}

Bytes projection_context(const Uuid& subject, std::string_view name, std::int64_t upto_seq) {
  return taken(Encoder("hv-projection-1").raw(subject.view()).text(name).u64(upto_seq));
}

Bytes outbox_context(const Uuid& subject, std::string_view marker, std::int64_t event_seq) {
  return taken(Encoder("hv-outbox-1").raw(subject.view()).text(marker).u64(event_seq));
}

Bytes draft_context(const Uuid& subject, std::string_view owner, std::string_view form,
                    std::int64_t saved_at) {
  return taken(Encoder("hv-draft-1").raw(subject.view()).text(owner).text(form).u64(saved_at));
}

}  // namespace homevisit::journal
