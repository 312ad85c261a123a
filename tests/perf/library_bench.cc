// What a host sees, through the C interface: recording durably against a bare SQLite transaction of
// the same bytes, opening, reading a history and rendering the panel, in small and large journals.
//
// Both sides of a ratio run in turn, batch by batch, and the medians are compared.
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "homevisit/homevisit.h"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "{}\n", why);
  std::exit(1);
}

double microseconds(Clock::time_point from) {
  return std::chrono::duration<double, std::micro>(Clock::now() - from).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// A school of one group: students 1 to n, mentor m1.
void write_school(const fs::path& folder, int students) {
  fs::create_directories(folder);
  const auto file = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name) << text;
  };
  file("manifest.csv",
       "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.academicSessions,"
       "bulk\n"
       "file.categories,absent\nfile.classes,bulk\nfile.classResources,absent\nfile.courses,bulk\n"
       "file.courseResources,absent\nfile.demographics,absent\nfile.enrollments,bulk\nfile."
       "lineItems,absent\n"
       "file.orgs,bulk\nfile.resources,absent\nfile.results,absent\nfile.roles,bulk\nfile.users,"
       "bulk\n");
  file("academicSessions.csv",
       "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n"
       "y,active,2026-08-01T00:00:00Z,2026-2027,schoolYear,2026-08-01,2027-07-31,,2027\n");
  file("orgs.csv",
       "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\no,active,2026-08-"
       "01T00:00:00Z,School,school,,\n");
  file("courses.csv",
       "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,"
       "subjects,subjectCodes\nc,active,2026-08-01T00:00:00Z,y,Home,HOME,,o,,\n");
  file("classes.csv",
       "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,"
       "location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\nk,active,2026-08-"
       "01T00:00:00Z,5A,05,c,5A,homeroom,,o,y,,,\n");
  std::string users =
      "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
      "middleName,identifier,"
      "email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,"
      "preferredGivenName,"
      "preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns\n";
  std::string roles =
      "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
      "orgSourcedId,userProfileSourcedId\n";
  std::string enrolments =
      "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
      "beginDate,endDate\n";
  const auto user = [&](const std::string& id, const char* given, const std::string& agents,
                        const char* role) {
    users +=
        fmt::format("{0},active,2026-08-01T00:00:00Z,true,{0},,{1},Proef,,{0},,,,{2},,,,,,,,o,\n",
                    id, given, agents);
    roles += fmt::format("r-{0},active,2026-08-01T00:00:00Z,{0},primary,{1},,,o,\n", id, role);
  };
  user("m1", "Mentor", "", "teacher");
  enrolments += "e-m1,active,2026-08-01T00:00:00Z,k,o,m1,teacher,true,2026-08-01,2027-07-31\n";
  for (int i = 1; i <= students; ++i) {
    user(fmt::format("{}", i), "Leerling", fmt::format("p{}", i), "student");
    user(fmt::format("p{}", i), "Ouder", fmt::format("{}", i), "parent");
    enrolments += fmt::format(
        "e-{0},active,2026-08-01T00:00:00Z,k,o,{0},student,false,2026-08-01,2027-07-31\n", i);
  }
  file("users.csv", users);
  file("roles.csv", roles);
  file("enrollments.csv", enrolments);
}

class Host {
 public:
  explicit Host(fs::path folder) : folder_(std::move(folder)) { open(); }
  ~Host() { hv_close(ctx_); }

  double reopen() {
    hv_close(ctx_);
    const auto start = Clock::now();
    open();
    return microseconds(start);
  }
  std::string call(const char* actor, const char* operation, const std::string& request) {
    return take(hv_call, actor, operation, request);
  }
  std::string render(const char* view, const std::string& params) {
    return take(hv_render, mentor, view, params);
  }

  static constexpr const char* mentor = R"({"role":"mentor","staff":"m1"})";
  static constexpr const char* it = R"({"role":"it"})";

 private:
  void open() {
    const std::string config = fmt::format(
        R"({{"base":"{0}","journal":"journal.db","key":{{"file":"key"}},"create":true,"background":true,)"
        R"("adapter":{{"name":"local","path":"{1}/local.so","config":{{"store":"{0}/files.db"}}}},)"
        R"("clock":{{"fixed":"2026-11-22T12:00:00Z"}}}})",
        folder_.string(), HV_ADAPTERS);
    hv_error error{};
    error.struct_size = sizeof error;
    if (hv_open(config.data(), config.size(), &ctx_, &error) != HV_OK) give_up(error.message);
  }
  template <typename Function>
  std::string take(Function function, const char* actor, const char* name,
                   const std::string& request) {
    char* text = nullptr;
    std::size_t size = 0;
    const hv_status status =
        function(ctx_, actor, name, request.data(), request.size(), nullptr, &text, &size);
    std::string result(text == nullptr ? "" : text, size);
    hv_free(text);
    if (status != HV_OK) give_up(fmt::format("{}: {}", name, result));
    return result;
  }
  fs::path folder_;
  hv_ctx* ctx_ = nullptr;
};

std::string visit_request(int student, int number) {
  return fmt::format(
      R"({{"submission":"bench-{0}-{1}","student":"{0}","date":"2026-11-{2:02}","guardians":["p{0}"],)"
      R"("pupil":"yes","minutes":{{"visit":45}},"report":{{"goes_well":"Leest elke avond voor en vindt rekenen leuk.",)"
      R"("key_points":["Prettig kennisgemaakt, {1}","Wil graag weten wanneer de rapporten komen"],)"
      R"("notes":[{{"topic":"at_home","voice":"parent","text":"Thuis is het rustig; er wordt samen gegeten."}}],)"
      R"("agreements":[{{"what":"Bellen over de leesgroep","who":"school","by":"2026-12-01"}}]}}}})",
      student, number, 1 + number % 20);
}

// ---- Recording against a bare transaction ------------------------------------------------------

class Bare {
 public:
  // A copy of a freshly made journal: the same tables, the same settings.
  explicit Bare(const fs::path& path) {
    if (sqlite3_open(path.c_str(), &db_) != SQLITE_OK) give_up("cannot open the bare copy");
    for (const char* pragma :
         {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA busy_timeout=5000",
          "PRAGMA cell_size_check=ON", "PRAGMA trusted_schema=OFF"})
      sqlite3_exec(db_, pragma, nullptr, nullptr, nullptr);
  }
  ~Bare() {
    for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
    sqlite3_close(db_);
  }
  sqlite3* db() { return db_; }
  sqlite3_stmt* prepare(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
      give_up(sqlite3_errmsg(db_));
    statements_.push_back(statement);
    return statement;
  }

 private:
  sqlite3* db_ = nullptr;
  std::vector<sqlite3_stmt*> statements_;
};

using Row = std::vector<sqlite3_value*>;

// The rows that one recording left behind, as they are, to be written again elsewhere.
struct Written {
  std::vector<Row> rows[3];
};

constexpr const char* tables[] = {"events", "projections", "outbox"};

void record_against_bare(const fs::path& base) {
  constexpr int students = 300, batches = 60, batch = 20;
  const fs::path folder = base / "record";
  write_school(base / "school-record", students);
  fs::create_directories(folder);
  Host host(folder);
  host.call(Host::it, "roster.import",
            fmt::format(R"({{"path":"{}"}})", (base / "school-record").string()));
  // Every student has its key and its first rows before anything is timed.
  for (int s = 1; s <= students; ++s) host.call(Host::mentor, "visit.record", visit_request(s, 0));

  sqlite3* source = nullptr;
  sqlite3_open_v2((folder / "journal.db").c_str(), &source, SQLITE_OPEN_READONLY, nullptr);
  const fs::path copy = base / "bare.db";
  sqlite3_exec(source, fmt::format("VACUUM INTO '{}'", copy.string()).c_str(), nullptr, nullptr,
               nullptr);
  Bare bare(copy);
  sqlite3_stmt *insert[3], *read[3];
  for (int t = 0; t < 3; ++t) {
    sqlite3_stmt* columns = nullptr;
    sqlite3_prepare_v2(source, fmt::format("SELECT * FROM {}", tables[t]).c_str(), -1, &columns,
                       nullptr);
    std::string marks;
    for (int c = 0; c < sqlite3_column_count(columns); ++c) marks += c == 0 ? "?" : ",?";
    sqlite3_finalize(columns);
    insert[t] = bare.prepare(fmt::format("INSERT OR REPLACE INTO {} VALUES({})", tables[t], marks));
    const char* which[] = {"seq = ?", "upto_seq = ?", "event_seq = ?"};
    sqlite3_prepare_v2(source,
                       fmt::format("SELECT * FROM {} WHERE {}", tables[t], which[t]).c_str(), -1,
                       &read[t], nullptr);
  }
  sqlite3_stmt* begin = bare.prepare("BEGIN IMMEDIATE");
  // The sealed end of the chain, which each recording writes anew.
  sqlite3_stmt* head =
      bare.prepare("UPDATE meta SET value = randomblob(length(value)) WHERE name = 'head'");
  sqlite3_stmt* commit = bare.prepare("COMMIT");
  const auto step = [](sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    if (code != SQLITE_DONE && code != SQLITE_ROW)
      give_up(sqlite3_errmsg(sqlite3_db_handle(statement)));
    sqlite3_reset(statement);
  };
  sqlite3_stmt* last = nullptr;
  sqlite3_prepare_v2(source, "SELECT max(seq) FROM events", -1, &last, nullptr);
  const auto last_seq = [&] {
    sqlite3_step(last);
    const auto seq = sqlite3_column_int64(last, 0);
    sqlite3_reset(last);
    return seq;
  };

  std::vector<double> ours, theirs, ratios;
  int number = 0;
  for (int b = 0; b < batches; ++b) {
    const auto before = last_seq();
    auto start = Clock::now();
    for (int i = 0; i < batch; ++i, ++number)
      host.call(Host::mentor, "visit.record",
                visit_request(1 + number % students, 1 + number / students));
    ours.push_back(microseconds(start) / batch);

    std::vector<Written> written;
    for (auto seq = before + 1; seq <= last_seq(); ++seq) {
      Written one;
      for (int t = 0; t < 3; ++t) {
        sqlite3_bind_int64(read[t], 1, seq);
        while (sqlite3_step(read[t]) == SQLITE_ROW) {
          Row row;
          for (int c = 0; c < sqlite3_column_count(read[t]); ++c)
            row.push_back(sqlite3_value_dup(sqlite3_column_value(read[t], c)));
          one.rows[t].push_back(std::move(row));
        }
        sqlite3_reset(read[t]);
      }
      written.push_back(std::move(one));
    }
    start = Clock::now();
    for (const Written& one : written) {
      step(begin);
      for (int t = 0; t < 3; ++t)
        for (const Row& row : one.rows[t]) {
          for (std::size_t c = 0; c < row.size(); ++c)
            sqlite3_bind_value(insert[t], static_cast<int>(c) + 1, row[c]);
          step(insert[t]);
        }
      step(head);
      step(commit);
    }
    theirs.push_back(microseconds(start) / static_cast<double>(written.size()));
    ratios.push_back(ours.back() / theirs.back());
    for (Written& one : written)
      for (auto& rows : one.rows)
        for (Row& row : rows)
          for (sqlite3_value* value : row) sqlite3_value_free(value);
  }
  for (sqlite3_stmt* statement : {read[0], read[1], read[2], last}) sqlite3_finalize(statement);
  sqlite3_close(source);
  fmt::print(
      "record a visit durably          {:8.1f} us   bare SQLite, same rows {:8.1f} us   ratio "
      "{:.2f} (at most 1.25)\n",
      median(ours), median(theirs), median(ratios));
}

// ---- Reading in journals of different size -----------------------------------------------------

void fill(Host& host, int from, int to, int events_each) {
  for (int s = from; s <= to; ++s)
    for (int e = 0; e < events_each; ++e)
      host.call(Host::mentor, "visit.record", visit_request(s, e));
}

template <typename Function>
double median_of(int times, const Function& function) {
  std::vector<double> values;
  for (int i = 0; i < times; ++i) {
    const auto start = Clock::now();
    function();
    values.push_back(microseconds(start));
  }
  return median(values);
}

void read_small_and_large(const fs::path& base, int large_events) {
  const int others = large_events / 50;
  write_school(base / "school-large", others + 1);
  fs::create_directories(base / "small");
  fs::create_directories(base / "large");
  Host small(base / "small"), large(base / "large");
  const std::string import = fmt::format(R"({{"path":"{}"}})", (base / "school-large").string());
  for (Host* host : {&small, &large}) {
    host->call(Host::it, "roster.import", import);
    fill(*host, 1, 1, 50);
  }
  fmt::print(stderr, "filling a journal with {} events ...\n", large_events);
  fill(large, 2, others + 1, 50);

  const std::string one = R"({"student":"1"})";
  std::vector<double> open_large, open_small, cold_small, cold_large;
  for (int i = 0; i < 21; ++i) {
    open_small.push_back(small.reopen());
    auto start = Clock::now();
    small.call(Host::mentor, "student.history", one);
    cold_small.push_back(microseconds(start));
    open_large.push_back(large.reopen());
    start = Clock::now();
    large.call(Host::mentor, "student.history", one);
    cold_large.push_back(microseconds(start));
  }
  fmt::print(
      "hv_open, {:6} events          {:8.1f} us   with 50 events         {:8.1f} us   ratio {:.2f} "
      "(at most 20000 us)\n",
      large_events, median(open_large), median(open_small),
      median(open_large) / median(open_small));
  fmt::print(
      "history of one student, cold    {:8.1f} us   with 50 events         {:8.1f} us   ratio "
      "{:.2f} (about 1)\n",
      median(cold_large), median(cold_small), median(cold_large) / median(cold_small));
  // Another prefix for the links each time, so that the page is made and not handed out again.
  int links = 0;
  const auto fresh = [&](Host& host) {
    return median_of(200, [&] {
      host.render("student.panel", fmt::format(R"({{"student":"1","links":"/{}"}})", ++links));
    });
  };
  const double fresh_large = fresh(large), fresh_small = fresh(small);
  fmt::print(
      "panel with 50 events, made      {:8.1f} us   in a small journal     {:8.1f} us   ratio "
      "{:.2f} (below 1000 us)\n",
      fresh_large, fresh_small, fresh_large / fresh_small);
  const double again = median_of(400, [&] { large.render("student.panel", one); });
  fmt::print(
      "panel with 50 events, again     {:8.1f} us   made                   {:8.1f} us   ratio "
      "{:.2f}\n",
      again, fresh_large, again / fresh_large);
}

}  // namespace

// library_bench [EVENTS]: the large journal's size, 100000 unless said.
int main(int argc, char** argv) {
  const int events = argc > 1 ? std::atoi(argv[1]) : 100'000;
  char name[] = "/var/tmp/homevisit-bench-XXXXXX";
  if (mkdtemp(name) == nullptr) give_up("no temporary folder");
  const fs::path base = name;
  record_against_bare(base);
  read_small_and_large(base, std::max(events, 100));
  fs::remove_all(base);
  return 0;
}
