#include "operations/lti_reach.h"

#include <algorithm>

#include "http/url.h"

namespace homevisit::operations {

Status check_lti_on(const Context& context) {
  if (context.config.lti.on()) return ok();
  return Error{
      HV_FAILED_PRECONDITION, "lti_off",
      "Learning platforms are not let in here. Add \"lti\" with the \"url\" of these pages "
      "to the configuration."};
}

lti::Platforms known_platforms(const Context& context, const lti::Kept& kept) {
  lti::Platforms all = context.config.lti.platforms;
  for (const lti::Platform& platform : kept.registered)
    if (find_platform(all, platform.issuer, platform.client_id) == nullptr) all.push_back(platform);
  return all;
}

Result<lti::Platforms> known_platforms(Context& context) {
  HV_TRY(check_lti_on(context));
  HV_ASSIGN(const lti::Kept kept, lti::read_kept(*context.journal));
  return known_platforms(context, kept);
}

Result<std::vector<std::string>> frame_ancestors(Context& context) {
  std::vector<std::string> origins = context.config.frame_ancestors;
  if (!context.config.lti.on()) return origins;
  HV_ASSIGN(const lti::Platforms platforms, known_platforms(context));
  for (const lti::Platform& platform : platforms) {
    // The page that launches is of the platform's own address, which its issuer need not be.
    const auto url = http::parse_url(platform.login_url);
    if (url && std::ranges::find(origins, url->origin()) == origins.end())
      origins.push_back(url->origin());
  }
  return origins;
}

Status note_lti(Context& context, journal::Transaction& transaction, const char* what,
                const std::string& platform) {
  json::Writer w;
  w.begin_object().member("type", what).member_if("platform", platform);
  const auto seq =
      transaction.append("", journal::Stream::system, Uuid::make(*context.clock, context.random),
                         w.end_object().take());
  if (!seq) return seq.error();
  return ok();
}

namespace {

// `always`: also where another process has made one in the meantime.
Result<lti::Kept> add_key(Context& context, bool always) {
  const std::int64_t now = context.clock->now_ms();
  // Made before the journal is locked: that takes a tenth of a second.
  HV_ASSIGN(lti::ToolKey key, lti::make_tool_key(now, context.random));
  HV_ASSIGN(const auto transaction, context.journal->begin());
  HV_ASSIGN(lti::Kept kept, lti::read_kept(*transaction));
  if (!always && !lti::wants_new_key(kept.keys, now)) return kept;
  kept.keys.push_back(std::move(key));
  kept.keys = lti::still_published(kept.keys, now);
  HV_TRY(lti::put_kept(*transaction, kept));
  HV_TRY(note_lti(context, *transaction, "lti_key_made", ""));
  HV_TRY(transaction->commit());
  return kept;
}

}  // namespace

Result<lti::Kept> with_keys(Context& context) {
  HV_ASSIGN(lti::Kept kept, lti::read_kept(*context.journal));
  if (!lti::wants_new_key(kept.keys, context.clock->now_ms())) return kept;
  return add_key(context, false);
}

Result<lti::Kept> with_another_key(Context& context) { return add_key(context, true); }

}  // namespace homevisit::operations
