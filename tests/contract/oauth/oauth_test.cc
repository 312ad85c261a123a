// Signing in at npm's oidc-provider, through the layers as they are used: SignIn over Retry over
// Engine.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "http/encoding.h"
#include "http/engine.h"
#include "http/jwt.h"
#include "http/retry.h"
#include "http/secrets.h"
#include "http/sign_in.h"
#include "keys.h"
#include "provider.h"

namespace homevisit::http {
namespace {

namespace fs = std::filesystem;

std::string public_pem(const TestKey& key) {
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(BIO_new(BIO_s_mem()), BIO_free_all);
  PEM_write_bio_PUBKEY(bio.get(), key.get());
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

class Oauth : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (Provider::missing().empty()) provider_ = Provider::start();
  }
  static void TearDownTestSuite() { provider_.reset(); }

  void SetUp() override {
    if (const std::string missing = Provider::missing(); !missing.empty()) GTEST_SKIP() << missing;
    ASSERT_NE(provider_, nullptr) << "the server did not come up";
    std::string name = (fs::temp_directory_path() / "homevisit-oauth-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    auto engine = Engine::open({});
    ASSERT_TRUE(engine) << engine.error().message;
    engine_ = std::move(*engine);
    retry_ = std::make_unique<Retry>(*engine_);
    const auto places = json::Document::parse(R"({"ours":{"file":"secret"}})");
    secrets_ = std::move(*ConfiguredSecrets::from(places->root(), folder_));
    test("life", R"({"seconds":1800})");
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  // As an administrator puts the secret of our side in its place.
  void put_secret(std::string_view secret) {
    const fs::path path = folder_ / "secret";
    std::ofstream(path, std::ios::binary | std::ios::trunc) << secret << "\n";
    ASSERT_EQ(::chmod(path.c_str(), 0600), 0);
  }
  // What only a test may ask of the server. How often it was asked for tokens and students comes
  // back.
  json::Document test(const std::string& path, const std::string& body = "{}") {
    Request request;
    request.method = "POST";
    request.url = provider_->origin() + "/test/" + path;
    request.body = body;
    const auto answer = engine_->send(request, control_);
    EXPECT_TRUE(answer) << answer.error().message;
    return std::move(*json::Document::parse(answer ? answer->body : "{}"));
  }
  void register_client(const std::string& method, const std::string& secret) {
    json::Writer w;
    w.begin_object().member("id", "our client").member("method", method).member("secret", secret);
    test("client", w.end_object().take());
  }
  void register_key(const TestKey& key, const std::string& algorithm) {
    json::Writer w;
    w.begin_object().member("id", "our client").member("method", "private_key_jwt");
    w.member("key", public_pem(key)).member("kid", "key-1").member("alg", algorithm);
    test("client", w.end_object().take());
  }
  Auth auth(hv_http_sign_in kind, const std::string& algorithm = "") const {
    const std::string& origin = provider_->origin();
    return {kind, "our client", "ours", origin + "/token", "roster", origin, "key-1", algorithm};
  }
  Result<Response> students(const Auth& as, Effect effect = Effect::read) {
    Request request;
    request.effect = effect;
    request.method = effect == Effect::read ? "GET" : "POST";
    request.url = provider_->origin() + "/api/students";
    return SignIn(as, *retry_, *secrets_, tokens_).send(request, control_);
  }
  void expect_signed_in(const Auth& as) {
    const auto answer = students(as);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 200) << answer->body;
    EXPECT_EQ(answer->body, R"({"client":"our client","method":"GET"})");
  }
  // Tokens and requests for students since the last time.
  std::pair<std::int64_t, std::int64_t> counted() {
    const auto now = test("counts");
    const std::int64_t tokens = now.root()["token"].integer().value_or(-1);
    const std::int64_t api = now.root()["api"].integer().value_or(-1);
    return {tokens - std::exchange(tokens_before_, tokens), api - std::exchange(api_before_, api)};
  }

  static inline std::unique_ptr<Provider> provider_;
  static inline std::int64_t tokens_before_ = 0, api_before_ = 0;

  fs::path folder_;
  CallControl control_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Retry> retry_;
  std::unique_ptr<ConfiguredSecrets> secrets_;
  TokenCache tokens_;
};

// ---- The three ways, with secrets that only come over when they are encoded as the RFC says

TEST_F(Oauth, ClientSecretInTheHeader) {
  register_client("client_secret_basic", "s:e c%r+&t");
  put_secret("s:e c%r+&t");
  expect_signed_in(auth(HV_SIGN_IN_OAUTH2_BASIC));
}

TEST_F(Oauth, ClientSecretInTheBody) {
  register_client("client_secret_post", "s&e=c r+et%");
  put_secret("s&e=c r+et%");
  expect_signed_in(auth(HV_SIGN_IN_OAUTH2_BODY));
}

TEST_F(Oauth, PrivateKeyByEachAlgorithm) {
  for (const auto& [algorithm, key] : std::vector<std::pair<std::string, TestKey>>{
           {"RS256", rsa_key()}, {"PS256", rsa_key()}, {"ES256", ec_key()}}) {
    TokenCache none;
    register_key(key, algorithm);
    put_secret(as_text(pem_of(key).reveal()));
    secrets_->forget("ours");
    Request request;
    request.url = provider_->origin() + "/api/students";
    const auto answer =
        SignIn(auth(HV_SIGN_IN_OAUTH2_PRIVATE_KEY, algorithm), *retry_, *secrets_, none)
            .send(request, control_);
    ASSERT_TRUE(answer) << algorithm << ": " << answer.error().message;
    EXPECT_EQ(answer->status, 200) << algorithm;
  }
}

// ---- One token

TEST_F(Oauth, OneTokenServesManyRequestsOfManyThreads) {
  register_client("client_secret_basic", "secret");
  put_secret("secret");
  counted();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 10; ++i) expect_signed_in(auth(HV_SIGN_IN_OAUTH2_BASIC));
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(counted(), std::pair(std::int64_t{1}, std::int64_t{40}));
}

TEST_F(Oauth, ARevokedTokenCostsOneNewOneAndOneReplayAlsoOfAWrite) {
  register_client("client_secret_basic", "secret");
  put_secret("secret");
  const Auth as = auth(HV_SIGN_IN_OAUTH2_BASIC);
  expect_signed_in(as);
  for (const Effect effect : {Effect::read, Effect::write}) {
    counted();
    test("revoke");
    const auto answer = students(as, effect);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(counted(), std::pair(std::int64_t{1}, std::int64_t{2}));
  }
}

TEST_F(Oauth, AnExpiredTokenIsNotEvenSent) {
  test("life", R"({"seconds":1})");
  register_client("client_secret_basic", "secret");
  put_secret("secret");
  const Auth as = auth(HV_SIGN_IN_OAUTH2_BASIC);
  expect_signed_in(as);
  counted();
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  expect_signed_in(as);
  EXPECT_EQ(counted(), std::pair(std::int64_t{1}, std::int64_t{1}));
}

// ---- Credentials that change

TEST_F(Oauth, ARotatedSecretWorksWithoutARestart) {
  register_client("client_secret_post", "old");
  put_secret("old");
  const Auth as = auth(HV_SIGN_IN_OAUTH2_BODY);
  expect_signed_in(as);
  register_client("client_secret_post", "new");
  test("revoke");
  const auto refused = students(as);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().status, HV_UNAUTHENTICATED);
  EXPECT_EQ(refused.error().code, "client_refused") << refused.error().message;
  put_secret("new");
  expect_signed_in(as);
}

TEST_F(Oauth, ARotatedKeyWorksWithoutARestart) {
  const TestKey before = ec_key(), after = ec_key();
  register_key(before, "ES256");
  put_secret(as_text(pem_of(before).reveal()));
  const Auth as = auth(HV_SIGN_IN_OAUTH2_PRIVATE_KEY, "ES256");
  expect_signed_in(as);
  register_key(after, "ES256");  // the server's side first
  test("revoke");
  const auto refused = students(as);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "client_refused") << refused.error().message;
  put_secret(as_text(pem_of(after).reveal()));
  expect_signed_in(as);
}

// ---- What the server refuses

// Why each assertion has a jti of its own.
TEST_F(Oauth, AReplayedAssertionIsRefused) {
  const TestKey key = ec_key();
  register_key(key, "ES256");
  const std::int64_t now = system_clock().now_ms() / 1000;
  const auto assertion = signed_assertion(
      {"ES256", "key-1", "our client", provider_->origin(), "once", now, now + 60}, pem_of(key));
  ASSERT_TRUE(assertion);
  Request request;
  request.method = "POST";
  request.url = provider_->origin() + "/token";
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = form_encoded(
      Pairs{{"grant_type", "client_credentials"},
            {"client_id", "our client"},
            {"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
            {"client_assertion", std::string(as_text(assertion->reveal()))}});
  const auto first = engine_->send(request, control_);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->status, 200) << first->body;
  const auto second = engine_->send(request, control_);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->status, 401) << second->body;
  const auto read = read_token(*second, auth(HV_SIGN_IN_OAUTH2_PRIVATE_KEY), 0, now * 1000);
  EXPECT_EQ(read.error().code, "client_refused");
}

// A clock that is an hour behind makes assertions that were over before they arrived.
TEST_F(Oauth, AWrongClockIsSaid) {
  const TestKey key = ec_key();
  register_key(key, "ES256");
  put_secret(as_text(pem_of(key).reveal()));
  const FixedClock behind(system_clock().now_ms() - 3'600'000);
  TokenCache tokens(behind);
  Request request;
  request.url = provider_->origin() + "/api/students";
  const auto refused =
      SignIn(auth(HV_SIGN_IN_OAUTH2_PRIVATE_KEY, "ES256"), *retry_, *secrets_, tokens, behind)
          .send(request, control_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "clock_wrong");
  EXPECT_NE(refused.error().message.find("60 minutes behind"), std::string::npos)
      << refused.error().message;
}

TEST_F(Oauth, AScopeThatIsNotOursIsSaid) {
  register_client("client_secret_basic", "secret");
  put_secret("secret");
  Auth as = auth(HV_SIGN_IN_OAUTH2_BASIC);
  as.scope = "grades";
  const auto refused = students(as);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "scope_refused") << refused.error().message;
}

TEST_F(Oauth, TheWrongWayOfSigningInIsSaid) {
  register_key(ec_key(), "ES256");
  put_secret("secret");
  const auto refused = students(auth(HV_SIGN_IN_OAUTH2_BODY));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().status, HV_UNAUTHENTICATED);
  EXPECT_EQ(refused.error().code, "client_refused") << refused.error().message;
}

}  // namespace
}  // namespace homevisit::http
