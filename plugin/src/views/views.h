// The pages and fragments, as HTML. Pure: what they show is handed to them, already limited to what
// this reader may see (access/ does that); they decide on words and order only.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "domain/history.h"
#include "domain/roster.h"
#include "text/catalogue.h"

namespace homevisit::views {

// A form's fields as pairs of name and value, in their order.
using Fields = std::vector<std::pair<std::string, std::string>>;

// Why what is recorded is not in the student's file yet, while the system is in trouble: sentences
// about one entry, about all that wait, and after saving. Empty while it takes minutes.
struct Delay {
  std::string one, all, saved;
};

// What every view has around it.
struct Frame {
  const text::Catalogue* words = nullptr;
  bool page = false;               // a whole page instead of a fragment
  std::string links;               // what every link starts with
  std::string csrf;                // hidden field "csrf" of every form; "" none
  std::string saved;               // code of a message to show: "visit", "answer", ... ; "" none
  std::vector<std::string> hints;  // sentences below it: what the answer gave to think about
  std::string school;
  std::string reader;  // name of who is signed in; "" none
  std::string reader_role;
  std::string reader_id;  // staff id
  Date today{};
  bool may_see_system = false;  // link to the IT page
  const Zone* zone = nullptr;   // to show moments as dates; none: they are left out
  Delay delay;
};

struct FormError {
  std::string pointer, code, message;
};

struct FormState {
  std::string submission;  // id of this submission, kept through errors
  Fields fields;           // what was typed before, or a draft
  std::vector<FormError> errors;
  std::optional<std::string> draft_saved_at;  // "15:32": this form was filled from a draft
};

using StaffName = std::function<std::string(const std::string& id)>;

// A draft of an answer, by whose answer it is; neither: nobody was chosen yet.
struct AnswerDraftLine {
  std::string guardian;
  bool by_student = false;
  std::string saved_at;  // "15:32"
};

struct PanelModel {
  const StudentFile* file = nullptr;
  const History* history = nullptr;  // as this reader may see it, standing answers marked
  StaffName staff_name;
  bool may_record = false;
  bool sees_care = false;
  bool sees_confidential = false;
  bool has_draft = false;                           // of a visit
  std::vector<AnswerDraftLine> answer_drafts = {};  // the reader's own
  // visit_page: whether this reader may change this report, or mark it as a mistake
  bool may_revise = false, may_void = false;
  // visit_page, of a home visit to come: nobody of that home has said yet that it is welcome
  bool word_needed = false;
  // visit_page, R42: the reader goes, and has not said yet that the visit suits them
  bool ready_needed = false;
  std::vector<Staff> colleagues = {};  // one of whom may have heard that word
};

struct FormModel {
  const StudentFile* file = nullptr;
  const History* history = nullptr;
  std::vector<Staff> colleagues;  // whom the mentor may choose as visitor, interpreter, backstop
  bool may_write_care = false;
  bool may_write_confidential = false;
  const Visit* visit = nullptr;  // planned visit or one to revise; else none
  bool nobody_met = false;       // visit_form: of an appointment that did not take place
  std::string guardian;          // preselected
  bool by_student = false;       // the student is
  std::vector<AnswerDraftLine> answer_drafts = {};  // answer_form: of others than the form is of
  bool own_words = false;                           // what a guardian volunteered has a field (R97)
  Status home_visit_allowed;                        // why not, when a rule forbids visits at home
  FormState state;
};

struct ClassRow {
  std::string id, name, group;
  std::optional<Date> last_contact, next_contact;
  std::optional<Date> proposed = {};  // R41: what nobody has agreed to yet is no next contact
  int waiting = 0;                    // entries that still wait to be filed
};

// R44: a visit during which the reader is there for a colleague. Nothing of the family.
struct BackgroundRow {
  std::string who, when, how_it_stands;
};

// R42: a visit that the reader goes on. `who`: only where the file is open to the reader.
struct VisitRow {
  std::string href, when, who, where, how_it_stands;
};

struct ClassModel {
  std::optional<Group> group;     // none: search results or a choice of groups
  std::vector<Group> own_groups;  // for switching
  std::vector<ClassRow> rows;
  std::string query, sort, filter;
  std::string asked;  // what the query is called in an address, where no name may stand
  // On the page that opens first:
  std::vector<VisitRow> visits = {};
  std::vector<BackgroundRow> background = {};
  int questions = 0;  // that wait for this reader's answer
};

struct SystemCheck {
  std::string name, message, advice;
  bool ok = true;
};
struct SystemLine {
  std::string label, text, advice;
};
struct SystemModel {
  std::string version, adapter, adapter_title;
  std::string summary, advice;    // how it stands in a sentence or two, and what to do
  std::vector<SystemLine> lines;  // the same at length
  bool writes = false;            // the SIS takes entries; else companion mode
  std::int64_t students = 0, guardians = 0, staff = 0, groups = 0;
  std::string roster_read_at, oldest_waiting;  // "2026-11-22 15:30" or ""
  std::int64_t queued = 0, unknown = 0, done = 0, stopped = 0;
  std::vector<SystemCheck> checks;
};

struct Choice {
  std::string href, text, note;
};
struct MessageModel {
  std::string title, text, link, link_text, code;
  std::vector<Choice> choices;
  bool buttons = false;  // the choices are what the page is for
  bool new_tab = false;  // the link opens one
};

std::string panel(const Frame&, const PanelModel&);
std::string line(const Frame&, const PanelModel&);
std::string visit_form(const Frame&, const FormModel&);
std::string answer_form(const Frame&, const FormModel&);
std::string contact_form(const Frame&, const FormModel&);
std::string guardian_form(const Frame&, const FormModel&);
std::string visit_page(const Frame&, const PanelModel&, const VisitEntry&, const FormState&);
std::string class_page(const Frame&, const ClassModel&);
std::string system_page(const Frame&, const SystemModel&);
std::string message_page(const Frame&, const MessageModel&);
std::string stylesheet();
const std::string& fragment_style();  // of style.h
std::string script();

}  // namespace homevisit::views
