// How learning platforms may launch us: "lti" of the configuration.
#pragma once

#include <functional>
#include <string>

#include "lti/members.h"
#include "lti/platform.h"
#include "lti/registration.h"
#include "sign_on/provider.h"

namespace homevisit::lti {

struct Settings {
  std::string url;      // of our pages as browsers open them, without a slash at the end; "": off
  std::string title;    // by which platforms show us; "": in the school's language
  Platforms platforms;  // those of the configuration
  // Rules for every platform that has none of its own: which member of staff somebody is, and what
  // they may do; which id of a learner is that of the roster.
  sign_on::Provider who;
  MemberId member = MemberId::lis_person_sourcedid;
  bool class_is_group = false;  // a class has the same id there as its group in the roster

  bool on() const { return !url.empty(); }
  std::string login_url() const { return url + "/lti/login"; }
  std::string launch_url() const { return url + "/lti/launch"; }
  std::string keys_url() const { return url + "/lti/keys"; }
  Tool tool() const { return {title, login_url(), launch_url(), keys_url()}; }
  // The page that an address of ours names; "" for the launch itself, for the first page, and for
  // whatever is not ours.
  std::string page_of(const std::string& address) const;

  // The rules that count for people of this platform.
  sign_on::Provider who_at(const Platform& platform) const;
  MemberId member_at(const Platform& platform) const;
  // The numbers that a platform gives to people ("sub", "user_id") are its own: two platforms give
  // the same number to two people. Where platforms of several issuers are known, a rule for all may
  // not go by them. Errors: HV_PERMISSION_DENIED (lti_ids_of_several_platforms).
  Status check_staff_ids(const Platform& platform, const Platforms& known) const;
  Status check_member_ids(const Platform& platform, const Platforms& known) const;
};

// REQUIRES: `lti` was checked against config.json. Errors: HV_INVALID_ARGUMENT with its place.
Result<Settings> read_settings(json::Value lti, const std::function<std::string(json::Value)>& path,
                               const std::string& language);

}  // namespace homevisit::lti
