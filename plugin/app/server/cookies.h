// What this site asks browsers to keep: the session, and a sign-in that was begun.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/message.h"

namespace homevisit::app {

// In a page of its own a cookie is for our own pages and for links that lead to them
// (SameSite=Lax). Where our pages may stand in a frame of another site, browsers send a cookie
// there only if it says so (None), goes over a safe connection (Secure), and is kept for that site
// alone (Partitioned): what is signed in inside one system is signed in nowhere else.
class Cookies {
 public:
  // `name`: of the session's cookie; others begin with it. `embedded`: pages may stand in frames.
  Cookies(std::string name, bool https, bool embedded);

  std::string session(const Request& request) const;  // its token; "" without one
  std::string with_session(const std::string& token) const;
  std::string without_session() const;

  // What was begun with the system that will answer with this `state`. Each has a cookie of its
  // own, so that two tabs may sign in at a time.
  std::string begun(const Request& request, std::string_view state) const;
  std::string with_begun(std::string_view state, const std::string& kept,
                         std::int64_t seconds) const;
  std::string without_begun(std::string_view state) const;
  // Those beyond the last few, to be forgotten: whoever begins over and over must not fill the
  // header.
  std::vector<std::string> without_older(const Request& request) const;

 private:
  std::string begun_name(std::string_view state) const;
  std::string made(const std::string& name, const std::string& value, std::int64_t seconds) const;

  const std::string name_;
  std::string rules_;
};

}  // namespace homevisit::app
