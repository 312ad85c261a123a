#include "operations/sign_on_reach.h"

#include "sign_on/open_id.h"
#include "sign_on/table.h"

namespace homevisit::operations {
namespace {

// What is wrong with what the configuration names, before anything is asked.
Status check_places(Context& context, const sign_on::Provider& provider) {
  if (!provider.secret.empty()) {
    HV_ASSIGN([[maybe_unused]] const Secret secret,
              context.config.secrets->secret(provider.secret));
  }
  if (!provider.staff.table.empty()) {
    HV_ASSIGN([[maybe_unused]] const std::string nobody,
              sign_on::looked_up(provider.staff.table, "", false));
  }
  return ok();
}

Result<std::size_t> readable_keys(Context& context, const sign_on::Provider& provider,
                                  const CallControl& control) {
  HV_TRY(check_places(context, provider));
  HV_ASSIGN(const sign_on::Metadata metadata,
            sign_on::addresses_of(*context.sign_on, provider, control));
  HV_ASSIGN(const auto keys, context.directory->keys(metadata.keys, control));
  return keys->size();
}

}  // namespace

Result<std::vector<Check>> check_sign_on(const Call& call) {
  Context& context = call.context;
  const text::Catalogue& words = call.words;
  std::vector<Check> checks;
  for (const sign_on::Provider& provider : context.config.providers) {
    const sign_on::Patience patience(call.control);
    const auto keys = readable_keys(context, provider, patience.control());
    HV_TRY(call.control.check());
    if (!keys) {
      checks.push_back(
          {"sign_on",
           provider.title + ": " + words.error(keys.error().code, keys.error().message),
           {},
           false,
           CheckLevel::problem});
    } else {
      checks.push_back({"sign_on",
                        words.text("{system} signs people in; its keys can be read ({n}).",
                                   {{"system", provider.title}, {"n", std::to_string(*keys)}}),
                        {},
                        true,
                        CheckLevel::good});
    }
  }
  return checks;
}

}  // namespace homevisit::operations
