#include "views/form_fields.h"

#include <algorithm>
#include <charconv>

namespace homevisit::views {
namespace {

std::string_view without_mark(std::string_view name) {
  return name.starts_with('=') ? name.substr(1) : name;
}

bool is_below(std::string_view name, std::string_view pointer) {
  return !pointer.empty() && name.size() > pointer.size() && name.starts_with(pointer) &&
         name[pointer.size()] == '/';
}

}  // namespace

Form::Form(const text::Catalogue& words, const FormState& state, Fields values, std::string prefix)
    : words_(words), values_(std::move(values)), prefix_(std::move(prefix)) {
  for (const FormError& error : state.errors) errors_.push_back({&error, "", ""});
}

std::string Form::value(std::string_view name) const {
  for (const auto& [key, value] : values_)
    if (key == name) return value;
  return "";
}

bool Form::has(std::string_view name, std::string_view value) const {
  return std::find(values_.begin(), values_.end(),
                   std::pair<std::string, std::string>(name, value)) != values_.end();
}

int Form::last_index(std::string_view list) const {
  int last = -1;
  for (const auto& [key, value] : values_) {
    const std::string_view name = without_mark(key);
    if (value.empty() || !name.starts_with(list)) continue;
    const std::string_view rest = name.substr(list.size());
    int index = 0;
    const auto [end, wrong] = std::from_chars(rest.data(), rest.data() + rest.size(), index);
    // A list longer than any schema allows is not ours to draw.
    if (wrong == std::errc() && end != rest.data() && index < 40) last = std::max(last, index);
  }
  return last;
}

std::string Form::id_of(std::string_view name) const {
  std::string id = prefix_;
  for (char c : without_mark(name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    id += plain ? c : '-';
  }
  return id;
}

std::string Form::claim_error(std::string_view name, const std::string& id,
                              const std::string& label) {
  const std::string_view pointer = without_mark(name);
  for (Wrong& wrong : errors_) {
    if (!wrong.id.empty()) continue;
    if (wrong.error->pointer != pointer && !is_below(pointer, wrong.error->pointer)) continue;
    wrong.id = id;
    wrong.label = label;
    return words_.error(wrong.error->code, wrong.error->message);
  }
  return "";
}

void Form::fill_errors(const Block& form, bool saves) const {
  if (errors_.empty()) return;
  const Block summary = form.add("ERRORS");
  summary.show(saves ? "SAVES" : "ASKS");
  for (const Wrong& wrong : errors_) {
    const Block item = summary.add("ERROR_LINE");
    const std::string text = words_.error(wrong.error->code, wrong.error->message);
    if (wrong.id.empty())
      item.line("ERROR_TEXT", text);
    else
      item.add("ERROR_LINK").set("HREF", "#" + wrong.id).set("TEXT", wrong.label + ": " + text);
  }
}

FieldGroup FieldGroup::block(const std::string& heading, const std::string& hint) const {
  const Block block = block_.include("ITEMS", "field_block");
  block.set("HEADING", heading);
  block.line("HINT", hint);
  return {form_, block};
}

FieldGroup FieldGroup::row(const std::string& legend) const {
  const Block block = block_.include("ITEMS", "field_row");
  block.set("LEGEND", legend);
  return {form_, block};
}

void FieldGroup::more(const std::string& summary,
                      const std::function<void(const FieldGroup&)>& fill) const {
  const Block block = block_.include("ITEMS", "field_more");
  block.set("SUMMARY", summary);
  const int before = form_.filled_;
  fill({form_, block});
  block.show_if(form_.filled_ != before, "IS_OPEN");
}

FieldGroup FieldGroup::repeated(const std::string& list) const {
  const Block block = block_.include("ITEMS", "field_repeat");
  block.set("LIST", list);
  return {form_, block};
}

FieldGroup FieldGroup::boxes(const std::string& legend, const std::string& hint) const {
  const Block block = block_.include("ITEMS", "field_boxes");
  block.set("LEGEND", legend);
  block.line("HINT", hint);
  return {form_, block};
}

Block FieldGroup::field(const Field& field, const char* file) const {
  const Block block = block_.include("ITEMS", file);
  const std::string id = form_.id_of(field.name);
  const std::string error = form_.claim_error(field.name, id, field.label);
  const std::string value = form_.value(field.name);
  if (!error.empty()) ++form_.filled_;
  block.set("ID", id).set("NAME", field.name).set("LABEL", field.label).set("VALUE", value);
  block.line("HINT", field.hint);
  block.line("ERROR", error);
  block.show_if(!error.empty(), "INVALID");
  block.show_if(field.required, "NEEDED");
  block.show_if(field.required, "REQUIRED");
  std::string described;
  if (!field.hint.empty()) described = id + "-hint";
  if (!error.empty()) described += (described.empty() ? "" : " ") + id + "-error";
  if (!described.empty()) block.add("DESCRIBED").set("BY", described);
  return block;
}

void FieldGroup::input(const Field& wanted) const {
  const Block block = field(wanted, "field_input");
  if (!form_.value(wanted.name).empty()) ++form_.filled_;
  block.set("TYPE", wanted.type);
  block.show_if(wanted.type == "text", "FREE");
  block.show_if(wanted.type == "number", "MINUTES");
}

void FieldGroup::area(const Field& wanted) const {
  (void)field(wanted, "field_area");
  if (!form_.value(wanted.name).empty()) ++form_.filled_;
}

void FieldGroup::select(const Field& wanted, const std::vector<Option>& options) const {
  const Block block = field(wanted, "field_select");
  const std::string chosen = form_.value(wanted.name);
  // The first option is what stands there when nobody chooses.
  if (!chosen.empty() && chosen != options.front().value && !wanted.name.starts_with('='))
    ++form_.filled_;
  bool found = false;
  for (const Option& option : options) {
    const Block item = block.add("OPTION");
    item.set("VALUE", option.value).set("TEXT", option.text);
    item.show_if(option.value == chosen && !found, "CHOSEN");
    found = found || option.value == chosen;
  }
  // What was chosen before stays choosable, even when its list no longer has it.
  if (!found && !chosen.empty()) {
    const Block item = block.add("OPTION");
    item.set("VALUE", chosen).set("TEXT", chosen);
    item.show("CHOSEN");
  }
}

void FieldGroup::radios(const Field& wanted, const std::vector<Option>& options) const {
  const Block block = field(wanted, "field_radios");
  const std::string id = form_.id_of(wanted.name);
  int n = 0;
  for (const Option& option : options) {
    const Block item = block.add("OPTION");
    // The first one has the field's own id: the summary of errors leads there.
    item.set("OPTION_ID", n == 0 ? id : id + "-" + std::to_string(n));
    item.set("VALUE", option.value).set("TEXT", option.text);
    const bool chosen = form_.has(wanted.name, option.value);
    if (chosen) ++form_.filled_;
    item.show_if(chosen, "CHOSEN");
    item.show_if(wanted.required, "REQUIRED_ONE");
    ++n;
  }
}

void FieldGroup::tick(const std::string& name, const std::string& value,
                      const std::string& label) const {
  const Block block = block_.include("ITEMS", "field_tick");
  const std::string id = form_.id_of(name);
  const std::string error = form_.claim_error(name, id, label);
  const bool ticked = form_.has(name, value);
  if (ticked || !error.empty()) ++form_.filled_;
  block.set("ID", id).set("NAME", name).set("VALUE", value).set("LABEL", label);
  block.line("ERROR", error);
  block.show_if(ticked, "TICKED");
  if (!error.empty()) block.add("DESCRIBED").set("BY", id + "-error");
}

void FieldGroup::constant(const std::string& name, const std::string& value) const {
  const std::string typed = form_.value(name);
  block_.include("ITEMS", "field_constant")
      .set("NAME", name)
      .set("VALUE", typed.empty() ? value : typed);
}

void FieldGroup::line(const std::string& text) const {
  block_.include("ITEMS", "field_line").set("TEXT", text);
}

void fill_form(const Frame& frame, const std::string& submission, const std::string& action,
               const Block& form) {
  form.set("ACTION", action);
  form.set("CSRF", frame.csrf);
  form.show_if(!frame.csrf.empty(), "WITH_CSRF");
  form.set("SUBMISSION", submission);
}

std::string submission_of_part(const FormState& state, std::string_view part) {
  // One page, several forms: each needs a submission of its own, or the second one would look like
  // a changed copy of the first. A UUID has 36 characters; what follows was added here before.
  if (state.submission.empty()) return {};
  std::string all = state.submission.substr(0, 36) + "-";
  // Of a part that is named by an id, what tells it from others: how it begins and how it ends.
  constexpr std::size_t room = most_of_submission - 37, end = 18;
  if (part.size() <= room) return all.append(part);
  return all.append(part.substr(0, room - end)).append(part.substr(part.size() - end));
}

}  // namespace homevisit::views
