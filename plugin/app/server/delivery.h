// Puts what waits into the student files of the SIS, beside the pages: no page waits for the SIS.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "library.h"

namespace homevisit::app {

class Delivery {
 public:
  // Begins at once with what waited from before. `library` must outlive this.
  explicit Delivery(const Library& library);
  ~Delivery();  // waits for a delivery that runs
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;

  // [any] Something was written.
  void wake();

 private:
  void run();

  const Library& library_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool due_ = true;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace homevisit::app
