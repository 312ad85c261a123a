#include "crypto/no_memory.h"

#include <openssl/err.h>
#include <openssl/evp.h>

#include <new>

namespace homevisit::crypto {

void throw_if_no_memory() {
  bool no_memory = false;
  while (const unsigned long error = ERR_get_error()) {
    const int reason = ERR_GET_REASON(error);
    // An algorithm whose state could not be made is told of as not initialised. Other libraries of
    // OpenSSL have that number for a signature that is wrong.
    no_memory = no_memory || reason == ERR_R_MALLOC_FAILURE ||
                (ERR_GET_LIB(error) == ERR_LIB_EVP && reason == EVP_R_INITIALIZATION_ERROR);
  }
  if (no_memory) throw std::bad_alloc();
}

void throw_no_memory() {
  ERR_clear_error();
  throw std::bad_alloc();
}

}  // namespace homevisit::crypto
