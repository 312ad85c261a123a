// Asking the library for something that it must ask another system for. A system that is slow must
// not take all threads from those who are signed in: two at a time wait for one, whatever for, the
// others come again. The server has four threads at least.
#pragma once

#include <optional>
#include <semaphore>
#include <string>

#include "json_text.h"
#include "library.h"
#include "server/turn.h"

namespace homevisit::app {

class Doors {
 public:
  explicit Doors(const Library& library) : library_(library) {}

  // Nothing where both doors are taken. An answer that is no JSON is an error of the library.
  std::optional<Reply> ask(const Turn& turn, const std::string& actor, const char* operation,
                           const JsonObject& request) const;

 private:
  const Library& library_;
  mutable std::counting_semaphore<> doors_{2};
};

}  // namespace homevisit::app
