#include "config.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <cstdlib>
#include <new>

#include "failure.h"
#include "text.h"

namespace homevisit::local {
namespace {

constexpr std::size_t kMaxConfig = 1 << 16;

// RapidJSON of 2016 does not look whether it got the memory that it asked for.
class Memory {
 public:
  static const bool kNeedFree = true;
  void* Malloc(std::size_t size) { return size == 0 ? nullptr : had(std::malloc(size)); }
  void* Realloc(void* from, std::size_t, std::size_t size) {
    if (size != 0) return had(std::realloc(from, size));
    std::free(from);
    return nullptr;
  }
  static void Free(void* memory) { std::free(memory); }

 private:
  static void* had(void* memory) {
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
  }
};
using Document =
    rapidjson::GenericDocument<rapidjson::UTF8<>, rapidjson::MemoryPoolAllocator<Memory>, Memory>;

[[noreturn]] void refuse(const std::string& message) {
  throw Failure(HV_INVALID_ARGUMENT, message);
}

}  // namespace

Config read_config(std::string_view json) {
  if (json.size() > kMaxConfig) refuse("The adapter's configuration is larger than 64 KB.");
  if (!is_utf8(json)) refuse("The adapter's configuration is not UTF-8.");
  Document document;
  // UTF-8 was checked above: this RapidJSON's own check can read out of bounds. Iterative: depth
  // costs no stack.
  document.Parse<rapidjson::kParseIterativeFlag>(json.data() == nullptr ? "" : json.data(),
                                                 json.size());
  if (document.HasParseError()) {
    refuse(fmt::format("The adapter's configuration is no JSON (at byte {}): {}",
                       document.GetErrorOffset(),
                       rapidjson::GetParseError_En(document.GetParseError())));
  }
  if (!document.IsObject()) refuse("The adapter's configuration must be a JSON object.");
  Config config;
  for (const auto& member : document.GetObject()) {
    const std::string name(member.name.GetString(), member.name.GetStringLength());
    if (name != "store") {
      refuse(fmt::format("The local adapter has no setting \"{}\"; it has only \"store\".", name));
    }
    if (!config.store.empty()) refuse("The setting \"store\" is given twice.");
    if (!member.value.IsString()) refuse("The setting \"store\" must be a text.");
    config.store.assign(member.value.GetString(), member.value.GetStringLength());
    if (config.store.empty() || config.store[0] != '/' || config.store.back() == '/' ||
        config.store.find('\0') != std::string::npos) {
      refuse(
          "The setting \"store\" must be the absolute path of a file, like "
          "\"/var/lib/homevisit/student-files.db\".");
    }
  }
  if (config.store.empty()) {
    refuse("The setting \"store\" is missing: the absolute path of the student files.");
  }
  return config;
}

}  // namespace homevisit::local
