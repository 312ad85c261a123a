// The fields of a form: what stands in them, what was wrong, and how they are typeset. Every
// field's name is the JSON pointer of its place in the request; a name that begins with "=" is a
// constant that alone makes no item of a list.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "views/template_set.h"
#include "views/views.h"

namespace homevisit::views {

struct Option {
  std::string value, text;
};

struct Field {
  std::string name, label;
  std::string hint = {};
  bool required = false;
  std::string type = "text";  // of an input: text, date, time, number
};

// Values and errors of one form; also gathers the ids, so that the summary of errors can link to
// them.
class Form {
 public:
  // `prefix` keeps the ids of two forms on one page apart.
  Form(const text::Catalogue& words, const FormState& state, Fields values, std::string prefix);

  const text::Catalogue& words() const { return words_; }
  std::string value(std::string_view name) const;
  bool has(std::string_view name, std::string_view value) const;
  // Highest index below `list` ("/report/notes/") that has a value; -1 none.
  int last_index(std::string_view list) const;

  // Fills {{#ERRORS}} of the form's template; after all fields. A form that only asks saves
  // nothing.
  void fill_errors(const Block& form, bool saves = true) const;

 private:
  friend class FieldGroup;
  struct Wrong {
    const FormError* error;
    std::string id, label;  // of its field; "" none found
  };

  std::string id_of(std::string_view name) const;
  // The text of an error at this field, which it is then bound to; "".
  std::string claim_error(std::string_view name, const std::string& id, const std::string& label);

  const text::Catalogue& words_;
  Fields values_;
  std::string prefix_;
  std::vector<Wrong> errors_;
  int filled_ = 0;  // fields so far that hold a value or an error
};

// A place that fields are put into, in their order.
class FieldGroup {
 public:
  FieldGroup(Form& form, Block block) : form_(form), block_(block) {}

  const text::Catalogue& words() const { return form_.words(); }
  Form& form() const { return form_; }

  // A block of the form under a heading, with a line below it.
  FieldGroup block(const std::string& heading, const std::string& hint = "") const;
  // Fields side by side where there is room; with a name for those who cannot see that.
  FieldGroup row(const std::string& legend) const;
  // A part that is folded away until it is asked for, or until it holds something.
  void more(const std::string& summary, const std::function<void(const FieldGroup&)>& fill) const;
  // One item of a list, of which the script can add more.
  FieldGroup repeated(const std::string& list) const;
  // Boxes to tick under one question.
  FieldGroup boxes(const std::string& legend, const std::string& hint = "") const;

  void input(const Field& field) const;
  void area(const Field& field) const;
  // REQUIRES: options is not empty.
  void select(const Field& field, const std::vector<Option>& options) const;
  void radios(const Field& field, const std::vector<Option>& options) const;
  void tick(const std::string& name, const std::string& value, const std::string& label) const;
  void constant(const std::string& name, const std::string& value) const;
  void line(const std::string& text) const;

 private:
  Block field(const Field& field, const char* file) const;

  Form& form_;
  Block block_;
};

// Hidden fields, action and draft address of a form's template.
void fill_form(const Frame& frame, const std::string& submission, const std::string& action,
               const Block& form);

// The submission for one of several forms on a page.
inline constexpr std::size_t most_of_submission = 64;  // characters: schemas/v1/definitions.json
std::string submission_of_part(const FormState& state, std::string_view part);

}  // namespace homevisit::views
