// Is every copy as it was written?
#include <fmt/format.h>

#include <map>

#include "backup/assemble.h"
#include "backup/backup.h"
#include "backup/private_folder.h"

namespace homevisit::backup {
namespace {

constexpr std::size_t most_problems = 100;

class Check {
 public:
  Check(Folder& folder, const journal::Options& options, const CallControl& control)
      : folder_(folder), options_(options), control_(control) {}

  Status generation(std::int64_t number) {
    auto listed = folder_.generation(number);
    if (!listed) return note("", listed.error());
    ++found_.generations;
    found_.events = listed->end.events;
    const std::string of = fmt::format("Generation {}: ", number);
    HV_ASSIGN(const bool whole, blocks_of(*listed, of));
    return whole ? journal_of(*listed, of) : ok();
  }
  Verification take() { return std::move(found_); }

 private:
  // What only says that the check itself cannot go on is no finding.
  Status note(const std::string& of, const Error& error) {
    if (error.status != HV_DATA_LOSS) return error;
    problem(of + error.message);
    return ok();
  }
  void problem(std::string text) {
    if (found_.problems.size() < most_problems)
      found_.problems.push_back(std::move(text));
    else if (found_.problems.size() == most_problems)
      found_.problems.push_back("There are more problems; only the first are listed.");
  }

  Result<bool> blocks_of(const Generation& generation, const std::string& of) {
    bool whole = true;
    for (std::size_t place = 0; place < generation.blocks.size(); ++place) {
      HV_TRY(control_.check());
      control_.report("backup_verify", place, generation.blocks.size());
      const crypto::Digest& name = generation.blocks[place];
      const std::int64_t size = generation.size_of_block(place);
      auto known = known_.find({name, size});
      if (known == known_.end()) {
        const auto text = folder_.blocks().read(name, size, true);
        if (!text) HV_TRY(note(of, text.error()));
        known = known_.emplace(std::pair(name, size), text.has_value()).first;
        ++found_.blocks;
        found_.bytes += size;
      } else if (!known->second && whole) {
        problem(of + "a block that is named above is damaged here too.");
      }
      whole = whole && known->second;
    }
    return whole;
  }

  Status journal_of(const Generation& generation, const std::string& of) {
    HV_ASSIGN(const PrivateFolder apart, PrivateFolder::make(options_.path));
    journal::Options options = options_;
    options.path = apart.file("journal.db");
    HV_TRY(assemble(generation, folder_.blocks(), options.path, control_));
    const auto journal = journal::Journal::open(options);
    if (!journal) return note(of, journal.error());
    HV_ASSIGN(const auto problems, check_assembled(generation, **journal, control_));
    for (const std::string& one : problems) problem(of + one);
    return ok();
  }

  Folder& folder_;
  const journal::Options& options_;
  const CallControl& control_;
  Verification found_;
  std::map<std::pair<crypto::Digest, std::int64_t>, bool> known_;
};

}  // namespace

Result<Verification> verify(const journal::Options& options, const std::string& path, bool all,
                            std::int64_t number, const CallControl& control) {
  Random& random = options.random != nullptr ? *options.random : system_random();
  HV_ASSIGN(Folder folder, Folder::open(path, options.master_key, random));
  Check check(folder, options, control);
  if (!all) {
    // One that is not there is a mistake of the caller's, not a finding.
    if (number == 0 && !folder.index().generations.empty())
      number = folder.index().generations.back();
    const auto found = folder.find(number);
    if (!found && found.error().status != HV_DATA_LOSS) return found.error();
    HV_TRY(check.generation(number));
    return check.take();
  }
  for (const std::int64_t each : folder.index().generations) HV_TRY(check.generation(each));
  return check.take();
}

}  // namespace homevisit::backup
