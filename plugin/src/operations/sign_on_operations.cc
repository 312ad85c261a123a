// Signing on by another system, for any host: where to send the browser, and who came back. Called
// before anybody is known, so the host itself is the actor.
#include <fmt/format.h>

#include <algorithm>

#include "operations/gate.h"
#include "operations/lti_reach.h"
#include "operations/operation.h"
#include "sign_on/begun.h"
#include "sign_on/open_id.h"
#include "sign_on/person.h"
#include "sign_on/table.h"

namespace homevisit::operations {
namespace {

Result<const sign_on::Provider*> provider_of(const Call& call) {
  const std::string name = call.text("provider");
  const auto& providers = call.context.config.providers;
  const auto found = std::ranges::find(providers, name, &sign_on::Provider::name);
  if (found != providers.end()) return &*found;
  return Error{HV_NOT_FOUND, "unknown_provider",
               fmt::format("No system \"{}\" signs people in here. The configuration names those "
                           "that do under \"sign_on\".",
                           printable_name(name)),
               "/provider"};
}

bool is_refusal(const Error& error) {
  return error.status == HV_UNAUTHENTICATED || error.status == HV_PERMISSION_DENIED;
}

Result<std::string> list(const Call& call) {
  json::Writer w;
  w.begin_object().key("providers").begin_array();
  for (const sign_on::Provider& provider : call.context.config.providers)
    w.begin_object().member("name", provider.name).member("title", provider.title).end_object();
  w.end_array().key("frame_ancestors").begin_array();
  HV_ASSIGN(const auto ancestors, frame_ancestors(call.context));
  for (const std::string& origin : ancestors) w.string(origin);
  return w.end_array().member("lti", call.context.config.lti.on()).end_object().take();
}

Result<std::string> start(const Call& call) {
  HV_ASSIGN(const sign_on::Provider* const provider, provider_of(call));
  HV_ASSIGN(const sign_on::Started started,
            sign_on::start(*call.context.sign_on, *provider, call.text("back"), call.text("next"),
                           call.control));
  json::Writer w;
  w.begin_object().member("url", started.url).member("state", started.state);
  w.member("kept", started.kept).member("seconds", sign_on::begun_holds_ms / 1000);
  return w.end_object().take();
}

Result<std::string> finished(const Call& call, const sign_on::Provider& provider) {
  Context& context = call.context;
  const sign_on::Answer answer{call.text("state"), call.text("code"), call.text("issuer"),
                               call.text("error")};
  HV_ASSIGN(const sign_on::Finished done,
            sign_on::finish(*context.sign_on, provider, call.text("kept"), answer, call.control));
  HV_ASSIGN(const access::Actor actor,
            sign_on::actor_of(provider, done.claims.root(), *context.roster));
  json::Writer w;
  w.begin_object().key("actor").begin_object().member("role", to_name(actor.role));
  w.member_if("staff", actor.staff).member_if("name", actor.name).end_object();
  return w.member_if("next", done.next).end_object().take();
}

Result<std::string> finish(const Call& call) {
  HV_ASSIGN(const sign_on::Provider* const provider, provider_of(call));
  auto answer = finished(call, *provider);
  if (answer || !is_refusal(answer.error())) return answer;
  return note_refusal(call.context, {"sign_on", provider->name, answer.error().code, "", ""},
                      std::move(answer).error());
}

// The student system's own numbers.
bool is_of_sis(const Context& context, const std::string& scheme) {
  return scheme == "sis" || scheme == context.config.adapter_name;
}

// What is noted of a scheme: one that is set up; anything else may be whatever somebody typed.
std::string known_scheme(const Context& context, const std::string& scheme) {
  const bool known = is_of_sis(context, scheme) || context.config.student_ids.contains(scheme);
  return known ? scheme : "unknown";
}

// By the number of the system itself, or by the school's list of another one.
Result<std::string> named(const Call& call) {
  Context& context = call.context;
  const std::string scheme = call.text("scheme"), id = call.text("id");
  std::string student;
  if (const auto list = context.config.student_ids.find(scheme);
      list != context.config.student_ids.end()) {
    HV_ASSIGN(student, sign_on::looked_up(list->second, id, false));
  } else if (is_of_sis(context, scheme)) {
    student = id;
  }
  HV_ASSIGN(student, id_in_use(context, student));
  HV_ASSIGN([[maybe_unused]] const access::View view, view_of(context, call.actor, student));
  return student;
}

Result<std::string> find_student(const Call& call) {
  auto student = named(call);
  if (!student && student.error().status == HV_NOT_FOUND) {
    Error error = std::move(student).error();
    error.pointer = "/id";
    const Refusal refusal{"student", known_scheme(call.context, call.text("scheme")), error.code,
                          std::string(to_name(call.actor.role)), call.actor.staff};
    return note_refusal(call.context, refusal, std::move(error));
  }
  HV_TRY(student);
  json::Writer w;
  return w.begin_object().member("student", *student).end_object().take();
}

// What the host itself refused: a form of another site, a student whom the system does not show.
Result<std::string> note(const Call& call) {
  const std::string code = call.text("code");
  HV_TRY(call.context.refusals->note(
      {call.text("what"), "", code, std::string(to_name(call.actor.role)), call.actor.staff}));
  return std::string("{}");
}

}  // namespace

std::span<const Operation> sign_on_operations() {
  static constexpr Operation operations[] = {{"sign_on.list", list},
                                             {"sign_on.start", start},
                                             {"sign_on.finish", finish},
                                             {"student.find", find_student},
                                             {"refusal.note", note}};
  return operations;
}

}  // namespace homevisit::operations
