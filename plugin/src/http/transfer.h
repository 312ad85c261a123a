// One attempt of one request: an easy handle, what it sends, and what came back.
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "http/curl_handle.h"
#include "http/http.h"

namespace homevisit::http {

// Of all requests of an engine. Verification of certificates has no setting.
struct TransferSettings {
  std::string proxy;    // "": none; the environment is not looked at
  std::string ca_file;  // beside the system's authorities
  std::string client_certificate, client_key;
  std::int64_t connect_timeout_ms = 10'000;
};

// What OpenSSL said of the other side's certificate.
struct CertificateTrouble {
  int code = 0;            // X509_V_ERR_*
  std::string not_before;  // "2026-10-12"
  std::string not_after;
};

// REQUIRES: stays where it is until it is out of the multi handle.
class Transfer {
 public:
  // `easy`: a new one, or one that another transfer gave back by take_easy().
  // `usual_bytes`: how long answers have been of late.
  Transfer(CurlEasy easy, Request request, const TransferSettings& settings,
           std::size_t usual_bytes);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // HV_RESOURCE_EXHAUSTED when libcurl takes an option no longer.
  Status prepare();
  CURL* easy() const { return easy_.get(); }
  const Request& request() const { return request_; }
  CurlEasy take_easy();

  // From here on: set by whoever drives the transfer, read when `done`.
  Response response;
  CURLcode code = CURLE_OK;
  // The connection stood and the request began to go out. Until then nothing can have been taken.
  bool began = false;
  // All of it was handed to libcurl: what is left is the other side's.
  std::atomic<bool> is_sent{false};
  // libcurl wanted to send a write once more, and was stopped.
  bool stopped_second = false;
  bool overflowed = false;  // the answer is longer than most_bytes
  // Shared with the TLS context, which may outlive this.
  const std::shared_ptr<CertificateTrouble> certificate = std::make_shared<CertificateTrouble>();
  std::string detail() const { return detail_; }

  // When a byte last moved, by the machine's clock.
  std::atomic<std::int64_t> moved_ms{0};

  // The driver's own, under its lock.
  bool inside = false;  // known to the driver
  bool added = false;   // in the multi handle
  bool done = false;

 private:
  static std::size_t read_body(char* to, std::size_t size, std::size_t count, void* self);
  static std::size_t take_header(char* from, std::size_t size, std::size_t count, void* self);
  static std::size_t take_body(char* from, std::size_t size, std::size_t count, void* self);
  static int before_sending(void* self, char*, char*, int, int);
  static CURLcode set_up_tls(CURL*, void* context, void* self);
  static int look_at_certificate(int well, X509_STORE_CTX* store);

  bool can_be_shared() const;
  bool set_method();
  bool set_headers();
  bool set_tls();
  void make_room();
  void touch();

  CurlEasy easy_;
  CurlList headers_;
  Request request_;
  const TransferSettings& settings_;
  const std::size_t usual_bytes_;
  std::size_t sent_ = 0;  // of the body
  std::size_t header_bytes_ = 0;
  bool in_headers_ = true;  // of the answer; else its body or its trailers
  char detail_[CURL_ERROR_SIZE] = "";
};

}  // namespace homevisit::http
