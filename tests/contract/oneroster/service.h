// The service of service.mjs in a process of its own, and adapters as the library opens them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/adapter.h"
#include "http/network.h"
#include "node_server.h"
#include "tests/records.h"

namespace oneroster_test {

using records::Record;

class Service {
 public:
  // `how`: members of the JSON object that service.mjs takes, without braces.
  Service(const std::string& bundle, const std::string& version, const std::string& how = "");

  // The configuration of an adapter that reads it.
  std::string config(const std::string& more = "") const;

 private:
  std::string version_;
  fake_sis::NodeServer server_;
};

// A folder that goes away with the test.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// The secret of service.mjs, whatever it is called.
class OneSecret final : public homevisit::http::SecretSource {
 public:
  homevisit::Result<homevisit::Secret> secret(const std::string& name) override;
  void forget(const std::string&) override {}
};

// An adapter with the real network behind it.
class Opened {
 public:
  Opened(const std::string& path, const std::string& config);
  homevisit::adapters::Adapter& operator*() { return *adapter_; }
  homevisit::adapters::Adapter* operator->() { return adapter_.get(); }
  // What was written so far.
  std::string log() const;

  // All kinds, each sorted.
  std::map<int, std::vector<Record>> whole_roster();
  // What reading students came to, where it fails.
  homevisit::Status read_students();

 private:
  OneSecret secrets_;
  Folder folder_;
  homevisit::Log log_;
  std::unique_ptr<homevisit::http::Network> network_;
  std::unique_ptr<homevisit::adapters::Adapter> adapter_;
};

}  // namespace oneroster_test
