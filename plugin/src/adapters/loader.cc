#include <dlfcn.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "adapters/adapter.h"

namespace homevisit::adapters {
namespace {

hv_status unsupported(hv_error* error) {
  if (error != nullptr && error->struct_size >= sizeof(hv_error)) {
    error->code = HV_UNSUPPORTED;
    std::strncpy(error->message, "This adapter cannot do that.", sizeof(error->message) - 1);
  }
  return HV_UNSUPPORTED;
}

// Stand in for functions that an adapter leaves out, so that nobody calls a null pointer.
hv_status no_list(hv_adapter*, const hv_exchange*, hv_kind, hv_str, hv_str, hv_sink, void*, char*,
                  hv_error* error) {
  return unsupported(error);
}
hv_status no_submit(hv_adapter*, const hv_exchange*, const hv_entry*, hv_receipt*,
                    hv_error* error) {
  return unsupported(error);
}
hv_status no_lookup(hv_adapter*, const hv_exchange*, hv_str, hv_str, hv_sink, void*,
                    hv_error* error) {
  return unsupported(error);
}
hv_status no_withdraw(hv_adapter*, const hv_exchange*, hv_str, hv_str, hv_error* error) {
  return unsupported(error);
}
const void* no_extension(hv_adapter*, const char*) { return nullptr; }

}  // namespace

Result<Library> checked(const hv_adapter_table* table, const std::string& path) {
  const auto refuse = [&](hv_status status, const char* code, std::string message) {
    return Error{status, code, std::move(message), "/adapter"};
  };
  if (table == nullptr || table->struct_size < offsetof(hv_adapter_table, info))
    return refuse(HV_INVALID_ARGUMENT, "no_adapter",
                  fmt::format("{} is not an adapter of homevisit.", path));
  if (table->abi_major != HV_ADAPTER_ABI_MAJOR)
    return refuse(
        HV_UNSUPPORTED, "adapter_version",
        fmt::format(
            "{} speaks version {} of the adapter interface; this library speaks {}. Install "
            "the adapter that belongs to this version.",
            path, table->abi_major, HV_ADAPTER_ABI_MAJOR));
  Library library;
  // An older minor has a shorter table; what it does not have stays null and gets a stand-in below.
  std::memcpy(&library.table, table, std::min(table->struct_size, sizeof(hv_adapter_table)));
  hv_adapter_table& t = library.table;
  if (t.info == nullptr || t.info->struct_size < sizeof(hv_adapter_info) ||
      t.info->name == nullptr || t.open == nullptr || t.close == nullptr)
    return refuse(HV_INVALID_ARGUMENT, "adapter_incomplete",
                  fmt::format("{} lacks a required function (info, open or close).", path));
  if (t.list == nullptr) t.list = no_list;
  if (t.submit == nullptr) t.submit = no_submit;
  if (t.lookup == nullptr) t.lookup = no_lookup;
  if (t.withdraw == nullptr) t.withdraw = no_withdraw;
  if (t.get_extension == nullptr) t.get_extension = no_extension;
  return library;
}

Result<Library> load(const std::string& path) {
  if (::access(path.c_str(), R_OK) != 0)
    return Error{
        HV_NOT_FOUND, "adapter_missing",
        fmt::format("There is no readable adapter at {}. Check \"adapter\" in the configuration.",
                    path),
        "/adapter"};
  void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (handle == nullptr)
    return Error{HV_INVALID_ARGUMENT, "adapter_not_loaded",
                 fmt::format("The adapter could not be loaded: {}", dlerror()), "/adapter"};
  const auto entry = reinterpret_cast<hv_adapter_entry>(dlsym(handle, HV_ADAPTER_ENTRY));
  if (entry == nullptr)
    return Error{HV_INVALID_ARGUMENT, "no_adapter",
                 fmt::format("{} is not an adapter of homevisit: it does not export {}.", path,
                             HV_ADAPTER_ENTRY),
                 "/adapter"};
  return checked(entry(HV_ADAPTER_ABI_MAJOR), path);
}

}  // namespace homevisit::adapters
