// The host as the kit plays it: hv_host with a scripted network, a clock of its own, and an eye on
// how the adapter behaves.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "declaration.h"
#include "fault.h"
#include "guarded.h"
#include "scripted_system.h"

namespace homevisit::conform {

// What goes wrong in one call, and when. Requests count from 0 with each call.
struct Trouble {
  static constexpr std::size_t kNever = ~std::size_t{0};
  const Fault* fault = nullptr;
  std::size_t at_request = kNever;
  // Sets the call's cancel flag: before a request is taken, or when its answer is given.
  std::size_t cancel_before = kNever;
  std::size_t cancel_after = kNever;
  volatile std::int32_t* cancel = nullptr;
  // After each request, for a system that changes while it is read.
  std::function<void(std::size_t request)> after;
};

// One request of a call, as it is told about.
struct Sent {
  const Route* route;
  bool writes;
  bool prepares;  // the route is declared to be repeated without harm
  std::string shown;
  bool taken;    // the system did what was asked
  bool faulted;  // the fault met it
  bool refused_after_stop;
};

struct HostShape {
  std::size_t size = sizeof(hv_host);
  bool ahead = true;  // http_ahead is there
};

class Host {
 public:
  Host(const Declaration& declaration, const HostShape& shape);
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  const hv_host* table() const { return table_.get(); }
  ScriptedSystem& system() { return system_; }

  // Around each call into the adapter.
  void begin_call(const hv_exchange* exchange, Trouble trouble);
  const std::vector<Sent>& sent() const { return sent_; }
  std::int64_t now_ms() const { return now_ms_; }

  // What the adapter did wrong so far; taken out by reading.
  std::vector<std::string> take_faults();
  // Lines that it logged; they stay.
  const std::vector<std::string>& log() const { return log_; }
  // Answers that were not given back.
  std::size_t answers_held() const { return held_.size(); }
  bool table_untouched() const { return table_.untouched(); }

 private:
  struct Held;
  static hv_status send(void*, const hv_exchange*, const hv_http_request*, hv_http_response*,
                        hv_error*);
  static void release(void*, hv_http_response*);
  static void ahead(void*, const hv_exchange*, const hv_http_request*);
  hv_status take(const hv_exchange*, const hv_http_request&, hv_http_response&, hv_error*);
  hv_status damaged(const Request&, const Fault&, Sent&, Answer&, hv_error*);
  void give(Answer answer, hv_http_response&);
  void fault(std::string text);
  bool on_own_thread(const char* service);

  const Declaration& declaration_;
  ScriptedSystem system_;
  SizedStruct<hv_host> table_;
  std::int64_t now_ms_;
  std::uint64_t random_ = 0x9e3779b97f4a7c15u;
  std::thread::id thread_;
  const hv_exchange* exchange_ = nullptr;
  Trouble trouble_;
  std::vector<Sent> sent_;
  std::set<std::string> written_;  // requests of this call that were writes
  std::set<Held*> held_;
  std::map<std::string, std::string> cache_;
  std::vector<std::string> faults_, log_;
};

}  // namespace homevisit::conform
