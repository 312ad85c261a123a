// The evaluation for people with a code on a slip and no session; and the slips themselves, which
// are shown once.
#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "json_text.h"
#include "library.h"
#include "server/pages.h"
#include "server/turn.h"

namespace homevisit::app {

// How often a wrong code may be tried in a minute, by everybody together. A right code is answered
// whatever others try: with 80 random bits nobody meets one by trying, and nobody can keep parents
// out by trying. [any]
class WrongCodes {
 public:
  using Clock = std::chrono::steady_clock;
  explicit WrongCodes(int most = 30) : most_(most) {}
  // Notes one; false when it is one too many.
  bool note(Clock::time_point now = Clock::now());

 private:
  const int most_;
  std::mutex mutex_;
  Clock::time_point begins_{};
  int count_ = 0;
};

class Questionnaire {
 public:
  Questionnaire(const Library& library, const Pages& pages, bool https)
      : library_(library), pages_(pages), https_(https) {}

  Response ask_code(const Turn& turn) const;
  Response ask(const Turn& turn);
  Response take(const Turn& turn);
  // Needs the school leader's session. The answer is the page itself: codes are not kept.
  Response slips(const Turn& turn) const;

 private:
  Response refused(const Turn& turn, const Reply& reply);
  Response show(const Turn& turn, JsonObject params, int status) const;

  const Library& library_;
  const Pages& pages_;
  const bool https_;
  WrongCodes wrong_;
};

}  // namespace homevisit::app
