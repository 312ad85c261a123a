// The table of an adapter, made from a C++ class:
//
//   class Meadow : public homevisit::sdk::Adapter {
//    public:
//     static constexpr homevisit::sdk::Info info{"meadow", "Meadow SIS", "1.0",
//     HV_CAN_READ_STUDENTS}; Meadow(std::string_view config, homevisit::sdk::Host host);
//     std::string list(...) override;
//   };
//   HV_ADAPTER(Meadow)
//
// What stands between the class and the host: no exception gets out, structs of an older or newer
// host are read by their size, missing pointers are refused.
#pragma once

#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>

#include "homevisit/adapter.h"
#include "homevisit/sdk/call.h"
#include "homevisit/sdk/entry.h"
#include "homevisit/sdk/failure.h"
#include "homevisit/sdk/host.h"
#include "homevisit/sdk/sink.h"
#include "homevisit/sdk/text.h"

namespace homevisit::sdk {

struct Info {
  const char* name;     // lower case, the folder's name
  const char* title;    // for people
  const char* version;  // of the adapter
  std::uint64_t capabilities;
  bool checks = false;  // has a check() of its own
};

// Where the system put an entry.
struct Receipt {
  std::string entry_id, version;
};

// Takes what check() finds.
class Findings {
 public:
  Findings(hv_finding_sink take, void* user) : take_(take), user_(user) {}
  void good(std::string_view subject, std::string_view text) {
    add(HV_FINDING_GOOD, subject, text, {});
  }
  void note(std::string_view subject, std::string_view text, std::string_view advice) {
    add(HV_FINDING_NOTE, subject, text, advice);
  }
  void problem(std::string_view subject, std::string_view text, std::string_view advice) {
    add(HV_FINDING_PROBLEM, subject, text, advice);
  }

 private:
  void add(hv_finding_level level, std::string_view subject, std::string_view text,
           std::string_view advice) {
    const hv_finding finding{sizeof(hv_finding), level, str(subject), str(text), str(advice)};
    take_(user_, &finding);
  }
  hv_finding_sink take_;
  void* user_;
};

// One configured system. [one thread at a time] Functions throw Failure; what is not overridden
// answers HV_UNSUPPORTED.
class Adapter {
 public:
  virtual ~Adapter() = default;

  // HV_CAN_* with this configuration; at most those of Info.
  virtual std::uint64_t capabilities() const = 0;

  // Hands all records of a kind to the sink. Returns the token for the next time, or "".
  virtual std::string list(const Call&, hv_kind, std::string_view student, std::string_view since,
                           Sink&) = 0;
  virtual Receipt submit(const Call&, const hv_entry&) { unsupported(); }
  virtual void lookup(const Call&, std::string_view /*student*/, std::string_view /*marker*/,
                      Sink&) {
    unsupported();
  }
  virtual void withdraw(const Call&, std::string_view /*student*/, std::string_view /*marker*/) {
    unsupported();
  }
  virtual void check(const Call&, Findings&) { unsupported(); }

  [[noreturn]] static void unsupported() {
    throw Failure(HV_UNSUPPORTED, "This system cannot do that.");
  }
};

namespace detail {

// A write was sent, and then something of our own failed (no memory): what came of it is not known.
struct Lost {};

// Runs a body that writes.
template <typename Body>
void writing(const Call& call, Body body) {
  try {
    body();
  } catch (const Failure&) {
    throw;
  } catch (...) {
    if (call.has_written()) throw Lost();
    throw;
  }
}

// Runs a body that throws; nothing gets out but a status.
template <typename Body>
hv_status guarded(hv_error* error, Body body) noexcept {
  try {
    body();
    return HV_OK;
  } catch (const Stopped& stopped) {
    fill_plain(error, stopped.status, 0, "The receiver stopped the listing.");
    return stopped.status;
  } catch (const Failure& failure) {
    failure.fill(error);
    return failure.status();
  } catch (const Lost&) {
    fill_plain(error, HV_OUTCOME_UNKNOWN, HV_ERROR_RETRYABLE | HV_ERROR_OUTCOME_UNKNOWN,
               "Something failed here after the system was asked to write. Look first whether it "
               "was done.");
    return HV_OUTCOME_UNKNOWN;
  } catch (const std::bad_alloc&) {
    fill_plain(error, HV_RESOURCE_EXHAUSTED, HV_ERROR_RETRYABLE, "There was not enough memory.");
    return HV_RESOURCE_EXHAUSTED;
  } catch (...) {
    // Its text may hold anything, so it is not passed on.
    fill_plain(error, HV_INTERNAL, 0, "The adapter failed; please report it.");
    return HV_INTERNAL;
  }
}

inline void require(bool there, const char* what) {
  if (!there) throw Failure(HV_INVALID_ARGUMENT, std::string(what) + " is missing.");
}

// A struct of the host as long as we know it: what a shorter one lacks is zero.
template <typename Struct>
Struct whole(const Struct* from) {
  Struct out{};
  std::memcpy(&out, from, std::min(from->struct_size, sizeof out));
  out.struct_size = sizeof out;
  return out;
}

template <typename Kind>
class Table {
 public:
  static const hv_adapter_table* table() {
    static constexpr hv_adapter_info info{sizeof(hv_adapter_info), Kind::info.name,
                                          Kind::info.title, Kind::info.version,
                                          Kind::info.capabilities};
    static constexpr hv_adapter_table table{sizeof(hv_adapter_table),
                                            HV_ADAPTER_ABI_MAJOR,
                                            HV_ADAPTER_ABI_MINOR,
                                            &info,
                                            open,
                                            close,
                                            capabilities,
                                            list,
                                            submit,
                                            lookup,
                                            withdraw,
                                            get_extension};
    return &table;
  }

 private:
  struct Instance {
    Instance(std::string_view config, const hv_host* from)
        : host(from), adapter(config, Host(from)) {}
    const hv_host* host;
    Kind adapter;
  };
  static Instance& of(hv_adapter* adapter) {
    require(adapter != nullptr, "The instance");
    return *reinterpret_cast<Instance*>(adapter);
  }

  static hv_status open(hv_str config, const hv_host* host, hv_adapter** out, hv_error* error) {
    return guarded(error, [&] {
      require(out != nullptr, "The place for the instance");
      *out = nullptr;
      require(host != nullptr, "The host");
      *out = reinterpret_cast<hv_adapter*>(new Instance(view(config), host));
    });
  }
  static void close(hv_adapter* adapter) { delete reinterpret_cast<Instance*>(adapter); }

  // Without an instance: what the adapter can do at most.
  static std::uint64_t capabilities(hv_adapter* adapter) {
    if (adapter == nullptr) return Kind::info.capabilities;
    std::uint64_t can = 0;
    const hv_status status = guarded(nullptr, [&] { can = of(adapter).adapter.capabilities(); });
    return status == HV_OK ? can : 0;
  }

  static hv_status list(hv_adapter* adapter, const hv_exchange* exchange, hv_kind kind,
                        hv_str student, hv_str since, hv_sink sink, void* user, char* next,
                        hv_error* error) {
    if (next != nullptr) next[0] = '\0';
    return guarded(error, [&] {
      Instance& instance = of(adapter);
      require(sink != nullptr, "The sink");
      const Call call(exchange, Host(instance.host));
      call.check();
      Sink out(sink, user);
      const std::string token = instance.adapter.list(call, kind, view(student), view(since), out);
      // 128 bytes, as adapter.h says; a longer one would come back cut.
      if (next != nullptr && token.size() < 128) std::memcpy(next, token.c_str(), token.size() + 1);
    });
  }

  static hv_status submit(hv_adapter* adapter, const hv_exchange* exchange, const hv_entry* entry,
                          hv_receipt* receipt, hv_error* error) {
    return guarded(error, [&] {
      Instance& instance = of(adapter);
      require(entry != nullptr, "The entry");
      const Call call(exchange, Host(instance.host));
      call.check();
      const hv_entry sent = whole(entry);
      check_entry(sent);
      Receipt made;
      writing(call, [&] { made = instance.adapter.submit(call, sent); });
      if (HV_HAS_FIELD(receipt, entry_id)) copy(made.entry_id, receipt->entry_id);
      if (HV_HAS_FIELD(receipt, version)) copy(made.version, receipt->version);
    });
  }

  static hv_status lookup(hv_adapter* adapter, const hv_exchange* exchange, hv_str student,
                          hv_str marker, hv_sink sink, void* user, hv_error* error) {
    return guarded(error, [&] {
      Instance& instance = of(adapter);
      require(sink != nullptr, "The sink");
      const Call call(exchange, Host(instance.host));
      call.check();
      Sink out(sink, user);
      instance.adapter.lookup(call, view(student), view(marker), out);
    });
  }

  static hv_status withdraw(hv_adapter* adapter, const hv_exchange* exchange, hv_str student,
                            hv_str marker, hv_error* error) {
    return guarded(error, [&] {
      Instance& instance = of(adapter);
      const Call call(exchange, Host(instance.host));
      call.check();
      writing(call, [&] { instance.adapter.withdraw(call, view(student), view(marker)); });
    });
  }

  static hv_status check(hv_adapter* adapter, const hv_exchange* exchange, hv_finding_sink take,
                         void* user, hv_error* error) {
    return guarded(error, [&] {
      Instance& instance = of(adapter);
      require(take != nullptr, "The receiver of findings");
      const Call call(exchange, Host(instance.host));
      call.check();
      Findings findings(take, user);
      instance.adapter.check(call, findings);
    });
  }

  static const void* get_extension(hv_adapter*, const char* name) {
    static constexpr hv_check_extension checks{sizeof(hv_check_extension), check};
    if (Kind::info.checks && name != nullptr && std::strcmp(name, HV_EXT_CHECK) == 0)
      return &checks;
    return nullptr;
  }
};

}  // namespace detail
}  // namespace homevisit::sdk

// Exports the one symbol of an adapter. Once, in one .cc file, outside any namespace.
#define HV_ADAPTER(Kind)                                                                           \
  extern "C" HV_EXPORT const hv_adapter_table* hv_adapter_entry_v1(std::uint32_t host_abi_major) { \
    (void)host_abi_major;                                                                          \
    return homevisit::sdk::detail::Table<Kind>::table();                                           \
  }
