// A OneRoster service as a script: lists of rows, habits good and bad, and the adapter that reads
// it.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "homevisit/adapter.h"
#include "tests/records.h"
#include "tests/unit/sdk/scripted_host.h"

namespace oneroster_test {

using records::Record;
using Rows = std::vector<std::string>;  // JSON objects

const hv_adapter_table& table();

// What a service may do to those who read it.
struct Habits {
  std::size_t most = 1000;  // a larger limit is clamped in silence
  bool total = false;       // X-Total-Count
  std::string link;         // "": none; "offset", "cursor", "elsewhere" (a cursor off the origin)
  bool ignores_offset = false, ignores_limit = false;
  int fields_status = 200;               // of a request with `fields`
  std::set<std::string> unknown_fields;  // answered 400
  int sort_status = 200, filter_status = 200;
  std::set<std::string> denied;   // paths answered 403
  std::set<std::string> missing;  // paths answered 404
};

class Service {
 public:
  Service();

  std::map<std::string, Rows> lists;  // "users" -> rows
  Habits habits;
  // Called before each answer; may change the lists, or answer itself by a status that is not 0.
  std::function<homevisit::sdk::ScriptedAnswer(const std::string& path, std::uint64_t offset)>
      before;

  homevisit::sdk::ScriptedHost host;
  const std::vector<std::string>& log() const { return host.log; }
  std::string log_text() const;
  // Urls asked of this path.
  std::vector<std::string> asked(const std::string& path) const;

 private:
  homevisit::sdk::ScriptedAnswer answer(const homevisit::sdk::ScriptedRequest& request);
};

// What one reading gave.
struct Outcome {
  hv_status status = HV_OK;
  hv_error error{};
  std::vector<Record> records;
  std::string next;

  std::string message() const { return error.message; }
  // The record with that id; empty where there is none.
  Record one(const std::string& id) const;
  std::set<std::string> ids() const;
};

struct Finding {
  hv_finding_level level;
  std::string subject, text, advice;
};

class Reader {
 public:
  // `more` are members of the configuration beside those that every reader needs.
  explicit Reader(Service& service, const std::string& more = "",
                  const std::string& version = "1.2");
  ~Reader();
  Reader(const Reader&) = delete;

  Outcome list(hv_kind kind, const std::string& since = "");
  std::vector<Finding> check();
  std::uint64_t capabilities() const;
  hv_status open_status() const { return open_status_; }
  std::string open_message() const { return open_error_.message; }
  hv_exchange exchange{};

 private:
  hv_adapter* instance_ = nullptr;
  hv_status open_status_ = HV_OK;
  hv_error open_error_{};
};

// Opens with this configuration alone; "" where it is taken, else the message.
std::string refusal(const std::string& config);

// A small school in rows of 1.2: students s1 and s2, their parents p1 and p2, mentor t1 of home
// group g1, counselor t2, class c2.
std::map<std::string, Rows> small_school_12();
std::map<std::string, Rows> small_school_11();
// Everything that six readings gave, sorted.
std::map<int, std::vector<Record>> whole_roster(Reader& reader);

std::string user_12(const std::string& id, const std::string& role, const std::string& given,
                    const std::string& family, const std::string& more = "");

}  // namespace oneroster_test
