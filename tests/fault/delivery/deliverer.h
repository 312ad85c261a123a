// Delivery as it really is: the journal, the delivery, the HTTP engine and the template's adapter
// as a loaded library. Only time, chance and waiting are the checker's.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/status.h"
#include "time.h"

namespace delivery_checker {

struct DeliveryPlan {
  std::string folder, url;
  std::uint64_t seed = 0;
  bool settles = true;  // else what is not found at once counts as not there
};

struct DeliverySeams {
  std::function<void(std::int64_t ms)> wait;            // the network wants to wait
  std::function<void(const std::string& step)> passes;  // one of delivery_steps()
};

// The named steps of the delivery, at each of which a deliverer is killed.
const std::vector<std::string>& delivery_steps();

class Deliverer {
 public:
  static homevisit::Result<std::unique_ptr<Deliverer>> open(const DeliveryPlan& plan,
                                                            const SharedTime& time,
                                                            DeliverySeams seams);
  virtual ~Deliverer() = default;
  // How many were delivered.
  virtual homevisit::Result<std::int64_t> pass(std::int64_t limit) = 0;
  virtual homevisit::Result<std::int64_t> waiting() = 0;
};

}  // namespace delivery_checker
