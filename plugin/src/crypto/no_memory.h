// OpenSSL says of too little memory what it says of anything that went wrong: null, or not 1.
#pragma once

namespace homevisit::crypto {

// Throws std::bad_alloc when the call that has just failed did so for want of memory, as everything
// else here does. Empties OpenSSL's list of errors.
void throw_if_no_memory();

// The same where nothing but want of memory can be the reason. OpenSSL does not always say so, or
// anything at all.
[[noreturn]] void throw_no_memory();

}  // namespace homevisit::crypto
