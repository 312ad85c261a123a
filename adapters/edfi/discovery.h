// What an Ed-Fi server says of itself in the document at its root. Paths are taken from there and
// never guessed: they differ between ODS/API 5 to 7 ("/data/v3"), year-specific ODS
// ("/data/v3/2027"), DMS, which is v8 ("/api/data"), and Meadowlark ("/local/v3.3b").
#pragma once

#include <string>

#include "config.h"
#include "homevisit/sdk/http.h"

namespace homevisit::edfi {

struct Discovery {
  std::string data_url;     // ".../data/v3", without a "/" at its end
  std::string token_url;    // as configured, else as the document says
  std::string changes_url;  // ".../changeQueries/v1"; "" where there are no change queries
  std::string version;      // of the API: "7.3"
  int major = 0, minor = 0;
  std::string standard;  // Data Standard: "5.2.0"
  int standard_major = 0;

  // "contacts" since Data Standard 5, "parents" before.
  bool has_contacts() const { return standard_major >= 5; }
  bool has_evaluations() const { return standard_major >= 5; }
  // Languages and addresses moved out of the association with Data Standard 6.
  bool has_demographics() const { return standard_major >= 6; }
  bool has_page_tokens() const { return major == 7 && minor >= 3; }
  // DMS wants the id in the body of a PUT, as it stands in the url.
  bool wants_id_in_put() const { return major >= 8; }
};

// Throws HV_FAILED_PRECONDITION with what to change in the configuration.
Discovery read_discovery(const sdk::Value& document, const Config& config);

// Whether two clocks are more than a day apart, from the Date header of an answer.
bool clock_is_off(const sdk::Response& response, std::int64_t now_ms);

// Asks the server, or takes what was kept of it.
Discovery discover(const sdk::Call& call, const Config& config);

}  // namespace homevisit::edfi
