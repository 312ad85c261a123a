#include "host.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>

#include "base/embedded.h"
#include "json/schema.h"

namespace host_test {
namespace {

const json::SchemaSet& schemas() {
  static const json::SchemaSet set(homevisit::embedded::schemas());
  return set;
}

json::Document parsed(const std::string& text) {
  auto document = json::Document::parse(text, {.bytes = 16u << 20, .depth = 64});
  if (!document) {
    ADD_FAILURE() << "not JSON: " << text.substr(0, 300);
    document = json::Document::parse("{}");
  }
  return std::move(*document);
}

// What was handed out is copied and given back at once.
std::string taken(char* text, std::size_t size) {
  std::string copy = text == nullptr ? std::string() : std::string(text, size);
  hv_free(text);
  return copy;
}

void expect_error_document(const Reply& reply) {
  const json::Value error = reply.root()["error"];
  EXPECT_EQ(error["status"].text(), hv_status_name(reply.status)) << reply.text;
  EXPECT_NE(error["code"].text(), "") << reply.text;
  EXPECT_TRUE(error["pointer"].is_string()) << reply.text;
  EXPECT_NE(error["message"].text(), "") << reply.text;
}

}  // namespace

Folder::Folder() {
  // In memory where there is such a place: nothing here depends on a disk, but each write waits for
  // it.
  const std::filesystem::path memory = "/dev/shm";
  const bool fast = ::access(memory.c_str(), W_OK | X_OK) == 0;
  std::string name =
      ((fast ? memory : std::filesystem::temp_directory_path()) / "hv-host-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) std::abort();
  path_ = name;
}
Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Reply::Reply(hv_status s, std::string t) : status(s), text(std::move(t)), document_(parsed(text)) {}

std::string Reply::warnings() const {
  std::string codes;
  const json::Value list = root()["warnings"];
  for (std::size_t i = 0; i < list.size(); ++i)
    codes += (codes.empty() ? "" : " ") + std::string(list.at(i)["code"].text());
  return codes;
}

std::string config_in(const Folder& folder, const std::string& more, const std::string& clock) {
  const std::string base = folder.path().string();
  return R"({"base":")" + base +
         R"(","journal":"journal.db","create":true,"key":{"file":"master.key"},"language":"en",)"
         R"("adapter":{"name":"local","path":")" HV_LOCAL_ADAPTER R"(","config":{"store":")" +
         base + R"(/files.db"}})" +
         (clock.empty() ? "" : R"(,"clock":{"fixed":")" + clock + "\"}") + more + "}";
}

std::string submitted(const std::string& body, const std::string& submission) {
  static std::atomic<int> count{0};
  const std::string id = submission.empty() ? "submission-" + std::to_string(::getpid()) + "-" +
                                                  std::to_string(++count)
                                            : submission;
  return "{\"submission\":\"" + id + "\"" + (body == "{}" ? "}" : "," + body.substr(1));
}

Host::Host(const std::string& config) {
  hv_error error{};
  error.struct_size = sizeof error;
  const hv_status status = hv_open(config.data(), config.size(), &ctx_, &error);
  EXPECT_EQ(status, HV_OK) << error.message;
}

void Host::close() {
  hv_close(ctx_);
  ctx_ = nullptr;
}

Reply Host::call(const char* actor, const std::string& operation, const std::string& request,
                 const hv_call_options* options) {
  char* text = nullptr;
  std::size_t size = 0;
  const hv_status status = hv_call(ctx_, actor, operation.c_str(), request.data(), request.size(),
                                   options, &text, &size);
  Reply reply(status, taken(text, size));
  if (status != HV_OK) {
    expect_error_document(reply);
    return reply;
  }
  const auto valid = schemas().validate("operations/" + operation + ".response.json", reply.root());
  EXPECT_TRUE(valid.ok()) << operation << ": " << valid.error().pointer << " "
                          << valid.error().message << "\n"
                          << reply.text.substr(0, 2000);
  return reply;
}

Reply Host::write(const char* actor, const std::string& operation, const std::string& body) {
  Reply reply = call(actor, operation, submitted(body));
  EXPECT_EQ(reply.status, HV_OK) << operation << " " << body << ": " << reply.text;
  return reply;
}

Reply Host::refused(const char* actor, const std::string& operation, const std::string& body) {
  Reply reply = call(actor, operation, submitted(body));
  EXPECT_NE(reply.status, HV_OK) << operation << " " << body;
  return reply;
}

std::string Host::render(const char* actor, const std::string& view, const std::string& params,
                         hv_status expected) {
  char* text = nullptr;
  std::size_t size = 0;
  const hv_status status =
      hv_render(ctx_, actor, view.c_str(), params.data(), params.size(), nullptr, &text, &size);
  std::string page = taken(text, size);
  EXPECT_EQ(status, expected) << page;
  return page;
}

Reply Host::history(const char* actor, const std::string& student) {
  return call(actor, "student.history", "{\"student\":\"" + student + "\"}");
}

std::string Host::visit(const char* actor, const std::string& student, const std::string& more,
                        const std::string& report) {
  return write(actor, "visit.record",
               "{\"student\":\"" + student + "\",\"date\":\"" + today + "\",\"report\":" + report +
                   more + "}")
      .get("visit");
}

std::pair<hv_status, std::string> open_error(const std::string& config) {
  hv_error error{};
  error.struct_size = sizeof error;
  hv_ctx* ctx = nullptr;
  const hv_status status = hv_open(config.data(), config.size(), &ctx, &error);
  EXPECT_NE(status, HV_OK);
  EXPECT_EQ(ctx, nullptr);
  hv_close(ctx);
  return {status, error.message};
}

}  // namespace host_test
