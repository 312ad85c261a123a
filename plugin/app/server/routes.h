// Pages, forms and files that are no more than a view or an operation: a line in a table each.
#pragma once

#include <string>
#include <vector>

#include "server/turn.h"

namespace homevisit::app {

// GET: a view. `ids` names its parameter for each {} of the path; `query` the parameters that the
// query may give.
struct PageRoute {
  const char* path;
  const char* view;
  std::vector<const char*> ids = {};
  std::vector<const char*> query = {};
};

// POST: an operation. What the path says counts, whatever the form says.
struct FormRoute {
  const char* path;
  const char* operation;
  std::vector<const char*> ids;     // the pointer in the request for each {}: "/student"
  const char* view;                 // shows the form again with what to mend
  std::vector<const char*> params;  // of that view for each {}; "" none
  const char* then;                 // where to go afterwards; its {} are those of `path`, in order
  const char* saved;                // code of what is said there
};

// GET: a file, from a member of an operation's answer.
struct FileRoute {
  const char* path;
  const char* operation;
  std::vector<const char*> ids;    // members of the request, all texts
  std::vector<const char*> query;  // the same from the query
  const char* member;              // of the answer: the file's text; all of it
  const char* type;                // Content-Type
  const char* name;                // that a browser saves it under
  const char* address = nullptr;   // the member that says where our pages are; none
  const char* view = nullptr;      // with the same parameters: has a form for what was asked wrong
};

const std::vector<PageRoute>& page_routes();
const std::vector<FormRoute>& form_routes();
const std::vector<FileRoute>& file_routes();

// `pattern` with the ids of this request in place of its {}.
std::string path_with_ids(std::string_view pattern, const std::vector<std::string>& ids);

}  // namespace homevisit::app
