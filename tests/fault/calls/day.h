// A short day of a school, as a host lives it: everything that reaches the disk happens in it once.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "host.h"

namespace calls {

class Day {
 public:
  Day();

  // Opens (the first time: makes key, journal and roster), imports, records, drafts, delivers,
  // reads and closes. What fails is passed over, as by a host that shows the message and goes on.
  // Whatever was asked for is asked for under the same submission the next time. True: all of it
  // was done.
  bool live();

  // With nothing failing any more: asks for the rest, and compares all there is with what was told.
  // Google Test's failures say what is not so.
  void finish_and_compare();

  // What a failure is allowed to be: an error with a code and a message to act on. The others:
  const std::vector<std::string>& unclear() const { return unclear_; }
  // Codes of the errors there were.
  const std::vector<std::string>& codes() const { return codes_; }

 private:
  bool call(hv_ctx* ctx, const char* actor, const char* operation, const std::string& request);
  bool record(hv_ctx* ctx, const std::string& student, const std::string& submission);
  void refused(hv_status status, const std::string& code, const std::string& message,
               const char* what);

  host_test::Folder folder_;
  int lived_ = 0;
  std::set<std::string> recorded_;  // students of whose visit it was said that it is kept
  std::vector<std::string> unclear_, codes_;
};

}  // namespace calls
