#include "http/trouble.h"

#include <fmt/format.h>
#include <openssl/x509_vfy.h>

namespace homevisit::http {
namespace {

hv_status status_of(Failure failure, Effect effect) {
  switch (failure) {
    case Failure::lost:
      return effect == Effect::write ? HV_OUTCOME_UNKNOWN : HV_UNAVAILABLE;
    case Failure::redirected:
      return HV_FAILED_PRECONDITION;
    case Failure::too_large:
      return HV_RESOURCE_EXHAUSTED;
    case Failure::refused_here:
      return HV_INVALID_ARGUMENT;
    case Failure::deadline:
      return HV_DEADLINE_EXCEEDED;
    case Failure::cancelled:
      return HV_CANCELLED;
    case Failure::not_sent:
    case Failure::certificate:
      break;
  }
  return HV_UNAVAILABLE;
}

Error lost(const Transfer& transfer, const Url& url, std::string_view what) {
  const Effect effect = transfer.request().effect;
  return transport_error(
      Failure::lost, effect,
      effect == Effect::write
          ? fmt::format("{} {} after the request was sent, so it is not known whether it was done. "
                        "It is looked up there before anything is sent again.",
                        url.origin(), what)
          : fmt::format("{} {} before its answer was complete. Try again; when it stays, ask the "
                        "administrator of that system.",
                        url.origin(), what));
}

// Not yet begun: certainly not taken.
Error not_sent(const Transfer& transfer, std::string message) {
  return transport_error(Failure::not_sent, transfer.request().effect, std::move(message));
}

std::string about_certificate(const Transfer& transfer, const Url& url) {
  const CertificateTrouble& found = *transfer.certificate;
  switch (found.code) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return fmt::format(
          "The certificate of {} expired on {}. Nothing was sent. The administrator of that system "
          "renews it; if the date looks right, check the clock of this machine.",
          url.host, found.not_after.empty() ? "a day in the past" : found.not_after);
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return fmt::format(
          "The certificate of {} holds only from {}. Nothing was sent. Check the clock of this "
          "machine; if it is right, tell the administrator of that system.",
          url.host, found.not_before.empty() ? "a later day" : found.not_before);
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return fmt::format(
          "The certificate of {} was issued by an authority that this machine does not know. "
          "Nothing was sent. If it is the school's own authority, put its certificate into a file "
          "and name that as \"ca_file\" under \"http\" in the configuration.",
          url.host);
    case X509_V_ERR_HOSTNAME_MISMATCH:
      return fmt::format(
          "The certificate that {} shows is for another name. Nothing was sent. Check the address "
          "in the configuration; if it is right, tell the administrator of that system.",
          url.host);
    case X509_V_ERR_CERT_REVOKED:
      return fmt::format(
          "The certificate of {} was revoked. Nothing was sent. Tell the administrator of that "
          "system.",
          url.host);
    default:
      break;
  }
  const std::string detail = transfer.detail();
  // libcurl itself compares the name, after OpenSSL found the certificate well.
  if (found.code == X509_V_OK)
    return fmt::format(
        "The certificate that {} shows is for another name. Nothing was sent. Check the address in "
        "the configuration; if it is right, tell the administrator of that system.",
        url.host);
  return fmt::format(
      "The certificate of {} does not hold ({}). Nothing was sent. Tell the administrator of that "
      "system.",
      url.host, detail);
}

Error before_it_began(const Transfer& transfer, const Url& url, const TransferSettings& settings) {
  const std::string place = url.origin();
  switch (transfer.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return not_sent(transfer,
                      fmt::format("The name {} was not found. Check the address in the "
                                  "configuration, and whether this machine can look up names.",
                                  url.host));
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
      return not_sent(transfer, fmt::format("The proxy {} was not found or refused to connect to "
                                            "{}. Check \"proxy\" under \"http\" in the "
                                            "configuration.",
                                            settings.proxy, place));
    case CURLE_COULDNT_CONNECT:
      return not_sent(transfer,
                      settings.proxy.empty()
                          ? fmt::format("{} takes no connection. It may be down, or a firewall may "
                                        "stand between; check the address in the configuration.",
                                        place)
                          : fmt::format("The proxy {} takes no connection. Check \"proxy\" under "
                                        "\"http\" in the configuration.",
                                        settings.proxy));
    case CURLE_OPERATION_TIMEDOUT:
      return not_sent(transfer, fmt::format("{} did not answer within {} seconds when a connection "
                                            "was asked for. It may be down, or a firewall may "
                                            "stand between.",
                                            place, (settings.connect_timeout_ms + 999) / 1000));
    case CURLE_SSL_CERTPROBLEM:
      return transport_error(
          Failure::refused_here, transfer.request().effect,
          fmt::format("The client certificate {} cannot be used ({}). Check \"client_certificate\" "
                      "and \"client_key\" under \"http\" in the configuration.",
                      settings.client_certificate, transfer.detail()));
    case CURLE_SSL_CACERT_BADFILE:
      return transport_error(
          Failure::refused_here, transfer.request().effect,
          fmt::format("The authorities in {} cannot be read ({}). Check \"ca_file\" under \"http\" "
                      "in the configuration.",
                      settings.ca_file.empty() ? "the system's file" : settings.ca_file,
                      transfer.detail()));
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
      return not_sent(transfer, fmt::format("No secure connection (TLS 1.2 or later) with {} came "
                                            "about: {}. Ask the administrator of that system which "
                                            "versions it takes.",
                                            place, transfer.detail()));
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return transport_error(Failure::refused_here, transfer.request().effect,
                             "The address is not one of http or https. Check it in the "
                             "configuration.");
    case CURLE_OUT_OF_MEMORY:
      return not_sent(transfer, "There is not enough memory to send the request.");
    default:
      return not_sent(
          transfer, fmt::format("No connection with {} came about: {}.", place, transfer.detail()));
  }
}

}  // namespace

Error transport_error(Failure failure, Effect effect, std::string message) {
  Error error{status_of(failure, effect), failure_code(failure), std::move(message)};
  error.retryable = failure == Failure::not_sent || failure == Failure::deadline ||
                    (failure == Failure::lost && effect == Effect::read);
  return error;
}

Error trouble_of(const Transfer& transfer, const Url& url, const TransferSettings& settings) {
  const Effect effect = transfer.request().effect;
  // Here, and not in before_it_began(): a connection that is set up anew for a second try.
  if (transfer.code == CURLE_PEER_FAILED_VERIFICATION && !transfer.stopped_second &&
      (!transfer.began || effect == Effect::read))
    return transport_error(Failure::certificate, effect, about_certificate(transfer, url));
  if (!transfer.began) return before_it_began(transfer, url, settings);
  if (transfer.overflowed)
    return effect == Effect::write
               ? lost(transfer, url, "gave an answer that is longer than expected")
               : transport_error(
                     Failure::too_large, effect,
                     fmt::format("The answer of {} is longer than the {} bytes that were expected. "
                                 "Ask for smaller pages, if the system has a setting for that.",
                                 url.origin(), transfer.request().most_bytes));
  // TLS 1.3 lets us send before the other side says that it wanted a certificate of ours.
  if (transfer.detail().find("certificate required") != std::string::npos)
    return lost(transfer, url,
                settings.client_certificate.empty()
                    ? "wants a client certificate (\"client_certificate\" and \"client_key\" under "
                      "\"http\" in the configuration) and broke the connection"
                    : "did not accept our client certificate and broke the connection");
  switch (transfer.code) {
    case CURLE_PARTIAL_FILE:
      return lost(transfer, url, "broke off its answer");
    case CURLE_GOT_NOTHING:
      return lost(transfer, url, "closed the connection without an answer");
    case CURLE_BAD_CONTENT_ENCODING:
      return lost(transfer, url, "sent an answer that cannot be unpacked");
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return lost(transfer, url, "sent something that is no HTTP");
    default:
      return lost(transfer, url, "broke the connection");
  }
}

Error stopped_by_deadline(const Transfer& transfer, const Url& url) {
  const Effect effect = transfer.request().effect;
  if (transfer.began && effect == Effect::write)
    return lost(transfer, url, "did not answer within the time allowed");
  return transport_error(
      Failure::deadline, effect,
      fmt::format("{} did not answer within the time allowed. Try again later, or with more time.",
                  url.origin()));
}

Error stopped_by_cancel(const Transfer& transfer, const Url& url) {
  const Effect effect = transfer.request().effect;
  if (transfer.began && effect == Effect::write)
    return lost(transfer, url, "had not answered when the call was stopped");
  return transport_error(Failure::cancelled, effect, "Stopped on request.");
}

Error stopped_by_silence(const Transfer& transfer, const Url& url, std::int64_t stall_ms) {
  if (transfer.began)
    return lost(transfer, url, fmt::format("was silent for {} seconds", (stall_ms + 999) / 1000));
  return not_sent(transfer,
                  fmt::format("{} did not answer when a connection was asked for.", url.origin()));
}

}  // namespace homevisit::http
