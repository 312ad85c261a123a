#include "service.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "json/json.h"

namespace oneroster_test {

using homevisit::CallControl;
using homevisit::ok;
using homevisit::Result;
using homevisit::Secret;
using homevisit::Status;

Service::Service(const std::string& bundle, const std::string& version, const std::string& how)
    : version_(version),
      server_(HV_SERVICE, R"({"bundle":")" + bundle + R"(","version":")" + version + "\"" +
                              (how.empty() ? "" : "," + how) + "}") {}

std::string Service::config(const std::string& more) const {
  const std::string base = "http://127.0.0.1:" + std::to_string(server_.port());
  const bool old = version_ == "1.1";
  const bool oauth1 = more.find("oauth1") != std::string::npos;
  return R"({"url":")" + base + (old ? "/ims/oneroster/v1p1" : "/ims/oneroster/rostering/v1p2") +
         R"(","client_id":"homevisit","secret":"oneroster")" +
         (oauth1 ? "" : R"(,"token_url":")" + base + "/token\"") +
         (more.empty() ? "" : "," + more) + "}";
}

Folder::Folder() {
  path_ = (std::filesystem::temp_directory_path() / "homevisit-XXXXXX").string();
  if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
}
Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Result<Secret> OneSecret::secret(const std::string&) {
  return Secret(std::string_view("a secret of + & = signs"));
}

Opened::Opened(const std::string& path, const std::string& config) {
  using homevisit::adapters::Adapter;
  log_ =
      std::move(homevisit::Log::open({folder_ / "log", false, homevisit::LogLevel::info})).value();
  network_ = std::move(homevisit::http::SystemNetwork::open({}, secrets_, log_)).value();
  homevisit::adapters::HostParts host;
  host.network = network_.get();
  host.secrets = &secrets_;
  host.log = &log_;
  const auto library = homevisit::adapters::load(path);
  if (!library) throw std::runtime_error(library.error().message);
  auto opened = Adapter::open(*library, config, host);
  if (!opened) throw std::runtime_error(opened.error().message);
  adapter_ = std::move(opened).value();
}

std::string Opened::log() const {
  std::ifstream file(folder_ / "log");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::map<int, std::vector<Record>> Opened::whole_roster() {
  std::map<int, std::vector<Record>> all;
  for (const hv_kind kind : {HV_KIND_STUDENT, HV_KIND_GUARDIAN, HV_KIND_CARE, HV_KIND_STAFF,
                             HV_KIND_GROUP, HV_KIND_ENROLMENT}) {
    std::vector<Record>& records = all[kind];
    const Status read = adapter_->list(kind, "", CallControl{}, [&](const hv_record& record) {
      records.push_back(records::value_of(record));
      return ok();
    });
    EXPECT_TRUE(read) << read.error().message;
    std::sort(records.begin(), records.end());
  }
  return all;
}

Status Opened::read_students() {
  return adapter_->list(HV_KIND_STUDENT, "", CallControl{}, [](const hv_record&) { return ok(); });
}

}  // namespace oneroster_test
