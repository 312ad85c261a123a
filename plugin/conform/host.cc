#include "host.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "allocations.h"
#include "request_check.h"

namespace homevisit::conform {

// The memory of one answer, gone when it is given back.
struct Host::Held {
  GuardedText body;
  std::vector<GuardedText> texts;
  std::vector<hv_http_header> headers;
};

namespace {

constexpr std::uint64_t kMostBytes = 32u << 20;
constexpr std::size_t kHugeBytes = 10u << 20;
constexpr std::size_t kMostCacheValue = 64u << 10, kMostCache = 1u << 20;

std::string_view view(hv_str text) {
  return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.size);
}

// As the real host does: a sentence that is fit to be shown, and only fields that are there.
hv_status say(hv_error* error, hv_status status, std::uint32_t flags, const char* message) {
  if (HV_HAS_FIELD(error, code)) error->code = status;
  if (HV_HAS_FIELD(error, flags)) error->flags = flags;
  if (HV_HAS_FIELD(error, http_status)) error->http_status = 0;
  if (HV_HAS_FIELD(error, retry_after_ms)) error->retry_after_ms = -1;
  if (HV_HAS_FIELD(error, message)) std::strcpy(error->message, message);
  if (HV_HAS_FIELD(error, request_id)) error->request_id[0] = '\0';
  return status;
}

hv_status unavailable(hv_error* error) {
  return say(error, HV_UNAVAILABLE, HV_ERROR_RETRYABLE,
             "The system could not be reached. Try again later.");
}

hv_status unknown(hv_error* error) {
  return say(error, HV_OUTCOME_UNKNOWN, HV_ERROR_OUTCOME_UNKNOWN,
             "The answer of the system was lost after it was asked to write. Look first whether it "
             "was done.");
}

}  // namespace

Host::Host(const Declaration& declaration, const HostShape& shape)
    : declaration_(declaration),
      system_(declaration),
      table_(shape.size),
      now_ms_(declaration.now_ms),
      thread_(std::this_thread::get_id()) {
  hv_host table{};
  table.user = this;
  table.log = [](void* user, hv_log_level, hv_str text) {
    const Allocations::Pause pause;
    auto* host = static_cast<Host*>(user);
    if (view(text).find('\n') != std::string_view::npos) host->fault("a log line holds a line end");
    if (!is_utf8(view(text))) host->fault("a log line is no UTF-8");
    host->log_.emplace_back(view(text));
  };
  table.now_ms = [](void* user) { return static_cast<Host*>(user)->now_ms_; };
  table.random = [](void* user, void* bytes, std::size_t size) {
    // The same in every run; an adapter's ids must be its own affair.
    auto* out = static_cast<unsigned char*>(bytes);
    std::uint64_t& state = static_cast<Host*>(user)->random_;
    for (std::size_t i = 0; i < size; ++i) {
      state ^= state << 13, state ^= state >> 7, state ^= state << 17;
      out[i] = static_cast<unsigned char>(state >> 24);
    }
    return HV_OK;
  };
  table.http_send = send;
  table.http_release = release;
  table.http_ahead = shape.ahead ? ahead : nullptr;
  table.secret = [](void* user, hv_str name, hv_text_sink sink, void* sink_user) {
    auto* host = static_cast<Host*>(user);
    GuardedText text;
    {
      const Allocations::Pause pause;
      const Json& secrets = host->declaration_.root["secrets"];
      if (!secrets.has(view(name))) return HV_NOT_FOUND;
      text = GuardedText(secrets[view(name)].text());
    }
    sink(sink_user, text.str());
    return HV_OK;
  };
  table.cache_get = [](void* user, hv_str key, hv_text_sink sink, void* sink_user) {
    auto* host = static_cast<Host*>(user);
    GuardedText text;
    {
      const Allocations::Pause pause;
      const auto found = host->cache_.find(std::string(view(key)));
      if (found == host->cache_.end()) return HV_NOT_FOUND;
      text = GuardedText(found->second);
    }
    sink(sink_user, text.str());
    return HV_OK;
  };
  table.cache_put = [](void* user, hv_str key, hv_str value, std::int64_t keep_ms) {
    const Allocations::Pause pause;
    auto* host = static_cast<Host*>(user);
    std::size_t all = value.size;
    for (const auto& [name, kept] : host->cache_) all += kept.size();
    if (value.size > kMostCacheValue || all > kMostCache) return HV_RESOURCE_EXHAUSTED;
    if (keep_ms > 0) host->cache_[std::string(view(key))] = view(value);
    return HV_OK;
  };
  table_.set(table);
}

Host::~Host() {
  for (Held* held : held_) delete held;
}

void Host::begin_call(const hv_exchange* exchange, Trouble trouble) {
  exchange_ = exchange;
  trouble_ = std::move(trouble);
  thread_ = std::this_thread::get_id();
  sent_.clear();
  written_.clear();
}

void Host::fault(std::string text) {
  if (std::find(faults_.begin(), faults_.end(), text) == faults_.end())
    faults_.push_back(std::move(text));
}

std::vector<std::string> Host::take_faults() { return std::exchange(faults_, {}); }

bool Host::on_own_thread(const char* service) {
  if (std::this_thread::get_id() == thread_) return true;
  fault(fmt::format("it called {} on another thread than that of the call", service));
  return false;
}

hv_status Host::send(void* user, const hv_exchange* exchange, const hv_http_request* request,
                     hv_http_response* response, hv_error* error) {
  const Allocations::Pause pause;
  auto* host = static_cast<Host*>(user);
  if (request == nullptr || response == nullptr || !HV_HAS_FIELD(request, flags) ||
      !HV_HAS_FIELD(response, held)) {
    host->fault(
        "http_send got a request or response that is NULL or whose struct_size is too small");
    return say(error, HV_INVALID_ARGUMENT, 0, "The request is not allowed.");
  }
  if (error != nullptr && error->struct_size == 0)
    host->fault("http_send got an error whose struct_size is 0");
  return host->take(exchange, *request, *response, error);
}

hv_status Host::take(const hv_exchange* exchange, const hv_http_request& from,
                     hv_http_response& response, hv_error* error) {
  on_own_thread("http_send");
  const std::size_t index = sent_.size();
  std::vector<std::string> wrong;
  const Request request = copy_request(from, declaration_, wrong);
  for (std::string& text : wrong) fault(std::move(text));
  if (exchange_ != nullptr && exchange == nullptr)
    fault("http_send was called without the exchange, so that the call can no longer be cancelled");

  const Route* route = system_.route_of(request);
  Sent sent{route,
            request.writes,
            route != nullptr && route->spec["prepares"].truth(),
            request.method + " " + split_url(request.url).path,
            false,
            false,
            false};
  if (index == trouble_.cancel_before && trouble_.cancel != nullptr) *trouble_.cancel = 1;
  if (exchange != nullptr && exchange->cancel != nullptr && *exchange->cancel != 0) {
    sent.refused_after_stop = index != trouble_.cancel_before;
    sent_.push_back(sent);
    return say(error, HV_CANCELLED, 0, "The call was cancelled; nothing was sent.");
  }
  if (exchange != nullptr && exchange->deadline_ms != 0 && exchange->deadline_ms <= now_ms_) {
    sent.refused_after_stop = true;
    sent_.push_back(sent);
    return say(error, HV_DEADLINE_EXCEEDED, HV_ERROR_RETRYABLE,
               "The time given ran out; nothing was sent. Allow more time.");
  }
  if (request.writes) {
    std::string all = request.method + " " + request.url + "\n" + request.body;
    for (const auto& [name, value] : request.headers) all += "\n" + name + ":" + value;
    if (!written_.insert(all).second)
      fault(fmt::format("it sent the same write twice in one call: {}", sent.shown));
  }

  Answer answer;
  hv_status status = HV_OK;
  if (trouble_.fault != nullptr && index == trouble_.at_request) {
    sent.faulted = true;
    status = damaged(request, *trouble_.fault, sent, answer, error);
  } else {
    wrong.clear();
    answer = system_.answer(request, wrong);
    for (std::string& text : wrong) fault(std::move(text));
    sent.taken = answer.status < 400;
  }
  sent_.push_back(sent);
  if (trouble_.after) trouble_.after(index);
  if (index == trouble_.cancel_after && trouble_.cancel != nullptr) *trouble_.cancel = 1;
  if (status != HV_OK) return status;
  const std::uint64_t most = from.most_bytes == 0 ? kMostBytes : from.most_bytes;
  if (answer.body.size() > most) {
    if (request.writes) return unknown(error);
    return say(error, HV_RESOURCE_EXHAUSTED, 0, "The answer of the system is too long.");
  }
  give(std::move(answer), response);
  return HV_OK;
}

hv_status Host::damaged(const Request& request, const Fault& fault_here, Sent& sent, Answer& answer,
                        hv_error* error) {
  std::vector<std::string> wrong;
  const auto ask = [&] {
    wrong.clear();
    answer = system_.answer(request, wrong);
    sent.taken = answer.status < 400;
    for (std::string& text : wrong) fault(std::move(text));
  };
  const auto refused = [&](int status) {
    answer = {};
    answer.status = status;
    answer.headers.emplace_back("content-type", "application/json");
    const Json& errors = declaration_.http()["errors"];
    const std::string code = std::to_string(status);
    const Json& body = errors.has(code) ? errors[code] : errors["other"];
    answer.body = body.is_null() ? R"({"message":"No."})" : body.dump();
    if (fault_here.retry_after != nullptr)
      answer.headers.emplace_back("retry-after", fault_here.retry_after);
    return HV_OK;
  };
  switch (fault_here.damage) {
    case Damage::status:
      return refused(fault_here.status);
    case Damage::lost_status:
      ask();
      return refused(fault_here.status);
    case Damage::not_reached:
      return unavailable(error);
    case Damage::reset:
      ask();
      return request.writes ? unknown(error) : unavailable(error);
    case Damage::reset_before:
      return request.writes ? unknown(error) : unavailable(error);
    case Damage::slow:
      ask();
      now_ms_ = std::max(now_ms_, exchange_ == nullptr ? 0 : exchange_->deadline_ms);
      return request.writes ? unknown(error)
                            : say(error, HV_DEADLINE_EXCEEDED, HV_ERROR_RETRYABLE,
                                  "The system did not answer in the time given. Allow more time.");
    case Damage::no_token:
      return say(error, HV_UNAUTHENTICATED, HV_ERROR_AUTH,
                 "The system refused the credentials. Check client id and secret.");
    case Damage::redirected:
      return say(error, HV_FAILED_PRECONDITION, 0,
                 "The system sends on to another address. Check the address in the configuration.");
    case Damage::too_large:
      ask();
      return request.writes
                 ? unknown(error)
                 : say(error, HV_RESOURCE_EXHAUSTED, 0, "The answer of the system is too long.");
    case Damage::error_in_200:
      refused(200);
      answer.body = declaration_.http()["error_in_200"].is_null()
                        ? R"({"error":"Something went wrong."})"
                        : declaration_.http()["error_in_200"].dump();
      return HV_OK;
    case Damage::twice:
      if (request.writes) ask();
      ask();
      return HV_OK;
    default:
      break;
  }
  ask();
  switch (fault_here.damage) {
    case Damage::truncated:
      answer.body.resize(answer.body.size() / 2);
      break;
    case Damage::empty:
      answer.body.clear();
      break;
    case Damage::not_utf8: {
      // Inside the first text, so that only a look at the encoding finds it.
      const std::size_t quote = answer.body.find('"');
      answer.body.insert(quote == std::string::npos ? answer.body.size() : quote + 1, "\xC3\x28");
      break;
    }
    case Damage::html:
      answer.body = "<!DOCTYPE html><html><body><h1>Maintenance</h1></body></html>";
      for (auto& [name, value] : answer.headers) {
        if (name == "content-type") value = "text/html; charset=utf-8";
      }
      break;
    default:  // huge: blanks are allowed before the end of any JSON text
      if (answer.body.size() > 1)
        answer.body.insert(answer.body.size() - 1, std::string(kHugeBytes, ' '));
  }
  return HV_OK;
}

void Host::give(Answer answer, hv_http_response& response) {
  auto* held = new Held;
  held->body = GuardedText(answer.body);
  for (const auto& [name, value] : answer.headers) {
    held->texts.emplace_back(name);
    held->texts.emplace_back(value);
  }
  for (std::size_t i = 0; i + 1 < held->texts.size(); i += 2)
    held->headers.push_back({held->texts[i].str(), held->texts[i + 1].str()});
  held_.insert(held);
  response.status = answer.status;
  response.kept = 0;
  response.headers = held->headers.data();
  response.header_count = held->headers.size();
  response.body = held->body.str();
  response.held = held;
}

void Host::release(void* user, hv_http_response* response) {
  const Allocations::Pause pause;
  auto* host = static_cast<Host*>(user);
  host->on_own_thread("http_release");
  auto* held = response == nullptr ? nullptr : static_cast<Held*>(response->held);
  if (host->held_.erase(held) == 0) {
    host->fault("http_release was called for something that is no answer, or twice for one");
    return;
  }
  delete held;
}

void Host::ahead(void* user, const hv_exchange*, const hv_http_request* request) {
  const Allocations::Pause pause;
  auto* host = static_cast<Host*>(user);
  host->on_own_thread("http_ahead");
  if (request == nullptr || !HV_HAS_FIELD(request, flags)) {
    host->fault("http_ahead got a request that is NULL or whose struct_size is too small");
    return;
  }
  std::vector<std::string> wrong;
  const Request copy = copy_request(*request, host->declaration_, wrong);
  if (copy.writes || copy.method != "GET") wrong.push_back("http_ahead is for reads alone");
  for (std::string& text : wrong) host->fault(std::move(text));
}

}  // namespace homevisit::conform
