#include "operations/render.h"

#include <fmt/format.h>

#include "domain/rules.h"
#include "operations/form_fields.h"
#include "operations/student_reads.h"
#include "operations/system_state.h"
#include "operations/write.h"
#include "views/views.h"

namespace homevisit::operations {
namespace {

// One view being made.
struct Rendering {
  Context& context;
  const access::Actor& actor;
  const CallControl& control;
  std::string view;
  json::Value params;
  views::Frame frame;

  std::string text(const char* key) const { return std::string(params[key].text()); }
  views::StaffName staff_name() const {
    return [this](const std::string& id) { return context.staff_name(id); };
  }
};

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
  frame.school = context.config.school;
  frame.reader = reader_name(context, actor);
  frame.reader_role = to_name(actor.role);
  frame.reader_id = actor.staff;
  frame.today = context.today();
  frame.may_see_system = actor.role == access::Role::it;
  return frame;
}

Result<SeenFile> see(const Rendering& r) {
  return see_file(r.context, r.actor, r.frame.reader, r.text("student"), r.view);
}

views::PanelModel panel_model(const Rendering& r, const SeenFile& seen) {
  views::PanelModel model;
  model.file = &seen.file;
  model.history = &seen.history;
  model.staff_name = r.staff_name();
  model.may_record = seen.view.may_record;
  model.sees_care = seen.view.tiers.care;
  model.sees_confidential = seen.view.tiers.confidential || seen.view.tiers.own_confidential;
  return model;
}

Result<std::string> panel(Rendering& r) {
  HV_ASSIGN(const SeenFile seen, see(r));
  views::PanelModel model = panel_model(r, seen);
  if (model.may_record) {
    HV_ASSIGN(const auto draft,
              r.context.journal->draft(r.actor.staff, seen.file.student.id, "visit"));
    model.has_draft = draft.has_value();
  }
  return views::panel(r.frame, model);
}

Result<std::string> stylesheet(Rendering&) { return views::stylesheet(); }
Result<std::string> script(Rendering&) { return views::script(); }

struct View {
  std::string_view name;
  Result<std::string> (*make)(Rendering&);
};

constexpr View known_views[] = {
    {"student.panel", panel}, {"stylesheet", stylesheet}, {"script", script}};

Result<std::string> make(Context& context, std::string_view actor_text, std::string_view view,
                         std::string_view params_text, std::string_view language,
                         const CallControl& control, const text::Catalogue*& words) {
  HV_TRY(context.check_process());
  HV_TRY(control.check());
  HV_ASSIGN(const access::Actor actor, checked_actor(context.schemas, actor_text));
  words = &words_for(context, actor, language);
  for (const View& known : known_views) {
    if (known.name != view) continue;
    HV_ASSIGN(const auto params, json::Document::parse(params_text.empty() ? "{}" : params_text));
    HV_TRY(context.schemas.validate(fmt::format("views/{}.json", view), params.root()));
    Rendering rendering{context,       actor,
                        control,       std::string(view),
                        params.root(), frame_of(context, actor, *words, params.root())};
    return known.make(rendering);
  }
  return Error{HV_NOT_FOUND, "unknown_view", fmt::format("There is no view \"{}\".", view)};
}

}  // namespace

Result<std::string> render(Context& context, std::string_view actor, std::string_view view,
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
