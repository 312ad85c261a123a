// A host as any other: it reaches the library through homevisit.h alone. What comes back is checked
// on the way: an answer against its response schema, an error for its form.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "homevisit/homevisit.h"
#include "json/json.h"
#include "school.h"

namespace host_test {

namespace json = homevisit::json;

inline constexpr char mentor[] = R"({"role":"mentor","staff":"m1"})";
inline constexpr char other_mentor[] = R"({"role":"mentor","staff":"m2"})";
inline constexpr char teacher[] = R"({"role":"teacher","staff":"t1"})";
inline constexpr char care[] = R"({"role":"care_coordinator","staff":"c1"})";
inline constexpr char leader[] = R"({"role":"school_leader","staff":"l1"})";
inline constexpr char it[] = R"({"role":"it"})";
inline constexpr char machine[] = R"({"role":"system"})";

// A folder that goes away with the test.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class Reply {
 public:
  Reply(hv_status status, std::string text);

  hv_status status;
  std::string text;

  json::Value root() const { return document_.root(); }
  json::Value operator[](std::string_view key) const { return root()[key]; }
  std::string get(std::string_view key) const { return std::string(root()[key].text()); }
  std::string code() const { return std::string(root()["error"]["code"].text()); }
  std::string pointer() const { return std::string(root()["error"]["pointer"].text()); }
  std::string message() const { return std::string(root()["error"]["message"].text()); }
  // The codes of its warnings, with a space between.
  std::string warnings() const;
  bool holds(std::string_view needle) const { return text.find(needle) != std::string::npos; }

 private:
  json::Document document_;
};

// The configuration of a journal in `folder` with the local adapter. `more`: further members, such
// as ",\"policy\":{...}".
std::string config_in(const Folder& folder, const std::string& more = "",
                      const std::string& clock = now);

// {"a":1} with a submission of its own in front.
std::string submitted(const std::string& body, const std::string& submission = "");

class Host {
 public:
  explicit Host(const std::string& config);  // expects it to open
  ~Host() { close(); }
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  Reply call(const char* actor, const std::string& operation, const std::string& request,
             const hv_call_options* options = nullptr);
  // A write with a submission of its own; expects it to be done.
  Reply write(const char* actor, const std::string& operation, const std::string& body);
  // The same, expecting to be refused.
  Reply refused(const char* actor, const std::string& operation, const std::string& body);
  std::string render(const char* actor, const std::string& view, const std::string& params,
                     hv_status expected = HV_OK);
  Reply history(const char* actor, const std::string& student);

  // Records a visit with one key point; gives its id.
  std::string visit(const char* actor, const std::string& student, const std::string& more = "",
                    const std::string& report = R"({"key_points":["Fijn gesprek."]})");

  void close();
  hv_ctx* ctx() const { return ctx_; }

 private:
  hv_ctx* ctx_ = nullptr;
};

// Opening that is expected to fail.
std::pair<hv_status, std::string> open_error(const std::string& config);

}  // namespace host_test
