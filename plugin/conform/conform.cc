#include "conform.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <filesystem>

#include "process.h"
#include "session.h"

namespace homevisit::conform {
namespace {

// A folder of our own, gone with everything in it at the end.
class Folder {
 public:
  Folder() {
    const char* where = std::getenv("TMPDIR");
    std::string name = std::string(where == nullptr || *where == '\0' ? "/tmp" : where) +
                       "/homevisit-conform-XXXXXX";
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Not in the list: lets the adapter say what it is.
const Case kAbout = {"about", "It says what it is and what it can do.",
                     [](Trial& trial) {
                       const hv_adapter_info& info = *trial.loaded.full.info;
                       trial.about("name", info.name == nullptr ? "" : info.name);
                       trial.about("title", info.title == nullptr ? "" : info.title);
                       trial.about("version", info.version == nullptr ? "" : info.version);
                       const Session session(trial);
                       trial.about("can", std::to_string(session.can()));
                     },
                     false};

void say(int report, const char* word, std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  text = std::string(word) + " " + text + "\n";
  if (::write(report, text.data(), text.size()) < 0) std::exit(3);
}

}  // namespace

bool fits_pattern(const std::string& pattern, const std::string& name) {
  if (pattern.empty()) return name.empty();
  if (pattern[0] == '*') {
    return fits_pattern(pattern.substr(1), name) ||
           (!name.empty() && fits_pattern(pattern, name.substr(1)));
  }
  return !name.empty() && pattern[0] == name[0] && fits_pattern(pattern.substr(1), name.substr(1));
}

std::size_t Report::count(Verdict verdict) const {
  return static_cast<std::size_t>(std::count_if(
      results.begin(), results.end(), [&](const Result& r) { return r.verdict == verdict; }));
}

bool Report::ok() const { return count(Verdict::failed) == 0 && count(Verdict::passed) != 0; }

std::optional<Report> conform(
    const Options& given,
    const std::function<void(std::size_t, std::size_t, const Case&)>& progress,
    std::string& error) {
  Options options = given;
  std::error_code failed;
  options.adapter = std::filesystem::absolute(options.adapter, failed).string();
  if (::access(options.adapter.c_str(), R_OK) != 0) {
    error = fmt::format("There is no readable adapter at {}.", options.adapter);
    return std::nullopt;
  }
  if (options.system.empty()) options.system = declaration_beside(options.adapter);
  if (options.system.empty()) {
    error = fmt::format(
        "There is no conformance file beside {}. Name one with --system; "
        "plugin/docs/conformance.md says how to write it.",
        options.adapter);
    return std::nullopt;
  }
  options.system = std::filesystem::absolute(options.system, failed).string();
  const auto declaration = read_declaration(options.system, error);
  if (!declaration) return std::nullopt;
  std::vector<const Case*> chosen;
  for (const Case& one : cases()) {
    if (options.pattern.empty() || fits_pattern(options.pattern, one.name)) chosen.push_back(&one);
  }
  if (chosen.empty()) {
    error = fmt::format("No case fits \"{}\"; --list shows them all.", options.pattern);
    return std::nullopt;
  }
  const Folder folder;
  if (folder.path().empty()) {
    error = "No folder for the tests could be made. Set TMPDIR to a folder that can be written to.";
    return std::nullopt;
  }
  Report report;
  report.adapter = options.adapter;
  report.system_file = options.system;
  report.seed = options.seed;
  report.system = declaration->system;
  for (const Json::Member& cannot : declaration->root["cannot"].members())
    report.cannot.emplace_back(cannot.first, cannot.second.text());
  const std::string about_folder = folder.path() + "/about";
  std::filesystem::create_directory(about_folder, failed);
  Result about = run_in_process(options, kAbout, about_folder);
  report.name = about.about["name"];
  report.title = about.about["title"];
  report.version = about.about["version"];
  report.can = std::strtoull(about.about["can"].c_str(), nullptr, 10);
  for (const Case* one : chosen) {
    if (progress) progress(report.results.size(), chosen.size(), *one);
    const std::string own = folder.path() + "/" + one->name;
    std::filesystem::create_directory(own, failed);
    report.results.push_back(run_in_process(options, *one, own));
    std::filesystem::remove_all(own, failed);
  }
  return report;
}

int run_one_case(const Options& options, const std::string& name, const std::string& folder,
                 int report) {
  ::fcntl(report, F_SETFD, FD_CLOEXEC);
  if (name == kMeasureLoading) {
    const auto start = std::chrono::steady_clock::now();
    load_adapter(options.adapter);
    const auto took = std::chrono::steady_clock::now() - start;
    const std::string text =
        std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
    return ::write(report, text.data(), text.size()) > 0 ? 0 : 3;
  }
  const auto listed = std::find_if(cases().begin(), cases().end(),
                                   [&](const Case& one) { return one.name == name; });
  const Case* found = listed != cases().end() ? &*listed : name == kAbout.name ? &kAbout : nullptr;
  std::string error;
  const auto declaration = read_declaration(options.system, error);
  if (found == nullptr || !declaration) {
    say(report, "failed", error.empty() ? "There is no such case." : error);
    return 0;
  }
  try {
    Trial trial(*declaration, load_adapter(options.adapter), folder, options.seed, report);
    found->run(trial);
    say(report, "passed", "");
  } catch (const Failed& failed) {
    say(report, "failed", failed.message);
  } catch (const Skipped& skipped) {
    say(report, "skipped", skipped.message);
  } catch (const std::exception& failed) {
    say(report, "failed", fmt::format("An exception got out: {}", failed.what()));
  }
  return 0;
}

}  // namespace homevisit::conform
