// Checking a document against the project's JSON Schemas (draft-04), with an error that points to
// the exact place.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"
#include "base/status.h"
#include "json/json.h"

namespace homevisit::json {

// [any] Schemas are compiled at their first use, so that opening costs nothing.
class SchemaSet {
 public:
  explicit SchemaSet(std::span<const embedded::File> files);
  ~SchemaSet();

  bool has(std::string_view path) const;
  // The text as it stands in schemas/v1.
  std::string_view text(std::string_view path) const;
  std::vector<std::string_view> paths() const;

  // `path`: "operations/visit.record.request.json". The first thing that is wrong, as
  // HV_INVALID_ARGUMENT with code unknown_field, missing_field, wrong_type, unknown_value,
  // too_long, too_short, too_many, too_few, out_of_range or wrong_form.
  Status validate(std::string_view path, Value value) const;

  // What type the schema gives to the place that `pointer` names: "string", "integer", "boolean",
  // "object", "array", or "" where it has no such place. Turns form fields into JSON.
  std::string type_at(std::string_view path, std::string_view pointer) const;

 private:
  class Compiled;
  class Borrowed;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace homevisit::json
