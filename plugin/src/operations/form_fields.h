// The fields of a posted form as a JSON request. A field's name is the JSON pointer of its place;
// one that starts with "=" is a constant that alone does not make an item of a list.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/status.h"
#include "json/schema.h"

namespace homevisit::operations {

using FormFields = std::vector<std::pair<std::string, std::string>>;

FormFields read_fields(json::Value array_of_pairs);
void write_fields(json::Writer& writer, const FormFields& fields);

struct Decoded {
  std::string request;  // JSON
  // Where items of lists moved to: pointer in the request, name in the form. An error's pointer
  // leads back to its field by it.
  std::vector<std::pair<std::string, std::string>> moved;
};

// Empty fields are left out, and with them items of lists that nobody filled in; the places in a
// list move up. Types come from the operation's schema; what cannot be read as its type stays text,
// so that the schema's own message tells. Fields that are no pointers ("csrf", "intent") are passed
// over. HV_INVALID_ARGUMENT for more than a form can hold.
Result<Decoded> request_of(const json::SchemaSet& schemas, const std::string& operation,
                           const FormFields& fields);

}  // namespace homevisit::operations
