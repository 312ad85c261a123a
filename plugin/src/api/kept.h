// What stays open in this process after hv_close ("keep_open" in the configuration).
//
// A host such as PHP forgets all that it holds at the end of each request, while its process goes
// on to the next one. Opening a journal for each page and closing it again costs several syncs of
// the disk and begins with empty caches; the library is the only thing there that lives as long as
// the process.
#pragma once

#include <mutex>
#include <string_view>
#include <vector>

#include "api/ctx.h"

namespace homevisit::api {

// [any]
class Kept {
 public:
  // The one that was opened by this very text, as long as its files are still at their places;
  // nullptr: there is none.
  hv_ctx* take(std::string_view config);

  // From now on `opened` stays open for this text; its first user has it. What nobody uses and this
  // one replaces (the same journal by another configuration) is closed.
  void keep(hv_ctx* opened, std::string_view config);

  // One user less. False where it is not kept here: then it is the caller's to close.
  bool give_back(hv_ctx* ctx);

 private:
  using Place = std::vector<hv_ctx*>::iterator;
  // Takes it out of the list: who uses it last closes it.
  hv_ctx* drop(Place place);

  std::mutex mutex_;
  std::vector<hv_ctx*> open_;  // the one that was used last stands last
};

// Of this process. Never destroyed: at the process's end nothing is pending, and other parts of it
// may be gone already.
Kept& kept();

}  // namespace homevisit::api
