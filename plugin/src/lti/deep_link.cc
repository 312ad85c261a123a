#include "lti/deep_link.h"

namespace homevisit::lti {
namespace {

#define HV_LTI_CLAIM "https://purl.imsglobal.org/spec/lti/claim/"
#define HV_DEEP_LINK_CLAIM "https://purl.imsglobal.org/spec/lti-dl/claim/"

constexpr std::int64_t answer_within_seconds = 300;

}  // namespace

std::string deep_link_claims(const Reply& reply, const DeepLink* link) {
  json::Writer w;
  // Here we are the issuer, by the name that the platform gave us.
  w.begin_object().member("iss", reply.client_id).member("aud", reply.issuer);
  w.member("iat", reply.issued).member("exp", reply.issued + answer_within_seconds);
  w.member("nonce", reply.nonce);
  w.member(HV_LTI_CLAIM "version", "1.3.0");
  w.member(HV_LTI_CLAIM "message_type", "LtiDeepLinkingResponse");
  w.member(HV_LTI_CLAIM "deployment_id", reply.deployment);
  // As it came, and only where it came.
  w.member_if(HV_DEEP_LINK_CLAIM "data", reply.data);
  w.key(HV_DEEP_LINK_CLAIM "content_items").begin_array();
  if (link != nullptr) {
    w.begin_object().member("type", "ltiResourceLink").member("title", link->title);
    w.member("url", link->url);
    if (!link->student.empty())
      w.key("custom").begin_object().member(student_parameter, link->student).end_object();
    w.end_object();
  }
  return w.end_array().end_object().take();
}

}  // namespace homevisit::lti
