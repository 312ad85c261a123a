// What the journal costs beside bare SQLite that writes the same rows with the same settings, and
// whether its size matters. Both sides take turns in one run, for machines are noisy.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "crypto/seal.h"
#include "journal/journal.h"
#include "journal/roster_store.h"
#include "journal/schema.h"

namespace homevisit::journal {
namespace {

using Clock = std::chrono::steady_clock;

double micros(Clock::duration d) { return std::chrono::duration<double, std::micro>(d).count(); }

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
  return values[values.size() / 2];
}

class Folder {
 public:
  Folder() {
    std::string path = (std::filesystem::temp_directory_path() / "homevisit-XXXXXX").string();
    path_ = ::mkdtemp(path.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// Gives up with a message: a benchmark of something that fails says nothing.
void need(const Status& status) {
  if (status) return;
  std::fprintf(stderr, "%s\n", status.error().message.c_str());
  std::abort();
}
template <typename T>
T need(Result<T> result) {
  if (!result) need(Status(result.error()));
  return std::move(result).value();
}

Options options_at(const std::string& path) {
  Options options;
  options.path = path;
  options.system = "local";
  options.master_key = Secret("0123456789abcdef0123456789abcdef");
  return options;
}

std::string student(int n) { return fmt::format("s{:06}", n); }

const std::string event_body(1000, 'x');
const std::string projection_body(2000, 'y');
const std::string entry_body(800, 'z');
constexpr int students = 500;

void write_one(Journal& journal, int n) {
  const auto transaction = need(journal.begin());
  Bytes digest(32);
  system_random().fill(digest.data(), digest.size());
  const std::string name = student(n % students);
  const std::int64_t seq = need(transaction->append(
      name, Stream::dossier, Uuid::make(system_clock(), system_random()), event_body, digest));
  need(transaction->put_projection(name, "history", {seq, projection_body}));
  OutboxItem item;
  item.student = name;
  item.marker = fmt::format("marker-{}", n);
  item.entry = entry_body;
  item.event_seq = seq;
  need(transaction->enqueue(item));
  need(transaction->commit());
}

// The same rows by SQLite's own interface: same tables, sizes and pragmas, statements prepared
// once.
class Bare {
 public:
  explicit Bare(const std::string& path) {
    check(sqlite3_open(path.c_str(), &db_));
    for (const char* sql :
         {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA trusted_schema=OFF",
          "PRAGMA cell_size_check=ON", journal_schema, "INSERT INTO meta VALUES('head', x'00')"})
      check(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr));
    for (int i = 0; i < students; ++i)
      check(sqlite3_exec(db_,
                         fmt::format("INSERT INTO subjects VALUES({0}, randomblob(16), "
                                     "randomblob(60)); INSERT INTO subject_ids VALUES('local', "
                                     "'{1}', {0}, randomblob(28))",
                                     i + 2, student(i))
                             .c_str(),
                         nullptr, nullptr, nullptr));
    begin_ = prepare("BEGIN IMMEDIATE");
    event_ = prepare("INSERT INTO events VALUES(?, ?, ?, 1, ?, ?, ?)");
    projection_ = prepare(
        "INSERT INTO projections VALUES(?, 'history', ?, ?) ON CONFLICT(subject, name) DO UPDATE "
        "SET upto_seq = excluded.upto_seq, body = excluded.body");
    outbox_ = prepare(
        "INSERT INTO outbox(subject, marker, priority, state, event_seq, attempts, queued_at, "
        "not_before, lease_until, looking_up, changes, code, entry_id, version, entry) "
        "VALUES(?, ?, 1, 1, ?, 0, ?, 0, 0, 0, 1, '', '', '', ?)");
    head_ = prepare("UPDATE meta SET value = ? WHERE name = 'head'");
    commit_ = prepare("COMMIT");
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;
  ~Bare() {
    for (sqlite3_stmt* s : {begin_, event_, projection_, outbox_, head_, commit_})
      sqlite3_finalize(s);
    sqlite3_close(db_);
  }

  void write_one(int n) {
    const std::int64_t seq = ++seq_, subject = n % students + 2;
    const Uuid id = Uuid::make(system_clock(), system_random());
    Bytes random(32 + 32);
    system_random().fill(random.data(), random.size());
    step(begin_);
    sqlite3_bind_int64(event_, 1, seq);
    blob(event_, 2, id.view());
    sqlite3_bind_int64(event_, 3, subject);
    blob(event_, 4, ByteView(random).first(32));
    blob(event_, 5, body_);
    blob(event_, 6, ByteView(random).last(32));
    step(event_);
    sqlite3_bind_int64(projection_, 1, subject);
    sqlite3_bind_int64(projection_, 2, seq);
    blob(projection_, 3, projection_bytes_);
    step(projection_);
    const std::string marker = fmt::format("marker-{}", n);
    sqlite3_bind_int64(outbox_, 1, subject);
    sqlite3_bind_text(outbox_, 2, marker.data(), static_cast<int>(marker.size()), SQLITE_STATIC);
    sqlite3_bind_int64(outbox_, 3, seq);
    sqlite3_bind_int64(outbox_, 4, system_clock().now_ms());
    blob(outbox_, 5, entry_);
    step(outbox_);
    blob(head_, 1, head_bytes_);
    step(head_);
    step(commit_);
  }

 private:
  static void check(int code) {
    if (code == SQLITE_OK || code == SQLITE_DONE) return;
    std::fprintf(stderr, "SQLite: %s\n", sqlite3_errstr(code));
    std::abort();
  }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(db_, sql, -1, &statement, nullptr));
    return statement;
  }
  static void blob(sqlite3_stmt* statement, int at, ByteView bytes) {
    sqlite3_bind_blob(statement, at, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
  }
  static void step(sqlite3_stmt* statement) {
    check(sqlite3_step(statement));
    sqlite3_reset(statement);
  }

  sqlite3* db_ = nullptr;
  sqlite3_stmt *begin_ = nullptr, *event_ = nullptr, *projection_ = nullptr, *outbox_ = nullptr,
               *head_ = nullptr, *commit_ = nullptr;
  std::int64_t seq_ = 0;
  const Bytes body_ = Bytes(event_body.size() + crypto::seal_overhead, 1);
  const Bytes projection_bytes_ = Bytes(projection_body.size() + crypto::seal_overhead, 2);
  const Bytes entry_ = Bytes(entry_body.size() + crypto::seal_overhead, 3);
  const Bytes head_bytes_ = Bytes(40 + crypto::seal_overhead, 4);
};

// Goal: ratio at most 1.25.
void record_durably(benchmark::State& state) {
  const Folder folder;
  const Options options = options_at(folder.file("journal.db"));
  need(Journal::create(options));
  const auto journal = need(Journal::open(options));
  // Every student has a key and an event already, as on an ordinary day.
  const auto transaction = need(journal->begin());
  for (int i = 0; i < students; ++i)
    need(transaction->append(student(i), Stream::dossier,
                             Uuid::make(system_clock(), system_random()), "{}"));
  need(transaction->commit());
  Bare bare(folder.file("bare.db"));
  std::vector<double> ours, theirs;
  int n = 0;
  for (auto _ : state) {
    const auto start = Clock::now();
    write_one(*journal, n);
    const auto between = Clock::now();
    bare.write_one(n);
    const auto end = Clock::now();
    ours.push_back(micros(between - start));
    theirs.push_back(micros(end - between));
    state.SetIterationTime(std::chrono::duration<double>(between - start).count());
    ++n;
  }
  state.counters["journal_us"] = median(ours);
  state.counters["sqlite_us"] = median(theirs);
  state.counters["ratio"] = median(ours) / median(theirs);
}
BENCHMARK(record_durably)->UseManualTime()->Iterations(3000)->Repetitions(3);

// A journal in which every student has ten events.
std::unique_ptr<Journal> filled(const std::string& path, int events) {
  need(Journal::create(options_at(path)));
  auto journal = need(Journal::open(options_at(path)));
  for (int first = 0; first < events; first += 1000) {
    const auto transaction = need(journal->begin());
    for (int n = first; n < first + 1000; ++n)
      need(transaction->append(student(n % (events / 10)), Stream::dossier,
                               Uuid::make(system_clock(), system_random()), event_body));
    need(transaction->commit());
  }
  return journal;
}

// Goal: ratio near 1. `hot` reads one student again and again, as a page does; `spread` a different
// one each time, whose key is not in memory.
void read_one_student(benchmark::State& state) {
  const Folder folder;
  const auto small = filled(folder.file("small.db"), 1000);
  const auto large = filled(folder.file("large.db"), 100'000);
  const auto timed = [](Journal& journal, int n) {
    const auto start = Clock::now();
    if (need(journal.events(student(n), Stream::dossier)).size() != 10) std::abort();
    return micros(Clock::now() - start);
  };
  std::vector<double> hot[2], spread[2];
  int n = 0;
  for (auto _ : state) {
    hot[0].push_back(timed(*small, 7));
    hot[1].push_back(timed(*large, 7));
    spread[0].push_back(timed(*small, n % 100));
    spread[1].push_back(timed(*large, n * 7919 % 10'000));
    ++n;
  }
  state.counters["hot_1k_us"] = median(hot[0]);
  state.counters["hot_100k_us"] = median(hot[1]);
  state.counters["hot_ratio"] = median(hot[1]) / median(hot[0]);
  state.counters["spread_1k_us"] = median(spread[0]);
  state.counters["spread_100k_us"] = median(spread[1]);
  state.counters["spread_ratio"] = median(spread[1]) / median(spread[0]);
}
BENCHMARK(read_one_student)->Iterations(5000);

// Goal: under 20 ms.
void open_with_100000_events(benchmark::State& state) {
  const Folder folder;
  const std::string path = folder.file("journal.db");
  filled(path, 100'000);
  for (auto _ : state) benchmark::DoNotOptimize(need(Journal::open(options_at(path))));
}
BENCHMARK(open_with_100000_events)->Unit(benchmark::kMillisecond)->Iterations(50);

// Goal: 1 to 2 microseconds.
void seal_1_kb(benchmark::State& state) {
  const Secret key("0123456789abcdef0123456789abcdef");
  for (auto _ : state)
    benchmark::DoNotOptimize(
        crypto::seal(key, as_bytes(event_body), as_bytes("context"), system_random()));
}
BENCHMARK(seal_1_kb);

// Goal: under 20 s, and memory that does not grow with the roster.
void replace_roster_of_100000(benchmark::State& state) {
  const Folder folder;
  const auto store = need(RosterStore::open(folder.file("roster.db")));
  constexpr int count = 100'000;
  for (auto _ : state) {
    const auto update = need(store->replace());
    for (int i = 0; i < count; ++i) {
      Student s;
      s.id = student(i);
      s.given_name = fmt::format("Given{}", i % 997);
      s.family_name = fmt::format("Fam\u00efly{}", i % 4999);
      s.sort_name = s.family_name + ", " + s.given_name;
      s.school = "school";
      s.year = s.school;
      s.language = "nl";
      need(update->put(s));
      for (int k = 0; k < 2; ++k) {
        Guardian g;
        g.id = fmt::format("g{:06}", 2 * i + k);
        g.given_name = "Guardian";
        g.family_name = s.family_name;
        need(update->put_guardian(g));
        Care care;
        care.student = s.id;
        care.guardian = g.id;
        care.relation = "parent";
        care.order = k;
        need(update->put(care));
      }
      Enrolment enrolment;
      enrolment.group = fmt::format("c{:04}", i / 25);
      enrolment.person = s.id;
      need(update->put(enrolment));
    }
    need(update->commit(1));
  }
  std::FILE* status = std::fopen("/proc/self/status", "r");
  char line[256];
  long peak = 0;
  while (status != nullptr && std::fgets(line, sizeof line, status) != nullptr)
    if (std::sscanf(line, "VmHWM: %ld", &peak) == 1) break;
  if (status != nullptr) std::fclose(status);
  state.counters["peak_MB"] = static_cast<double>(peak) / 1024;
}
BENCHMARK(replace_roster_of_100000)->Unit(benchmark::kSecond)->Iterations(2);

}  // namespace
}  // namespace homevisit::journal

BENCHMARK_MAIN();
