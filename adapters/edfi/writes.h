// Creating, changing and deleting one row of a resource.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "homevisit/sdk/json.h"
#include "session.h"

namespace homevisit::edfi {

// What If-Match wants and where the row is.
struct Written {
  std::string id;       // the server's own; "" where it did not say
  std::string version;  // ETag, as the header has it; "" where there is none
};

// POST: creates the row or, where its natural key is taken, replaces what stands there. `replaced`
// (may be NULL) says which of the two.
Written create(const Session& session, std::string_view resource, const std::string& body,
               bool* replaced = nullptr);

// HV_CONFLICT: what we wrote is not what stands there.
Failure changed_meanwhile(std::string_view resource);

// PUT with If-Match of what was read just now. `body` gets the row as it stands and writes the
// members of the new one into an object that is open. Nothing is written, and false comes back,
// where the row is gone. `still` looks whether the row is what the caller thinks: HV_CONFLICT else.
bool change(const Session& session, std::string_view resource, std::string_view id,
            const std::function<bool(const Value& row)>& still,
            const std::function<void(const Value& row, sdk::JsonWriter& out)>& body,
            Written& written);

// DELETE with If-Match.
enum class Removal { done, gone_before, forbidden };
Removal remove(const Session& session, std::string_view resource, std::string_view id,
               const std::function<bool(const Value& row)>& still);

// The members of a row that are the client's to say, without those in `but`: not its id, version
// and links.
void copy_members(const Value& row, std::string_view but, sdk::JsonWriter& out);

}  // namespace homevisit::edfi
