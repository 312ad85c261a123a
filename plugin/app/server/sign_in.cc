#include "server/sign_in.h"

#include "random_token.h"

namespace homevisit::app {
namespace {

constexpr auto kLinkLives = std::chrono::minutes(15);

}  // namespace

std::string SignInLinks::make(Session session, bool lasting) {
  std::string token = random_token();
  if (token.empty()) return {};
  const std::lock_guard lock(mutex_);
  links_[token] = {std::move(session), now_() + kLinkLives, lasting};
  return token;
}

std::optional<Session> SignInLinks::use(const std::string& token) {
  const std::lock_guard lock(mutex_);
  const auto link = links_.find(token);
  if (link == links_.end()) return std::nullopt;
  if (link->second.lasting) return link->second.session;
  std::optional<Session> session;
  if (now_() <= link->second.until) session = std::move(link->second.session);
  links_.erase(link);
  return session;
}

}  // namespace homevisit::app
