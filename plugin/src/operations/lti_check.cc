#include "operations/lti_check.h"

#include "operations/lti_reach.h"

namespace homevisit::operations {
namespace {

Check good(std::string message) { return {"lti", std::move(message), {}, true, CheckLevel::good}; }
Check problem(std::string message, std::string advice) {
  return {"lti", std::move(message), std::move(advice), false, CheckLevel::problem};
}

Check without_deployment(const text::Catalogue& words, const lti::Platform& platform) {
  return problem(
      words.text("{platform}: nobody can be launched from there, since its deployment id is not "
                 "known.",
                 {{"platform", platform.name}}),
      words.text(
          "Look the deployment id up where the platform shows the tool, and put the platform "
          "into homevisit.json with it. \"homevisit lti show\" prints the lines."));
}

Check keys_of(const Call& call, const lti::Platform& platform) {
  const text::Catalogue& words = call.words;
  const sign_on::Patience patience(call.control);
  const auto keys = call.context.directory->keys(platform.keys_url, patience.control());
  if (!keys)
    return problem(
        words.text("{platform}: its keys cannot be read, so nobody can be launched from there. "
                   "{error}",
                   {{"platform", platform.name},
                    {"error", words.error(keys.error().code, keys.error().message)}}),
        words.text("Open {url} from this machine; it must answer with a list of keys. Correct "
                   "\"keys_url\" where the platform has another address for them.",
                   {{"url", platform.keys_url}}));
  if ((*keys)->size() == 0)
    return problem(
        words.text("{platform}: it publishes no key that can be used, so nobody can be launched "
                   "from there.",
                   {{"platform", platform.name}}),
        words.text("Let the platform sign by RS256 or ES256, and publish the key at {url}.",
                   {{"url", platform.keys_url}}));
  const std::string n = std::to_string((*keys)->size());
  if (platform.registered)
    return good(
        words.text("{platform} registered itself and may launch; its keys can be read ({n}).",
                   {{"platform", platform.name}, {"n", n}}));
  return good(words.text("{platform} may launch; its keys can be read ({n}).",
                         {{"platform", platform.name}, {"n", n}}));
}

}  // namespace

Result<std::vector<Check>> check_lti(const Call& call) {
  Context& context = call.context;
  std::vector<Check> checks;
  if (!context.config.lti.on()) return checks;
  const auto platforms = known_platforms(context);
  if (!platforms) {
    checks.push_back(
        problem(call.words.error(platforms.error().code, platforms.error().message), {}));
    return checks;
  }
  if (platforms->empty())
    checks.push_back(
        {"lti", call.words.text("No learning platform is known, so nobody can be launched yet."),
         call.words.text("Put it into homevisit.json under \"platforms\", or let it register "
                         "itself: \"homevisit lti register\"."),
         true, CheckLevel::note});
  const bool ask = call.request["system"].is_true() || !call.text("write_test").empty();
  for (const lti::Platform& platform : *platforms) {
    if (platform.deployments.empty()) checks.push_back(without_deployment(call.words, platform));
    if (!ask) continue;
    Check keys = keys_of(call, platform);
    HV_TRY(call.control.check());
    checks.push_back(std::move(keys));
  }
  return checks;
}

}  // namespace homevisit::operations
