// HTTP as the layers of this folder hand it on. From the outside in:
//
//   SignIn   (sign_in.h)    adds credentials; one refresh and one replay on 401
//   Retry    (retry.h)      sends again what may be sent again, waits, keeps to the limit of the host
//   Engine   (engine.h)     one attempt, through one libcurl multi handle
//
// Each is a Transport over the next, so that a test can put anything in its place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/status.h"

namespace homevisit::http {

struct Header {
  std::string name;  // as sent; in lower case in a Response
  std::string value;
};

// What the request does to the other side; decides whether it may be sent twice (adapter.h,
// hv_http_effect).
enum class Effect { read, write };

struct Request {
  Effect effect = Effect::read;
  std::string method = "GET";
  std::string url;
  std::vector<Header> headers;
  std::string body;
  std::uint64_t most_bytes = 32 << 20;  // of the answer
  bool keep = false;                    // HV_HTTP_KEEP
};

struct Response {
  int status = 0;
  std::vector<Header> headers;
  std::string body;
  bool kept = false;

  // The first of that name (given in lower case), or "".
  std::string_view header(std::string_view name) const;
};

// What became of a request that brought no answer. Stands in Error::code as "http_not_sent" ...;
// retry.h has the table of what follows from each.
enum class Failure {
  not_sent,      // no name, no connection, TLS refused: certainly not taken
  lost,          // sent, at least in part, and the answer was lost
  certificate,   // the certificate does not hold: expired, another name, unknown issuer
  redirected,    // to another origin, or a write to anywhere
  too_large,     // longer than most_bytes
  refused_here,  // we do not send this: bad url, credentials over plain http
  deadline,
  cancelled
};
const char* failure_code(Failure);
// REQUIRES: an error of a Transport.
Failure failure_of(const Error&);

// [any]
class Transport {
 public:
  virtual ~Transport() = default;
  // An answer, whatever its status; or an Error whose code is a failure_code.
  virtual Result<Response> send(const Request& request, const CallControl& control) = 0;
  // Begins a read that will be asked for next; may do nothing.
  virtual void ahead(const Request&, const CallControl&) {}
};

}  // namespace homevisit::http
