// Signing on with the school's accounts: to the system that knows them, and back.
#pragma once

#include <optional>
#include <semaphore>
#include <string>
#include <variant>
#include <vector>

#include "json_text.h"
#include "library.h"
#include "server/cookies.h"
#include "server/pages.h"
#include "server/turn.h"

namespace homevisit::app {

// A system that signs people in: its name in addresses, and on the button.
struct SignOnSystem {
  std::string name, title;
};

// Who came back, and where they wanted to go.
struct SignedOn {
  Session session;
  std::string next;  // a path of this site
};

class SignOn {
 public:
  // `scheme`: by which browsers reach this site.
  SignOn(const Library& library, const Pages& pages, const Cookies& cookies, std::string scheme,
         std::vector<SignOnSystem> systems)
      : library_(library),
        pages_(pages),
        cookies_(cookies),
        scheme_(std::move(scheme)),
        systems_(std::move(systems)) {}

  bool is_configured() const { return !systems_.empty(); }

  // The page with a button for each system, in the place of the page that was asked for.
  Response choices(const Turn& turn) const;
  // Straight to the system, where there is but one and a link led here; nothing else.
  std::optional<Response> at_once(const Turn& turn) const;

  Response start(const Turn& turn) const;  // /sign-on/{system}?next=
  // /sign-on/{system}/back: who it is, or the page that says what is the matter.
  std::variant<SignedOn, Response> back(const Turn& turn) const;

 private:
  Response send_to(const Turn& turn, const std::string& system, const std::string& next) const;
  // Asks the library, which asks the system. Nothing where both doors are taken.
  std::optional<Reply> ask(const Turn& turn, const char* operation,
                           const JsonObject& request) const;
  Response come_again(const Turn& turn) const;
  std::string back_address(const Turn& turn, const std::string& system) const;

  const Library& library_;
  const Pages& pages_;
  const Cookies& cookies_;
  const std::string scheme_;
  const std::vector<SignOnSystem> systems_;
  // A system that is slow must not take all threads from those who are signed in: two people at a
  // time wait for it, the others come again by themselves. The server has four threads at least.
  mutable std::counting_semaphore<> doors_{2};
};

}  // namespace homevisit::app
