// Setting up learning platforms: what to paste there, letting one register itself, renewing our
// key. For the administrator; no student comes into it.
#include <fmt/format.h>

#include <algorithm>

#include "lti/services.h"
#include "operations/lti_reach.h"
#include "sign_on/begun.h"

namespace homevisit::operations {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t default_minutes = 60;

void write_platform(json::Writer& w, const lti::Platform& platform) {
  w.begin_object().member("name", platform.name).member("issuer", platform.issuer);
  w.member("client_id", platform.client_id).key("deployments").begin_array();
  for (const std::string& deployment : platform.deployments) w.string(deployment);
  w.end_array().member("login_url", platform.login_url).member("token_url", platform.token_url);
  w.member_if("token_audience", platform.token_audience).member("keys_url", platform.keys_url);
  w.member("registered", platform.registered).end_object();
}

Result<std::string> tool(const Call& call) {
  Context& context = call.context;
  HV_TRY(check_lti_on(context));
  HV_ASSIGN(const lti::Kept kept, with_keys(context));
  const lti::Settings& settings = context.config.lti;
  const std::int64_t now = context.clock->now_ms();
  json::Writer w;
  w.begin_object().member("title", settings.title).member("login_url", settings.login_url());
  w.member("launch_url", settings.launch_url()).member("keys_url", settings.keys_url());
  w.key("redirect_uris").begin_array().string(settings.launch_url()).end_array();
  w.key("scopes").begin_array().string(lti::members_scope).end_array();
  w.member("custom_parameter", "student");
  w.member("key", lti::signing_key(kept.keys, now)->id);
  w.key("platforms").begin_array();
  for (const lti::Platform& platform : known_platforms(context, kept)) write_platform(w, platform);
  w.end_array();
  if (kept.invitation && now < kept.invitation->until)
    w.member("registration_until", format_moment(kept.invitation->until));
  return w.end_object().take();
}

Result<std::string> invite(const Call& call) {
  Context& context = call.context;
  HV_TRY(check_lti_on(context));
  const std::string word = sign_on::random_text(context.random);
  const std::int64_t minutes = call.request["minutes"].integer().value_or(default_minutes);
  HV_ASSIGN(const auto transaction, context.journal->begin());
  HV_ASSIGN(lti::Kept kept, lti::read_kept(*transaction));
  lti::Invitation invitation;
  HV_ASSIGN(invitation.digest, lti::invitation_digest(word));
  invitation.until = context.clock->now_ms() + minutes * minute_ms;
  kept.invitation = invitation;
  HV_TRY(lti::put_kept(*transaction, kept));
  HV_TRY(note_lti(context, *transaction, "lti_registration_opened", ""));
  HV_TRY(transaction->commit());
  json::Writer w;
  w.begin_object().member("url", context.config.lti.url + "/lti/register/" + word);
  return w.member("until", format_moment(invitation.until)).end_object().take();
}

Error not_invited() {
  return sign_on::refuse("lti_not_invited",
                         "This link for registering does not work, or no longer: it works once and "
                         "for a limited time. The administrator makes a new one with \"homevisit "
                         "lti register\".");
}

// The link is used up together with what it brought: one platform, whoever else tries meanwhile.
Status keep(Context& context, const std::string& word, const lti::Platform& platform) {
  HV_ASSIGN(const auto transaction, context.journal->begin());
  HV_ASSIGN(lti::Kept kept, lti::read_kept(*transaction));
  HV_ASSIGN(const bool invited, lti::is_invited(kept, word, context.clock->now_ms()));
  if (!invited) return not_invited();
  kept.invitation.reset();
  std::erase_if(kept.registered, [&](const lti::Platform& other) {
    return other.issuer == platform.issuer && other.client_id == platform.client_id;
  });
  kept.registered.push_back(platform);
  HV_TRY(lti::put_kept(*transaction, kept));
  HV_TRY(note_lti(context, *transaction, "lti_platform_registered", platform.name));
  return transaction->commit();
}

Result<lti::Platform> registered_at(const Call& call, const lti::Kept& kept) {
  Context& context = call.context;
  const sign_on::Patience patience(call.control);
  HV_ASSIGN(
      const lti::PlatformDescription description,
      lti::described_at(*context.network, call.text("openid_configuration"), patience.control()));
  // Before it is asked for anything.
  const lti::Platforms known = known_platforms(context, kept);
  HV_TRY(context.config.lti.check_staff_ids(description.platform, known));
  HV_TRY(context.config.lti.check_member_ids(description.platform, known));
  return lti::register_at(*context.network, context.config.lti.tool(), description,
                          call.text("registration_token"), patience.control());
}

Result<std::string> register_platform(const Call& call) {
  Context& context = call.context;
  HV_TRY(check_lti_on(context));
  const std::string word = call.text("invitation");
  // Nobody is asked anything for somebody who was not invited.
  HV_ASSIGN(const lti::Kept kept, lti::read_kept(*context.journal));
  HV_ASSIGN(const bool invited, lti::is_invited(kept, word, context.clock->now_ms()));
  if (!invited) {
    Error error = not_invited();
    const Refusal refusal{"lti_registration", "", error.code, "", ""};
    return note_refusal(context, refusal, std::move(error));
  }
  const auto registered = registered_at(call, kept);
  if (!registered) {
    context.log.write(LogLevel::warning, "lti",
                      fmt::format("a registration failed: {}", registered.error().message));
    return registered.error();
  }
  const lti::Platform& platform = *registered;
  HV_TRY(keep(context, word, platform));
  if (platform.deployments.empty())
    context.log.write(LogLevel::warning, "lti",
                      fmt::format("{} registered itself and did not say its deployment id: put it "
                                  "into homevisit.json, with that id under \"deployments\"",
                                  platform.name));
  json::Writer w;
  w.begin_object().key("platform");
  write_platform(w, platform);
  return w.end_object().take();
}

Result<std::string> renew_key(const Call& call) {
  Context& context = call.context;
  HV_TRY(check_lti_on(context));
  HV_ASSIGN(const lti::Kept kept, with_another_key(context));
  const lti::ToolKey& made = kept.keys.back();
  const bool alone = kept.keys.size() == 1;
  json::Writer w;
  w.begin_object().member("key", made.id);
  w.member("signs_from", format_moment(made.made_at + (alone ? 0 : lti::key_known_after_ms)));
  return w.end_object().take();
}

Result<std::string> forget(const Call& call) {
  Context& context = call.context;
  HV_TRY(check_lti_on(context));
  HV_ASSIGN(const auto transaction, context.journal->begin());
  HV_ASSIGN(lti::Kept kept, lti::read_kept(*transaction));
  const std::string issuer = call.text("issuer"), client = call.text("client_id");
  const auto gone = std::erase_if(kept.registered, [&](const lti::Platform& platform) {
    return platform.issuer == issuer && platform.client_id == client;
  });
  if (gone == 0)
    return Error{HV_NOT_FOUND, "lti_platform_not_registered",
                 "No such platform has registered itself. Those of the configuration are taken out "
                 "there.",
                 "/issuer"};
  HV_TRY(lti::put_kept(*transaction, kept));
  HV_TRY(note_lti(context, *transaction, "lti_platform_forgotten", issuer));
  HV_TRY(transaction->commit());
  json::Writer w;
  return w.begin_object().member("forgotten", true).end_object().take();
}

}  // namespace

std::span<const Operation> lti_setup_operations() {
  static constexpr Operation operations[] = {{"lti.tool", tool},
                                             {"lti.invite", invite},
                                             {"lti.register", register_platform},
                                             {"lti.renew_key", renew_key},
                                             {"lti.forget", forget}};
  return operations;
}

}  // namespace homevisit::operations
