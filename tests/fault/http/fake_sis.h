// tests/fake_sis as a test sees it: started once for the whole program.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "http/engine.h"
#include "json/json.h"
#include "node_server.h"

namespace homevisit::http {

class FakeSis {
 public:
  FakeSis();
  FakeSis& operator=(const FakeSis&) = delete;
  static FakeSis& running();

  // "https://localhost:PORT" and the path; of plain "http://127.0.0.1:PORT".
  std::string url(const std::string& path, const std::string& port = "main") const;
  int port(const std::string& name) const { return ports_.at(name); }
  const std::string& ca() const { return ca_; }
  const std::string& client_certificate() const { return client_certificate_; }
  const std::string& client_key() const { return client_key_; }

  // Options that know the server's authority.
  EngineOptions options() const;
  std::unique_ptr<Engine> engine() const;

  // Calls /control/WHAT over the plain port; gives the counters.
  json::Document control(const std::string& what, const std::string& body = "{}") const;
  std::int64_t counter(const std::string& name) const;
  // How many requests of "GET /ok" came in.
  std::int64_t requests(const std::string& key) const;
  // How many TLS handshakes were made on that port.
  std::int64_t connections(const std::string& port) const;

 private:
  fake_sis::NodeServer server_;
  std::map<std::string, int> ports_;
  std::string ca_, client_certificate_, client_key_;
};

}  // namespace homevisit::http
