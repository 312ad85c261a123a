// What the workers do.
#include "homevisit/homevisit.h"
#include "random.h"
#include "worker.h"

namespace delivery_checker {

void record(Channel& channel, const std::string& config) {
  hv_ctx* ctx = nullptr;
  hv_error error{};
  error.struct_size = sizeof error;
  if (hv_open(config.data(), config.size(), &ctx, &error) != HV_OK) {
    channel.ask({Message::Kind::broken, 0, -1, error.message});
    return;
  }
  Message said{Message::Kind::ready};
  while (true) {
    const Message order = channel.ask(said);
    if (order.kind != Message::Kind::call) {
      said = {Message::Kind::ready};
      continue;
    }
    const auto first = order.text.find('\n'), second = order.text.find('\n', first + 1);
    const std::string actor = order.text.substr(0, first);
    const std::string operation = order.text.substr(first + 1, second - first - 1);
    const std::string request = order.text.substr(second + 1);
    char* answer = nullptr;
    std::size_t size = 0;
    const hv_status status = hv_call(ctx, actor.c_str(), operation.c_str(), request.data(),
                                     request.size(), nullptr, &answer, &size);
    said = {Message::Kind::reply, status, -1,
            answer == nullptr ? std::string() : std::string(answer, size)};
    hv_free(answer);
  }
}

void deliver(Channel& channel, const DeliveryPlan& plan, const SharedTime& time) {
  const auto broken = [&](const homevisit::Error& error) {
    channel.ask({Message::Kind::broken, 0, -1, error.code + ": " + error.message});
  };
  const auto deliverer = Deliverer::open(plan, time,
                                         {[&](std::int64_t ms) {
                                            channel.ask({Message::Kind::sleep, ms});
                                          },
                                          [&](const std::string& step) {
                                            channel.ask({Message::Kind::step, 0, -1, step});
                                          }});
  if (!deliverer) return broken(deliverer.error());
  channel.ask({Message::Kind::ready});
  Draw draw(plan.seed);
  while (true) {
    const auto delivered = (*deliverer)->pass(1 + draw.up_to(4));
    if (!delivered) return broken(delivered.error());
    const auto waiting = (*deliverer)->waiting();
    if (!waiting) return broken(waiting.error());
    // At once again where there was something to do, else within a minute.
    channel.ask({Message::Kind::sleep,
                 *delivered > 0 ? draw.up_to(5'000) : draw.between(5'000, 60'000), *waiting});
  }
}

}  // namespace delivery_checker
