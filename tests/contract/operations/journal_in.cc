#include "journal_in.h"

#include <gtest/gtest.h>

#include <utility>

#include "crypto/master_key.h"

namespace host_test {

std::unique_ptr<homevisit::journal::Journal> journal_in(const Folder& folder,
                                                        const std::string& system) {
  homevisit::journal::Options options;
  options.path = folder / "journal.db";
  options.system = system;
  options.master_key = std::move(*homevisit::crypto::read_key_file(folder / "master.key"));
  auto journal = homevisit::journal::Journal::open(options);
  EXPECT_TRUE(journal) << (journal ? "" : journal.error().message);
  return std::move(*journal);
}

}  // namespace host_test
