#include "backup/blocks.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include "backup/files.h"
#include "crypto/seal.h"
#include "journal/encoding.h"

namespace homevisit::backup {
namespace {

// Files that are finished together; a host may have few descriptors to spare.
constexpr std::size_t most_open = 64;

Bytes block_context(const crypto::Digest& name) {
  const journal::Encoder encoder = journal::Encoder("hv-backup-block-1").raw(name);
  return {encoder.view().begin(), encoder.view().end()};
}

// Nothing else is ever removed: somebody may have put a file of their own there.
bool is_block(std::string name) {
  if (name.ends_with(unfinished)) name.resize(name.size() - std::string_view(unfinished).size());
  return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

Result<crypto::Digest> Blocks::name_of(ByteView text) const {
  return crypto::hmac_sha256(keys_.names, text);
}

// 256 folders: some shares are slow with many files in one.
std::string Blocks::folder_of(const crypto::Digest& name) const {
  return folder_ + "/" + to_hex(ByteView(name).first(1));
}
std::string Blocks::path_of(const crypto::Digest& name) const {
  return folder_of(name) + "/" + to_hex(name);
}

Result<std::int64_t> Blocks::keep(const crypto::Digest& name, ByteView text, Trust trust) {
  const std::string path = path_of(name);
  const auto size = static_cast<std::int64_t>(text.size());
  if (written_.contains(name)) return 0;
  struct stat info {};
  const bool there = ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
                     info.st_size == size + static_cast<std::int64_t>(crypto::seal_overhead);
  if (there && (trust == Trust::size || read(name, size, true))) return 0;
  HV_ASSIGN(const Bytes sealed, crypto::seal(keys_.seals, text, block_context(name), random_));
  const std::string folder = folder_of(name);
  if (changed_.insert(folder).second) HV_TRY(make_folder(folder));
  HV_ASSIGN(Unfinished file, Unfinished::write(path, sealed));
  written_.emplace(name, Written{std::move(file), size});
  if (written_.size() >= most_open) HV_TRY(finish());
  return static_cast<std::int64_t>(sealed.size());
}

Status Blocks::finish() {
  for (auto& [name, written] : written_) HV_TRY(written.file.finish());
  // What does not open here never will. The key and the name prove the text.
  for (const auto& [name, written] : written_) {
    const auto back = read(name, written.size, true);
    if (!back) return back.error();
  }
  written_.clear();
  return ok();
}

Status Blocks::sync() {
  HV_TRY(finish());
  for (const std::string& folder : changed_) HV_TRY(sync_folder(folder));
  if (!changed_.empty()) HV_TRY(sync_folder(folder_));
  changed_.clear();
  return ok();
}

Result<std::string> Blocks::read(const crypto::Digest& name, std::int64_t size,
                                 bool from_medium) const {
  const std::string path = path_of(name);
  const std::size_t expected = static_cast<std::size_t>(size) + crypto::seal_overhead;
  auto sealed = read_whole(path, expected, from_medium);
  if (!sealed && sealed.error().status == HV_NOT_FOUND)
    return Error{HV_DATA_LOSS, "backup_damaged",
                 fmt::format("{} is missing. Take another generation, or another copy of this "
                             "folder.",
                             path)};
  if (!sealed) return std::move(sealed).error();
  if (sealed->size() != expected) return damaged(path);
  auto text = crypto::open(keys_.seals, *sealed, block_context(name));
  if (!text) return damaged(path);
  return text;
}

Result<std::int64_t> Blocks::remove_all_but(const std::set<crypto::Digest>& used) {
  std::set<std::string> kept;
  for (const crypto::Digest& name : used) kept.insert(to_hex(name));
  std::int64_t removed = 0;
  for (int first = 0; first < 256; ++first) {
    const std::string folder = folder_ + "/" + fmt::format("{:02x}", first);
    HV_ASSIGN(const auto names, names_in(folder));
    for (const std::string& name : names) {
      if (!is_block(name) || kept.contains(name)) continue;
      HV_TRY(remove_file(folder + "/" + name));
      ++removed;
    }
  }
  return removed;
}

}  // namespace homevisit::backup
