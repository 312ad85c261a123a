#include "trial.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace homevisit::conform {
namespace {

void send_line(int to, std::string line) {
  std::replace(line.begin(), line.end(), '\n', ' ');
  line += '\n';
  if (::write(to, line.data(), line.size()) < 0) return;  // who listened is gone
}

}  // namespace

Loaded load_adapter(const std::string& path) {
  void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  if (handle == nullptr) throw Failed{fmt::format("It cannot be loaded: {}", ::dlerror())};
  const auto entry = reinterpret_cast<hv_adapter_entry>(::dlsym(handle, HV_ADAPTER_ENTRY));
  if (entry == nullptr) throw Failed{fmt::format("It does not export {}.", HV_ADAPTER_ENTRY)};
  Loaded out;
  out.path = path;
  out.table = entry(HV_ADAPTER_ABI_MAJOR);
  if (out.table == nullptr) throw Failed{"The entry returned no table."};
  if (out.table->struct_size < offsetof(hv_adapter_table, capabilities))
    throw Failed{"The table's struct_size is too small for info, open and close."};
  std::memcpy(&out.full, out.table, std::min(out.table->struct_size, sizeof out.full));
  if (out.full.abi_major != HV_ADAPTER_ABI_MAJOR)
    throw Failed{fmt::format("The table is of version {} of the interface and this is {}.",
                             out.full.abi_major, HV_ADAPTER_ABI_MAJOR)};
  if (out.full.info == nullptr || out.full.open == nullptr || out.full.close == nullptr)
    throw Failed{"The table lacks info, open or close."};
  return out;
}

bool is_sanitized() { return ::dlsym(RTLD_DEFAULT, "__asan_init") != nullptr; }

void Trial::input(const std::string& text) { send_line(report_, "input " + text); }

void Trial::figure(const std::string& name, std::int64_t value) {
  send_line(report_, fmt::format("figure {} {}", name, value));
}

void Trial::about(const std::string& name, const std::string& value) {
  send_line(report_, fmt::format("about {} {}", name, value));
}

void Trial::keep_private(const std::string& text) {
  if (text.size() < 4) return;
  const std::lock_guard lock(mutex_);
  private_texts_.insert(text);
}

bool Trial::holds_private(const std::string& text) const {
  const std::lock_guard lock(mutex_);
  return std::any_of(private_texts_.begin(), private_texts_.end(),
                     [&](const std::string& one) { return text.find(one) != std::string::npos; });
}

std::uint64_t Trial::random(std::uint64_t below) {
  random_ = random_ * 6364136223846793005u + 1442695040888963407u;
  return below == 0 ? 0 : (random_ >> 33) % below;
}

}  // namespace homevisit::conform
