// Signing on and numbers of other systems, as any host asks for them. With real systems on the
// other side: tests/contract/sign_on.
#include <gtest/gtest.h>

#include <fstream>

#include "host.h"

namespace host_test {
namespace {

constexpr char back[] = "https://visits.example/sign-on/school/back";

std::string provider(const std::string& more = "") {
  return R"(,"sign_on":{"school":{"title":"De School","issuer":"http://127.0.0.1:1",)"
         R"("client_id":"homevisit","roles":[{"role":"mentor"}])" +
         more + "}}";
}

std::string events(Host& host) {
  const Reply reply = host.call(it, "audit.verify", "{}");
  return reply["ok"].is_true() ? std::to_string(reply["events"].integer().value_or(-1)) : "broken";
}

TEST(SignOn, NamesTheSystemsAndWhoMayFrame) {
  Folder folder;
  Host host(
      config_in(folder, provider() + R"(,"embed":{"frame_ancestors":["https://sis.example"]})"));
  const Reply list = host.call(machine, "sign_on.list", "{}");
  EXPECT_EQ(list["providers"].dump(), R"([{"name":"school","title":"De School"}])");
  EXPECT_EQ(list["frame_ancestors"].dump(), R"(["https://sis.example"])");
}

// Nobody is known yet: the host alone asks, and no person may ask for another.
TEST(SignOn, IsForTheHostAlone) {
  Folder folder;
  Host host(config_in(folder, provider()));
  for (const char* actor : {mentor, teacher, care, leader, it}) {
    EXPECT_EQ(host.call(actor, "sign_on.start",
                        std::string(R"({"provider":"school","back":")") + back + "\"}")
                  .code(),
              "role_may_not");
    EXPECT_EQ(
        host.call(actor, "sign_on.finish", R"({"provider":"school","kept":"","state":"x"})").code(),
        "role_may_not");
  }
  const std::string other = std::string(R"({"provider":"other","back":")") + back + "\"}";
  EXPECT_EQ(host.call(machine, "sign_on.start", other).code(), "unknown_provider");
  const std::string ours = std::string(R"({"provider":"school","back":")") + back + "\"}";
  EXPECT_EQ(host.call(machine, "sign_on.start", ours).code(), "sign_on_provider_away");
}

TEST(SignOn, ARefusalIsNotedInTheAuditAndStrangersCannotFillIt) {
  Folder folder;
  Host host(config_in(folder, provider()));
  const std::string before = events(host);
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(
        host.call(machine, "sign_on.finish", R"({"provider":"school","kept":"","state":"canary"})")
            .code(),
        "sign_on_not_begun");
  EXPECT_EQ(events(host), std::to_string(std::stoi(before) + 30));
  // What people do who are signed in is noted all the same.
  EXPECT_EQ(host.call(mentor, "student.find", R"({"scheme":"sis","id":"nobody"})").code(),
            "unknown_student");
  EXPECT_EQ(events(host), std::to_string(std::stoi(before) + 31));
}

TEST(SignOn, AConfigurationThatLetsTooManyInIsRefused) {
  Folder folder;
  const auto refused = [&](const std::string& sign_on) {
    return open_error(config_in(folder, ",\"sign_on\":" + sign_on)).second;
  };
  const std::string begin = R"({"school":{"issuer":"https://id.example","client_id":"c",)";
  const std::pair<std::string, std::string> wrong[] = {
      {begin + R"("title":"No roles"}})", "/sign_on/school"},
      {begin + R"("roles":[]}})", "/sign_on/school/roles"},
      {begin + R"("roles":[{"role":"system"}]}})", "/sign_on/school/roles/0/role"},
      {begin + R"("roles":[{"role":"mentor","unlisted":true,"claim":"a","value":"b"}]}})",
       "/sign_on/school/roles"},
      {begin + R"("roles":[{"role":"it","unlisted":true}]}})", "/sign_on/school/roles"},
      {begin + R"("roles":[{"role":"it","claim":"groups"}]}})", "/sign_on/school/roles"},
      {begin + R"("roles":[{"role":"mentor"}],"authentication":"client_secret_post"}})",
       "/sign_on/school/secret"},
      {begin + R"("roles":[{"role":"mentor"}],"endpoints":{"authorization":"https://id.example/a",)"
               R"("token":"http://id.example/t","keys":"https://id.example/k"}}})",
       "/sign_on/school/endpoints"},
      {R"({"school":{"issuer":"http://id.example","client_id":"c","roles":[{"role":"mentor"}]}})",
       "/sign_on/school/issuer"},
      {R"({"../x":{"issuer":"https://id.example","client_id":"c","roles":[{"role":"mentor"}]}})",
       "/sign_on/..~1x"}};
  for (const auto& [sign_on, place] : wrong) {
    const std::string message = refused(sign_on);
    EXPECT_TRUE(message.starts_with(place)) << sign_on << "\n" << message;
  }
}

TEST(StudentFind, LeadsFromANumberToTheStudent) {
  Folder folder;
  std::ofstream(folder / "numbers.csv") << "1001;" << two_homes << "\n1002;nobody\n";
  Host host(config_in(
      folder, R"(,"student_ids":{"pasnummer":{"table":")" + (folder / "numbers.csv") + "\"}}"));
  write_school(folder / "school");
  host.call(it, "roster.import", R"({"path":")" + (folder / "school") + "\"}");
  const auto find = [&](const char* actor, const std::string& scheme, const std::string& id) {
    const Reply reply =
        host.call(actor, "student.find", R"({"scheme":")" + scheme + R"(","id":")" + id + "\"}");
    return reply.status == HV_OK ? reply.get("student") : reply.code() + " " + reply.message();
  };
  EXPECT_EQ(find(mentor, "sis", two_homes), two_homes);
  EXPECT_EQ(find(mentor, "local", two_homes), two_homes);
  EXPECT_EQ(find(mentor, "pasnummer", "1001"), two_homes);
  // Unknown, of another mentor, of an unknown kind of number: all the same.
  const std::string before = events(host);
  const std::string unknown = find(mentor, "sis", "nobody");
  EXPECT_TRUE(unknown.starts_with("unknown_student ")) << unknown;
  EXPECT_EQ(find(mentor, "sis", other_group), unknown);
  EXPECT_EQ(find(other_mentor, "pasnummer", "1001"), unknown);
  EXPECT_EQ(find(mentor, "pasnummer", "1002"), unknown);
  EXPECT_EQ(find(mentor, "bsn", two_homes), unknown);
  EXPECT_EQ(events(host), std::to_string(std::stoi(before) + 5)) << "each is in the audit";
  host.call(teacher, "refusal.note", R"({"what":"form","code":"other_site"})");
  EXPECT_EQ(events(host), std::to_string(std::stoi(before) + 6)) << "what a host refuses is, too";
  EXPECT_TRUE(find(it, "sis", two_homes).starts_with("role_may_not"));
}

}  // namespace
}  // namespace host_test
