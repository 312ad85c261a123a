// The members of a class as the platform names them (Names and Role Provisioning Services 2.0).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "http/http.h"
#include "json/json.h"

namespace homevisit::lti {

// The one scope that we ever ask for.
inline constexpr const char* members_scope =
    "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";
inline constexpr const char* members_type =
    "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";

// A page is some hundred bytes a member; the largest class that anybody launches from has
// thousands.
inline constexpr std::size_t largest_members_page = 8 << 20;
inline constexpr std::size_t most_members = 20'000;
inline constexpr int most_member_pages = 500;

// Which of a member's ids is that of the roster.
enum class MemberId {
  user_id,               // the platform's own number of the person
  lis_person_sourcedid,  // the number that the school's administration gave
};

struct MembersPage {
  std::vector<std::string> learners;  // their ids; names, addresses and pictures are not looked at
  std::size_t members = 0;            // all that the page named
  std::size_t without_id = 0;         // learners whose id was not given
  std::string next;                   // "" : the last page
};

// Learners who are active. `url`: that the answer came from.
// Errors: HV_UNAVAILABLE (members_unusable): the answer is none of this service.
Result<MembersPage> read_members(const http::Response& response, const std::string& url,
                                 MemberId id);

}  // namespace homevisit::lti
