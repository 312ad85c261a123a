#include "backup/generation.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/seal.h"
#include "journal/encoding.h"

namespace homevisit::backup {
namespace {

using journal::Encoder;

constexpr std::string_view magic = "hvB1";
constexpr std::size_t head_size = magic.size() + salt_size;
constexpr std::int64_t largest_block = 16 << 20;

// Reads what Encoder wrote. Asked for more than there is, it gives zeros and is no longer whole.
class Decoder {
 public:
  explicit Decoder(ByteView bytes) : rest_(bytes) {}
  std::int64_t u64() {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : take(8)) value = value << 8 | byte;
    return static_cast<std::int64_t>(value);
  }
  template <std::size_t size>
  std::array<std::uint8_t, size> raw() {
    std::array<std::uint8_t, size> bytes{};
    std::ranges::copy(take(size), bytes.begin());
    return bytes;
  }
  bool whole() const { return whole_; }
  std::size_t left() const { return rest_.size(); }

 private:
  ByteView take(std::size_t size) {
    whole_ = whole_ && rest_.size() >= size;
    if (!whole_) return {};
    const ByteView taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
  }
  ByteView rest_;
  bool whole_ = true;
};

Bytes taken(const Encoder& encoder) { return {encoder.view().begin(), encoder.view().end()}; }

// The salt is bound as well: a changed one would make a passphrase look wrong.
Bytes generation_context(std::int64_t number, ByteView salt) {
  return taken(Encoder("hv-backup-generation-1").u64(number).raw(salt));
}
Bytes index_context(ByteView salt) { return taken(Encoder("hv-backup-index-1").raw(salt)); }

Result<Bytes> sealed_file(ByteView text, ByteView context, ByteView salt, const Keys& keys,
                          Random& random) {
  HV_ASSIGN(const Bytes sealed, crypto::seal(keys.seals, text, context, random));
  Bytes file(magic.begin(), magic.end());
  file.insert(file.end(), salt.begin(), salt.end());
  file.insert(file.end(), sealed.begin(), sealed.end());
  return file;
}

Result<std::string> opened_file(const Bytes& file, ByteView context, const Keys& keys,
                                const std::string& path) {
  auto text = crypto::open(keys.seals, ByteView(file).subspan(head_size), context);
  if (!text) return damaged(path);
  return text;
}

}  // namespace

Error damaged(const std::string& path) {
  return {HV_DATA_LOSS, "backup_damaged",
          fmt::format("{} was changed or damaged: it does not open. Take another generation, or "
                      "another copy of this folder.",
                      path)};
}

Result<Bytes> read_salt(const Bytes& file, const std::string& path) {
  if (file.size() < head_size) return damaged(path);
  if (as_text(ByteView(file).first(magic.size() - 1)) != magic.substr(0, magic.size() - 1))
    return damaged(path);
  if (file[magic.size() - 1] != static_cast<std::uint8_t>(magic.back()))
    return Error{HV_UNSUPPORTED, "backup_newer",
                 fmt::format("{} was written by a newer homevisit, or is damaged. Install the "
                             "version that wrote it, or a newer one.",
                             path)};
  return Bytes(file.begin() + magic.size(), file.begin() + head_size);
}

Result<Bytes> write_generation(const Generation& generation, ByteView salt, const Keys& keys,
                               Random& random) {
  Encoder text;
  text.u64(generation.number).u64(generation.taken_at).raw(generation.journal.view());
  text.u64(generation.end.events).u64(generation.end.last_event_at).raw(generation.end.hash);
  text.u64(generation.size).u64(generation.block_size);
  for (const crypto::Digest& name : generation.blocks) text.raw(name);
  return sealed_file(text.view(), generation_context(generation.number, salt), salt, keys, random);
}

Result<Generation> read_generation(const Bytes& file, std::int64_t number, const Keys& keys,
                                   const std::string& path) {
  HV_ASSIGN(const Bytes salt, read_salt(file, path));
  HV_ASSIGN(const std::string text,
            opened_file(file, generation_context(number, salt), keys, path));
  Decoder decoder(as_bytes(text));
  Generation generation;
  generation.number = decoder.u64();
  generation.taken_at = decoder.u64();
  generation.journal.bytes = decoder.raw<16>();
  generation.end.events = decoder.u64();
  generation.end.last_event_at = decoder.u64();
  generation.end.hash = decoder.raw<32>();
  generation.size = decoder.u64();
  generation.block_size = decoder.u64();
  if (!decoder.whole() || generation.number != number || generation.size <= 0 ||
      generation.block_size <= 0 || generation.block_size > largest_block)
    return damaged(path);
  const auto count = static_cast<std::size_t>((generation.size - 1) / generation.block_size + 1);
  if (decoder.left() != count * sizeof(crypto::Digest)) return damaged(path);
  generation.blocks.resize(count);
  for (crypto::Digest& name : generation.blocks) name = decoder.raw<32>();
  return generation;
}

Result<Bytes> write_index(const Index& index, ByteView salt, const Keys& keys, Random& random) {
  Encoder text;
  text.raw(index.journal.view());
  for (const std::int64_t number : index.generations) text.u64(number);
  return sealed_file(text.view(), index_context(salt), salt, keys, random);
}

Result<Index> read_index(const Bytes& file, const Keys& keys, const std::string& path) {
  HV_ASSIGN(const Bytes salt, read_salt(file, path));
  HV_ASSIGN(const std::string text, opened_file(file, index_context(salt), keys, path));
  Decoder decoder(as_bytes(text));
  Index index;
  index.journal.bytes = decoder.raw<16>();
  if (!decoder.whole() || decoder.left() % 8 != 0) return damaged(path);
  while (decoder.left() > 0) {
    const std::int64_t number = decoder.u64();
    if (number <= (index.generations.empty() ? 0 : index.generations.back())) return damaged(path);
    index.generations.push_back(number);
  }
  return index;
}

}  // namespace homevisit::backup
