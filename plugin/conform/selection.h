// Which rows of a collection a request asks for, in the ways that systems have of saying so.
#pragma once

#include <string>
#include <vector>

#include "json.h"
#include "url.h"

namespace homevisit::conform {

// Leaves the rows that the query's filters let through. `filters` is what the route declares:
// true (every parameter compares the field of its name, also inside an object one level down),
// an object {"parameter": "field" or {"field": ..., "is": "eq|ge|gt|le|lt"}}, "oneroster"
// (filter=field='value' AND ...) or "records" (filter=column,op,value, repeated).
// `used`: names of parameters that paging took, which are no filters. A parameter that nobody knows
// comes back as its name.
std::string select_rows(Json::Array& rows, const Json& filters, const Fields& query,
                        const std::vector<std::string>& used);

// Leaves only the fields that the parameter names, separated by commas.
void select_fields(Json::Array& rows, const std::string& names);

}  // namespace homevisit::conform
