// What the network layer costs: processor time of a request against a bare libcurl loop with one
// handle, both against the same server in one run; and decoding a page of students into records.
//   transport_bench STATIC_SERVER FAKE_SIS    (tests/fake_sis/server.mjs, for TLS and HTTP/2)
#include <curl/curl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <vector>

#include "homevisit/sdk/json.h"
#include "homevisit/sdk/sink.h"
#include "http/network.h"

namespace {

using namespace homevisit;

double cpu_us() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto us = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e6 + static_cast<double>(t.tv_usec);
  };
  return us(usage.ru_utime) + us(usage.ru_stime);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "{}\n", why);
  std::exit(1);
}

// A server as a child; what it says first is read. It ends when its standard input ends.
class Server {
 public:
  explicit Server(std::vector<const char*> command) {
    int in[2], out[2];
    if (::pipe(in) != 0 || ::pipe(out) != 0) give_up("no pipe");
    command.push_back(nullptr);
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(in[0], 0);
      ::dup2(out[1], 1);
      ::close(in[1]);
      ::execvp(command[0], const_cast<char* const*>(command.data()));
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    char text[2048] = "";
    if (::read(out[0], text, sizeof text - 1) <= 0) give_up("a server did not start");
    ::close(out[0]);
    said_ = text;
  }
  ~Server() {
    ::close(input_);
    ::waitpid(child_, nullptr, 0);
  }
  const std::string& said() const { return said_; }

 private:
  pid_t child_;
  int input_;
  std::string said_;
};

std::size_t keep(char* data, std::size_t size, std::size_t count, void* user) {
  static_cast<std::string*>(user)->append(data, size * count);
  return size * count;
}

// Microseconds of processor time of one request.
double bare(const std::string& url, const std::string& ca, int requests, std::size_t bytes) {
  CURL* const curl = curl_easy_init();
  if (!ca.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, ca.c_str());
  std::string body;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  const double begin = cpu_us();
  for (int i = 0; i < requests; ++i) {
    body.clear();
    if (curl_easy_perform(curl) != CURLE_OK || body.size() != bytes)
      give_up("the bare loop failed");
  }
  const double took = (cpu_us() - begin) / requests;
  curl_easy_cleanup(curl);
  return took;
}

double ours(http::Network& network, const std::string& url, int requests, std::size_t bytes) {
  http::Request request;
  request.url = url;
  const CallControl control;
  const double begin = cpu_us();
  for (int i = 0; i < requests; ++i) {
    const auto response = network.send(request, {}, control);
    if (!response || response->body.size() != bytes) give_up("the network layer failed");
  }
  return (cpu_us() - begin) / requests;
}

std::string students(int count) {
  std::string page = "[";
  for (int i = 0; i < count; ++i)
    page += fmt::format(
        R"({}{{"id":"5c6c1a5f1f4e4d6d8b0c9f7e2a3b4c5d","studentUniqueId":"60{}","birthDate":)"
        R"("2011-03-04","firstName":"Ana María","lastSurname":"Öztürk","birthCity":"Grand Bend",)"
        R"("personReference":{{"personId":"x","sourceSystemDescriptor":)"
        R"("uri://ed-fi.org/SourceSystemDescriptor#School"}},"otherNames":[{{)"
        R"("otherNameTypeDescriptor":"uri://ed-fi.org/OtherNameTypeDescriptor#Nickname",)"
        R"("firstName":"Ann","lastSurname":"Oz"}}],"visas":[],"_etag":"5250168731208835753",)"
        R"("_lastModifiedDate":"2026-05-06T10:11:12Z"}})",
        i == 0 ? "" : ",", 1000 + i);
  return page + "]";
}

// Megabytes a second, from the text of a page to records at the sink.
double decoding(const std::string& page) {
  std::uint64_t letters = 0;
  sdk::Sink sink(
      [](void* user, const hv_record* record) {
        *static_cast<std::uint64_t*>(user) += record->of.student->family_name.size;
        return HV_OK;
      },
      &letters);
  const auto begin = std::chrono::steady_clock::now();
  constexpr int pages = 300;
  for (int i = 0; i < pages; ++i) {
    const sdk::Json json = sdk::Json::parse(page, "The page");
    for (const sdk::Value row : json.root()) {
      hv_student student{};
      const std::string id = row["studentUniqueId"].id();
      student.id = sdk::str(id);
      student.given_name = sdk::str(row["firstName"].text());
      student.family_name = sdk::str(row["lastSurname"].text());
      student.birth_date = sdk::str(row["birthDate"].text());
      sink.put(student);
    }
  }
  const double s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  if (letters == 0) give_up("nothing was decoded");
  return static_cast<double>(page.size()) * pages / s / 1e6;
}

// Prints the ratio for one address, in rounds of one after the other.
void compare(const char* what, const std::string& url, const std::string& ca, int requests,
             std::size_t bytes) {
  struct NoSecrets final : http::SecretSource {
    Result<Secret> secret(const std::string&) override {
      return Error{HV_NOT_FOUND, "no_secret", "There are no secrets here."};
    }
    void forget(const std::string&) override {}
  } secrets;
  const Log log;
  http::EngineOptions options;
  options.transfer.ca_file = ca;
  auto network = http::SystemNetwork::open(options, secrets, log);
  if (!network) give_up(network.error().message);
  bare(url, ca, 50, bytes);
  ours(**network, url, 50, bytes);
  std::vector<double> ratios, a, b;
  for (int round = 0; round < 7; ++round) {
    b.push_back(bare(url, ca, requests, bytes));
    a.push_back(ours(**network, url, requests, bytes));
    ratios.push_back(a.back() / b.back());
  }
  fmt::print("{:<10} {:>7} bytes: {:.1f} us, bare {:.1f} us, ratio {:.2f}\n", what, bytes,
             median(a), median(b), median(ratios));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::string file =
      std::filesystem::temp_directory_path() / fmt::format("homevisit-page-{}", ::getpid());
  fmt::print("Processor time of a request, against a bare libcurl loop (goal: at most 1.5)\n");
  for (const auto& [size, requests] : {std::pair{1'000, 4000}, std::pair{300'000, 600}}) {
    const auto bytes = static_cast<std::size_t>(size);
    std::ofstream(file, std::ios::trunc) << std::string(bytes, 'x');
    const Server server({argv[1], file.c_str()});
    compare("HTTP/1.1", fmt::format("http://127.0.0.1:{}/", std::atoi(server.said().c_str())), "",
            requests, bytes);
  }
  std::filesystem::remove(file);
  {
    const Server server({"node", argv[2]});
    const sdk::Json about = sdk::Json::parse(server.said(), "What the server said");
    const std::string ca(about.root()["ca"].text());
    for (const auto& [port, what] : {std::pair{"http1", "TLS"}, std::pair{"main", "TLS HTTP/2"}})
      for (const auto& [size, requests] : {std::pair{1'000, 1000}, std::pair{300'000, 200}})
        compare(what,
                fmt::format("https://localhost:{}/bytes/{}",
                            about.root()["ports"][port].integer().value_or(0), size),
                ca, requests, static_cast<std::size_t>(size));
  }
  const std::string page = students(500);
  std::vector<double> rates;
  for (int round = 0; round < 7; ++round) rates.push_back(decoding(page));
  fmt::print("Decoding a page of {} bytes into records: {:.0f} MB/s (goal: 300)\n", page.size(),
             median(rates));
  return 0;
}
