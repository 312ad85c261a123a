// Forms that were sent: each becomes a request of the library, and its answer a redirection or the
// form again with what was typed and what to mend.
#pragma once

#include <functional>
#include <string>

#include "library.h"
#include "server/pages.h"
#include "server/routes.h"
#include "server/turn.h"

namespace homevisit::app {

class Submissions {
 public:
  // `written` is called after each write, from the thread of the request.
  Submissions(const Library& library, const Pages& pages, std::function<void()> written)
      : library_(library), pages_(pages), written_(std::move(written)) {}

  Response record_visit(const Turn& turn) const;
  Response record_answer(const Turn& turn) const;
  Response save_draft(const Turn& turn) const;
  Response send(const Turn& turn, const FormRoute& route) const;

 private:
  // What a form is about and where it stands.
  struct Form {
    const char* operation;
    Pairs ids;                   // pointer and id: what the path says, whatever the form says
    const char* view;            // shows the form again; nullptr where only the refusal is shown
    JsonObject params;           // of that view
    std::string then;            // where to go afterwards
    const char* saved;           // code of the message there
    std::string then_year = {};  // school year of that page; "" of today
  };
  Response submit(const Turn& turn, Form form) const;
  Response again(const Turn& turn, const Form& form, const Reply& reply, const Json& moved) const;
  Response keep_draft(const Turn& turn, const char* form, const std::string& page) const;
  Reply draft_saved(const Turn& turn, const char* form) const;

  const Library& library_;
  const Pages& pages_;
  const std::function<void()> written_;
};

}  // namespace homevisit::app
