#include "domain/shared_form.h"

namespace homevisit {
namespace {

struct Share {
  using Shared = std::optional<Change>;

  static Shared held(Visit visit, auto make) {
    if (!is_contact(visit.state)) return std::nullopt;
    return make(shared_form(visit));
  }
  Shared operator()(const VisitRecorded& c) const {
    return held(c.visit, [](Visit visit) { return VisitRecorded{std::move(visit)}; });
  }
  Shared operator()(const VisitRevised& c) const {
    return held(c.visit, [](Visit visit) { return VisitRevised{std::move(visit)}; });
  }
  Shared operator()(const VisitAmended& c) const {
    if (c.tier != Tier::shared) return std::nullopt;
    return c;
  }
  Shared operator()(const AnswerRecorded& c) const {
    if (c.answer.kind == AnswerKind::no_answer) return std::nullopt;
    return AnswerRecorded{shared_form(c.answer)};
  }
  // These hold no text but what colleagues read.
  Shared operator()(const VisitVoided& c) const { return c; }
  Shared operator()(const AnswerVoided& c) const { return c; }
  Shared operator()(const AgreementChanged& c) const { return c; }

  template <typename Other>
  Shared operator()(const Other&) const {
    return std::nullopt;
  }
};

}  // namespace

Visit shared_form(const Visit& visit) {
  Visit shared = visit;
  std::erase_if(shared.report.notes, [](const Note& note) { return note.tier != Tier::shared; });
  shared.report.needs.clear();
  shared.report.parked.clear();
  shared.report.support_plan.reset();
  shared.minutes = {};
  shared.backstop.reset();
  return shared;
}

Answer shared_form(const Answer& answer) {
  Answer shared = answer;
  shared.volunteered.clear();
  shared.evidence_reference.clear();
  shared.oral_witness.clear();
  return shared;
}

std::optional<DossierEvent> shared_form(const DossierEvent& event) {
  auto change = std::visit(Share{}, event.change);
  if (!change) return std::nullopt;
  return DossierEvent{event.id,    event.seq,        event.recorded_at,
                      event.actor, event.actor_name, std::move(*change)};
}

}  // namespace homevisit
