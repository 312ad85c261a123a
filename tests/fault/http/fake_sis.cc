#include "fake_sis.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

namespace homevisit::http {
namespace {

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "tests/fake_sis: %s\n", why);
  std::exit(1);
}

FakeSis* only = nullptr;

}  // namespace

FakeSis::FakeSis() : server_(HV_FAKE_SIS) {
  const json::Value root = server_.told();
  ca_ = root["ca"].text();
  client_certificate_ = root["client_certificate"].text();
  client_key_ = root["client_key"].text();
  root["ports"].each_member([&](std::string_view name, json::Value port) {
    ports_[std::string(name)] = static_cast<int>(port.integer().value_or(0));
  });
  only = this;
}

FakeSis& FakeSis::running() { return *only; }

std::string FakeSis::url(const std::string& path, const std::string& port_name) const {
  const std::string start =
      port_name == "plain" ? "http://127.0.0.1:" : std::string("https://localhost:");
  return start + std::to_string(port(port_name)) + path;
}

EngineOptions FakeSis::options() const {
  EngineOptions options;
  options.transfer.ca_file = ca_;
  options.transfer.connect_timeout_ms = 5'000;
  return options;
}

std::unique_ptr<Engine> FakeSis::engine() const {
  return std::move(Engine::open(options())).value();
}

json::Document FakeSis::control(const std::string& what, const std::string& body) const {
  const auto engine = std::move(Engine::open({})).value();
  Request request;
  request.method = "POST";
  request.effect = Effect::write;
  request.url = url("/control/" + what, "plain");
  request.body = body;
  const auto answer = engine->send(request, CallControl{});
  if (!answer) give_up(answer.error().message.c_str());
  return std::move(json::Document::parse(answer->body)).value();
}

std::int64_t FakeSis::counter(const std::string& name) const {
  return control("counters").root()[name].integer().value_or(0);
}

std::int64_t FakeSis::requests(const std::string& key) const {
  return control("counters").root()["requests"][key].integer().value_or(0);
}

std::int64_t FakeSis::connections(const std::string& name) const {
  return control("counters").root()["connections"][name].integer().value_or(0);
}

}  // namespace homevisit::http

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  const homevisit::http::FakeSis sis;
  return RUN_ALL_TESTS();
}
