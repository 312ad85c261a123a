#include "operations/submission.h"

#include <map>

namespace homevisit::operations {

Result<Submission> submission_of(const Call& call) {
  std::map<std::string_view, json::Value> members;
  call.request.each_member([&](std::string_view key, json::Value value) {
    if (key != "submission" && key != "draft") members.emplace(key, value);
  });
  std::string content = call.name + "\n";
  // A name ends before its value begins: JSON texts hold no line ends.
  for (const auto& [key, value] : members) {
    content.append(key);
    content += '\n';
    content += value.sorted();
    content += '\n';
  }
  HV_ASSIGN(const crypto::Digest digest, crypto::sha256({as_bytes(content)}));
  HV_ASSIGN(const crypto::Digest key,
            crypto::sha256({as_bytes(call.request["submission"].text())}));
  return Submission{key, to_hex(digest)};
}

std::string request_member(const Submission& submission, const std::string& response) {
  json::Writer w;
  w.begin_object().member("digest", submission.content).key("response").raw(response);
  return w.end_object().take();
}

Result<std::string> first_answer(const journal::Event& earlier, const Submission& submission) {
  HV_ASSIGN(const auto document,
            json::Document::parse(earlier.body, {.bytes = 8 << 20, .depth = 32}));
  const json::Value stored = document.root()["request"];
  if (stored["digest"].text() != submission.content)
    return Error{
        HV_CONFLICT, "submission_reused",
        "This submission was made before with other content. Give a new submission its own id.",
        "/submission"};
  return stored["response"].dump();
}

}  // namespace homevisit::operations
