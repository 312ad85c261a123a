// The site: who may ask what, by which path. Everything that the HTTP server hands in passes here.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "library.h"
#include "server/arrival.h"
#include "server/assets.h"
#include "server/cookies.h"
#include "server/csrf.h"
#include "server/demo.h"
#include "server/doors.h"
#include "server/launches.h"
#include "server/lti.h"
#include "server/message.h"
#include "server/pages.h"
#include "server/questionnaire.h"
#include "server/router.h"
#include "server/sessions.h"
#include "server/sign_in.h"
#include "server/sign_on.h"
#include "server/submissions.h"
#include "server/turn.h"

namespace homevisit::app {

struct SiteOptions {
  bool https = false;                 // a proxy in front speaks HTTPS
  std::vector<std::string> names;     // "127.0.0.1:8080": names it may be asked by, in lower case
  std::string cookie;                 // name of the session's cookie
  std::vector<SignOnSystem> systems;  // that sign people in
  std::vector<std::string> frame_ancestors;  // whose pages may show ours in a frame
  bool lti = false;                          // learning platforms may launch us
  bool demo = false;
  bool metrics = false;                  // answer /metrics
  std::vector<std::string> proxy_names;  // those of the names that lead through the proxy
  std::string language;                  // the school's, for browsers that ask for none of ours
  std::chrono::seconds session_idle{30 * 60};
  std::chrono::seconds session_longest{10 * 60 * 60};
};

class Site {
 public:
  Site(const Library& library, SiteOptions options, std::function<void()> written);

  // [any]
  Response handle(const Request& request);

  // The server is about to stop: nobody need wait for another system any more. [any]
  void close_doors() const { doors_.close(); }

  // "/sign-in/...": a link that signs in as `session` once; a demonstration's works on and on.
  // "" when no random bytes could be had.
  std::string sign_in_path(Session session, bool lasting = false);

 private:
  // another_site: a form that another site sends, to be judged by what is in it.
  // own_page: a form of ours that somebody without a session may send.
  enum class Needs { nothing, another_site, own_page, session, person };
  struct Target {
    Needs needs;
    std::function<Response(const Turn&)> answer;
  };

  void add_routes();
  Response answer(const Request& request);
  Response answer_match(const Router<Target>::Match& match, Turn& turn);
  Response checked_post(const Target& target, Turn& turn);
  Response with_kept_hints(Response response, const Turn& turn);
  std::optional<Response> read_form(Turn& turn) const;
  Response nobody(const Turn& turn);
  Response sign_in(const Turn& turn);
  Response sign_out(const Turn& turn);
  Response change_language(const Turn& turn);
  Response metrics(const Turn& turn);
  Response not_found(const Turn& turn);
  bool came_through_proxy(const Request& request) const;
  Response choose(const Turn& turn);
  Response begin(const Turn& turn, Session session, const std::string& next);
  Response come_back(const Turn& turn);
  Response launch(const Turn& turn);
  Response arrived(const Turn& turn, const std::string& state,
                   std::variant<Arrival, Response> came);
  Response find_student(const Turn& turn);
  Response find_by_name(const Turn& turn);
  void add_lti_routes();
  bool by_launch_alone() const;
  std::vector<std::string> frame_ancestors(const Response& response) const;
  void add_security_headers(Response& response) const;

  const SiteOptions options_;
  const OwnNames names_;
  const Library& library_;
  Pages pages_;
  const Cookies cookies_;
  const Doors doors_;
  Launches launches_;
  const SignOn sign_on_;
  const Lti lti_;
  Submissions submissions_;
  Questionnaire questionnaire_;
  Demo demo_;
  Assets assets_;
  Sessions sessions_;
  SignInLinks links_;
  Router<Target> router_;
};

}  // namespace homevisit::app
