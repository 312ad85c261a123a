// Delivery against a bare client that keeps its connection (libcurl, one handle, the same
// requests), by one process and by four, on the same server in one run: what the journal, the
// leases and the adapter cost beside a system that takes its time. Both have their connection
// before the clock starts.
//   delivery_bench MEADOW_SERVER    (tests/fake_sis/meadow_server.mjs)
#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <new>
#include <thread>
#include <vector>

#include "adapters/adapter.h"
#include "http/network.h"
#include "journal/journal.h"
#include "sync/deliver.h"
#include "sync/entry.h"

namespace {

using namespace homevisit;
namespace fs = std::filesystem;

constexpr int students = 97;  // more than there are processes: none waits for another's student
constexpr int rounds = 5;
const std::string text(300, 'x');

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "{}\n", why);
  std::exit(1);
}
void must(const Status& status) {
  if (!status) give_up(status.error().message);
}
template <typename T>
T must(Result<T> result) {
  if (!result) give_up(result.error().message);
  return std::move(*result);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Of all children that have ended, the server not among them.
double cpu_s() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto s = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return s(usage.ru_utime) + s(usage.ru_stime);
}

// How often the journal was committed, by all processes of a run.
struct Commits {
  std::atomic<int> meanwhile{0};  // while the system worked
  std::atomic<int> between{0};    // while nothing else went on

  static Commits& shared() {
    static Commits* const commits = [] {
      void* const room = ::mmap(nullptr, sizeof(Commits), PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
      if (room == MAP_FAILED) give_up("no shared memory");
      return new (room) Commits;
    }();
    return *commits;
  }
  void count(sync::Step step) {
    if (step == sync::Step::ahead) ++meanwhile;
    if (step == sync::Step::settled) ++between;
  }
};

// The server as a child; it ends when its standard input ends.
class Server {
 public:
  explicit Server(const char* script) {
    int in[2], out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) give_up("no pipe");
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(in[0], 0);
      ::dup2(out[1], 1);
      ::execlp("node", "node", script, nullptr);
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    char said[256] = "";
    if (::read(out[0], said, sizeof said - 1) <= 0) give_up("the server did not start");
    ::close(out[0]);
    port_ =
        std::atoi(std::string(said).substr(std::string(said).find_first_of("0123456789")).c_str());
  }
  ~Server() {
    ::close(input_);
    ::waitpid(child_, nullptr, 0);
  }
  std::string url(int delay_ms) const {
    return fmt::format("http://127.0.0.1:{}/meadow/delay-{}", port_, delay_ms);
  }

 private:
  pid_t child_;
  int input_ = -1, port_ = 0;
};

std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

// A client that knows nothing but how to post.
class Bare {
 public:
  Bare()
      : curl_(curl_easy_init()),
        headers_(curl_slist_append(nullptr, "Content-Type: application/json")) {
    headers_ = curl_slist_append(headers_, "Authorization: Bearer token");
    curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers_);
    curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, drop);
  }
  ~Bare() {
    curl_slist_free_all(headers_);
    curl_easy_cleanup(curl_);
  }
  Bare(const Bare&) = delete;
  Bare& operator=(const Bare&) = delete;

  void post(const std::string& url, const std::string& body) {
    curl_easy_setopt(curl_, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDS, body.c_str());
    long status = 0;
    if (curl_easy_perform(curl_) != CURLE_OK) give_up("the bare client failed");
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
    if (status / 100 != 2) give_up(fmt::format("the bare client was answered {}", status));
  }

 private:
  CURL* const curl_;
  curl_slist* headers_;
};

std::string note(int number) {
  return fmt::format(
      R"({{"reference":"hv:{}","revision":"","day":"2026-10-12","title":"Home visit","text":"{}",)"
      R"("void":false}})",
      number, text);
}

struct Token final : http::SecretSource {
  Result<Secret> secret(const std::string&) override { return Secret(std::string_view("token")); }
  void forget(const std::string&) override {}
};

journal::Options options_of(const fs::path& folder) {
  journal::Options options;
  options.path = (folder / "journal.db").string();
  options.system = "meadow";
  options.clock = &system_clock();
  options.random = &system_random();
  options.master_key = Secret(32);
  options.busy_timeout_ms = 60'000;
  return options;
}

void queue(const fs::path& folder, int entries) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  const journal::Options options = options_of(folder);
  must(journal::Journal::create(options));
  const auto journal = must(journal::Journal::open(options));
  const auto transaction = must(journal->begin());
  for (int i = 0; i < entries; ++i) {
    const Uuid id = Uuid::make(system_clock(), system_random());
    sync::Entry entry;
    entry.marker = "hv:" + id.text();
    entry.kind = "visit";
    entry.date = "2026-10-12";
    entry.title = "Home visit";
    entry.text = text;
    journal::OutboxItem item;
    item.student = std::to_string(i % students);
    item.marker = entry.marker;
    item.entry = sync::write_entry(entry);
    item.event_seq = must(
        transaction->append(item.student, journal::Stream::dossier, id, "{\"change\":\"none\"}"));
    must(transaction->enqueue(item));
  }
  must(transaction->commit());
}

void deliver_all(const fs::path& folder, const std::string& url,
                 const std::function<void()>& wait_for_the_others) {
  Token token;
  const Log log;
  const auto network = must(http::SystemNetwork::open({}, token, log));
  adapters::HostParts host;
  host.network = network.get();
  host.secrets = &token;
  host.log = &log;
  const auto library = must(adapters::load(HV_MEADOW_ADAPTER));
  const auto adapter = must(adapters::Adapter::open(library, "{\"url\":\"" + url + "\"}", host));
  const auto journal = must(journal::Journal::open(options_of(folder)));
  const CallControl control;
  must(adapter->lookup("warm", "hv:warm", control, [](const hv_record&) { return ok(); }));
  wait_for_the_others();
  sync::DeliverOptions options;
  options.limit = 1'000'000;
  options.step = [](sync::Step step) { Commits::shared().count(step); };
  while (must(journal->count_waiting(1)) > 0)
    if (must(sync::deliver(*journal, *adapter, system_clock(), control, options)).delivered == 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));  // others are at the last ones
}

// Seconds from the moment at which all processes are ready until the last one is done.
double time_of(int processes,
               const std::function<void(int process, const std::function<void()>& ready)>& work) {
  int ready[2], go[2];
  if (::pipe(ready) != 0 || ::pipe(go) != 0) give_up("no pipe");
  std::vector<pid_t> children;
  for (int i = 0; i < processes; ++i) {
    children.push_back(::fork());
    if (children.back() != 0) continue;
    char byte = 0;
    work(i, [&] {
      if (::write(ready[1], "r", 1) != 1 || ::read(go[0], &byte, 1) != 1) ::_exit(2);
    });
    ::_exit(0);
  }
  char byte = 0;
  for (int i = 0; i < processes; ++i)
    if (::read(ready[0], &byte, 1) != 1) give_up("a process did not come so far");
  const auto begin = std::chrono::steady_clock::now();
  if (::write(go[1], "gggggggg", static_cast<std::size_t>(processes)) != processes)
    give_up("no go");
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    if (status != 0) give_up("a process failed");
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  for (const int fd : {ready[0], ready[1], go[0], go[1]}) ::close(fd);
  return took.count();
}

void compare(const std::string& url, int delay_ms, const char* where, const fs::path& folder,
             int processes, int entries) {
  Bare().post(url + "/control", fmt::format(R"({{"delay_ms":{}}})", delay_ms));
  std::vector<double> ratios, ours, bare, cpu;
  Commits& commits = Commits::shared();
  commits.meanwhile = commits.between = 0;
  for (int round = 0; round < rounds; ++round) {
    bare.push_back(time_of(processes, [&](int process, const auto& ready) {
      Bare client;
      client.post(url + "/pupils/warm/notes", note(-1));
      ready();
      for (int i = process; i < entries; i += processes)
        client.post(fmt::format("{}/pupils/{}/notes", url, i % students), note(i));
    }));
    queue(folder, entries);
    const double before = cpu_s();
    ours.push_back(
        time_of(processes, [&](int, const auto& ready) { deliver_all(folder, url, ready); }));
    cpu.push_back((cpu_s() - before) / entries);
    ratios.push_back(bare.back() / ours.back());
  }
  fmt::print(
      "{:>2} ms, {} process{}, journal {}: {:>7.1f} entries/s, bare {:>7.1f}, ratio {:.3f}; ",
      delay_ms, processes, processes == 1 ? "  " : "es", where, entries / median(ours),
      entries / median(bare), median(ratios));
  const double all = rounds * entries;
  fmt::print("an entry: {:.0f} us of processor time, {:.2f} commits meanwhile, {:.2f} between\n",
             median(cpu) * 1e6, commits.meanwhile / all, commits.between / all);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const Server server(argv[1]);
  fmt::print("Delivery against a bare client with the same requests (goal: 0.95 at 5 and 20 ms)\n");
  const fs::path disk = fs::temp_directory_path() / fmt::format("homevisit-bench-{}", ::getpid());
  const fs::path memory = fmt::format("/dev/shm/homevisit-bench-{}", ::getpid());
  for (const auto& [where, folder] : {std::pair{"on disk  ", disk}, std::pair{"in memory", memory}})
    for (const int processes : {1, 4})
      for (const auto& [delay, entries] :
           {std::pair{0, 800}, std::pair{5, 300}, std::pair{20, 120}})
        compare(server.url(delay), delay, where, folder, processes,
                entries * (delay > 0 && processes > 1 ? 3 : 1));
  fs::remove_all(disk);
  fs::remove_all(memory);
  return 0;
}
