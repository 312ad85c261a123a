// Reads a whole roster through an adapter and the network layer, and keeps nothing of it.
//   read_bench ADAPTER.so CONFIG SECRET
#include <fmt/format.h>

#include "adapters/adapter.h"
#include "http/network.h"

int main(int argc, char** argv) {
  using namespace homevisit;
  if (argc != 4) return 2;
  struct OneSecret final : http::SecretSource {
    std::string value;
    Result<Secret> secret(const std::string&) override { return Secret(std::string_view(value)); }
    void forget(const std::string&) override {}
  } secrets;
  secrets.value = argv[3];
  const Log log;
  const auto give_up = [](const Error& error) {
    fmt::print(stderr, "{}\n", error.message);
    return 1;
  };
  const auto network = http::SystemNetwork::open({}, secrets, log);
  if (!network) return give_up(network.error());
  const auto library = adapters::load(argv[1]);
  if (!library) return give_up(library.error());
  const auto adapter =
      adapters::Adapter::open(*library, argv[2], {.network = network->get(), .secrets = &secrets});
  if (!adapter) return give_up(adapter.error());
  std::uint64_t records = 0;
  const CallControl control;
  for (const hv_kind kind : {HV_KIND_STUDENT, HV_KIND_GUARDIAN, HV_KIND_CARE, HV_KIND_STAFF,
                             HV_KIND_GROUP, HV_KIND_ENROLMENT}) {
    const Status listed = (*adapter)->list(kind, "", control, [&](const hv_record&) {
      ++records;
      return ok();
    });
    if (!listed) return give_up(listed.error());
  }
  fmt::print("{}\n", records);
  return 0;
}
