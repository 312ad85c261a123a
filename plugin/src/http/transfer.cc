#include "http/transfer.h"

#include <fmt/format.h>
#include <openssl/asn1.h>
#include <openssl/x509_vfy.h>
#include <string.h>
#include <time.h>

#include <algorithm>
#include <new>

#include "base/clock.h"
#include "homevisit/version.h"
#include "http/encoding.h"

namespace homevisit::http {
namespace {

constexpr std::size_t most_header_bytes = 256 << 10;

using SharedTrouble = std::shared_ptr<CertificateTrouble>;

// Where a TLS context keeps what it found of a certificate. The context lives as long as its pooled
// connection, the transfer that opened it does not, and a server may ask for a new handshake later.
int context_index() {
  static const int index = SSL_CTX_get_ex_new_index(
      0, nullptr, nullptr, nullptr, [](void*, void* kept, CRYPTO_EX_DATA*, int, long, void*) {
        delete static_cast<SharedTrouble*>(kept);
      });
  return index;
}

std::string day_of(const ASN1_TIME* time) {
  tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return fmt::format("{:04}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

Transfer::Transfer(CurlEasy easy, Request request, const TransferSettings& settings,
                   std::size_t usual_bytes)
    : easy_(std::move(easy)),
      request_(std::move(request)),
      settings_(settings),
      usual_bytes_(usual_bytes) {
  touch();
}

void Transfer::touch() { moved_ms.store(system_clock().now_ms(), std::memory_order_relaxed); }

CurlEasy Transfer::take_easy() {
  curl_easy_reset(easy_.get());
  return std::move(easy_);
}

Status Transfer::prepare() {
  CURL* const e = easy_.get();
  const auto set = [e](CURLoption option, auto value) {
    return curl_easy_setopt(e, option, value) == CURLE_OK;
  };
  const bool all =
      e != nullptr && set(CURLOPT_URL, request_.url.c_str()) && set(CURLOPT_PRIVATE, this) &&
      set(CURLOPT_ERRORBUFFER, detail_) && set(CURLOPT_NOSIGNAL, 1L) &&
      set(CURLOPT_PROTOCOLS_STR, "http,https") && set(CURLOPT_FOLLOWLOCATION, 0L) &&
      set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_2TLS}) &&
      set(CURLOPT_PIPEWAIT, can_be_shared() ? 1L : 0L) && set(CURLOPT_ACCEPT_ENCODING, "gzip") &&
      set(CURLOPT_USERAGENT, "homevisit/" HV_LIBRARY_VERSION) &&
      set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.connect_timeout_ms)) &&
      set(CURLOPT_TCP_KEEPALIVE, 1L) && set(CURLOPT_MAXAGE_CONN, 60L) &&
      set(CURLOPT_HEADERFUNCTION, take_header) && set(CURLOPT_HEADERDATA, this) &&
      set(CURLOPT_WRITEFUNCTION, take_body) && set(CURLOPT_WRITEDATA, this) &&
      set(CURLOPT_PREREQFUNCTION, before_sending) && set(CURLOPT_PREREQDATA, this) &&
      // An empty proxy keeps libcurl from looking into the environment; what goes to this machine
      // itself never goes by another one.
      set(CURLOPT_PROXY, settings_.proxy.c_str()) &&
      set(CURLOPT_NOPROXY, "localhost,127.0.0.0/8,::1") &&
      set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) && set_method() && set_headers() && set_tls();
  if (all) return ok();
  return Error{HV_RESOURCE_EXHAUSTED, failure_code(Failure::not_sent),
               "libcurl could not prepare the request: there may not be enough memory."};
}

// Whether it is worth waiting for a connection that others use too. Without TLS there is none; and
// a connection whose first send failed keeps libcurl (7.88) waiting for ever to learn whether it is
// one.
bool Transfer::can_be_shared() const {
  return request_.url.size() > 6 &&
         same_ignoring_case(std::string_view(request_.url).substr(0, 6), "https:");
}

bool Transfer::set_method() {
  CURL* const e = easy_.get();
  if (request_.effect == Effect::read && request_.body.empty()) {
    if (request_.method == "HEAD") return curl_easy_setopt(e, CURLOPT_NOBODY, 1L) == CURLE_OK;
    return request_.method == "GET" ||
           curl_easy_setopt(e, CURLOPT_CUSTOMREQUEST, request_.method.c_str()) == CURLE_OK;
  }
  // A read callback without a seek callback: libcurl cannot go back to send a body again, which it
  // does with CURLOPT_POSTFIELDS when a connection that it used before turns out to be dead.
  return curl_easy_setopt(e, CURLOPT_POST, 1L) == CURLE_OK &&
         curl_easy_setopt(e, CURLOPT_CUSTOMREQUEST, request_.method.c_str()) == CURLE_OK &&
         curl_easy_setopt(e, CURLOPT_POSTREDIR, 0L) == CURLE_OK &&
         curl_easy_setopt(e, CURLOPT_READFUNCTION, read_body) == CURLE_OK &&
         curl_easy_setopt(e, CURLOPT_READDATA, this) == CURLE_OK &&
         curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE_LARGE,
                          static_cast<curl_off_t>(request_.body.size())) == CURLE_OK;
}

bool Transfer::set_headers() {
  // "Expect:" leaves out "Expect: 100-continue", for which some servers let us wait;
  // "Content-Type:" the one that libcurl would make up.
  const auto add = [this](const std::string& line) {
    curl_slist* longer = curl_slist_append(headers_.get(), line.c_str());
    if (longer == nullptr) return false;
    (void)headers_.release();
    headers_.reset(longer);
    return true;
  };
  if (!add("Expect:")) return false;
  bool typed = false;
  for (const Header& header : request_.headers) {
    typed = typed || same_ignoring_case(header.name, "content-type");
    const std::string line =
        header.value.empty() ? header.name + ";" : header.name + ": " + header.value;
    if (!add(line)) return false;
  }
  if (!typed && !add("Content-Type:")) return false;
  return curl_easy_setopt(easy_.get(), CURLOPT_HTTPHEADER, headers_.get()) == CURLE_OK;
}

bool Transfer::set_tls() {
  CURL* const e = easy_.get();
  const auto file = [e](CURLoption option, const std::string& path) {
    return path.empty() || curl_easy_setopt(e, option, path.c_str()) == CURLE_OK;
  };
  // A file of one's own stands in the place of the system's file, whose folder stays; without one
  // the folder is left out, for then libcurl reads the authorities once and not for each
  // connection.
  const bool authorities = settings_.ca_file.empty()
                               ? curl_easy_setopt(e, CURLOPT_CAPATH, nullptr) == CURLE_OK
                               : file(CURLOPT_CAINFO, settings_.ca_file);
  return authorities && curl_easy_setopt(e, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK &&
         curl_easy_setopt(e, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK &&
         curl_easy_setopt(e, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2}) == CURLE_OK &&
         curl_easy_setopt(e, CURLOPT_SSL_CTX_FUNCTION, set_up_tls) == CURLE_OK &&
         curl_easy_setopt(e, CURLOPT_SSL_CTX_DATA, this) == CURLE_OK &&
         file(CURLOPT_SSLCERT, settings_.client_certificate) &&
         file(CURLOPT_SSLKEY, settings_.client_key);
}

std::size_t Transfer::read_body(char* to, std::size_t size, std::size_t count, void* user) {
  auto* self = static_cast<Transfer*>(user);
  const std::size_t most = std::min(size * count, self->request_.body.size() - self->sent_);
  memcpy(to, self->request_.body.data() + self->sent_, most);
  self->sent_ += most;
  if (self->sent_ == self->request_.body.size()) self->is_sent = true;
  self->touch();
  return most;
}

std::size_t Transfer::take_header(char* from, std::size_t size, std::size_t count, void* user) {
  auto* self = static_cast<Transfer*>(user);
  const std::string_view line(from, size * count);
  self->touch();
  self->header_bytes_ += line.size();
  if (self->header_bytes_ > most_header_bytes) {
    self->overflowed = true;
    return 0;
  }
  try {
    if (line.starts_with("HTTP/")) {  // also after 100 Continue and the like
      self->in_headers_ = true;
      self->response.headers.clear();
    } else if (trimmed(line).empty()) {
      self->in_headers_ = false;
    } else if (self->in_headers_) {
      const auto colon = line.find(':');
      if (colon != std::string_view::npos)
        self->response.headers.push_back(
            {lower(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))});
    }
  } catch (const std::bad_alloc&) {
    return 0;
  }
  return line.size();
}

std::size_t Transfer::take_body(char* from, std::size_t size, std::size_t count, void* user) {
  auto* self = static_cast<Transfer*>(user);
  const std::size_t bytes = size * count;
  self->touch();
  if (bytes > self->request_.most_bytes ||
      self->response.body.size() > self->request_.most_bytes - bytes) {
    self->overflowed = true;
    return 0;
  }
  try {
    if (self->response.body.empty()) self->make_room();
    self->response.body.append(from, bytes);
  } catch (const std::bad_alloc&) {
    return 0;
  }
  return bytes;
}

// A text that grows in steps touches new pages at each of them, which took four times as long as
// the rest of a request for a page of 300 KB. What a server says of the length is believed up to a
// point only.
void Transfer::make_room() {
  constexpr curl_off_t most = 1 << 20;
  curl_off_t length = -1;
  curl_easy_getinfo(easy_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
  const auto bytes = static_cast<std::size_t>(std::clamp<curl_off_t>(length, 0, most));
  response.body.reserve(std::max(bytes, usual_bytes_));
}

int Transfer::before_sending(void* user, char*, char*, int, int) {
  auto* self = static_cast<Transfer*>(user);
  // libcurl comes here once more when it wants to send again on another connection. Of a write
  // without a body it could, whatever its read callback says.
  if (self->began && self->request_.effect == Effect::write) {
    self->stopped_second = true;
    return CURL_PREREQFUNC_ABORT;
  }
  self->began = true;
  if (self->request_.body.empty()) self->is_sent = true;
  self->touch();
  return CURL_PREREQFUNC_OK;
}

CURLcode Transfer::set_up_tls(CURL*, void* context, void* self) {
  auto* tls = static_cast<SSL_CTX*>(context);
  auto* kept = new (std::nothrow) SharedTrouble(static_cast<Transfer*>(self)->certificate);
  if (kept == nullptr) return CURLE_OUT_OF_MEMORY;
  if (SSL_CTX_set_ex_data(tls, context_index(), kept) != 1) {
    delete kept;
    return CURLE_OUT_OF_MEMORY;
  }
  SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, look_at_certificate);
  return CURLE_OK;
}

// Only looks, so that a message can name the day; what OpenSSL decided stands.
int Transfer::look_at_certificate(int well, X509_STORE_CTX* store) {
  if (well != 0) return well;
  const auto* tls =
      static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  if (tls == nullptr) return well;
  const auto* kept =
      static_cast<SharedTrouble*>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(tls), context_index()));
  const X509* certificate = X509_STORE_CTX_get_current_cert(store);
  if (kept == nullptr || certificate == nullptr) return well;
  try {
    **kept = {X509_STORE_CTX_get_error(store), day_of(X509_get0_notBefore(certificate)),
              day_of(X509_get0_notAfter(certificate))};
  } catch (const std::exception&) {
    // The message does without the day.
  }
  return well;
}

}  // namespace homevisit::http
