#include "lti/services.h"

#include <algorithm>
#include <iterator>

#include "lti/launch.h"

namespace homevisit::lti {

Result<Secret> ToolSecrets::secret(const std::string& name) {
  HV_ASSIGN(Kept kept, read_kept(journal_));
  const auto key = std::ranges::find(kept.keys, name, &ToolKey::id);
  if (key != kept.keys.end()) return std::move(key->pem);
  return Error{HV_NOT_FOUND, "lti_key_gone",
               "Our key for learning platforms is no longer there. Try again."};
}

Result<Learners> learners_of(http::Network& network, const Platform& platform,
                             const std::string& key, const std::string& url, MemberId id,
                             const CallControl& control) {
  const http::Auth auth{HV_SIGN_IN_OAUTH2_PRIVATE_KEY,
                        platform.client_id,
                        key,
                        platform.token_url,
                        members_scope,
                        platform.token_audience,
                        key,
                        "RS256"};
  Learners learners;
  std::size_t members = 0;
  http::Request request;
  request.url = url;
  request.headers = {{"Accept", members_type}};
  request.most_bytes = largest_members_page;
  for (int page = 0; page < most_member_pages && !request.url.empty(); ++page) {
    HV_ASSIGN(const http::Response response, network.send(request, auth, control));
    HV_ASSIGN(MembersPage read, read_members(response, request.url, id));
    std::ranges::move(read.learners, std::back_inserter(learners.ids));
    learners.without_id += read.without_id;
    if ((members += read.members) > most_members) break;
    request.url = std::move(read.next);
  }
  // Some platforms name a person once for every role.
  std::ranges::sort(learners.ids);
  learners.ids.erase(std::ranges::unique(learners.ids).begin(), learners.ids.end());
  return learners;
}

Result<PlatformDescription> described_at(http::Network& network, const std::string& address,
                                         const CallControl& control) {
  if (!is_safe_url(address))
    return Error{HV_FAILED_PRECONDITION, "platform_description_unusable",
                 "The platform's description of itself cannot be used: its address is no https "
                 "address. Nothing was registered."};
  http::Request look;
  look.url = address;
  look.headers = {{"Accept", "application/json"}};
  look.most_bytes = largest_description;
  HV_ASSIGN(const http::Response found, network.send(look, {}, control));
  return read_description(found, address);
}

Result<Platform> register_at(http::Network& network, const Tool& tool,
                             const PlatformDescription& description, const std::string& token,
                             const CallControl& control) {
  http::Request ask;
  ask.effect = http::Effect::write;
  ask.method = "POST";
  ask.url = description.registration_url;
  ask.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
  if (!token.empty()) ask.headers.push_back({"Authorization", "Bearer " + token});
  ask.body = registration_request(tool, description);
  ask.most_bytes = largest_description;
  auto answer = network.send(ask, {}, control);
  for (http::Header& header : ask.headers) wipe(header.value);
  if (!answer) return answer.error();
  return read_registration(*answer, description);
}

}  // namespace homevisit::lti
