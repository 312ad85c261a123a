#include "school.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "give_up.h"
#include "homevisit/homevisit.h"

namespace delivery_checker {
namespace {

namespace fs = std::filesystem;

std::string roster(int students) {
  std::string pupils, carers;
  for (int i = 1; i <= students; ++i) {
    const char* comma = i == 1 ? "" : ",";
    pupils += fmt::format(
        R"({}{{"number":"{}","called":"Noor","surname":"Visser {}","born":"2013-03-01",)"
        R"("year":"2","class":"k1"}})",
        comma, i, i);
    carers += fmt::format(R"({}{{"id":"g{}","called":"Sanne","surname":"Visser {}","pupils":[)"
                          R"({{"pupil":"{}","relation":"moeder","authority":true,"home":true}}]}})",
                          comma, i, i, i);
  }
  return R"({"roster":{"pupils":[)" + pupils + R"(],"carers":[)" + carers +
         R"(],"staff":[{"id":"m1","called":"Els","surname":"Bakker","job":"teacher"},)"
         R"({"id":"m2","called":"Jan","surname":"Peters","job":"teacher"},)"
         R"({"id":"c1","called":"Ria","surname":"Zorg","job":"counselor"}],)"
         R"("classes":[{"id":"k1","name":"2a","year":"2026-2027","mentors":["m1","m2"]}]}})";
}

void write_secret(const std::string& path) {
  std::ofstream(path) << "meadow-token\n";
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace

Folder::Folder() : owner_(::getpid()) {
  const fs::path memory = "/dev/shm";
  const bool fast = ::access(memory.c_str(), W_OK | X_OK) == 0;
  std::string name = ((fast ? memory : fs::temp_directory_path()) / "hv-delivery-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) give_up("no folder can be made");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  if (::getpid() == owner_) fs::remove_all(path_, ignored);
}

std::string host_config(const fs::path& folder, const std::string& url, const std::string& moment,
                        const std::string& more) {
  return fmt::format(
      R"({{"base":"{}","journal":"journal.db","key":{{"file":"master.key"}},"language":"en",)"
      R"("adapter":{{"name":"meadow","path":"{}","config":{{"url":"{}"}}}},)"
      R"("secrets":{{"meadow":{{"file":"meadow.secret"}}}},"clock":{{"fixed":"{}"}}{}}})",
      folder.string(), HV_MEADOW_ADAPTER, url, moment, more);
}

School::School(const Sis& sis, int students) {
  const std::string name = fmt::format("school-{}", ::getpid());
  sis.configure(name, roster(students));
  write_secret(folder_ / "meadow.secret");
  const std::string config =
      host_config(folder_.path(), sis.url(name), "2026-11-23T08:00:00Z", R"(,"create":true)");
  hv_ctx* ctx = nullptr;
  hv_error error{};
  error.struct_size = sizeof error;
  if (hv_open(config.data(), config.size(), &ctx, &error) != HV_OK) give_up(error.message);
  char* answer = nullptr;
  if (hv_call(ctx, R"({"role":"it"})", "roster.refresh", "{}", 2, nullptr, &answer, nullptr) !=
      HV_OK)
    give_up(answer == nullptr ? "no memory" : answer);
  hv_free(answer);
  hv_close(ctx);
  sis.forget(name);
}

void School::copy_to(const Folder& folder) const {
  for (const auto& entry : fs::directory_iterator(folder_.path()))
    fs::copy_file(entry.path(), folder.path() / entry.path().filename());
}

}  // namespace delivery_checker
