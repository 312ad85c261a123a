// Pages to read: which view with which parameters, and what a refusal looks like.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "json_text.h"
#include "library.h"
#include "server/routes.h"
#include "server/turn.h"

namespace homevisit::app {

// The HTTP status that says the same as a status of the library.
int http_status(hv_status status);

class Pages {
 public:
  // `scheme`: by which browsers reach us, "http" or "https".
  Pages(const Library& library, std::string scheme)
      : library_(library), scheme_(std::move(scheme)) {}

  Response home(const Turn& turn) const;
  Response students(const Turn& turn) const;
  Response page(const Turn& turn, const PageRoute& route) const;
  Response file(const Turn& turn, const FileRoute& route) const;

  // A view as a page, with `params` and what every page needs. `status` is for a page that says
  // what went wrong; when the view itself is refused, that counts.
  Response view(const Turn& turn, const char* name, JsonObject params, int status = 200) const;

  // A short page in words. Needs no session.
  Response message(const Turn& turn, int status, std::string_view title, std::string_view text,
                   std::string_view link = {}, std::string_view link_text = {}) const;
  // The same for a refusal of the library. Without a `link` it leads back to the page before.
  Response refusal(const Turn& turn, const Reply& reply, std::string_view link = {}) const;
  // Into the audit: a word for what, and one for why (schemas/v1/operations/refusal.note).
  void note_refusal(const Turn& turn, const char* what, const char* code) const;

 private:
  const Library& library_;
  const std::string scheme_;
};

// "/students/ID", the panel.
std::string student_path(std::string_view student);

}  // namespace homevisit::app
