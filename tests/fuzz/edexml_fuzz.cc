// Any bytes as an EDEXML file: a roster that can be listed, or a refusal with a sentence. Nothing
// of it stays: each is rolled back.
#include <stdlib.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>

#include "edexml.h"
#include "failure.h"
#include "in_memory.h"
#include "roster.h"

using namespace homevisit::local;

namespace {

// A folder for the student files of this run; gone with it.
struct Folder {
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "homevisit-fuzz-XXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Folder folder;
  static Store store(folder.path / "students.db");
  const Call call(nullptr, nullptr);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto problem = [](void*, const hv_import_problem* found) {
    if (found->reason.size == 0) std::abort();
  };
  const auto record = [](void*, const hv_record*) { return HV_OK; };
  try {
    Transaction transaction(store);
    OneFile file("school.xml", text, 1 << 16);
    Problems problems(problem, nullptr);
    static_cast<void>(load_edexml(store, file, 0, call, problems));
    for (int kind = HV_KIND_STUDENT; kind <= HV_KIND_ENROLMENT; ++kind)
      if (list_roster(store, static_cast<hv_kind>(kind), call, record, nullptr) != HV_OK)
        std::abort();
  } catch (const Refusal& refusal) {
    if (std::string_view(refusal.what()).empty()) std::abort();
  } catch (const Failure&) {
    std::abort();  // the store itself has no reason to fail
  }
  return 0;
}
