// The local adapter as the host sees it, with records as values so that tests can compare them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "../../records.h"
#include "homevisit/adapter.h"

namespace local_test {

// The table of the built .so, loaded once as the host does.
const hv_adapter_table& table();

// A folder that goes away with the test.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string str() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

using records::Record;

struct Problem {
  std::string file;
  std::uint64_t line = 0, column = 0;
  std::string field, reason;
  bool fatal = false;
};

struct Outcome {
  hv_status status = HV_OK;
  hv_error error{};
  hv_import_result result{};
  std::vector<Problem> problems;
  std::string message() const { return error.message; }
};

struct Receipt {
  hv_status status = HV_OK;
  std::string entry_id, version, message;
  hv_error error{};
};

class Adapter {
 public:
  explicit Adapter(const std::string& store);
  ~Adapter();
  Adapter(const Adapter&) = delete;
  Adapter& operator=(const Adapter&) = delete;

  bool opened() const { return instance_ != nullptr; }
  hv_status open_status() const { return open_status_; }
  const hv_error& open_error() const { return open_error_; }
  std::uint64_t capabilities() const;

  Outcome import(const std::string& path, bool dry_run = false);
  // REQUIRES: the listing succeeds; the test fails otherwise.
  std::vector<Record> list(hv_kind kind, const std::string& student = "");
  hv_status try_list(hv_kind kind, std::vector<Record>* out, hv_error* error,
                     const std::string& student = "");
  // The record with that id; empty where there is none.
  Record one(hv_kind kind, const std::string& id);
  Receipt submit(const Record& entry);
  std::vector<Record> lookup(const std::string& student, const std::string& marker);
  hv_status withdraw(const std::string& student, const std::string& marker);

  hv_exchange exchange{};  // of the calls that follow
  hv_adapter* raw() { return instance_; }

 private:
  hv_adapter* instance_ = nullptr;
  hv_status open_status_ = HV_OK;
  hv_error open_error_{};
};

Record entry(const std::string& marker, const std::string& student, Record with = {});

using Files = std::vector<std::pair<std::string, std::string>>;
void write_file(const std::string& path, const std::string& text);
void write_folder(const std::string& path, const Files& files);
void write_zip(const std::string& path, const Files& files);

// A small school as a OneRoster bundle: student s1 and s2, their parents p1 and p2, teacher t1 of
// home group g1, counselor t2, class c2. Tests change single files of it.
Files small_school_12();
Files small_school_11();
// The same list with one file replaced or added.
Files with(Files files, const std::string& name, const std::string& text);
Files without(Files files, const std::string& name);

}  // namespace local_test
