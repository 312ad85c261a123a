// OAuth 1.0a: the examples of RFC 5849, and what must hold for any request.
#include "http/oauth1.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <random>

#include "http/url.h"

namespace homevisit::http {
namespace {

// The parameters of an "OAuth" header.
Pairs read_header(std::string_view header) {
  Pairs found;
  EXPECT_TRUE(header.starts_with("OAuth "));
  header.remove_prefix(6);
  while (!header.empty()) {
    const auto comma = std::min(header.find(','), header.size());
    const auto one = header.substr(0, comma);
    const auto equals = one.find("=\"");
    found.emplace_back(one.substr(0, equals),
                       *percent_decoded(one.substr(equals + 2, one.size() - equals - 3), false));
    header.remove_prefix(std::min(comma + 1, header.size()));
  }
  return found;
}

std::string hmac(const EVP_MD* digest, const std::string& key, const std::string& text) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(digest, key.data(), static_cast<int>(key.size()), as_bytes(text).data(), text.size(), out,
       &size);
  return base64({out, size});
}

// RFC 5849, 3.4.1.1, with the parameters of 3.4.1.3.1.
TEST(Oauth1, TheBaseStringIsThatOfTheRfcsExample) {
  Request request;
  request.method = "post";
  request.url = "http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b";
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = "c2&a3=2+q";
  const Pairs protocol = {{"oauth_consumer_key", "9djdj82h48djs9d2"},
                          {"oauth_token", "kkk9d7dh3k39sjv7"},
                          {"oauth_signature_method", "HMAC-SHA1"},
                          {"oauth_timestamp", "137131201"},
                          {"oauth_nonce", "7d8f3e4a"}};
  const auto base = signature_base(request, protocol);
  ASSERT_TRUE(base);
  EXPECT_EQ(*base,
            "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D"
            "%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce"
            "%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth"
            "_token%3Dkkk9d7dh3k39sjv7");
}

// RFC 5849, 1.2: the signatures that its example prints, for its own secrets.
TEST(Oauth1, TheBaseStringGivesTheSignaturesOfTheRfcsExample) {
  Request request;
  request.method = "POST";
  request.url = "https://photos.example.net/initiate";
  const auto first =
      signature_base(request, {{"oauth_consumer_key", "dpf43f3p2l4k3l03"},
                               {"oauth_signature_method", "HMAC-SHA1"},
                               {"oauth_timestamp", "137131200"},
                               {"oauth_nonce", "wIjqoS"},
                               {"oauth_callback", "http://printer.example.com/ready"}});
  EXPECT_EQ(hmac(EVP_sha1(), "kd94hf93k423kf44&", *first), "74KNZJeDHnMBp0EMJ9ZHt/XKycU=");
  request.method = "GET";
  request.url = "http://photos.example.net/photos?file=vacation.jpg&size=original";
  const auto second = signature_base(request, {{"oauth_consumer_key", "dpf43f3p2l4k3l03"},
                                               {"oauth_token", "nnch734d00sl2jdk"},
                                               {"oauth_signature_method", "HMAC-SHA1"},
                                               {"oauth_timestamp", "137131202"},
                                               {"oauth_nonce", "chapoH"}});
  EXPECT_EQ(hmac(EVP_sha1(), "kd94hf93k423kf44&pfkkdhi9sl3r4s00", *second),
            "MdpQcU8iPSUjWoN/UDMsK2sui9I=");
}

TEST(Oauth1, TheHeaderIsSignedOverAllThatItSays) {
  for (const char* algorithm : {"", "HMAC-SHA256", "HMAC-SHA1"}) {
    Request request;
    request.url = "https://sis.example/ims/oneroster/v1p1/users?limit=10&filter=role%3D'student'";
    const auto header = oauth1_header(request, {algorithm, "key & co", "n-1", 1'793'000'000},
                                      Secret(std::string_view("s/e=c&ret")));
    ASSERT_TRUE(header);
    Pairs parameters = read_header(*header);
    const auto signature = std::find_if(parameters.begin(), parameters.end(),
                                        [](auto& p) { return p.first == "oauth_signature"; });
    ASSERT_NE(signature, parameters.end());
    const std::string sent = signature->second;
    parameters.erase(signature);
    const auto base = signature_base(request, parameters);
    const bool is_sha1 = std::string_view(algorithm) == "HMAC-SHA1";
    EXPECT_EQ(sent, hmac(is_sha1 ? EVP_sha1() : EVP_sha256(), "s%2Fe%3Dc%26ret&", *base));
    EXPECT_NE(header->find("oauth_version=\"1.0\""), std::string::npos);
    EXPECT_NE(header->find(is_sha1 ? "\"HMAC-SHA1\"" : "\"HMAC-SHA256\""), std::string::npos);
    EXPECT_EQ(header->find("s/e=c"), std::string::npos);
  }
}

// Properties over random parameters: the order does not matter, every byte does, and a reader of
// the base string finds what was put in.
TEST(Oauth1, NormalisationDoesNotHangOnTheOrderAndLosesNothing) {
  std::mt19937 draw(20261122);
  const auto text = [&] {
    std::string out;
    for (unsigned n = draw() % 6; n > 0; --n) out += static_cast<char>(draw() % 256);
    return out;
  };
  for (int round = 0; round < 500; ++round) {
    Pairs parameters;
    for (unsigned n = 1 + draw() % 8; n > 0; --n) parameters.emplace_back(text(), text());
    Request request;
    request.url = "https://a.example/x?" + form_encoded(parameters);
    const auto base = signature_base(request, {});
    ASSERT_TRUE(base);

    Pairs shuffled = parameters;
    std::shuffle(shuffled.begin(), shuffled.end(), draw);
    Request other = request;
    other.url = "https://a.example/x?" + form_encoded(shuffled);
    EXPECT_EQ(*signature_base(other, {}), *base);
    // In the header or in the query: the same.
    other.url = "https://a.example/x";
    EXPECT_EQ(*signature_base(other, parameters), *base);

    const std::string joined = *percent_decoded(base->substr(base->rfind('&') + 1), false);
    Pairs back;
    for (std::size_t at = 0; at <= joined.size();) {
      const auto end = std::min(joined.find('&', at), joined.size());
      const std::string one = joined.substr(at, end - at);
      const auto equals = one.find('=');
      back.emplace_back(*percent_decoded(one.substr(0, equals), false),
                        *percent_decoded(one.substr(equals + 1), false));
      at = end + 1;
    }
    std::sort(back.begin(), back.end());
    std::sort(parameters.begin(), parameters.end());
    EXPECT_EQ(back, parameters);

    Pairs changed = parameters;
    changed[draw() % changed.size()].second += 'x';
    EXPECT_NE(*signature_base(other, changed), *base);
  }
}

TEST(Oauth1, ABodyThatIsNoFormIsNotSigned) {
  Request request;
  request.url = "https://a.example/x";
  const auto bare = signature_base(request, {});
  request.body = "a=1";
  request.headers = {{"Content-Type", "application/json"}};
  EXPECT_EQ(*signature_base(request, {}), *bare);
  request.headers = {{"content-type", "Application/X-WWW-Form-urlencoded; charset=utf-8"}};
  EXPECT_NE(*signature_base(request, {}), *bare);
}

TEST(Oauth1, WhatCannotBeReadIsNotSigned) {
  Request request;
  request.url = "https://a.example/x?a=%zz";
  EXPECT_EQ(signature_base(request, {}).error().status, HV_INVALID_ARGUMENT);
  request.url = "nowhere";
  EXPECT_EQ(signature_base(request, {}).error().status, HV_INVALID_ARGUMENT);
  request.url = "https://a.example/x";
  const auto unknown = oauth1_header(request, {"PLAINTEXT", "k", "n", 1}, Secret(std::size_t{4}));
  EXPECT_EQ(unknown.error().code, "algorithm_unknown");
}

}  // namespace
}  // namespace homevisit::http
