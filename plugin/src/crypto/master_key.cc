#include "crypto/master_key.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>

#include "base/descriptor.h"
#include "base/new_file.h"

namespace homevisit::crypto {
namespace {

constexpr std::size_t digits = 2 * key_size;

Error from_errno(const std::string& path, int number, const char* what) {
  const std::string why = ::strerror(number);
  if (number == ENOENT)
    return {HV_NOT_FOUND, "key_missing",
            fmt::format("There is no key file {}. Put the school's key there, or make a new one "
                        "with 'homevisit init' if there is no journal yet.",
                        path)};
  if (number == EACCES || number == EPERM || number == EROFS)
    return {HV_PERMISSION_DENIED, "key_forbidden",
            fmt::format("The key file {} cannot be {} ({}). Run as its owner, or give it to the "
                        "user that runs this program.",
                        path, what, why)};
  if (number == ENOSPC || number == EDQUOT)
    return {HV_RESOURCE_EXHAUSTED, "disk_full",
            fmt::format("No room for the key file {} ({}). Make room and try again.", path, why)};
  return {HV_UNAVAILABLE, "key_unreadable",
          fmt::format("The key file {} cannot be {}: {}.", path, what, why)};
}

Error damaged(const std::string& path) {
  return {HV_DATA_LOSS, "key_damaged",
          fmt::format("The key file {} does not hold {} hexadecimal digits. Put back the key that "
                      "was kept apart; without it the journal cannot be read.",
                      path, digits)};
}

int digit(std::uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Status create_key_file(const std::string& path, Random& random) {
  const auto exists = [&] {
    return Error{HV_ALREADY_EXISTS, "key_exists",
                 fmt::format("There is already a key file {}; a key is never overwritten, for what "
                             "it sealed would be lost. Choose another place.",
                             path)};
  };
  if (::access(path.c_str(), F_OK) == 0) return exists();
  NewFile made(path, random);
  const Descriptor file(made.make());
  if (file.fd() < 0) return from_errno(path, errno, "made");
  Secret key(key_size);
  random.fill(key.writable(), key.size());
  Secret text(digits + 1);
  for (std::size_t i = 0; i < key_size; ++i) {
    const std::uint8_t byte = key.reveal()[i];
    text.writable()[2 * i] = static_cast<std::uint8_t>("0123456789abcdef"[byte >> 4]);
    text.writable()[2 * i + 1] = static_cast<std::uint8_t>("0123456789abcdef"[byte & 15]);
  }
  text.writable()[digits] = '\n';
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written = ::write(file.fd(), text.reveal().data() + done, text.size() - done);
    if (written > 0)
      done += static_cast<std::size_t>(written);
    else if (written < 0 && errno != EINTR)
      break;
  }
  // The umask may have taken bits away, never added any; say it all the same for odd file systems.
  if (done < text.size() || ::fchmod(file.fd(), 0600) != 0 || ::fsync(file.fd()) != 0)
    return from_errno(path, errno, "written");
  const int failed = made.put_in_place();
  if (failed == EEXIST) return exists();
  return failed == 0 ? ok() : Status(from_errno(path, failed, "put into place"));
}

Result<Secret> read_key_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.fd() < 0) return from_errno(path, errno, "read");
  struct stat info;
  if (::fstat(file.fd(), &info) != 0) return from_errno(path, errno, "read");
  if (!S_ISREG(info.st_mode)) return damaged(path);
  if ((info.st_mode & 077) != 0)
    return Error{HV_PERMISSION_DENIED, "key_open_to_others",
                 fmt::format("The key file {} may be read or changed by others (mode {:04o}). Run: "
                             "chmod 600 {}",
                             path, info.st_mode & 07777, path)};
  Secret text(digits + 2);
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t got = ::read(file.fd(), text.writable() + size, text.size() - size);
    if (got == 0) break;
    if (got > 0)
      size += static_cast<std::size_t>(got);
    else if (errno != EINTR)
      return from_errno(path, errno, "read");
  }
  const ByteView bytes = text.reveal();
  const bool complete = size == digits || (size == digits + 1 && bytes[digits] == '\n') ||
                        (size == digits + 2 && bytes[digits] == '\r' && bytes[digits + 1] == '\n');
  if (!complete) return damaged(path);
  Secret key(key_size);
  for (std::size_t i = 0; i < key_size; ++i) {
    const int high = digit(bytes[2 * i]), low = digit(bytes[2 * i + 1]);
    if (high < 0 || low < 0) return damaged(path);
    key.writable()[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return key;
}

Result<Secret> key_from_passphrase(const Secret& passphrase, ByteView salt) {
  if (passphrase.empty())
    return Error{HV_INVALID_ARGUMENT, "passphrase_empty",
                 "The passphrase is empty. Give the one that the journal was made with."};
  if (salt.size() < 16)
    return Error{HV_DATA_LOSS, "salt_damaged",
                 "The journal's salt is missing or too short, so its key cannot be made from the "
                 "passphrase. Restore the journal from a backup."};
  std::uint64_t n = 1 << 15;
  std::uint32_t r = 8, p = 1;
  // 128 * N * r bytes is 32 MiB, just above OpenSSL's own limit.
  std::uint64_t memory = 64U << 20;
  // OpenSSL takes parameters by pointers that are not const, and does not write through them.
  auto octets = [](const char* name, ByteView bytes) {
    return OSSL_PARAM_construct_octet_string(name, const_cast<std::uint8_t*>(bytes.data()),
                                             bytes.size());
  };
  const OSSL_PARAM parameters[] = {
      octets(OSSL_KDF_PARAM_PASSWORD, passphrase.reveal()),
      octets(OSSL_KDF_PARAM_SALT, salt),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
      OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
      OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
      OSSL_PARAM_construct_end()};
  const std::unique_ptr<EVP_KDF, decltype(&EVP_KDF_free)> scrypt(
      EVP_KDF_fetch(nullptr, "SCRYPT", nullptr), EVP_KDF_free);
  const std::unique_ptr<EVP_KDF_CTX, decltype(&EVP_KDF_CTX_free)> context(
      EVP_KDF_CTX_new(scrypt.get()), EVP_KDF_CTX_free);
  Secret key(key_size);
  if (!context || EVP_KDF_derive(context.get(), key.writable(), key.size(), parameters) != 1)
    return Error{HV_RESOURCE_EXHAUSTED, "scrypt_failed",
                 "The key could not be made from the passphrase: scrypt needs 32 MiB of memory and "
                 "OpenSSL's default provider."};
  return key;
}

}  // namespace homevisit::crypto
