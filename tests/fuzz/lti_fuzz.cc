// Any bytes as what a learning platform says: the claims of a launch, a page of members, its
// description of itself. Nothing comes through that is no safe address, and no message repeats what
// came in. The first byte chooses.
#include <cstdlib>

#include "lti/launch.h"
#include "lti/members.h"
#include "lti/registration.h"
#include "lti/roles.h"

using namespace homevisit;

namespace {

void check(const Error& error) {
  if (error.code.empty() || error.message.empty()) std::abort();
  if (error.message.find("canary") != std::string::npos) std::abort();
}

void check_url(const std::string& url) {
  if (!lti::is_safe_url(url)) std::abort();
}

void launch(const std::string& text) {
  const auto claims = json::Document::parse(text);
  if (!claims) return;
  const auto read = lti::read_launch(claims->root());
  if (!read) return check(read.error());
  if (read->deployment.empty()) std::abort();
  if (!read->members_url.empty()) check_url(read->members_url);
  if (read->link) check_url(read->link->return_url);
  for (const std::string& role : read->roles)
    if (lti::is_kept_out(role) != lti::is_kept_out(lti::role_uri(role))) std::abort();
  if (read->parameter("student").starts_with('$')) std::abort();
}

// The first line is the Link header.
void members(const std::string& text, lti::MemberId id) {
  const auto line = std::min(text.find('\n'), text.size());
  const http::Response response{
      200, {{"link", text.substr(0, line)}}, text.substr(std::min(line + 1, text.size())), false};
  const auto page = lti::read_members(response, "https://sis.example/members", id);
  if (!page) return check(page.error());
  if (page->learners.size() + page->without_id > page->members) std::abort();
  for (const std::string& learner : page->learners)
    if (learner.empty()) std::abort();
  if (!page->next.empty()) check_url(page->next);
}

void description(const std::string& text) {
  const auto read =
      lti::read_description({200, {}, text, false}, "https://sis.example/configuration");
  if (!read) return check(read.error());
  check_url(read->registration_url);
  check_url(read->platform.keys_url);
  const auto platform = lti::read_registration({201, {}, text, false}, *read);
  if (!platform) return check(platform.error());
  if (platform->client_id.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      launch(rest);
      break;
    case 1:
      members(rest, lti::MemberId::user_id);
      break;
    case 2:
      members(rest, lti::MemberId::lis_person_sourcedid);
      break;
    default:
      description(rest);
  }
  return 0;
}
