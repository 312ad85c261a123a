// The students of a group, or found by name: sorted by name or next contact, never by anything
// about the family (R11).
#include <algorithm>

#include "views/contact_words.h"
#include "views/frame.h"
#include "views/labels.h"
#include "views/views.h"

namespace homevisit::views {
namespace {

constexpr const char* kNoContact = "no_contact_this_year";

std::string class_link(const Frame& frame, const ClassModel& model, const std::string& sort,
                       const std::string& filter) {
  std::string link = model.group ? frame.links + "/groups/" + url_part(model.group->id)
                                 : frame.links + "/students";
  char separator = '?';
  const auto add = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    link += separator;
    link += std::string(name) + "=" + url_part(value);
    separator = '&';
  };
  add("asked", model.asked);
  add("sort", sort == "name" ? "" : sort);
  add("filter", filter == "all" ? "" : filter);
  return link;
}

void add_choice(const Block& body, const char* section, bool current, const std::string& href,
                const std::string& text) {
  const Block item = body.add(section);
  if (current)
    item.line("CURRENT", text);
  else
    item.add("OTHER").set("HREF", href).set("TEXT", text);
}

void fill_row(const Frame& frame, const ClassRow& row, bool with_group, const Block& table) {
  const text::Catalogue& words = *frame.words;
  const Block item = table.add("ROW");
  item.set("HREF", student_link(frame, row.id)).set("NAME", row.name);
  if (with_group) item.add("IN_GROUP").set("TEXT", row.group);
  item.set("LAST", row.last_contact ? words.date(*row.last_contact) : words.text("not yet"));
  item.set("NEXT", row.next_contact ? words.date(*row.next_contact)
                   : row.proposed
                       ? words.text("{date}, a proposal", {{"date", words.date(*row.proposed)}})
                       : words.text("not set"));
  item.set("WAITING",
           row.waiting > 0 ? words.plural("{n} entry", "{n} entries", row.waiting) : "–");
}

// R44: the page that opens first says whom the reader waits for.
void fill_background(const Frame& frame, const ClassModel& model, const Block& body) {
  if (model.background.empty()) return;
  const Block section = body.add("BACKGROUND").set("HREF", frame.links + "/backstop");
  for (const BackgroundRow& row : model.background)
    section.add("VISIT")
        .set("WHO", row.who)
        .set("WHEN", row.when)
        .set("HOW_IT_STANDS", row.how_it_stands);
}

// R42: and where the reader goes.
void fill_visits(const std::vector<VisitRow>& visits, const Block& body) {
  if (visits.empty()) return;
  const Block section = body.add("VISITS");
  for (const VisitRow& row : visits)
    section.add("VISIT")
        .set("HREF", row.href)
        .set("WHEN", row.when)
        .set("ABOUT", row.who.empty() ? row.where : row.who + " · " + row.where)
        .set("HOW_IT_STANDS", row.how_it_stands);
}

std::vector<const ClassRow*> in_order(const ClassModel& model) {
  std::vector<const ClassRow*> rows;
  for (const ClassRow& row : model.rows) rows.push_back(&row);
  if (model.sort == "next_contact")
    std::stable_sort(rows.begin(), rows.end(), [](const ClassRow* a, const ClassRow* b) {
      if (a->next_contact.has_value() != b->next_contact.has_value())
        return a->next_contact.has_value();
      return a->next_contact && *a->next_contact < *b->next_contact;
    });
  return rows;
}

// The figures of this class, and for whoever looks after it who stands where.
void add_boards(const Frame& frame, const Group& group, const Block& body) {
  const text::Catalogue& words = *frame.words;
  const Block boards = body.add("BOARDS");
  const std::string base = frame.links + "/groups/" + url_part(group.id);
  boards.add("LINK").set("HREF", base + "/progress").set("TEXT", words.text("How it goes"));
  if (frame.reader_role == "mentor" || frame.reader_role == "care_coordinator")
    boards.add("LINK")
        .set("HREF", base + "/families")
        .set("TEXT", words.text("Who stands where, by name"));
}

}  // namespace

std::string class_page(const Frame& frame, const ClassModel& model) {
  const text::Catalogue& words = *frame.words;
  FramedPage page(frame, "class", words.text("Students"));
  const Block body = page.body();
  body.set("FIND", frame.links + "/find").set("FOUND", frame.links + "/students");
  body.set("QUERY", model.query).set("CSRF", frame.csrf);
  body.set("HEADING", model.group           ? isolated(model.group->name)
                      : model.query.empty() ? words.text("Students")
                                            : words.text("Found for \"{query}\"",
                                                         {{"query", isolated(model.query)}}));
  if (model.own_groups.size() > 1 || (!model.group && !model.own_groups.empty())) {
    const Block groups = body.add("GROUPS");
    for (const Group& group : model.own_groups)
      add_choice(groups, "GROUP", model.group && model.group->id == group.id,
                 frame.links + "/groups/" + url_part(group.id), group.name);
  }
  if (model.group) add_boards(frame, *model.group, body);
  fill_visits(model.visits, body);
  fill_background(frame, model, body);
  if (model.questions > 0)
    body.add("QUESTIONS")
        .set("HREF", frame.links + "/school/questions")
        .set("TEXT",
             words.plural("{n} question or complaint waits for your answer",
                          "{n} questions or complaints wait for your answer", model.questions));
  const bool asked = model.group || !model.query.empty() || !model.rows.empty();
  if (!asked) {
    body.show("CHOOSE");
    return page.html();
  }
  const bool by_next = model.sort == "next_contact", fewer = model.filter == kNoContact;
  // Without a name in the address there is no way to ask the same again in another order.
  if (model.group || !model.asked.empty()) {
    const Block order = body.add("ORDER");
    add_choice(order, "SORT", !by_next, class_link(frame, model, "", model.filter),
               words.text("by name"));
    add_choice(order, "SORT", by_next, class_link(frame, model, "next_contact", model.filter),
               words.text("by next contact"));
    add_choice(order, "SHOW", !fewer, class_link(frame, model, model.sort, ""),
               words.text("everybody"));
    add_choice(order, "SHOW", fewer, class_link(frame, model, model.sort, kNoContact),
               words.text("no contact yet this year"));
  }
  if (model.rows.empty()) {
    body.show("NOBODY");
    return page.html();
  }
  const Block table = body.add("TABLE");
  table.set("CAPTION",
            words.plural("{n} student", "{n} students", static_cast<long>(model.rows.size())));
  const bool with_group = !model.group;
  table.show_if(with_group, "WITH_GROUP");
  for (const ClassRow* row : in_order(model)) fill_row(frame, *row, with_group, table);
  body.line("ABOUT", last_contact_words(words));
  return page.html();
}

}  // namespace homevisit::views
