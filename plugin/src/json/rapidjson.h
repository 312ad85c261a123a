// RapidJSON as this library uses it. Included by src/json/*.cc alone.
#pragma once

#include <cstdlib>
#include <new>
#include <stdexcept>

// RapidJSON goes on with null where memory is short, which would end the host. So what it calls
// std::malloc, standing in its own namespace, is this one, which throws; the rest of std is itself.
namespace rapidjson::std {
using namespace ::std;
inline void* checked(void* memory) {
  if (memory == nullptr) throw ::std::bad_alloc();
  return memory;
}
inline void* malloc(::std::size_t size) { return checked(::std::malloc(size)); }
inline void* realloc(void* from, ::std::size_t size) { return checked(::std::realloc(from, size)); }
}  // namespace rapidjson::std

// A failed assertion is a fault of ours that src/api turns into HV_INTERNAL; it must not end the
// host.
#define RAPIDJSON_ASSERT(x) \
  ((x) ? static_cast<void>(0) : throw std::logic_error("RapidJSON assertion: " #x))
#define RAPIDJSON_HAS_STDSTRING 1

#pragma GCC diagnostic push
#ifndef __clang__  // which does not know it
#pragma GCC diagnostic ignored "-Wclass-memaccess"
#endif
#pragma GCC diagnostic ignored "-Wshadow"
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#pragma GCC diagnostic pop

namespace homevisit::json {

inline const rapidjson::Value& node_of(const void* node) {
  return *static_cast<const rapidjson::Value*>(node);
}

}  // namespace homevisit::json
