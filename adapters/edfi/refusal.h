// What an Ed-Fi server's "no" means, as a sentence for the person who can change it. The server's
// own text is not passed on, since it may repeat what was sent; only names that are ours are.
#pragma once

#include <string>
#include <string_view>

#include "config.h"
#include "homevisit/sdk/http.h"

namespace homevisit::edfi {

enum class Deed { read, create, change, remove };

// 403: which claim is missing.
sdk::Failure claim_missing(std::string_view resource, Deed deed);

// Any status but 2xx. 400 and 409 say which descriptor or reference the server does not know.
sdk::Failure refusal(const sdk::Response& response, std::string_view resource, Deed deed,
                     const Config& config);

// The server does not have the member of staff who wrote the entry: left since.
struct UnknownStaff : sdk::Failure {
  using Failure::Failure;
};
bool staff_is_unknown(const sdk::Response& response);

}  // namespace homevisit::edfi
