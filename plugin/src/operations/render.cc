#include "operations/render.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/planning.h"
#include "domain/rules.h"
#include "domain/school/programme_rules.h"
#include "domain/visit_agreement.h"
#include "operations/drafts_shown.h"
#include "operations/form_fields.h"
#include "operations/gate.h"
#include "operations/planning_pages.h"
#include "operations/questions.h"
#include "operations/rendering.h"
#include "operations/student_reads.h"
#include "operations/system_page.h"
#include "operations/system_state.h"
#include "operations/trouble_words.h"
#include "operations/visitor.h"
#include "operations/write.h"
#include "views/views.h"
#include "views/visit_fields.h"

namespace homevisit::operations {
namespace {

std::string reader_name(Context& context, const access::Actor& actor) {
  if (actor.staff.empty()) return actor.name;
  const std::string known = context.staff_name(actor.staff);
  return known == actor.staff && !actor.name.empty() ? actor.name : known;
}

views::Frame frame_of(Context& context, const access::Actor& actor, const text::Catalogue& words,
                      json::Value params) {
  views::Frame frame;
  frame.words = &words;
  frame.page = params["page"].is_true();
  frame.links = params["links"].text();
  frame.csrf = params["csrf"].text();
  frame.saved = params["saved"].text();
  const json::Value hints = params["hints"];
  for (std::size_t i = 0; i < hints.size(); ++i) frame.hints.emplace_back(hints.at(i).text());
  frame.school = context.config.school;
  frame.reader = reader_name(context, actor);
  frame.reader_role = to_name(actor.role);
  frame.reader_id = actor.staff;
  frame.today = context.today();
  frame.zone = &context.zone;
  frame.may_see_system = actor.role == access::Role::it;
  return frame;
}

Status explain_delay(Rendering& r) {
  Context& context = r.context;
  HV_ASSIGN(const auto state, context.journal->system_state());
  const DelayWords delay =
      delay_words(*r.frame.words, context.zone, state, context.clock->now_ms());
  r.frame.delay = {delay.one, delay.all, delay.saved};
  return ok();
}

Result<SeenFile> see(const Rendering& r) {
  return see_file(r.context, r.actor, r.frame.reader, r.student, r.view);
}

views::PanelModel panel_model(const Rendering& r, const SeenFile& seen) {
  views::PanelModel model;
  model.file = seen.file.get();
  model.history = &seen.history;
  model.staff_name = r.staff_name();
  model.may_record = seen.view.may_record;
  model.sees_care = seen.view.tiers.care;
  model.sees_confidential = seen.view.tiers.confidential || seen.view.tiers.own_confidential;
  return model;
}

// What the panel hangs on, for a reader who may see the student at all.
Result<PageStamp> panel_stamp(const Rendering& r, const std::string& student, bool may_record) {
  Context& context = r.context;
  PageStamp stamp;
  HV_ASSIGN(stamp.head, context.journal->head(student));
  HV_ASSIGN(stamp.delivery, context.journal->delivery_version(student));
  HV_ASSIGN(const auto state, context.journal->system_state());
  if (in_trouble(state)) stamp.trouble = fmt::format("{} {}", state.trouble_since, state.code);
  if (may_record) {
    HV_ASSIGN(stamp.draft, drafts_stamp(r, student));
  }
  return stamp;
}

Result<SharedPage> panel(Rendering& r) {
  Context& context = r.context;
  const std::string& student = r.student;
  // Read before anything that is shown: what is committed meanwhile makes the page be made again.
  HV_ASSIGN(const std::int64_t version, context.journal->version());
  HV_ASSIGN(const std::int64_t roster, context.roster->version());
  // Who looks at what, in which language, with which links, on which day, by which roster: who may
  // see the student hangs on these alone.
  const std::string key = fmt::format(
      "{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", r.frame.reader_role, r.actor.reads_only, r.frame.reader_id,
      r.frame.reader, roster, format_date(r.frame.today), r.frame.words->language(), r.params_text);
  SharedPage page = context.pages.find(key, version);
  if (page == nullptr) {
    HV_ASSIGN(const access::View view, view_of(context, r.actor, student));
    HV_ASSIGN(const PageStamp stamp, panel_stamp(r, student, view.may_record));
    page = context.pages.find(key, version, stamp);
    if (page == nullptr) {
      HV_ASSIGN(const SeenFile seen, see(r));
      HV_TRY(explain_delay(r));
      views::PanelModel model = panel_model(r, seen);
      HV_TRY(show_drafts(r, *seen.file, model));
      page = shared(views::panel(r.frame, model));
      context.pages.keep(key, version, stamp, page);
      return page;
    }
  }
  HV_TRY(context.access_log->note(r.actor, r.frame.reader, student, r.view));
  return page;
}

Result<SharedPage> line(Rendering& r) {
  HV_ASSIGN(const SeenFile seen, see(r));
  return shared(views::line(r.frame, panel_model(r, seen)));
}

Result<views::FormModel> form_model(const Rendering& r, const SeenFile& seen, const char* draft) {
  if (!seen.view.may_record) return may_only_read();
  views::FormModel model;
  model.file = seen.file.get();
  model.history = &seen.history;
  HV_ASSIGN(model.colleagues, r.context.roster->all_staff());
  model.may_write_care = seen.view.may_write >= Tier::care;
  model.may_write_confidential = seen.view.may_write >= Tier::confidential;
  model.guardian = r.text("guardian");
  model.by_student = !r.text("by_student").empty();
  model.home_visit_allowed = may_visit_home(*seen.file, seen.history, "", r.frame.today);
  model.state = form_state(r, draft);
  return model;
}

// What was sent keeps its form when it comes back to be mended.
bool says_nobody_met(const views::FormState& state) {
  return std::any_of(state.fields.begin(), state.fields.end(), [](const auto& field) {
    if (field.first == views::nobody_met_field) return true;
    return field.first == "/state" && (field.second == to_name(VisitState::no_show) ||
                                       field.second == to_name(VisitState::attempted_doorstep));
  });
}

// Nor does it lose the appointment that it is the report of, unless that is over since.
const Visit* planned_of(const History& history, const views::FormState& state) {
  for (const auto& [name, value] : state.fields) {
    const VisitEntry* entry = name == "/visit" ? history.visit(value) : nullptr;
    if (entry != nullptr && !entry->voided && is_planned(entry->visit.state)) return &entry->visit;
  }
  return nullptr;
}

Result<SharedPage> visit_form(Rendering& r) {
  HV_ASSIGN(const SeenFile seen, see(r));
  const std::string id = r.text("visit");
  const bool asks_short = !r.text("nobody_met").empty();
  HV_ASSIGN(views::FormModel model,
            form_model(r, seen, id.empty() && !asks_short ? "visit" : nullptr));
  if (id.empty()) {
    model.visit = planned_of(seen.history, model.state);
  } else {
    const VisitEntry* entry = seen.history.visit(id);
    if (entry == nullptr)
      return Error{HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
                   "/visit"};
    if (!is_planned(entry->visit.state))
      HV_TRY(may_revise(r.context, r.actor, *seen.file, seen.history, *entry));
    model.visit = &entry->visit;
  }
  const bool is_new = model.visit == nullptr || is_planned(model.visit->state);
  model.nobody_met = is_new && (asks_short || says_nobody_met(model.state));
  return shared(views::visit_form(r.frame, model));
}

Result<views::FormModel> answer_model(const Rendering& r, const SeenFile& seen) {
  HV_ASSIGN(views::FormModel model, form_model(r, seen, nullptr));
  HV_TRY(open_answer_draft(r, *seen.file, model));
  return model;
}

Result<SharedPage> answer_form(Rendering& r) {
  HV_ASSIGN(const SeenFile seen, see(r));
  HV_ASSIGN(const views::FormModel model, answer_model(r, seen));
  return shared(views::answer_form(r.frame, model));
}

// R97: a form that nobody comes upon who only records an answer.
Result<SharedPage> own_words(Rendering& r) {
  HV_ASSIGN(const SeenFile seen, see(r));
  HV_ASSIGN(views::FormModel model, answer_model(r, seen));
  model.own_words = model.may_write_confidential;
  return shared(views::answer_form(r.frame, model));
}

Result<SharedPage> contact_form(Rendering& r) {
  HV_ASSIGN(const SeenFile seen, see(r));
  HV_ASSIGN(const views::FormModel model, form_model(r, seen, nullptr));
  return shared(views::contact_form(r.frame, model));
}

Result<SharedPage> guardian_form(Rendering& r) {
  HV_ASSIGN(const SeenFile seen, see(r));
  HV_ASSIGN(const views::FormModel model, form_model(r, seen, nullptr));
  for (const Guardian& guardian : seen.file->guardians)
    if (guardian.id == model.guardian) return shared(views::guardian_form(r.frame, model));
  return Error{HV_NOT_FOUND, "unknown_guardian",
               "The roster has no such guardian for this student.", "/guardian"};
}

Result<SharedPage> visit_page(Rendering& r) {
  HV_ASSIGN(const SeenFile seen, see(r));
  const VisitEntry* entry = seen.history.visit(r.text("visit"));
  if (entry == nullptr)
    return Error{HV_NOT_FOUND, "unknown_visit", "There is no such visit in this student's file.",
                 "/visit"};
  HV_TRY(explain_delay(r));
  views::PanelModel model = panel_model(r, seen);
  const bool may_mark =
      r.actor.role == access::Role::mentor || r.actor.role == access::Role::care_coordinator;
  model.may_revise =
      static_cast<bool>(may_revise(r.context, r.actor, *seen.file, seen.history, *entry));
  model.may_void =
      may_mark && seen.view.may_record && !entry->voided && entry->recorded.by != r.actor.staff;
  if (seen.view.may_record && is_planned(entry->visit.state)) {
    HV_ASSIGN(const SharedSchool school, r.context.school.read(*r.context.journal));
    const Notices notices = notices_on(*school, entry->visit.date);
    model.word_needed =
        !check_agreed(*seen.file, seen.history, notices, entry->visit, r.frame.today, "");
    HV_ASSIGN(model.colleagues, r.context.roster->all_staff());
    const PlanFacts plan{*seen.file, seen.history, *school,
                         school->programme(school::school_year_of(entry->visit.date)),
                         r.context.config.language};
    model.ready_needed = lacks_word_of(plan, entry->visit, r.actor.staff);
  }
  return shared(views::visit_page(r.frame, model, *entry, form_state(r, nullptr)));
}

Result<SharedPage> class_page(Rendering& r) {
  if (r.actor.role == access::Role::it || r.actor.role == access::Role::system)
    return Error{HV_PERMISSION_DENIED, "page_of_another_role", "This role sees no students."};
  views::ClassModel model;
  model.query = r.text("query");
  model.asked = r.text("asked");
  model.sort = r.text("sort");
  model.filter = r.text("filter");
  HV_ASSIGN(model.own_groups, list_groups(r.context, r.actor, false));
  std::string group = r.text("group");
  if (group.empty() && model.query.empty() && model.own_groups.size() == 1)
    group = model.own_groups.front().id;
  if (model.query.empty()) {
    HV_ASSIGN(model.background, background_rows(r));
    HV_ASSIGN(model.questions, count_own_questions(r.context, r.actor));
    HV_ASSIGN(const auto going, visits_of(r.context, r.actor.staff));
    HV_ASSIGN(model.visits, visit_rows(r, going));
  }
  if (!group.empty() || !model.query.empty()) {
    HV_ASSIGN(StudentList list,
              list_students(r.context, r.actor, group, model.query, model.sort, model.filter));
    model.group = std::move(list.group);
    for (StudentRow& row : list.rows)
      model.rows.push_back({row.id, row.name, row.group, row.last_contact, row.next_contact,
                            row.proposed, row.waiting});
  }
  return shared(views::class_page(r.frame, model));
}

Result<SharedPage> message_page(Rendering& r) {
  views::MessageModel model{r.text("title"),
                            r.text("text"),
                            r.text("link"),
                            r.text("link_text"),
                            r.text("code"),
                            {},
                            r.params["buttons"].is_true(),
                            r.params["new_tab"].is_true()};
  const json::Value choices = r.params["choices"];
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const json::Value choice = choices.at(i);
    model.choices.push_back({std::string(choice["href"].text()), std::string(choice["text"].text()),
                             std::string(choice["note"].text())});
  }
  return shared(views::message_page(r.frame, model));
}

Result<SharedPage> stylesheet(Rendering& r) {
  return shared(r.params["fragment"].is_true() ? views::fragment_style() : views::stylesheet());
}
Result<SharedPage> script(Rendering&) { return shared(views::script()); }

constexpr View known_views[] = {{"student.panel", panel},        {"student.line", line, false},
                                {"visit.form", visit_form},      {"answer.form", answer_form},
                                {"visit.page", visit_page},      {"guardian.form", guardian_form},
                                {"answer.own_words", own_words}, {"contact.form", contact_form},
                                {"class", class_page},           {"system", system_page},
                                {"message", message_page},       {"stylesheet", stylesheet, false},
                                {"script", script, false}};

const View* find_view(std::string_view name) {
  for (const std::span<const View> family :
       {std::span<const View>(known_views), consent_views(), family_views(), planning_views(),
        programme_views(), progress_views(), care_views(), evaluation_views(),
        questionnaire_views(), team_views(), time_views()})
    for (const View& view : family)
      if (view.name == name) return &view;
  return nullptr;
}

Result<SharedPage> make(Context& context, std::string_view actor_text, std::string_view view,
                        std::string_view params_text, std::string_view language,
                        const CallControl& control, const text::Catalogue*& words) {
  HV_TRY(context.check_process());
  HV_TRY(control.check());
  HV_ASSIGN(const access::Actor actor, checked_actor(context.schemas, actor_text));
  words = &words_for(context, actor, language);
  const View* const known = find_view(view);
  if (known == nullptr)
    return Error{HV_NOT_FOUND, "unknown_view",
                 fmt::format("There is no view \"{}\".", printable_name(view))};
  HV_ASSIGN(const auto params, json::Document::parse(params_text.empty() ? "{}" : params_text));
  const json::Value year = params.root()["school_year"];
  if (year.exists() && !school::is_school_year(std::string(year.text())))
    return Error{HV_INVALID_ARGUMENT, "school_year_form", "Write the school year as 2026-2027.",
                 "/school_year"};
  HV_TRY(context.schemas.validate(fmt::format("views/{}.json", view), params.root()));
  HV_ASSIGN(std::string student, id_in_use(context, std::string(params.root()["student"].text())));
  Rendering rendering{context,
                      actor,
                      control,
                      std::string(view),
                      params.root(),
                      params_text,
                      frame_of(context, actor, *words, params.root()),
                      std::move(student)};
  HV_ASSIGN(const SharedPage made, known->make(rendering));
  if (!known->is_fragment || rendering.frame.page ||
      !params.root()["style"].boolean().value_or(true))
    return made;
  return shared("<style>" + views::fragment_style() + "</style>\n" + *made);
}

}  // namespace

std::string Rendering::school_year() const {
  const std::string asked = text("school_year");
  return asked.empty() ? school::school_year_of(frame.today) : asked;
}

Status check_reader(const Rendering& r, std::initializer_list<access::Role> roles) {
  if (std::find(roles.begin(), roles.end(), r.actor.role) != roles.end()) return ok();
  return may_not_open();
}

Error may_not_open() {
  return {HV_PERMISSION_DENIED, "page_of_another_role",
          "This page belongs to another role at school."};
}

views::FormState form_state(const Rendering& r, const char* form) {
  views::FormState state;
  state.submission = r.text("submission");
  state.fields = read_fields(r.params["fields"]);
  const json::Value errors = r.params["errors"];
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const json::Value error = errors.at(i);
    state.errors.push_back({std::string(error["pointer"].text()), std::string(error["code"].text()),
                            std::string(error["message"].text())});
  }
  // A draft fills a form that nothing was typed into yet.
  if (form != nullptr && state.fields.empty()) {
    const auto draft = r.context.journal->draft(r.actor.staff, r.student, form);
    if (draft && *draft) {
      const auto body = json::Document::parse((*draft)->body);
      if (body) state.fields = read_fields(body->root());
      state.draft_saved_at = r.context.zone.time_at((*draft)->saved_at);
    }
  }
  for (const auto& [name, value] : state.fields)
    if (name == "/submission" && state.submission.empty()) state.submission = value;
  if (state.submission.empty()) state.submission = new_id(r.context);
  return state;
}

Result<SharedPage> render(Context& context, std::string_view actor, std::string_view view,
                          std::string_view params, std::string_view language,
                          const CallControl& control) {
  const text::Catalogue* words =
      &text::Catalogue::of(language.empty() ? context.config.language : language);
  auto page = make(context, actor, view, params, language, control, words);
  if (!page) {
    Error error = std::move(page).error();
    error.message = words->error(error.code, error.message);
    return error;
  }
  return page;
}

}  // namespace homevisit::operations
