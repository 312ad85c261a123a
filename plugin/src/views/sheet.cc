#include "views/sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/family.h"
#include "views/frame.h"

namespace homevisit::views {
namespace {

// A section of a template that is not shown shows what stands above it under the same name: the
// links of the page and of its sections have names of their own.
void add_links(const std::vector<Link>& links, const Block& place, const char* name) {
  if (links.empty()) return;
  const Block block = place.add(name);
  for (const Link& link : links) {
    const Block item = block.add("LINK");
    item.set("CLASS", link.button ? "hv-button" : "hv-second");
    item.set("HREF", link.href).set("TEXT", link.text);
  }
}

const char* direction_of(const std::string& language) {
  const auto* const known = text::family_language(language);
  if (known == nullptr) return "auto";
  return known->right_to_left ? "rtl" : "ltr";
}

void fill_cell(const Cell& cell, const Block& place) {
  if (cell.href.empty()) {
    place.add("PLAIN").set("TEXT", cell.text);
  } else {
    place.add("LINKED").set("HREF", cell.href).set("TEXT", cell.text);
  }
}

void add_table(const Table& table, const Block& place) {
  const Block block = place.include("TABLE", "sheet_table");
  if (table.rows.empty()) {
    block.line("EMPTY", table.empty);
    return;
  }
  const Block shown = block.add("TABLE");
  shown.set("CAPTION", table.caption);
  for (const std::string& column : table.columns) shown.add("COLUMN").set("TEXT", column);
  for (const auto& cells : table.rows) {
    const Block row = shown.add("ROW");
    for (std::size_t i = 0; i < cells.size(); ++i)
      fill_cell(cells[i], row.add(i == 0 ? "HEAD" : "CELL"));
  }
}

void add_bars(const Bars& bars, const Block& place) {
  const Block block = place.include("BARS", "sheet_bars");
  block.set("TITLE", bars.title).set("UNIT", bars.unit);
  block.line("DESCRIPTION", bars.description);
  double most = 0;
  for (const auto& bar : bars.bars) most = std::max(most, bar.value);
  for (const auto& bar : bars.bars) {
    const Block line = block.add("LINE");
    line.set("LABEL", bar.label).set("TEXT", bar.text);
    line.set("WIDTH", fmt::format("{:.1f}", most > 0 ? 100 * bar.value / most : 0.0));
  }
}

// What was typed belongs to the form that was sent.
bool was_sent(const FormState& state, const std::string& name) {
  if (state.fields.empty()) return false;
  const auto sent = std::find_if(state.fields.begin(), state.fields.end(),
                                 [](const auto& field) { return field.first == form_field; });
  return sent == state.fields.end() ? name.empty() : sent->second == name;
}

void add_form(const Frame& frame, const FormState& state, const SheetForm& form,
              bool section_has_heading, const Block& place) {
  const text::Catalogue& words = *frame.words;
  const Block block = place.include("FORM", "sheet_form");
  block.line(section_has_heading ? "HEADING" : "HEADING_OF_SECTION", form.heading);
  block.set("METHOD", form.get ? "get" : "post");
  block.set("BUTTON", form.button.empty() ? words.text("Save") : form.button);
  if (form.get) {
    // What it asks for stands in the address: nothing of the session may.
    block.set("ACTION", frame.links + form.action);
  } else if (!form.found_on.empty()) {
    fill_form(frame, "", frame.links + "/find", block);
    block.line("FINDS", frame.links + form.found_on);
  } else {
    const std::string submission =
        form.name.empty() ? state.submission : submission_of_part(state, form.name);
    fill_form(frame, submission, frame.links + form.action, block);
    const Block writes = block.add("WRITES");
    writes.set("SUBMISSION", submission);
    writes.line("NAMED", form.name);
  }
  const bool sent = was_sent(state, form.name);
  const FormState fresh;
  Form fields(words, sent ? state : fresh, sent ? state.fields : form.values, form.name);
  if (form.fill) form.fill(FieldGroup(fields, block));
  fields.fill_errors(block.include("ERROR_SUMMARY", "form_errors"), !form.get);
}

void add_section(const Frame& frame, const FormState& state, const Section& section,
                 const Block& body) {
  const Block block = body.add("SECTION");
  block.set("MEDIUM", section.medium == Medium::screen  ? " hv-on-screen"
                      : section.medium == Medium::print ? " hv-on-paper"
                                                        : "");
  if (!section.language.empty())
    block.add("IN_LANGUAGE")
        .set("CODE", section.language)
        .set("DIRECTION", direction_of(section.language));
  block.line("HEADING", section.heading);
  for (const std::string& paragraph : section.paragraphs) block.line("PARAGRAPH", paragraph);
  if (!section.facts.empty()) {
    const Block facts = block.add("FACTS");
    for (const Fact& fact : section.facts)
      facts.add("FACT").set("LABEL", fact.label).set("TEXT", fact.text);
  }
  if (!section.points.empty()) {
    const Block points = block.add("POINTS");
    for (const std::string& point : section.points) points.add("POINT").set("TEXT", point);
  }
  if (section.bars) add_bars(*section.bars, block);
  if (section.table) add_table(*section.table, block);
  add_links(section.links, block, "LINKS");
  for (const SheetForm& form : section.forms)
    add_form(frame, state, form, !section.heading.empty(), block);
}

}  // namespace

std::string sheet_page(const Frame& frame, const Sheet& sheet) {
  FramedPage page(frame, "sheet", sheet.window_title.empty() ? sheet.title : sheet.window_title);
  const Block body = page.body();
  if (!sheet.back.href.empty())
    body.add("BACK").set("HREF", sheet.back.href).set("TEXT", sheet.back.text);
  body.set("TITLE", sheet.title);
  body.set("TITLE_DIR", sheet.language.empty() ? "auto" : direction_of(sheet.language));
  body.line("TITLE_LANGUAGE", sheet.language);
  body.line("SUBTITLE", sheet.subtitle);
  for (const std::string& note : sheet.notes) body.line("NOTE", note);
  for (const std::string& paragraph : sheet.intro) body.line("INTRO", paragraph);
  add_links(sheet.links, body, "HEAD_LINKS");
  if (sheet.languages.size() > 1) {
    const Block row = body.add("LANGUAGES");
    for (const LanguageChoice& choice : sheet.languages) {
      const Block item = row.add("LANGUAGE").add(choice.href.empty() ? "CURRENT" : "OTHER");
      item.set("HREF", choice.href).set("TEXT", choice.name);
    }
  }
  for (const Section& section : sheet.sections) add_section(frame, sheet.state, section, body);
  return page.html();
}

}  // namespace homevisit::views
