#include "local_adapter.h"

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zip.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace local_test {
namespace {

hv_str str(const std::string& text) { return {text.data(), text.size()}; }
std::string text(hv_str from) {
  return from.data == nullptr ? "" : std::string(from.data, from.size);
}

std::int64_t now_ms(void*) {
  using std::chrono::milliseconds;
  return std::chrono::duration_cast<milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// A host of before 1.1: the local adapter needs no network.
const hv_host kHost = [] {
  hv_host host{};
  host.struct_size = offsetof(hv_host, http_send);
  host.now_ms = now_ms;
  return host;
}();

hv_status collect(void* user, const hv_record* record) {
  static_cast<std::vector<Record>*>(user)->push_back(records::value_of(*record));
  return HV_OK;
}

void note(void* user, const hv_import_problem* problem) {
  static_cast<std::vector<Problem>*>(user)->push_back({text(problem->file), problem->line,
                                                       problem->column, text(problem->field),
                                                       text(problem->reason), problem->fatal != 0});
}

}  // namespace

const hv_adapter_table& table() {
  static const hv_adapter_table* const found = [] {
    void* library = dlopen(HV_LOCAL_ADAPTER, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr) throw std::runtime_error(dlerror());
    const auto entry = reinterpret_cast<hv_adapter_entry>(dlsym(library, HV_ADAPTER_ENTRY));
    if (entry == nullptr) throw std::runtime_error("no " HV_ADAPTER_ENTRY);
    return entry(HV_ADAPTER_ABI_MAJOR);
  }();
  return *found;
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "homevisit-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}
Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Adapter::Adapter(const std::string& store) {
  exchange.struct_size = sizeof exchange;
  open_error_.struct_size = sizeof open_error_;
  const std::string config = R"({"store": ")" + store + R"("})";
  open_status_ = table().open(str(config), &kHost, &instance_, &open_error_);
}
Adapter::~Adapter() { table().close(instance_); }

std::uint64_t Adapter::capabilities() const { return table().capabilities(instance_); }

Outcome Adapter::import(const std::string& path, bool dry_run) {
  Outcome outcome;
  outcome.error.struct_size = sizeof outcome.error;
  outcome.result.struct_size = sizeof outcome.result;
  const auto* extension =
      static_cast<const hv_import_extension*>(table().get_extension(instance_, HV_EXT_IMPORT));
  outcome.status = extension->import(instance_, &exchange, str(path), dry_run ? 1 : 0, note,
                                     &outcome.problems, &outcome.result, &outcome.error);
  return outcome;
}

hv_status Adapter::try_list(hv_kind kind, std::vector<Record>* out, hv_error* error,
                            const std::string& student) {
  error->struct_size = sizeof *error;
  char next[128];
  return table().list(instance_, &exchange, kind, str(student), {nullptr, 0}, collect, out, next,
                      error);
}

std::vector<Record> Adapter::list(hv_kind kind, const std::string& student) {
  std::vector<Record> records;
  hv_error error{};
  EXPECT_EQ(try_list(kind, &records, &error, student), HV_OK) << error.message;
  return records;
}

Record Adapter::one(hv_kind kind, const std::string& id) {
  for (const Record& record : list(kind)) {
    if (record.at("id") == id) return record;
  }
  return {};
}

Receipt Adapter::submit(const Record& from) {
  const auto at = [&](const char* name) -> const std::string& {
    static const std::string none;
    const auto found = from.find(name);
    return found == from.end() ? none : found->second;
  };
  hv_entry entry{};
  entry.struct_size = sizeof entry;
  entry.marker = str(at("id"));
  entry.student = str(at("student"));
  const int kind = std::atoi(at("kind").c_str());
  static_assert(sizeof kind == sizeof entry.kind);
  std::memcpy(&entry.kind, &kind, sizeof kind);  // also numbers that are no kind
  entry.date = str(at("date"));
  entry.title = str(at("title"));
  entry.text = str(at("text"));
  entry.structured = str(at("structured"));
  entry.language = str(at("language"));
  entry.author = str(at("author"));
  entry.amends = str(at("amends"));
  Receipt receipt;
  receipt.error.struct_size = sizeof receipt.error;
  hv_receipt out{};
  out.struct_size = sizeof out;
  receipt.status = table().submit(instance_, &exchange, &entry, &out, &receipt.error);
  receipt.entry_id = out.entry_id;
  receipt.version = out.version;
  receipt.message = receipt.error.message;
  return receipt;
}

std::vector<Record> Adapter::lookup(const std::string& student, const std::string& marker) {
  std::vector<Record> records;
  hv_error error{};
  error.struct_size = sizeof error;
  EXPECT_EQ(
      table().lookup(instance_, &exchange, str(student), str(marker), collect, &records, &error),
      HV_OK)
      << error.message;
  return records;
}

hv_status Adapter::withdraw(const std::string& student, const std::string& marker) {
  hv_error error{};
  error.struct_size = sizeof error;
  return table().withdraw(instance_, &exchange, str(student), str(marker), &error);
}

Record entry(const std::string& marker, const std::string& student, Record with) {
  with.insert({{"id", marker},
               {"student", student},
               {"kind", "1"},
               {"date", "2026-11-22"},
               {"title", "Home visit"},
               {"text", "Met at home.\nSecond line."},
               {"structured", "{\"v\":1}"},
               {"language", "en"},
               {"author", "t1"}});
  return with;
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

void write_folder(const std::string& path, const Files& files) {
  std::filesystem::create_directories(path);
  for (const auto& [name, text] : files) write_file(path + "/" + name, text);
}

void write_zip(const std::string& path, const Files& files) {
  int code = 0;
  zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  if (zip == nullptr) throw std::runtime_error("cannot write " + path);
  for (const auto& [name, text] : files) {
    zip_source_t* source = zip_source_buffer(zip, text.data(), text.size(), 0);
    if (zip_file_add(zip, name.c_str(), source, ZIP_FL_OVERWRITE) < 0) {
      throw std::runtime_error("cannot write " + name);
    }
  }
  if (zip_close(zip) != 0) throw std::runtime_error("cannot close " + path);
}

Files with(Files files, const std::string& name, const std::string& text) {
  for (auto& file : files) {
    if (file.first == name) {
      file.second = text;
      return files;
    }
  }
  files.emplace_back(name, text);
  return files;
}

Files without(Files files, const std::string& name) {
  files.erase(std::remove_if(files.begin(), files.end(),
                             [&](const auto& file) { return file.first == name; }),
              files.end());
  return files;
}

Files small_school_12() {
  return {
      {"manifest.csv",
       "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n"
       "file.academicSessions,bulk\nfile.classes,bulk\nfile.courses,bulk\nfile.demographics,bulk\n"
       "file.enrollments,bulk\nfile.orgs,bulk\nfile.roles,bulk\nfile.users,bulk\n"
       "file.results,absent\n"},
      {"academicSessions.csv",
       "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n"
       "sy27,,,2026-2027,schoolYear,2026-08-01,2027-07-31,,2027\n"},
      {"orgs.csv",
       "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
       "d1,,,District,district,,\no1,,,The Lime Tree,school,,d1\n"},
      {"courses.csv",
       "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,"
       "orgSourcedId\n"
       "k1,,,sy27,Home group,,,o1\n"},
      {"classes.csv",
       "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,"
       "location,"
       "schoolSourcedId,termSourcedIds\n"
       "g1,,,5A,05,k1,,homeroom,,o1,sy27\n"
       "c2,,,Music,\"05,06\",k1,,scheduled,,o1,sy27\n"},
      {"users.csv",
       "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,email,"
       "agentSourcedIds,grades,password,preferredGivenName,primaryOrgSourcedId,"
       "metadata.homevisit.relations,metadata.homevisit.language,metadata.homevisit.secretAddress\n"
       "s1,,,true,u1,Sanne,de Wit,mail1@example.org,\"p1,p2\",05,pw,,o1,"
       "\"p1:Mother:lives-with:primary,p2:Father:lives-with:\",,\n"
       "s2,,,true,u2,Willem,de Wit,,\"p1,p2\",05,,Pim,o1,"
       "\"p1:Mother:lives-with:primary,p2:Father:lives-with:\",nl,true\n"
       "p1,,,true,u3,Mara,de Wit,,,,,,o1,,ar-MA,\n"
       "p2,,,true,u4,Jan,Bakker,,,,,,o1,,,false\n"
       "t1,,,true,u5,Els,Visser,,,,,,o1,,,\n"
       "t2,,,true,u6,Noor,Smit,,,,,,o1,,,\n"},
      {"roles.csv",
       "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
       "orgSourcedId\n"
       "r1,,,s1,primary,student,,,o1\nr2,,,s2,primary,student,,,o1\n"
       "r3,,,p1,primary,parent,,,o1\nr4,,,p2,primary,parent,,,o1\n"
       "r5,,,t1,primary,teacher,,,o1\nr6,,,t2,secondary,aide,,,o1\nr7,,,t2,primary,counselor,,,"
       "o1\n"},
      {"demographics.csv",
       "sourcedId,status,dateLastModified,birthDate,sex,asian\n"
       "s1,,,2016-02-29,female,true\ns2,,,2016-03-31,male,true\n"},
      {"enrollments.csv",
       "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,"
       "primary,"
       "beginDate,endDate\n"
       "e1,,,g1,o1,s1,student,,2026-08-01,2027-07-31\ne2,,,g1,o1,s2,student,,,\n"
       "e3,,,g1,o1,t1,teacher,true,,\ne4,,,c2,o1,t1,teacher,true,,\ne5,,,c2,o1,s1,student,,,\n"
       "e6,,,c2,o1,t2,aide,,,\n"},
  };
}

Files small_school_11() {
  Files files = without(small_school_12(), "roles.csv");
  files = with(std::move(files), "manifest.csv",
               "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n"
               "file.academicSessions,bulk\nfile.classes,bulk\nfile.courses,bulk\n"
               "file.demographics,bulk\nfile.enrollments,bulk\nfile.orgs,bulk\nfile.users,bulk\n");
  return with(std::move(files), "users.csv",
              "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,"
              "givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,"
              "password\n"
              "s1,,,true,\"d1,o1\",student,u1,,Sanne,de Wit,,,,,,p1,05,\n"
              "s2,,,true,o1,student,u2,,Willem,de Wit,,,,,,,05,\n"
              "p1,,,true,o1,parent,u3,,Mara,de Wit,,,,,,\"s1,s2\",,\n"
              "p2,,,true,o1,guardian,u4,,Jan,Bakker,,,,,,s1,,\n"
              "t1,,,true,o1,teacher,u5,,Els,Visser,,,,,,,,\n"
              "t2,,,true,o1,administrator,u6,,Noor,Smit,,,,,,,,\n");
}

}  // namespace local_test
