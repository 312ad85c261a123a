#include <gtest/gtest.h>

#include "school.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace moodle_test {

using homevisit::CallControl;
using homevisit::ok;
using homevisit::Status;

homevisit::json::Document Server::state() {
  auto document = homevisit::json::Document::parse(command(R"({"state":true})"));
  EXPECT_TRUE(document);
  return std::move(document).value();
}

School::School() {
  folder_ = (std::filesystem::temp_directory_path() / "homevisit-XXXXXX").string();
  if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no temporary folder");
  log_ =
      std::move(homevisit::Log::open({folder_ + "/log", false, homevisit::LogLevel::info})).value();
  network_ = std::move(homevisit::http::SystemNetwork::open({}, token_, log_)).value();
  // Times are far from today's, so that the tests hold for years.
  moodle_.configure(R"({"courses":[
    {"id":2,"fullname":"Klas 4A","shortname":"4A","category":7,"startdate":1785535200,"enddate":32503680000},
    {"id":3,"fullname":"Klas 4B","shortname":"4B","category":7,"startdate":1785535200},
    {"id":4,"fullname":"Klas 3A","shortname":"3A","category":7,"startdate":1753999200,"enddate":1785448800},
    {"id":5,"fullname":"Frans &amp; meer","shortname":"FR4","category":8,"startdate":1788213600},
    {"id":6,"fullname":"Klas 4C","shortname":"4C","category":7,"visible":0}],
   "users":[
    {"id":20,"firstname":"Marieke","lastname":"Bakker","courses":{"2":["mentor","editingteacher"],"4":["mentor"]}},
    {"id":30,"firstname":"Piet","lastname":"Jansen","courses":{"3":["mentor"],"5":["student"]}},
    {"id":50,"firstname":"Chantal","lastname":"Dubois","courses":{"5":["editingteacher"],"2":["teacher"]}},
    {"id":101,"firstname":"Yusra","lastname":"el Amrani","courses":{"2":["student"],"4":["student"],"5":["student"]}},
    {"id":102,"firstname":"Bram","lastname":"van den Berg","courses":{"2":["student"]}},
    {"id":103,"firstname":"李","lastname":"小龍","courses":{"3":["student"]}},
    {"id":104,"firstname":"Zoë","lastname":"Çelik","courses":{"2":["student"],"6":["student"]},"suspended":true},
    {"id":105,"firstname":"Oud","lastname":"Leerling","courses":{"4":["student"],"6":["student"]}}]})");
}

School::~School() {
  adapter_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void School::open(const std::string& settings) {
  homevisit::adapters::HostParts host;
  host.network = network_.get();
  host.secrets = &token_;
  host.log = &log_;
  const auto library = homevisit::adapters::load(HV_MOODLE_ADAPTER);
  ASSERT_TRUE(library) << library.error().message;
  auto opened = homevisit::adapters::Adapter::open(
      *library, R"({"url":")" + moodle_.url() + "\"," + settings + "}", host);
  ASSERT_TRUE(opened) << opened.error().message;
  adapter_ = std::move(opened).value();
}

Status School::listed(hv_kind kind, const std::string& student, std::vector<Record>& out) {
  return adapter_->list(kind, student, CallControl{}, [&](const hv_record& record) {
    out.push_back(records::value_of(record));
    return ok();
  });
}

std::map<std::string, Record> School::list(hv_kind kind) {
  std::vector<Record> records;
  const Status read = listed(kind, "", records);
  EXPECT_TRUE(read) << read.error().message;
  std::map<std::string, Record> out;
  for (Record& record : records) {
    const std::string id = record.contains("marker") ? record["marker"] : record["id"];
    EXPECT_TRUE(out.emplace(id, std::move(record)).second) << id << " came twice";
  }
  return out;
}

std::vector<Record> School::lookup(const std::string& student, const std::string& marker) {
  std::vector<Record> out;
  const Status found =
      adapter_->lookup(student, marker, CallControl{}, [&](const hv_record& record) {
        out.push_back(records::value_of(record));
        return ok();
      });
  EXPECT_TRUE(found) << found.error().message;
  return out;
}

Status School::submit(const std::string& student, const std::string& marker,
                      const std::string& text, const std::string& amends, const std::string& date,
                      const std::string& next) {
  const auto str = [](const std::string& from) { return hv_str{from.data(), from.size()}; };
  const std::string title = "Huisbezoek", author = "20";
  const std::string structured =
      next.empty() ? std::string("{}")
                   : R"({"format":1,"events":[{"id":"e","event":{"type":"visit_recorded","visit":)"
                     R"({"report":{"next_contact":{"date":")" +
                         next + R"("}}}}}]})";
  hv_entry entry{};
  entry.struct_size = sizeof entry;
  entry.marker = str(marker);
  entry.student = str(student);
  entry.kind = HV_ENTRY_VISIT;
  entry.date = str(date);
  entry.title = str(title);
  entry.text = str(text);
  entry.structured = str(structured);
  entry.author = str(author);
  entry.amends = str(amends);
  receipt_ = {};
  receipt_.struct_size = sizeof receipt_;
  return adapter_->submit(entry, marker, 1, CallControl{}, receipt_);
}

Status School::withdraw(const std::string& student, const std::string& marker) {
  return adapter_->withdraw(student, marker, "", CallControl{});
}

std::vector<Finding> School::check() {
  std::vector<Finding> out;
  const Status looked = adapter_->check(CallControl{}, [&](const hv_finding& finding) {
    out.push_back({finding.level, records::text(finding.subject), records::text(finding.text)});
  });
  EXPECT_TRUE(looked) << looked.error().message;
  return out;
}

std::string School::log() const {
  std::ifstream file(folder_ + "/log");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace moodle_test
