// Asking the library for something that it must ask another system for. Whoever waits holds up
// nobody else, but a system in trouble must not be asked by a whole school at a time: so many wait,
// whatever for, and the others come again.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <semaphore>
#include <string>

#include "json_text.h"
#include "library.h"
#include "server/turn.h"

namespace homevisit::app {

class Doors {
 public:
  static constexpr int kMost = 16;
  enum class Worth {
    here,    // the answer signs somebody in here, or makes a page: nothing where the server stops
    beyond,  // the other system has changed something by then: it is worth waiting for
  };

  explicit Doors(const Library& library) : library_(library) {}

  // Nothing where all doors are taken. An answer that is no JSON is an error of the library.
  std::optional<Reply> ask(const Turn& turn, const std::string& actor, const char* operation,
                           const JsonObject& request, Worth worth = Worth::here) const;
  // The server stops: who waits in vain is told so now, and nobody else comes in. [any]
  void close() const;

 private:
  const Library& library_;
  mutable std::counting_semaphore<> doors_{kMost};
  mutable std::atomic<bool> closed_{false};
};

}  // namespace homevisit::app
