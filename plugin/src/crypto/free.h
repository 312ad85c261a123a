// What OpenSSL made is released by OpenSSL.
#pragma once

namespace homevisit::crypto {

// For std::unique_ptr: `release` is the function that takes the object back.
template <auto release>
struct Free {
  template <typename T>
  void operator()(T* object) const {
    release(object);
  }
};

}  // namespace homevisit::crypto
