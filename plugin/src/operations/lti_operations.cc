// Launches from learning platforms (LTI 1.3), for any host: where to send the browser, who came
// back and what they want to see. Called before anybody is known, so the host itself is the actor.
#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "http/jwt.h"
#include "http/url.h"
#include "lti/deep_link.h"
#include "lti/login.h"
#include "lti/passes.h"
#include "lti/roles.h"
#include "lti/services.h"
#include "operations/gate.h"
#include "operations/lti_reach.h"
#include "sign_on/begun.h"
#include "sign_on/person.h"

namespace homevisit::operations {
namespace {

Error noted(const Call& call, const std::string& with, const access::Actor& actor, Error error) {
  const bool refused = error.status == HV_UNAUTHENTICATED || error.status == HV_PERMISSION_DENIED ||
                       error.status == HV_NOT_FOUND;
  if (!refused) return error;
  Refusal refusal{"lti", with, error.code, "", ""};
  if (!actor.staff.empty()) {
    refusal.role = to_name(actor.role);
    refusal.actor = actor.staff;
  }
  return note_refusal(call.context, refusal, std::move(error));
}

// ---- The two halves of a launch

Result<lti::Begun> begun(const Call& call) {
  HV_ASSIGN(const lti::Platforms platforms, known_platforms(call.context));
  const lti::Login login{call.text("iss"),
                         call.text("login_hint"),
                         call.text("target_link_uri"),
                         call.text("lti_message_hint"),
                         call.text("client_id"),
                         call.text("lti_deployment_id")};
  return lti::begin_login(*call.context.sign_on, call.context.config.lti, platforms, login);
}

Result<std::string> login(const Call& call) {
  auto started = begun(call);
  if (!started) return noted(call, "", {}, std::move(started).error());
  json::Writer w;
  w.begin_object().member("url", started->url).member("state", started->state);
  w.member("kept", started->kept).member("seconds", sign_on::begun_holds_ms / 1000);
  return w.end_object().take();
}

Result<std::string> again(const Call& call) {
  HV_TRY(check_lti_on(call.context));
  HV_ASSIGN(const lti::Login login, lti::begin_again(*call.context.sign_on, call.text("state")));
  HV_ASSIGN(const lti::Platforms platforms, known_platforms(call.context));
  const lti::Platform* const platform = find_platform(platforms, login.issuer, login.client_id);
  const auto there = http::parse_url(platform == nullptr ? "" : platform->login_url);
  json::Writer w;
  w.begin_object();
  if (there) w.member("leads_to", there->origin());
  w.key("login").begin_object().member("iss", login.issuer).member("login_hint", login.login_hint);
  w.member("target_link_uri", login.target).member_if("lti_message_hint", login.message_hint);
  w.member_if("client_id", login.client_id).member_if("lti_deployment_id", login.deployment);
  return w.end_object().end_object().take();
}

// What the launch leads to: one student, one group, the class to choose from, or a page.
Status write_target(const Call& call, const access::Actor& actor, const lti::Verified& verified,
                    json::Writer& w) {
  Context& context = call.context;
  const lti::Launch& launch = verified.launch;
  if (launch.link || !launch.members_url.empty()) {
    HV_ASSIGN(const std::string pass, lti::sealed(*context.sign_on, lti::pass_of(verified)));
    w.member("pass", pass);
  }
  if (launch.link) return ok();
  if (std::string student = launch.parameter(lti::student_parameter); !student.empty()) {
    HV_ASSIGN(student, id_in_use(context, student));
    HV_ASSIGN([[maybe_unused]] const access::View view, view_of(context, actor, student));
    w.member("student", student);
    return ok();
  }
  w.member_if("next", context.config.lti.page_of(launch.target));
  if (context.config.lti.class_is_group && !launch.context.empty() &&
      access::may_list(*context.roster, actor, launch.context, context.today()))
    w.member("group", launch.context);
  return ok();
}

Result<std::string> answered(const Call& call, const lti::Platforms& platforms,
                             const lti::Verified& verified, access::Actor& actor) {
  Context& context = call.context;
  const lti::Settings& settings = context.config.lti;
  HV_TRY(settings.check_staff_ids(verified.platform, platforms));
  HV_ASSIGN(const auto claims, lti::claims_for_rules(verified));
  sign_on::Provider who = settings.who_at(verified.platform);
  // A pupil may be called anything by a platform; whom no rule asks for a role must be called
  // staff.
  if (std::ranges::none_of(verified.launch.roles, lti::is_staff_role))
    std::erase_if(who.roles, [](const sign_on::RoleRule& rule) { return rule.claim.empty(); });
  HV_ASSIGN(actor, sign_on::actor_of(who, claims.root(), *context.roster));
  json::Writer w;
  w.begin_object().key("actor").begin_object().member("role", to_name(actor.role));
  w.member_if("staff", actor.staff).member_if("name", actor.name).end_object();
  w.member("platform", verified.platform.name).member("link", verified.launch.link.has_value());
  const std::string_view language = std::string_view(verified.launch.locale).substr(0, 2);
  if (language == "nl" || language == "en") w.member("language", language);
  HV_TRY(write_target(call, actor, verified, w));
  return w.end_object().take();
}

Result<std::string> launch(const Call& call) {
  HV_ASSIGN(const lti::Platforms platforms, known_platforms(call.context));
  std::string with;
  access::Actor actor;
  const auto verified = lti::verify_launch(
      *call.context.sign_on, platforms, call.text("kept"),
      {call.text("id_token"), call.text("state"), call.text("error")}, call.control, with);
  if (!verified) return noted(call, with, actor, verified.error());
  auto answer = answered(call, platforms, *verified, actor);
  if (!answer) return noted(call, with, actor, std::move(answer).error());
  return answer;
}

// ---- What follows

Result<lti::Platform> platform_of(const Call& call, const lti::Pass& pass) {
  HV_ASSIGN(const lti::Platforms platforms, known_platforms(call.context));
  const lti::Platform* const found = find_platform(platforms, pass.issuer, pass.client_id);
  if (found != nullptr) return *found;
  return sign_on::refuse("lti_platform_unknown",
                         "This learning platform is not known here. The administrator of the home "
                         "visits can put it into homevisit.json.");
}

// The platform is at fault, not the system of the students, and a mentor can do without it.
Error members_away(Context& context, const lti::Platform& platform, const Error& error) {
  if (error.status == HV_CANCELLED) return error;
  context.log.write(
      LogLevel::warning, "lti",
      fmt::format("{}: members of a class: {} ({})", platform.name, error.message, error.code));
  return {HV_UNAVAILABLE, "lti_members_away",
          "The learning platform does not name the students of this class just now. Choose the "
          "student in your own classes; when it stays, tell the administrator."};
}

// Of the class as the platform names it, those whom the actor may see; for what the others are, a
// number says enough.
Result<std::string> members(const Call& call) {
  Context& context = call.context;
  HV_ASSIGN(const lti::Pass pass, lti::opened(*context.sign_on, call.text("pass")));
  HV_ASSIGN(const lti::Platform platform, platform_of(call, pass));
  lti::Learners learners;
  if (!pass.members_url.empty()) {
    HV_ASSIGN(const lti::Kept kept, with_keys(context));
    HV_TRY(context.config.lti.check_member_ids(platform, known_platforms(context, kept)));
    const lti::ToolKey* const key = lti::signing_key(kept.keys, context.clock->now_ms());
    const sign_on::Patience patience(call.control);
    auto named = lti::learners_of(*context.lti_network, platform, key->id, pass.members_url,
                                  context.config.lti.member_at(platform), patience.control());
    if (!named) return members_away(context, platform, named.error());
    learners = std::move(*named);
    if (learners.without_id > 0)
      context.log.write(
          LogLevel::warning, "lti",
          fmt::format("{}: {} learners of a class came without the id that \"member\" "
                      "asks for; let the platform share it",
                      platform.name, learners.without_id));
  }
  std::vector<Student> seen;
  for (const std::string& learner : learners.ids) {
    HV_TRY(call.control.check());
    HV_ASSIGN(const std::string id, id_in_use(context, learner));
    const auto view = view_of(context, call.actor, id);
    if (!view && view.error().status != HV_NOT_FOUND &&
        view.error().status != HV_FAILED_PRECONDITION)
      return view.error();
    if (!view) continue;
    HV_ASSIGN(Student student, context.roster->student(id));
    seen.push_back(std::move(student));
  }
  std::ranges::sort(seen, {}, [](const Student& s) { return std::tie(s.sort_name, s.id); });
  json::Writer w;
  w.begin_object().key("students").begin_array();
  for (const Student& student : seen)
    w.begin_object().member("id", student.id).member("name", student.name()).end_object();
  w.end_array().member("others", static_cast<std::int64_t>(learners.ids.size() - seen.size()));
  w.member("without_id", static_cast<std::int64_t>(learners.without_id));
  return w.end_object().take();
}

// The link that somebody chose, signed by us, and where to send it.
Result<std::string> link(const Call& call) {
  Context& context = call.context;
  HV_ASSIGN(const lti::Pass pass, lti::opened(*context.sign_on, call.text("pass")));
  HV_ASSIGN(const lti::Platform platform, platform_of(call, pass));
  if (!pass.link)
    return Error{HV_FAILED_PRECONDITION, "lti_no_link_wanted",
                 "The learning platform did not ask for a link."};
  const lti::DeepLink chosen{context.config.lti.launch_url(), context.config.lti.title,
                             call.student()};
  if (!call.student().empty()) {
    HV_ASSIGN([[maybe_unused]] const access::View view,
              view_of(context, call.actor, call.student()));
  }
  HV_ASSIGN(const lti::Kept kept, with_keys(context));
  const std::int64_t now = context.clock->now_ms();
  const lti::ToolKey* const key = lti::signing_key(kept.keys, now);
  const lti::Reply reply{platform.issuer,
                         platform.client_id,
                         pass.deployment,
                         pass.link->data,
                         sign_on::random_text(context.random),
                         now / 1000};
  HV_ASSIGN(const Secret token,
            http::signed_token("RS256", key->id, lti::deep_link_claims(reply, &chosen), key->pem));
  json::Writer w;
  w.begin_object().member("url", pass.link->return_url).member("jwt", as_text(token.reveal()));
  return w.end_object().take();
}

Result<std::string> keys(const Call& call) {
  HV_TRY(check_lti_on(call.context));
  HV_ASSIGN(const lti::Kept kept, with_keys(call.context));
  return lti::key_set(lti::still_published(kept.keys, call.context.clock->now_ms()));
}

}  // namespace

std::span<const Operation> lti_operations() {
  static constexpr Operation operations[] = {{"lti.login", login},   {"lti.again", again},
                                             {"lti.launch", launch}, {"lti.members", members},
                                             {"lti.link", link},     {"lti.keys", keys}};
  return operations;
}

}  // namespace homevisit::operations
