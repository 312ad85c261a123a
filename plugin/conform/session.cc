#include "session.h"

#include <fmt/format.h>

#include <cstring>

#include "allocations.h"
#include "template.h"

namespace homevisit::conform {
namespace {

std::string text_of(const char* chars, std::size_t size) {
  return std::string(chars, ::strnlen(chars, size));
}

Outcome outcome_of(hv_status status, const hv_error& error) {
  Outcome out;
  out.status = status;
  out.flags = error.flags;
  out.http_status = error.http_status;
  out.retry_after_ms = error.retry_after_ms;
  out.message = text_of(error.message, sizeof error.message);
  out.request_id = text_of(error.request_id, sizeof error.request_id);
  return out;
}

// Stands on the adapter's other side and remembers what came.
struct Collector {
  const Call& call;
  volatile std::int32_t* cancel;
  Listing& listing;
  hv_kind kind;
  std::string fault;
  bool stopped = false;

  static hv_status take(void* user, const hv_record* record) {
    const Allocations::Pause pause;
    auto* self = static_cast<Collector*>(user);
    if (self->stopped) {
      ++self->listing.records_after_stop;
      return HV_INTERNAL;
    }
    const std::size_t number = self->listing.records.size();
    if (number == self->call.cancel_at) *self->cancel = 1;
    if (record == nullptr) {
      self->fault = "The sink got NULL.";
      return HV_INTERNAL;
    }
    std::string fault;
    self->listing.records.push_back(copy_record(*record, fault));
    if (record->kind != self->kind) fault = "A record is of another kind than was asked for.";
    if (self->fault.empty()) self->fault = fault;
    if (number == self->call.stop_at) {
      self->stopped = true;
      return HV_INTERNAL;
    }
    return HV_OK;
  }
};

}  // namespace

// What one call needs: exchange, error, cancel flag.
struct Session::Turn {
  SizedStruct<hv_exchange> exchange;
  SizedStruct<hv_error> error;
  volatile std::int32_t cancel = 0;
  GuardedText key{"hv:conform"};
  const Call& call;
  Session& session;

  Turn(Session& owner, const Call& how)
      : exchange(owner.shape_.exchange), error(owner.shape_.error), call(how), session(owner) {
    cancel = how.cancelled ? 1 : 0;
    hv_exchange made{};
    made.deadline_ms = how.time_ms == 0 ? 0 : owner.host_.now_ms() + how.time_ms;
    made.cancel = &cancel;
    made.idempotency_key = key.str();
    made.attempt = how.attempt;
    made.progress = [](void*, std::uint64_t, std::uint64_t) {};
    exchange.set(made);
    Trouble trouble = how.trouble;
    trouble.cancel = &cancel;
    owner.host_.begin_call(exchange_or_null(), std::move(trouble));
  }

  const hv_exchange* exchange_or_null() const {
    return call.without_exchange ? nullptr : exchange.get();
  }
  hv_error* error_or_null() { return call.without_error ? nullptr : error.get(); }

  // Runs it with allocations failing as the call says.
  template <typename Body>
  hv_status run(std::uint64_t& allocations, Body body) {
    if (call.fail_allocation != 0 || call.count_allocations)
      Allocations::arm(call.fail_allocation, call.and_all_after);
    const hv_status status = body();
    allocations = Allocations::disarm();
    return status;
  }

  Outcome outcome(const char* name, hv_status status) {
    Outcome out = outcome_of(status, error.value());
    if (!error.untouched())
      session.trial_.fail(fmt::format("{} wrote into hv_error beyond its struct_size.", name));
    if (!exchange.untouched())
      session.trial_.fail(fmt::format("{} wrote into hv_exchange beyond its struct_size.", name));
    const bool complete = session.shape_.error >= sizeof(hv_error) && !call.without_error;
    session.behave(name, out, complete);
    return out;
  }
};

std::string configuration(const Trial& trial) {
  return fill(trial.declaration.open(), {{"folder", trial.folder}}).dump();
}

Session::Session(Trial& trial, const Shape& shape, const std::optional<std::string>& config,
                 std::uint64_t fail_allocation)
    : trial_(trial), shape_(shape), host_(trial.declaration, shape.host) {
  for (const Json& text : trial.declaration.root["private"].items())
    trial.keep_private(text.text());
  for (const Json::Member& secret : trial.declaration.root["secrets"].members())
    trial.keep_private(secret.second.text());
  const GuardedText text(config ? *config : configuration(trial));
  SizedStruct<hv_error> error(shape.error);
  host_.begin_call(nullptr, {});
  if (fail_allocation != 0)
    Allocations::arm(fail_allocation == Trouble::kNever ? 0 : fail_allocation);
  const hv_status status =
      trial.loaded.full.open(text.str(), host_.table(), &adapter_, error.get());
  allocations_ = Allocations::disarm();
  opened_ = outcome_of(status, error.value());
  if (status != HV_OK && adapter_ != nullptr) {
    adapter_ = nullptr;
    trial.fail("open failed and set *out all the same.");
  }
  if (status == HV_OK && adapter_ == nullptr) trial.fail("open returned HV_OK and no instance.");
  trial.expect(host_.sent().empty(),
               "open sent a request. It must not: a system that is away must not keep a page from "
               "opening.");
  trial.expect(host_.table_untouched(), "open wrote into hv_host.");
  behave("open", opened_, shape.error >= sizeof(hv_error));
  if (config || fail_allocation != 0) return;
  if (!is_open()) {
    trial.fail(fmt::format("open with the declared settings returned {}: {}", status_name(status),
                           opened_.message));
  }
  import();
}

Session::~Session() {
  if (adapter_ != nullptr) trial_.loaded.full.close(adapter_);
}

void Session::close() {
  if (adapter_ == nullptr) return;
  trial_.loaded.full.close(std::exchange(adapter_, nullptr));
  trial_.expect(host_.answers_held() == 0,
                fmt::format("{} answers of http_send were never given back with http_release.",
                            host_.answers_held()));
  behave("close", {}, false);
}

std::uint64_t Session::can() const {
  const auto& table = trial_.loaded.full;
  return table.capabilities == nullptr ? table.info->capabilities : table.capabilities(adapter_);
}

void Session::import() {
  const Json& what = trial_.declaration.root["import"];
  if (what.is_null() || trial_.imported) return;
  const auto& table = trial_.loaded.full;
  const auto* extension =
      table.get_extension == nullptr
          ? nullptr
          : static_cast<const hv_import_extension*>(table.get_extension(adapter_, HV_EXT_IMPORT));
  if (extension == nullptr || !HV_HAS_FIELD(extension, import))
    trial_.fail("The conformance file has \"import\", and the adapter has no homevisit.import/1.");
  const GuardedText path(trial_.declaration.path(what.text()));
  hv_import_result result{};
  result.struct_size = sizeof result;
  hv_error error{};
  error.struct_size = sizeof error;
  const hv_status status = extension->import(
      adapter_, nullptr, path.str(), 0, [](void*, const hv_import_problem*) {}, nullptr, &result,
      &error);
  const Outcome outcome = outcome_of(status, error);
  behave("import", outcome, true);
  if (status != HV_OK)
    trial_.fail(fmt::format("The import returned {}: {}", status_name(status), outcome.message));
  trial_.imported = true;
}

// What holds after every call, whatever it was.
void Session::behave(const char* name, const Outcome& outcome, bool has_error) {
  if (const auto faults = host_.take_faults(); !faults.empty())
    trial_.fail(fmt::format("In {}: {}.", name, faults[0]));
  if (outcome.status != HV_OK && has_error) {
    trial_.expect(!outcome.message.empty(),
                  fmt::format("{} returned {} and no message.", name, status_name(outcome.status)));
    trial_.expect(is_utf8(outcome.message + outcome.request_id),
                  fmt::format("The message of {} is no UTF-8.", name));
  }
  constexpr const char* kPrivate =
      "holds a text that is nobody's business: a name, what somebody wrote, or a secret";
  trial_.expect(!trial_.holds_private(outcome.message + " " + outcome.request_id),
                fmt::format("The error of {} {}.", name, kPrivate));
  for (std::size_t i = log_seen_; i < host_.log().size(); ++i) {
    trial_.expect(!trial_.holds_private(host_.log()[i]),
                  fmt::format("A log line of {} {}.", name, kPrivate));
  }
  log_seen_ = host_.log().size();
}

Listing Session::list(hv_kind kind, Call call, const std::string& student,
                      const std::string& since) {
  Listing out;
  const auto list = trial_.loaded.full.list;
  if (list == nullptr) {
    out.outcome.status = HV_UNSUPPORTED;
    return out;
  }
  Turn turn(*this, call);
  Collector collector{call, &turn.cancel, out, kind, {}};
  const GuardedText who(student), token(since);
  char next[128 + 1];
  std::memset(next, 0x5A, sizeof next);
  next[0] = '\0';
  const hv_status status = turn.run(out.allocations, [&] {
    return list(adapter_, turn.exchange_or_null(), kind, who.str(), token.str(), Collector::take,
                &collector, next, turn.error_or_null());
  });
  trial_.expect(next[128] == 0x5A, "list wrote more than 128 bytes into *next.");
  out.next = text_of(next, 128);
  trial_.expect(out.next.size() < 128, "The token in *next does not end in a zero byte.");
  for (const Record& record : out.records) {
    if (record.kind != HV_KIND_STUDENT && record.kind != HV_KIND_GUARDIAN) continue;
    for (const char* name : {"given_name", "family_name", "official_name"}) {
      trial_.keep_private(record[name]);
    }
  }
  out.outcome = turn.outcome("list", status);
  trial_.expect(collector.fault.empty(), collector.fault);
  return out;
}

Listing Session::lookup(const std::string& student, const std::string& marker, Call call) {
  Listing out;
  const auto lookup = trial_.loaded.full.lookup;
  if (lookup == nullptr) {
    out.outcome.status = HV_UNSUPPORTED;
    return out;
  }
  Turn turn(*this, call);
  Collector collector{call, &turn.cancel, out, HV_KIND_ENTRY, {}};
  const GuardedText who(student), what(marker);
  const hv_status status = turn.run(out.allocations, [&] {
    return lookup(adapter_, turn.exchange_or_null(), who.str(), what.str(), Collector::take,
                  &collector, turn.error_or_null());
  });
  out.outcome = turn.outcome("lookup", status);
  trial_.expect(collector.fault.empty(), collector.fault);
  return out;
}

Written Session::submit(const Entry& entry, Call call) {
  Written out;
  const auto submit = trial_.loaded.full.submit;
  if (submit == nullptr) {
    out.outcome.status = HV_UNSUPPORTED;
    return out;
  }
  trial_.keep_private(entry.title);
  trial_.keep_private(entry.text);
  const GuardedText marker(entry.marker), student(entry.student), date(entry.date),
      title(entry.title), text(entry.text), structured(entry.structured), language(entry.language),
      author(entry.author), amends(entry.amends);
  hv_entry made{};
  made.marker = marker.str(), made.student = student.str(), made.kind = entry.kind;
  made.date = date.str(), made.title = title.str(), made.text = text.str();
  made.structured = structured.str(), made.language = language.str();
  made.author = author.str(), made.amends = amends.str();
  SizedStruct<hv_entry> sized(shape_.entry);
  sized.set(made);
  SizedStruct<hv_receipt> receipt(shape_.receipt);
  Turn turn(*this, call);
  const hv_status status = turn.run(out.allocations, [&] {
    return submit(adapter_, turn.exchange_or_null(), sized.get(), receipt.get(),
                  turn.error_or_null());
  });
  trial_.expect(receipt.untouched(), "submit wrote into hv_receipt beyond its struct_size.");
  trial_.expect(sized.untouched(), "submit wrote into hv_entry.");
  const hv_receipt value = receipt.value();
  out.entry_id = text_of(value.entry_id, sizeof value.entry_id);
  out.version = text_of(value.version, sizeof value.version);
  trial_.expect(
      out.entry_id.size() < sizeof value.entry_id && out.version.size() < sizeof value.version,
      "A text of the receipt does not end in a zero byte.");
  out.outcome = turn.outcome("submit", status);
  return out;
}

Written Session::withdraw(const std::string& student, const std::string& marker, Call call) {
  Written out;
  const auto withdraw = trial_.loaded.full.withdraw;
  if (withdraw == nullptr) {
    out.outcome.status = HV_UNSUPPORTED;
    return out;
  }
  const GuardedText who(student), what(marker);
  Turn turn(*this, call);
  const hv_status status = turn.run(out.allocations, [&] {
    return withdraw(adapter_, turn.exchange_or_null(), who.str(), what.str(), turn.error_or_null());
  });
  out.outcome = turn.outcome("withdraw", status);
  return out;
}

}  // namespace homevisit::conform
