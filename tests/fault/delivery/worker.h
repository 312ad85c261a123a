// The processes that are killed: hosts that record, and deliverers. Each is forked by the checker,
// opens the journal for itself, and says before each step what it is about to do.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "channel.h"
#include "deliverer.h"
#include "time.h"

namespace delivery_checker {

// A process as the checker holds it.
class Worker {
 public:
  enum class State {
    working,   // nobody knows what it does right now
    standing,  // it said something and waits to be told to go on
    asleep,    // the same, until `wake`
    gone       // killed; to be started again at `wake`
  };

  State state = State::gone;
  std::int64_t wake = 0;
  std::int64_t operation = -1;  // that it was given, by its number

  // REQUIRES: state == gone.
  void start(const std::function<void(Channel&)>& work);
  void kill();
  Channel& channel() { return *channel_; }

 private:
  pid_t pid_ = -1;
  std::unique_ptr<Channel> channel_;
};

// A host: waits for operations and makes them through homevisit.h.
void record(Channel& channel, const std::string& config);

// A deliverer: passes without end, with pauses in between.
void deliver(Channel& channel, const DeliveryPlan& plan, const SharedTime& time);

}  // namespace delivery_checker
