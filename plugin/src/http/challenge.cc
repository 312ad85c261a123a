#include "http/challenge.h"

namespace homevisit::http {
namespace {

bool is_token_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

bool is_token68_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (c != '\0' && std::string_view("-._~+/=").find(c) != std::string_view::npos);
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  bool skip(char c) {
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool spaces() {
    const std::size_t from = at_;
    while (!done() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    return at_ > from;
  }
  std::string_view token() { return run(is_token_character); }
  // "name =" of a parameter; what stands there otherwise stays unread.
  std::string_view parameter_name() {
    const std::size_t from = at_;
    const std::string_view name = token();
    spaces();
    if (!name.empty() && skip('=')) {
      spaces();
      // "abc==" is a token68 with its padding, and so is "abc=" at the end.
      if (!done() && text_[at_] != '=' && text_[at_] != ',') return name;
    }
    at_ = from;
    return {};
  }
  // A token68 reaches to the next comma or the end.
  std::string_view token68() {
    const std::size_t from = at_;
    const std::string_view found = run(is_token68_character);
    spaces();
    if (done() || text_[at_] == ',') return found;
    at_ = from;
    return {};
  }
  std::string value() {
    if (!skip('"')) return std::string(token());
    std::string out;
    while (!done() && text_[at_] != '"') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      out += text_[at_++];
    }
    skip('"');
    return out;
  }
  void to_comma() {
    while (!done() && text_[at_] != ',') ++at_;
  }

 private:
  template <typename Accepts>
  std::string_view run(Accepts accepts) {
    const std::size_t from = at_;
    while (!done() && accepts(text_[at_])) ++at_;
    return text_.substr(from, at_ - from);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string_view Challenge::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters)
    if (key == name) return value;
  return {};
}

std::vector<Challenge> parse_challenges(std::string_view field) {
  std::vector<Challenge> found;
  Reader reader(field);
  while (!reader.done()) {
    reader.spaces();
    if (reader.skip(',')) continue;
    // A comma separates challenges as well as parameters: "name=" continues the challenge before.
    std::string_view name = reader.parameter_name();
    if (name.empty()) {
      const std::string_view scheme = reader.token();
      if (scheme.empty()) {
        reader.to_comma();
        continue;
      }
      found.push_back({lower(scheme), "", {}});
      if (!reader.spaces()) {
        reader.to_comma();
        continue;
      }
      name = reader.parameter_name();
      if (name.empty()) found.back().token68 = reader.token68();
    }
    if (!name.empty()) {
      std::string value = reader.value();
      if (!found.empty() && found.back().token68.empty())
        found.back().parameters.emplace_back(lower(name), std::move(value));
    }
    reader.to_comma();
  }
  return found;
}

Reason refusal_reason(const Response& response) {
  for (const Header& header : response.headers) {
    if (header.name != "www-authenticate") continue;
    for (const Challenge& challenge : parse_challenges(header.value)) {
      if (challenge.scheme == "bearer") {
        const std::string_view error = challenge.parameter("error");
        if (error == "insufficient_scope") return Reason::insufficient_scope;
        if (error == "invalid_token") return Reason::expired;
      }
      if (challenge.scheme == "oauth") {
        const std::string_view problem = challenge.parameter("oauth_problem");
        if (problem == "timestamp_refused" || problem == "nonce_used") return Reason::stale_nonce;
      }
    }
  }
  return Reason::unsaid;
}

}  // namespace homevisit::http
