// Making a copy.
#include <fmt/format.h>

#include "backup/backup.h"
#include "journal/snapshot.h"

namespace homevisit::backup {
namespace {

const Clock& clock_of(const journal::Options& options) {
  return options.clock != nullptr ? *options.clock : system_clock();
}

// Fills in the blocks' names. A block that comes twice in one journal is one block.
Status write_blocks(const journal::Snapshot& snapshot, Blocks& blocks, Blocks::Trust trust,
                    Written& written, const CallControl& control) {
  Generation& generation = written.generation;
  const auto count = static_cast<std::size_t>((generation.size - 1) / generation.block_size + 1);
  Bytes text;
  for (std::size_t place = 0; place < count; ++place) {
    HV_TRY(control.check());
    control.report("backup", place, count);
    text.resize(static_cast<std::size_t>(generation.size_of_block(place)));
    HV_TRY(snapshot.read(static_cast<std::int64_t>(place) * generation.block_size, text));
    HV_ASSIGN(const crypto::Digest name, blocks.name_of(text));
    HV_ASSIGN(const std::int64_t bytes, blocks.keep(name, text, trust));
    written.new_blocks += bytes > 0 ? 1 : 0;
    written.new_bytes += bytes;
    generation.blocks.push_back(name);
  }
  return ok();
}

// The new generation counts by now: what goes wrong here is said, and tried again by the next one.
void clear(Folder& folder, std::size_t keep, Written& written) {
  const std::vector<std::int64_t> before = folder.index().generations;
  const Status dropped = folder.drop_all_but(keep);
  if (!dropped) written.problems.push_back(dropped.error().message);
  if (dropped && before.size() > keep)
    written.removed.assign(before.begin(), before.end() - static_cast<std::ptrdiff_t>(keep));
  const auto removed = folder.remove_remnants();
  if (!removed)
    written.problems.push_back(
        fmt::format("Nothing that is old was removed: {}", removed.error().message));
}

}  // namespace

Result<Written> write(journal::Journal& journal, const journal::Options& options,
                      const std::string& path, std::size_t keep, bool every_block,
                      const CallControl& control) {
  Random& random = options.random != nullptr ? *options.random : system_random();
  HV_ASSIGN(Folder folder,
            Folder::open_to_write(path, options.master_key, journal.id(), options.salt, random));
  Written written;
  written.first = folder.index().generations.empty();
  HV_ASSIGN(const journal::Snapshot snapshot, journal.snapshot(control));
  Generation& generation = written.generation;
  generation.number = folder.next_number();
  generation.taken_at = clock_of(options).now_ms();
  generation.journal = snapshot.journal();
  generation.end = snapshot.end();
  generation.size = snapshot.size();
  const auto trust = every_block ? Blocks::Trust::content : Blocks::Trust::size;
  HV_TRY(write_blocks(snapshot, folder.blocks(), trust, written, control));
  HV_TRY(folder.add(generation));
  clear(folder, std::max<std::size_t>(keep, 1), written);
  return written;
}

Result<Listed> list(const journal::Options& options, const std::string& path) {
  Random& random = options.random != nullptr ? *options.random : system_random();
  HV_ASSIGN(const Folder folder, Folder::open(path, options.master_key, random));
  Listed listed;
  for (const std::int64_t number : folder.index().generations) {
    auto generation = folder.generation(number);
    if (generation)
      listed.generations.push_back(std::move(generation).value());
    else
      listed.problems.push_back(generation.error().message);
  }
  return listed;
}

}  // namespace homevisit::backup
