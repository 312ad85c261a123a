// What must never be said about signing in, and what is said in Dutch.
#include <fstream>
#include <random>
#include <regex>
#include <sstream>

#include "keys.h"
#include "signing_in.h"

namespace homevisit::http {
namespace {

// Whatever a server answers, no sentence repeats a secret, a token or an assertion. The servers
// here put what they were sent, and what they gave, in every place there is.
TEST_F(SigningIn, NoMessageHoldsASecret) {
  std::mt19937 draw(3);
  const std::string pem(as_text(pem_of(ec_key()).reveal()));
  int errors = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::string canary = "canary" + std::to_string(draw());
    const auto kind = static_cast<hv_http_sign_in>(1 + draw() % 6);
    const bool by_key = kind == HV_SIGN_IN_OAUTH2_PRIVATE_KEY;
    std::string leaked;  // what was sent, in whatever form
    ScriptedTransport inner([&](const Request& request) -> Result<Response> {
      const std::string sent = header_of(request, "authorization") + request.body;
      leaked = canary + " " + sent;
      const int codes[] = {200, 200, 400, 401, 401, 403, 429, 500};
      const int code = codes[draw() % 8];
      const char* names[] = {"invalid_client", "invalid_scope", "x", "unauthorized_client"};
      const std::string value = is_token_request(request) ? canary : "x";
      std::string body;
      switch (draw() % 5) {
        case 0:
          body = leaked;
          break;
        case 1:
          body = "{\"error\":\"" + canary + "\"}";
          break;
        case 2:
          body = std::string("{\"error\":\"") + names[draw() % 4] + "\",\"error_description\":\"" +
                 canary + "\"}";
          break;
        case 3:
          body = "{\"access_token\":\"" + canary + "\",\"token_type\":\"" + canary + "\"}";
          break;
        default:
          body = "{\"access_token\":\"" + canary + "\",\"expires_in\":\"" + canary + "\"}";
      }
      if (draw() % 10 == 0)
        return Error{HV_UNAVAILABLE, failure_code(Failure::lost), "The connection broke off."};
      return status(
          code, body,
          {{"www-authenticate", "Bearer error=\"" + canary + "\", realm=\"" + sent + "\""},
           {"date", canary}});
    });
    TokenCache tokens(clock_, random_);
    ScriptedSecrets secrets;
    secrets.now["ods"] = by_key && draw() % 2 == 0 ? pem : canary;
    Auth as = auth(kind);
    as.client_id = "c";
    as.algorithm = by_key ? "ES256" : "";
    const auto answer = SignIn(as, inner, secrets, tokens, clock_, random_).send(get(), control_);
    if (answer) continue;
    ++errors;
    const std::string& message = answer.error().message;
    EXPECT_EQ(message.find("canary"), std::string::npos) << message;
    EXPECT_EQ(message.find(pem.substr(30, 20)), std::string::npos) << message;
    EXPECT_EQ(message.find("Basic "), std::string::npos) << message;
    EXPECT_EQ(message.find("Bearer "), std::string::npos) << message;
    EXPECT_GT(message.size(), 20U) << "no sentence";
    EXPECT_EQ(answer.error().pointer, "");
  }
  EXPECT_GT(errors, 1000);
}

// Who reads the message in Dutch finds the sentence by the error's code.
TEST(SignInErrors, EachHasADutchSentence) {
  const auto read = [](const std::string& path) {
    std::ostringstream out;
    out << std::ifstream(std::string(HV_SOURCE_DIR "/plugin/src/") + path).rdbuf();
    return out.str();
  };
  const std::string dutch = read("text/catalogues/nl.po");
  static const std::regex code(R"re((?:HV_[A-Z_]+,|unusable\(|refused\()\s*"([a-z_0-9]+)")re");
  std::set<std::string> codes;
  for (const char* file : {"sign_in.cc", "token.cc", "secrets.cc", "jwt.cc", "oauth1.cc"}) {
    const std::string source = read(std::string("http/") + file);
    for (std::sregex_iterator it(source.begin(), source.end(), code), end; it != end; ++it)
      codes.insert((*it)[1].str());
  }
  EXPECT_GE(codes.size(), 18U);
  for (const std::string& one : codes)
    EXPECT_NE(dutch.find("msgctxt \"error\"\nmsgid \"" + one + "\"\n"), std::string::npos) << one;
}

}  // namespace
}  // namespace homevisit::http
