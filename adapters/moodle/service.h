// Moodle's web service for one call of the host.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "homevisit/sdk/http.h"
#include "settings.h"

namespace homevisit::moodle {

// "notes[0][userid]" and its value.
using Fields = std::vector<std::pair<std::string, std::string>>;

// What Moodle said no with: its error code, since its messages are for people, in the language of
// the site, and may name some.
class Refused : public sdk::Failure {
 public:
  Refused(hv_status status, std::string message, std::string code)
      : Failure(status, std::move(message)), code_(std::move(code)) {}
  const std::string& code() const { return code_; }

 private:
  std::string code_;
};

// Every request is a POST with the token in its form, which the host puts there; the function and
// what a read asks for stand in the address, what a write says in the form. Moodle answers 200 to
// everything: an error is an object with the member "exception".
class Service {
 public:
  Service(const sdk::Call& call, const Settings& settings)
      : http_(call, settings.auth), settings_(settings) {}

  // `what` completes "Moodle ... the request for": "courses". Throws Failure.
  sdk::Json read(std::string_view function, const Fields& wanted, const std::string& what) const;
  // Once it was sent, an answer that cannot be read is HV_OUTCOME_UNKNOWN.
  sdk::Json write(std::string_view function, const Fields& said, const std::string& what) const;

  const Settings& settings() const { return settings_; }
  const sdk::Call& call() const { return http_.call(); }
  sdk::Host host() const { return call().host(); }

 private:
  std::string address(std::string_view function, const Fields& wanted) const;

  sdk::Http http_;
  const Settings& settings_;
};

// Throws HV_UNAVAILABLE where it is no array: no list is an answer of another kind, not an empty
// one.
void require_list(const sdk::Value& value, const std::string& what);

}  // namespace homevisit::moodle
