#include "http/sign_in.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "base/uuid.h"
#include "http/challenge.h"
#include "http/encoding.h"
#include "http/jwt.h"
#include "http/oauth1.h"
#include "http/url.h"

namespace homevisit::http {
namespace {

// Of an assertion. Long enough for a slow network and a clock that is a little off; short, since
// who catches one could use it so long.
constexpr std::int64_t assertion_seconds = 120;

Error not_allowed(std::string message) {
  return {HV_INVALID_ARGUMENT, failure_code(Failure::refused_here), std::move(message)};
}

// Nothing of an adapter, or of a configuration, may send a credential in the open.
Status admitted(const std::string& text) {
  const auto url = parse_url(text);
  if (!url)
    return not_allowed(
        "The URL of a request that signs in cannot be read. It must be absolute, of https, and "
        "without user and fragment.");
  if (url->secure || is_loopback(*url)) return ok();
  return not_allowed(fmt::format(
      "No credential is sent to {} over http, where others could read it. Use its https "
      "address in the adapter's configuration.",
      url->origin()));
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

// RFC 7617: UTF-8, no colon in the user's name, no control characters.
Result<std::string> basic_header(const std::string& user, const Secret& secret) {
  const std::string_view password = as_text(secret.reveal());
  if (user.find(':') != std::string::npos || has_control_character(user) || find_invalid_utf8(user))
    return not_allowed(
        "A user's name with a colon or a control character cannot sign in by Basic. "
        "Correct it in the adapter's configuration.");
  if (has_control_character(password) || find_invalid_utf8(password))
    return Error{HV_UNAUTHENTICATED, "secret_unusable",
                 "The secret holds a control character or is not UTF-8, and cannot stand in a "
                 "header. Put it there as the system gave it, on one line."};
  std::string pair = user + ':' + std::string(password);
  std::string header = "Basic " + base64(as_bytes(pair));
  wipe(pair);
  return header;
}

Result<std::string> bearer_header(const Secret& secret) {
  const std::string_view token = as_text(secret.reveal());
  if (std::any_of(token.begin(), token.end(), [](char c) { return c <= ' ' || c > '~'; }))
    return Error{HV_UNAUTHENTICATED, "secret_unusable",
                 "The token in the configured secret holds a space, a line end or a character that "
                 "cannot stand in a header. Put it there as the system gave it, on one line."};
  return "Bearer " + std::string(token);
}

// RFC 6749, 2.3.1: both are form-encoded before they are joined.
std::string client_header(const std::string& client_id, const Secret& secret) {
  std::string pair = form_encoded(client_id) + ':' + form_encoded(as_text(secret.reveal()));
  std::string header = "Basic " + base64(as_bytes(pair));
  wipe(pair);
  return header;
}

bool is_same(const Secret& a, const Secret& b) {
  return std::equal(a.reveal().begin(), a.reveal().end(), b.reveal().begin(), b.reveal().end());
}

constexpr const char* form_type = "application/x-www-form-urlencoded";

const Header* content_type(const Request& request) {
  const auto found = std::find_if(
      request.headers.begin(), request.headers.end(),
      [](const Header& header) { return same_ignoring_case(header.name, "content-type"); });
  return found == request.headers.end() ? nullptr : &*found;
}

Result<std::string> form_field(const Request& request, const std::string& name,
                               const Secret& secret) {
  const Header* const type = content_type(request);
  if (name.empty() || request.method == "GET" || (type != nullptr && type->value != form_type))
    return not_allowed(
        "A secret stands in a form field only where the field has a name and the request carries "
        "a form. Please report this fault of the adapter.");
  return form_encoded(name) + '=' + form_encoded(as_text(secret.reveal()));
}

// A request with a credential in it, wiped when it is done with.
class Carrier {
 public:
  explicit Carrier(Request request) : request_(std::move(request)) {}
  // A header of that name, or a field of a form.
  Carrier(const Request& request, const std::string& name, const std::string& header,
          const std::string& field)
      : request_(request) {
    for (const std::string_view own : {std::string_view("authorization"), std::string_view(name)})
      std::erase_if(request_.headers,
                    [&](const Header& h) { return same_ignoring_case(h.name, own); });
    if (!header.empty()) request_.headers.push_back({name, header});
    if (field.empty()) return;
    if (content_type(request_) == nullptr) request_.headers.push_back({"Content-Type", form_type});
    // At once as long as it will be: what grows leaves copies behind that nobody wipes.
    request_.body.reserve(request_.body.size() + 1 + field.size());
    if (!request_.body.empty()) request_.body += '&';
    request_.body += field;
  }
  Carrier(const Carrier&) = delete;
  Carrier& operator=(const Carrier&) = delete;
  ~Carrier() {
    for (Header& header : request_.headers) wipe(header.value);
    wipe(request_.body);
  }
  const Request& request() const { return request_; }

 private:
  Request request_;
};

}  // namespace

struct SignIn::Credential {
  std::string name = "Authorization";
  std::string header;      // of that name; or
  std::string field;       // a field of a form, as it stands in the body
  TokenCache::Held token;  // where Auth::has_token()
  Secret secret;           // what the header was made from, else

  Credential() = default;
  Credential(Credential&&) = default;
  Credential& operator=(Credential&&) = default;
  ~Credential() {
    wipe(header);
    wipe(field);
  }

  static Credential of(const Auth& auth, TokenCache::Held token) {
    Credential made;
    if (!auth.token_header.empty()) made.name = auth.token_header;
    made.header = "Bearer " + std::string(as_text(token->value.reveal()));
    made.token = std::move(token);
    return made;
  }
};

SignIn::SignIn(Auth auth, Transport& inner, SecretSource& secrets, TokenCache& tokens,
               const Clock& clock, Random& random)
    : auth_(std::move(auth)),
      inner_(inner),
      secrets_(secrets),
      tokens_(tokens),
      clock_(clock),
      random_(random) {}

Result<Response> SignIn::send(const Request& request, const CallControl& control) {
  if (auth_.kind == HV_SIGN_IN_NONE) return inner_.send(request, control);
  HV_TRY(admitted(request.url));
  HV_ASSIGN(const Credential first, credential(request, control));
  Result<Response> answer =
      inner_.send(Carrier(request, first.name, first.header, first.field).request(), control);
  const bool token_over = answer && auth_.kind == HV_SIGN_IN_EXCHANGE && answer->status == 403;
  if (!answer || (answer->status != 401 && !token_over)) return answer;
  if (!renew(first)) return refused_again(*answer, request);
  HV_ASSIGN(const Credential second, credential(request, control));
  answer =
      inner_.send(Carrier(request, second.name, second.header, second.field).request(), control);
  if (!answer || answer->status != 401) return answer;
  return refused_again(*answer, request);
}

void SignIn::ahead(const Request& request, const CallControl& control) {
  if (auth_.kind == HV_SIGN_IN_NONE) return inner_.ahead(request, control);
  if (auth_.kind == HV_SIGN_IN_OAUTH1 || !admitted(request.url)) return;
  Result<Credential> found = Error{};
  if (!auth_.has_token()) {
    found = static_credential(request);
  } else if (auto token = tokens_.held(key())) {
    found = Credential::of(auth_, std::move(token));
  }
  if (found)
    inner_.ahead(Carrier(request, found->name, found->header, found->field).request(), control);
}

// A secret that is exchanged is all that tells one client from another.
TokenKey SignIn::key() const {
  const bool exchange = auth_.kind == HV_SIGN_IN_EXCHANGE;
  return {auth_.token_url, exchange ? auth_.secret : auth_.client_id, auth_.scope};
}

Result<Secret> SignIn::secret() {
  Result<Secret> found = secrets_.secret(auth_.secret);
  if (found) return found;
  Error error = std::move(found).error();
  error.status = HV_UNAUTHENTICATED;
  return error;
}

Result<SignIn::Credential> SignIn::credential(const Request& request, const CallControl& control) {
  if (!auth_.has_token()) return static_credential(request);
  HV_TRY(admitted(auth_.token_url));
  HV_ASSIGN(auto token, tokens_.get(key(), control, [&] { return fetch(control); }));
  return Credential::of(auth_, std::move(token));
}

Result<SignIn::Credential> SignIn::static_credential(const Request& request) {
  Credential made;
  // Systems that take it so answer 200 whatever it is: no 401 says when to read it anew.
  if (auth_.kind == HV_SIGN_IN_FORM) secrets_.forget(auth_.secret);
  HV_ASSIGN(made.secret, secret());
  switch (auth_.kind) {
    case HV_SIGN_IN_BASIC: {
      HV_ASSIGN(made.header, basic_header(auth_.client_id, made.secret));
      return made;
    }
    case HV_SIGN_IN_BEARER: {
      HV_ASSIGN(made.header, bearer_header(made.secret));
      return made;
    }
    case HV_SIGN_IN_OAUTH1: {
      HV_ASSIGN(made.header,
                oauth1_header(request,
                              {auth_.algorithm, auth_.client_id, Uuid::make(clock_, random_).text(),
                               clock_.now_ms() / 1000},
                              made.secret));
      return made;
    }
    case HV_SIGN_IN_FORM: {
      HV_ASSIGN(made.field, form_field(request, auth_.client_id, made.secret));
      return made;
    }
    default:
      return not_allowed("The adapter asks for a way of signing in that does not exist.");
  }
}

bool SignIn::renew(const Credential& refused) {
  if (auth_.has_token()) {
    tokens_.forget(key(), refused.token);
    return true;
  }
  secrets_.forget(auth_.secret);
  // A new nonce and a new time are something new; the same password again is not, and may lock the
  // account.
  if (auth_.kind == HV_SIGN_IN_OAUTH1) return true;
  const Result<Secret> now = secret();
  return !now || !is_same(*now, refused.secret);
}

Error SignIn::refused_again(const Response& response, const Request& request) const {
  Error error = why_refused(response, request);
  error.http_status = response.status;
  return error;
}

Error SignIn::why_refused(const Response& response, const Request& request) const {
  const auto url = parse_url(request.url);
  const std::string place = url ? url->origin() : std::string();
  const Reason reason = refusal_reason(response);
  const std::int64_t ahead = clock_ahead_ms(response, clock_.now_ms());
  if (reason == Reason::insufficient_scope)
    return {HV_UNAUTHENTICATED, "scope_missing",
            fmt::format("{} lets client \"{}\" in, but not for this: its scope or rights do not "
                        "reach so far. Ask the administrator of that system to give them.",
                        place, auth_.client_id)};
  if (auth_.kind == HV_SIGN_IN_OAUTH1 && (ahead != 0 || reason == Reason::stale_nonce))
    return {
        HV_UNAUTHENTICATED, "clock_wrong",
        fmt::format("{} did not accept the time of a signed request{}. Set this machine's clock "
                    "(timedatectl set-ntp true); if it is right, tell the administrator of that "
                    "system.",
                    place,
                    ahead == 0 ? std::string()
                               : fmt::format(", and the clock of this machine is {}",
                                             clock_difference(ahead, request.url)))};
  if (auth_.has_token())
    return {
        HV_UNAUTHENTICATED, "token_refused",
        fmt::format("{} refuses a token that {} has just given ({}). Check that both belong to "
                    "one system, and that {} was not shut out; ask its administrator.",
                    place, shown(auth_.token_url),
                    reason == Reason::expired ? "401, invalid_token" : "401", client_of(auth_))};
  return {
      HV_UNAUTHENTICATED, "credential_refused",
      fmt::format("{} does not accept the credential of \"{}\" (401). It is wrong or was "
                  "revoked. Ask the administrator of that system for a new one and put it in the "
                  "place of the secret \"{}\"; a restart is not needed.",
                  place, auth_.client_id, auth_.secret)};
}

// A refused secret may have been replaced since it was read.
Result<Token> SignIn::fetch(const CallControl& control) {
  HV_ASSIGN(const Secret before, secret());
  Result<Token> token = ask(before, control);
  if (token || token.error().code != "client_refused") return token;
  secrets_.forget(auth_.secret);
  const Result<Secret> now = secret();
  if (!now || is_same(*now, before)) return token;
  return ask(*now, control);
}

Result<Token> SignIn::ask(const Secret& secret, const CallControl& control) {
  const bool by_key = auth_.kind == HV_SIGN_IN_OAUTH2_PRIVATE_KEY;
  // An assertion is good for once, so Retry, which would send the same one, leaves it alone (it is
  // sent as a write), and what came to nothing is tried again here, with a new one.
  for (int attempt = 1;; ++attempt) {
    HV_ASSIGN(Request made, token_request(secret));
    const Carrier carrier(std::move(made));
    const std::int64_t asked = clock_.now_ms();
    Result<Response> answer = inner_.send(carrier.request(), control);
    const bool once_more = by_key && attempt == 1 && control.check().ok();
    if (!answer) {
      if (once_more && failure_of(answer.error()) == Failure::lost) continue;
      return token_trouble(answer.error(), control);
    }
    if (once_more && answer->status >= 500) continue;
    const std::int64_t now = clock_.now_ms();
    Result<Token> token = read_token(*answer, auth_, asked, now);
    wipe(answer->body);
    // Retry obeyed a Retry-After, and the assertion grew old meanwhile.
    if (once_more && !token && now - asked > assertion_seconds * 500) continue;
    return token;
  }
}

Result<Request> SignIn::exchange_request(const Secret& secret) {
  const auto is_token_character = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  const std::string& header = auth_.token_header;
  if (auth_.secret_field.empty() || auth_.token_place.empty() || auth_.token_life_ms < 0 ||
      !std::all_of(header.begin(), header.end(), is_token_character))
    return not_allowed(
        "The adapter does not say into which field the secret goes, where the token stands, or "
        "into which header it goes.");
  Request request;
  request.method = "POST";
  request.url = auth_.token_url;
  request.most_bytes = largest_token_answer;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                     {"Accept", "application/json"}};
  request.body = form_encoded(auth_.secret_field) + '=' + form_encoded(as_text(secret.reveal()));
  return request;
}

Result<Request> SignIn::token_request(const Secret& secret) {
  if (auth_.kind == HV_SIGN_IN_EXCHANGE) return exchange_request(secret);
  Request request;
  request.method = "POST";
  request.url = auth_.token_url;
  request.most_bytes = largest_token_answer;
  request.headers = {{"Content-Type", form_type}, {"Accept", "application/json"}};
  Pairs fields = {{"grant_type", "client_credentials"}};
  if (!auth_.scope.empty()) fields.emplace_back("scope", auth_.scope);
  std::string credential;
  switch (auth_.kind) {
    case HV_SIGN_IN_OAUTH2_BASIC:
      request.headers.push_back({"Authorization", client_header(auth_.client_id, secret)});
      break;
    case HV_SIGN_IN_OAUTH2_BODY:
      fields.emplace_back("client_id", auth_.client_id);
      credential = "&client_secret=" + form_encoded(as_text(secret.reveal()));
      break;
    default: {
      const std::int64_t now = clock_.now_ms() / 1000;
      HV_ASSIGN(const Secret assertion,
                signed_assertion({auth_.algorithm, auth_.key_id, auth_.client_id,
                                  auth_.audience.empty() ? auth_.token_url : auth_.audience,
                                  Uuid::make(clock_, random_).text(), now, now + assertion_seconds},
                                 secret));
      fields.emplace_back("client_id", auth_.client_id);
      fields.emplace_back("client_assertion_type",
                          "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      credential = "&client_assertion=" + std::string(as_text(assertion.reveal()));
      request.effect = Effect::write;
    }
  }
  request.body = form_encoded(fields);
  request.body += credential;
  wipe(credential);
  return request;
}

// Whatever became of the request for a token, that of our caller has not left.
Error SignIn::token_trouble(const Error& error, const CallControl& control) const {
  if (const Status status = control.check(); !status) {
    const bool cancelled = status.error().status == HV_CANCELLED;
    return {status.error().status, failure_code(cancelled ? Failure::cancelled : Failure::deadline),
            cancelled ? "Stopped on request while asking for a token."
                      : fmt::format("{} gave no token within the time allowed. Try again later, or "
                                    "with more time.",
                                    shown(auth_.token_url))};
  }
  switch (failure_of(error)) {
    case Failure::lost: {
      Error away{
          HV_UNAVAILABLE, "token_unavailable",
          fmt::format("{} broke the connection before it gave a token. Try again later; when "
                      "it stays, ask the administrator of that system.",
                      shown(auth_.token_url))};
      away.retryable = true;
      return away;
    }
    case Failure::too_large:
      return {HV_UNAUTHENTICATED, "token_unusable",
              fmt::format("{} answered with more than a token has. Check the token URL in the "
                          "adapter's configuration.",
                          shown(auth_.token_url))};
    default:
      return error;
  }
}

}  // namespace homevisit::http
