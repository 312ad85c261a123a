// A small school in a Moodle of tests/fake_sis, and the adapter as the library opens it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/adapter.h"
#include "http/network.h"
#include "json/json.h"
#include "node_server.h"
#include "tests/records.h"

namespace moodle_test {

using records::Record;

// moodle_server.mjs in a process of its own.
class Server {
 public:
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  // A line of JSON there, and one back.
  std::string command(const std::string& line) { return server_.command(line); }
  void configure(const std::string& what) { command(R"({"configure":)" + what + "}"); }
  homevisit::json::Document state();

 private:
  fake_sis::NodeServer server_{HV_MOODLE_SERVER};
};

// What stands where the configuration says that the token lies; a test may replace it.
class Token final : public homevisit::http::SecretSource {
 public:
  homevisit::Result<homevisit::Secret> secret(const std::string&) override {
    if (!kept_.empty()) return homevisit::Secret(std::string_view(kept_));
    kept_ = now;
    return homevisit::Secret(std::string_view(kept_));
  }
  void forget(const std::string&) override { kept_.clear(); }
  std::string now = "token of + & = signs";

 private:
  std::string kept_;
};

struct Finding {
  hv_finding_level level;
  std::string subject, text;
};

// Class 2 with mentor 20, class 3 with mentor 30; 4 is last year's, 5 a subject taught by 50 and
// followed by student 101 and by colleague 30, 6 is hidden. Students 101 to 104, 103 in class 3.
class School : public testing::Test {
 protected:
  School();
  ~School() override;

  // `settings`: members of a JSON object besides "url".
  void open(const std::string& settings = R"("mentor_roles":["mentor"])");
  std::map<std::string, Record> list(hv_kind kind);
  homevisit::Status listed(hv_kind kind, const std::string& student, std::vector<Record>& out);
  std::vector<Record> lookup(const std::string& student, const std::string& marker);
  homevisit::Status submit(const std::string& student, const std::string& marker,
                           const std::string& text, const std::string& amends = "",
                           const std::string& date = "2026-11-12", const std::string& next = "");
  homevisit::Status withdraw(const std::string& student, const std::string& marker);
  std::vector<Finding> check();
  std::string log() const;

  Server moodle_;
  Token token_;
  hv_receipt receipt_{};

 private:
  std::string folder_;
  homevisit::Log log_;
  std::unique_ptr<homevisit::http::Network> network_;
  std::unique_ptr<homevisit::adapters::Adapter> adapter_;
};

}  // namespace moodle_test
