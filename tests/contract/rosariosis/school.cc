#include "school.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace rosariosis_test {

using homevisit::CallControl;
using homevisit::ok;
using homevisit::Status;

School::School(const std::string& how) : server_(HV_SERVER, how) {}

// Bare HTTP/1.0: what the tests themselves ask must not go through what they test.
std::string School::call(const std::string& method, const std::string& body) const {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(static_cast<std::uint16_t>(port()));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
    throw std::runtime_error("no connection");
  const std::string request =
      method + " /control HTTP/1.0\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
      body;
  if (::write(fd, request.data(), request.size()) != static_cast<ssize_t>(request.size()))
    throw std::runtime_error("not sent");
  std::string answer;
  char buffer[1 << 16];
  for (ssize_t got; (got = ::read(fd, buffer, sizeof buffer)) > 0;)
    answer.append(buffer, static_cast<std::size_t>(got));
  ::close(fd);
  return answer.substr(answer.find("\r\n\r\n") + 4);
}

homevisit::json::Document School::state() const {
  return std::move(homevisit::json::Document::parse(call("GET", ""), {.bytes = 64 << 20})).value();
}

void School::order(const std::string& how) const { call("POST", how); }

std::string School::table(const std::string& name) const {
  return state().root()["tables"][name].dump();
}

int School::requests(const std::string& method, const std::string& path) const {
  const auto document = state();
  const auto log = document.root()["log"];
  int count = 0;
  for (std::size_t i = 0; i < log.size(); ++i)
    count += log.at(i)["method"].text() == method &&
             log.at(i)["path"].text().find(path) != std::string_view::npos;
  return count;
}

homevisit::Result<homevisit::Secret> OneSecret::secret(const std::string&) {
  return homevisit::Secret(std::string_view("0123456789abcdef0123456789abcdef"));
}

Opened::Opened(const School& school, const std::string& settings)
    : clock_(1'795'348'800'000) {  // noon of 22 November 2026
  using homevisit::adapters::Adapter;
  folder_ = (std::filesystem::temp_directory_path() / "homevisit-XXXXXX").string();
  if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no temporary folder");
  log_ =
      std::move(homevisit::Log::open({folder_ + "/log", false, homevisit::LogLevel::info})).value();
  network_ = std::move(homevisit::http::SystemNetwork::open({}, secrets_, log_)).value();
  homevisit::adapters::HostParts host{network_.get(), &secrets_, &log_, homevisit::system_random(),
                                      clock_};
  const bool named = settings.find("mentor_courses") != std::string::npos;
  const std::string mentors = named ? "" : R"(,"mentor_courses":["mentor"])";
  const auto library = homevisit::adapters::load(HV_ADAPTER);
  if (!library) throw std::runtime_error(library.error().message);
  auto opened = Adapter::open(*library,
                              R"({"url":"http://127.0.0.1:)" + std::to_string(school.port()) +
                                  "\"" + mentors + (settings.empty() ? "" : "," + settings) + "}",
                              host);
  if (!opened) throw std::runtime_error(opened.error().message);
  adapter_ = std::move(opened).value();
}

Opened::~Opened() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::vector<Record> Opened::all(hv_kind kind, const std::string& student) {
  std::vector<Record> records;
  const Status read = adapter_->list(kind, student, CallControl{}, [&](const hv_record& record) {
    records.push_back(records::value_of(record));
    return ok();
  });
  EXPECT_TRUE(read) << read.error().message;
  std::sort(records.begin(), records.end());
  return records;
}

Status Opened::list(hv_kind kind) {
  return adapter_->list(kind, "", CallControl{}, [](const hv_record&) { return ok(); });
}

Status Opened::submit(const Record& entry) {
  const auto text = [&](const char* name) {
    const auto field = entry.find(name);
    return field == entry.end() ? hv_str{"", 0}
                                : hv_str{field->second.data(), field->second.size()};
  };
  hv_entry sent{};
  sent.struct_size = sizeof sent;
  sent.marker = text("id");
  sent.student = text("student");
  sent.kind = entry.contains("kind") ? static_cast<hv_entry_kind>(std::stoi(entry.at("kind")))
                                     : HV_ENTRY_VISIT;
  sent.date = text("date");
  sent.title = text("title");
  sent.text = text("text");
  sent.structured = text("structured");
  sent.language = text("language");
  sent.author = text("author");
  sent.amends = text("amends");
  hv_receipt receipt{};
  receipt.struct_size = sizeof receipt;
  return adapter_->submit(sent, entry.at("id"), 1, CallControl{}, receipt);
}

std::vector<Record> Opened::lookup(const std::string& marker) {
  std::vector<Record> found;
  const Status read = adapter_->lookup("101", marker, CallControl{}, [&](const hv_record& record) {
    found.push_back(records::value_of(record));
    return ok();
  });
  EXPECT_TRUE(read) << read.error().message;
  return found;
}

Status Opened::withdraw(const std::string& marker, const std::string& structured) {
  return adapter_->withdraw("101", marker, structured, CallControl{});
}

std::string Opened::check() {
  std::string all;
  const Status looked = adapter_->check(CallControl{}, [&](const hv_finding& finding) {
    all += std::to_string(finding.level) + " " + records::text(finding.subject) + ": " +
           records::text(finding.text) + " " + records::text(finding.advice) + "\n";
  });
  EXPECT_TRUE(looked) << looked.error().message;
  return all;
}

std::string Opened::log() const {
  std::ifstream file(folder_ + "/log");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Record visit(const std::string& marker, const std::string& text) {
  return {
      {"id", marker},         {"student", "101"},
      {"date", "2026-11-20"}, {"title", "Home visit, 20 November 2026"},
      {"text", text},         {"structured", R"({"format":1,"text":"a < b & c > d &lt; \u00e9"})"},
      {"language", "nl"},     {"author", "14"}};
}

}  // namespace rosariosis_test
