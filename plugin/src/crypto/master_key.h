// The master key: 32 bytes that wrap the keys of the students. It comes from a file that only its
// owner may read, or from a passphrase.
#pragma once

#include <string>

#include "base/random.h"
#include "base/secret.h"
#include "base/status.h"

namespace homevisit::crypto {

inline constexpr std::size_t key_size = 32;

// Makes a key file (64 hexadecimal digits and a newline) with mode 0600.
// HV_ALREADY_EXISTS where the file is there: a key is never overwritten.
Status create_key_file(const std::string& path, Random& random);

// HV_NOT_FOUND; HV_PERMISSION_DENIED when group or others may read it (the message says what to
// do); HV_DATA_LOSS when it does not hold 64 hexadecimal digits.
Result<Secret> read_key_file(const std::string& path);

// scrypt (RFC 7914; N = 2^15, r = 8, p = 1) over the passphrase and the journal's own salt.
Result<Secret> key_from_passphrase(const Secret& passphrase, ByteView salt);

}  // namespace homevisit::crypto
