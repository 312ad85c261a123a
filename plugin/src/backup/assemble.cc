#include "backup/assemble.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "backup/files.h"
#include "base/disk.h"

namespace homevisit::backup {
namespace {

Status write_blocks(const Generation& generation, const Blocks& blocks, int fd,
                    const std::string& path, const CallControl& control) {
  for (std::size_t place = 0; place < generation.blocks.size(); ++place) {
    HV_TRY(control.check());
    control.report("assemble", place, generation.blocks.size());
    HV_ASSIGN(const std::string text,
              blocks.read(generation.blocks[place], generation.size_of_block(place)));
    for (std::size_t done = 0; done < text.size();) {
      const ssize_t written = ::write(fd, text.data() + done, text.size() - done);
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return not_written(path, errno);
      done += static_cast<std::size_t>(written);
    }
  }
  return ok();
}

}  // namespace

Status assemble(const Generation& generation, const Blocks& blocks, const std::string& path,
                const CallControl& control) {
  HV_TRY(check_room(path, generation.size));
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return not_written(path, errno);
  Status status = write_blocks(generation, blocks, fd, path, control);
  if (::close(fd) != 0 && status) status = not_written(path, errno);
  return status;
}

Result<std::vector<std::string>> check_assembled(const Generation& generation,
                                                 journal::Journal& journal,
                                                 const CallControl& control) {
  HV_ASSIGN(journal::Verification found, journal.verify(control, nullptr));
  if (found.events != generation.end.events || found.last_hash != to_hex(generation.end.hash))
    found.problems.push_back(
        fmt::format("It ends at event {}, and ended at event {} when it was copied, or with "
                    "another hash.",
                    found.events, generation.end.events));
  return std::move(found.problems);
}

}  // namespace homevisit::backup
