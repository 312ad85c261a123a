// One seed: hosts and deliverers of one school, what breaks, and in the end the comparison.
#pragma once

#include <memory>
#include <vector>

#include "operations.h"
#include "report.h"
#include "school.h"
#include "sis.h"
#include "time.h"
#include "weather.h"
#include "worker.h"

namespace delivery_checker {

// Makes the library wrong on purpose, to see that the checker sees it.
enum class Mutation {
  none,
  no_settle,    // what is not found at once is sent again at once
  blind,        // what was being sent when its sender was killed counts as never sent
  lost,         // an item counts as delivered that was not
  out_of_order  // of a student, the newest item goes first
};

constexpr int students = 5;  // of the school

struct RunOptions {
  std::uint64_t seed = 1;
  Mutation mutation = Mutation::none;
  bool tell = false;  // every step, on the standard error
};

class Run {
 public:
  Run(const Sis& sis, const School& school, const RunOptions& options);
  // Everything that happened, and what is wrong.
  Report report();

 private:
  struct StepKill {
    std::int64_t place;  // which named step
    std::int64_t times;  // how often it is passed before
  };

  bool is_host(const Worker& worker) const;
  void go(Worker& worker);
  void start(Worker& worker);
  bool give_operation(Worker& worker);
  void hear(Worker& worker);
  void stall(Worker& worker, const std::string& step);
  bool wants_kill(const std::string& step);
  void kill(Worker& worker, const std::string& where);
  void move_time();
  void calm_down();
  bool finished() const;
  void say(const std::string& line) const;

  const Sis& sis_;
  const RunOptions options_;
  const std::string name_;
  Draw draw_;
  Weather weather_;
  Folder folder_;
  SharedTime time_;
  Operations operations_;
  std::vector<Worker> workers_;  // the hosts first
  std::vector<StepKill> step_kills_;
  std::int64_t left_;        // operations still to be drawn
  bool calm_ = false;        // nothing breaks any more
  std::vector<bool> rests_;  // deliverers that found nothing waiting since then
  Report report_;
};

}  // namespace delivery_checker
