// A submission is answered once: the event that it made carries the digest of its content and the
// answer given, so that the same submission can be answered again from the journal alone.
#pragma once

#include <string>

#include "crypto/hash.h"
#include "journal/journal.h"
#include "operations/operation.h"

namespace homevisit::operations {

struct Submission {
  crypto::Digest key{};  // of its id
  std::string content;   // digest of what it says, hexadecimal
};

// Equal contents give equal digests, however the request was written down.
Result<Submission> submission_of(const Call& call);

// What an event's body carries beside the event: {"digest":..., "response":...}.
std::string request_member(const Submission& submission, const std::string& response);

// The response that the event of an earlier submission carries; HV_CONFLICT where its content was
// another.
Result<std::string> first_answer(const journal::Event& earlier, const Submission& submission);

}  // namespace homevisit::operations
