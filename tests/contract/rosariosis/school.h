// A RosarioSIS in a process of its own, and the adapter as the library opens it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/adapter.h"
#include "http/network.h"
#include "json/json.h"
#include "node_server.h"
#include "tests/records.h"

namespace rosariosis_test {

using records::Record;

// tests/fake_sis/rosariosis_server.mjs; `how` is its argument.
class School {
 public:
  explicit School(const std::string& how = "{}");
  int port() const { return server_.port(); }
  // What it was asked, and what stands in its tables.
  homevisit::json::Document state() const;
  void order(const std::string& how) const;
  // Rows of a table, as JSON.
  std::string table(const std::string& name) const;
  int requests(const std::string& method, const std::string& path) const;

 private:
  std::string call(const std::string& method, const std::string& body) const;

  fake_sis::NodeServer server_;
};

class OneSecret final : public homevisit::http::SecretSource {
 public:
  homevisit::Result<homevisit::Secret> secret(const std::string& name) override;
  void forget(const std::string&) override {}
};

// The adapter with the real network behind it, on 22 November 2026.
class Opened {
 public:
  explicit Opened(const School& school, const std::string& settings = "");
  ~Opened();

  // Sorted. A failure is one of the test.
  std::vector<Record> all(hv_kind kind, const std::string& student = "");
  homevisit::Status list(hv_kind kind);
  homevisit::Status submit(const Record& entry);
  std::vector<Record> lookup(const std::string& marker);
  homevisit::Status withdraw(const std::string& marker, const std::string& structured = "");
  // "level subject: text", line by line.
  std::string check();
  std::string log() const;

 private:
  std::string folder_;
  OneSecret secrets_;
  homevisit::FixedClock clock_;
  homevisit::Log log_;
  std::unique_ptr<homevisit::http::Network> network_;
  std::unique_ptr<homevisit::adapters::Adapter> adapter_;
};

// A visit of that marker; fields as in records.h.
Record visit(const std::string& marker, const std::string& text = "Sanne reads a lot.");

}  // namespace rosariosis_test
