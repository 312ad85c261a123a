#include "lti/members.h"

#include <algorithm>

#include "homevisit/sdk/link.h"
#include "lti/launch.h"
#include "lti/roles.h"

namespace homevisit::lti {
namespace {

constexpr std::size_t longest_id = 255;

Error unusable(const char* what) {
  return {HV_UNAVAILABLE, "members_unusable",
          std::string("The platform's list of the class cannot be used: ") + what +
              ". Choose the student in your own list of classes, and tell the administrator."};
}

bool is_learner(json::Value roles) {
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const std::string uri = role_uri(roles.at(i).text());
    if (uri.ends_with("membership#Learner") || uri.find("membership/Learner#") != std::string::npos)
      return true;
  }
  return false;
}

// Missing: active, as the service says.
bool is_active(json::Value member) {
  const std::string_view status = member["status"].text();
  return status.empty() || status == "Active";
}

// Some platforms give numbers as numbers.
std::string id_of(json::Value member, MemberId id) {
  const json::Value value = member[id == MemberId::user_id ? "user_id" : "lis_person_sourcedid"];
  if (const auto number = value.integer()) return std::to_string(*number);
  const std::string_view text = value.text();
  return text.size() <= longest_id ? std::string(text) : std::string();
}

// Several header lines are one list (RFC 9110, 5.3).
std::string next_of(const http::Response& response) {
  for (const http::Header& header : response.headers) {
    if (header.name != "link") continue;
    if (const auto target = sdk::find_link(header.value, "next")) return *target;
  }
  return {};
}

}  // namespace

Result<MembersPage> read_members(const http::Response& response, const std::string& url,
                                 MemberId id) {
  if (response.status != 200) return unusable("it answered with an error");
  const auto document =
      json::Document::parse(response.body, {.bytes = largest_members_page, .depth = 24});
  if (!document) return unusable("it is no JSON");
  const json::Value members = document->root()["members"];
  if (!members.is_array()) return unusable("it names no members");
  MembersPage page;
  page.members = members.size();
  for (std::size_t i = 0; i < members.size(); ++i) {
    const json::Value member = members.at(i);
    if (!member.is_object()) return unusable("a member is no object");
    if (!is_active(member) || !is_learner(member["roles"])) continue;
    std::string its = id_of(member, id);
    if (its.empty())
      ++page.without_id;
    else
      page.learners.push_back(std::move(its));
  }
  page.next = next_of(response);
  if (page.next == url || (!page.next.empty() && !is_safe_url(page.next)))
    return unusable("its next page is no address to go to");
  return page;
}

}  // namespace homevisit::lti
