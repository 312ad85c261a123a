// Signing on with the school's accounts: to the system that knows them, and back.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "library.h"
#include "server/arrival.h"
#include "server/cookies.h"
#include "server/doors.h"
#include "server/pages.h"
#include "server/turn.h"

namespace homevisit::app {

// A system that signs people in: its name in addresses, and on the button.
struct SignOnSystem {
  std::string name, title;
};

class SignOn {
 public:
  // `scheme`: by which browsers reach this site.
  SignOn(const Library& library, const Doors& doors, const Pages& pages, const Cookies& cookies,
         std::string scheme, std::vector<SignOnSystem> systems)
      : library_(library),
        doors_(doors),
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
  std::variant<Arrival, Response> back(const Turn& turn) const;

 private:
  Response send_to(const Turn& turn, const std::string& system, const std::string& next) const;
  Response come_again(const Turn& turn) const;
  std::string back_address(const Turn& turn, const std::string& system) const;

  const Library& library_;
  const Doors& doors_;
  const Pages& pages_;
  const Cookies& cookies_;
  const std::string scheme_;
  const std::vector<SignOnSystem> systems_;
};

}  // namespace homevisit::app
