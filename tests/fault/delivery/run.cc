#include "run.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>

#include "base/date.h"
#include "give_up.h"
#include "judge.h"
#include "meddling.h"

namespace delivery_checker {
namespace {

constexpr std::int64_t begins_at = 1'000'000;
constexpr std::int64_t day = 86'400'000;
constexpr std::int64_t longest = 14 * day;               // until everything has come to rest
constexpr std::int64_t between_operations = 8 * 60'000;  // at most, of one host
constexpr std::int64_t longest_stall = 6 * 60'000;       // lease and settle, twice
constexpr std::int64_t busy_journal = 5'000;
constexpr std::int64_t back_within = 10 * 60'000;  // a killed process is started again

}  // namespace

Run::Run(const Sis& sis, const School& school, const RunOptions& options)
    : sis_(sis),
      options_(options),
      name_(fmt::format("{}-{}", ::getpid(), options.seed)),
      draw_(options.seed),
      weather_(Weather::drawn(draw_, options, begins_at)),
      time_(folder_ / "time"),
      operations_(draw_.seed(), students),
      workers_(static_cast<std::size_t>(weather_.hosts + weather_.deliverers)),
      left_(weather_.operations),
      rests_(workers_.size(), false) {
  school.copy_to(folder_);
  time_.move_to(begins_at);
  sis_.configure(name_, fmt::format(R"({{"clock":"{}",{}}})", time_.path(), weather_.system));
  for (Worker& worker : workers_) worker.wake = begins_at + draw_.up_to(between_operations);
  for (int i = 0; i < weather_.step_kills; ++i)
    step_kills_.push_back(
        {draw_.up_to(static_cast<std::int64_t>(delivery_steps().size()) - 1), draw_.up_to(6)});
}

bool Run::is_host(const Worker& worker) const { return &worker - workers_.data() < weather_.hosts; }

void Run::say(const std::string& line) const {
  if (options_.tell)
    fmt::print(stderr, "{:>8.1f} s  {}\n", static_cast<double>(time_.now_ms() - begins_at) / 1000,
               line);
}

void Run::start(Worker& worker) {
  const bool host = is_host(worker);
  const std::string moment = homevisit::format_moment(time_.wall_ms());
  const DeliveryPlan plan{folder_.path().string(), sis_.url(name_), draw_.seed(),
                          options_.mutation != Mutation::no_settle};
  say(fmt::format("start {}", &worker - workers_.data()));
  worker.start([&](Channel& channel) {
    if (host) {
      record(channel, host_config(folder_.path(), plan.url, moment));
    } else {
      deliver(channel, plan, time_);
    }
  });
}

bool Run::give_operation(Worker& worker) {
  std::int64_t number = -1;
  if (draw_.percent(40) || left_ == 0) number = operations_.next_unknown();
  if (number < 0) {
    if (left_ == 0) return false;
    --left_;
    number = operations_.next();
  }
  const Operation& operation = operations_.at(number);
  worker.operation = number;
  say(fmt::format("host {} is asked for {}: {} {}", &worker - workers_.data(), number,
                  operation.name, operation.request()));
  worker.channel().say({Message::Kind::call, 0, -1,
                        operation.actor + "\n" + operation.name + "\n" + operation.request()});
  return true;
}

// Lets a worker go on from where it stands.
void Run::go(Worker& worker) {
  if (worker.state == Worker::State::gone) {
    start(worker);
  } else if (!is_host(worker)) {
    worker.channel().say({Message::Kind::go});
  } else if (!give_operation(worker)) {
    worker.state = Worker::State::asleep;
    worker.wake = time_.now_ms() + between_operations;
    return;
  }
  worker.state = Worker::State::working;
  if (calm_ || !draw_.percent(weather_.kill_percent)) return;
  pollfd ready{worker.channel().fd(), POLLIN, 0};
  const timespec moment{0, draw_.up_to(2'000'000)};
  if (::ppoll(&ready, 1, &moment, nullptr) == 0) kill(worker, "any moment");
}

void Run::kill(Worker& worker, const std::string& where) {
  const std::int64_t operation = worker.operation;
  say(fmt::format("kill {} at {}", &worker - workers_.data(), where));
  worker.kill();
  // What it had sent is read there before time goes on.
  sis_.quiet(name_);
  ++report_.kills[where];
  if (operation >= 0) operations_.broken_off(operation);
  worker.wake = time_.now_ms() + draw_.up_to(back_within);
  if (!is_host(worker) && options_.mutation == Mutation::blind) meddle(folder_, options_.mutation);
}

// Before it settles, for longer than lease and settle. While a request is on its way, as long as a
// journal may be busy: what takes longer ends the request, which goes by the machine's own time.
void Run::stall(Worker& worker, const std::string& step) {
  if (step != "answered" && step != "ahead") return;
  worker.state = Worker::State::asleep;
  worker.wake = time_.now_ms() + draw_.up_to(step == "ahead" ? busy_journal : longest_stall);
  ++report_.stalls;
}

bool Run::wants_kill(const std::string& step) {
  if (calm_) return false;
  for (StepKill& planned : step_kills_)
    if (delivery_steps()[static_cast<std::size_t>(planned.place)] == step && planned.times-- == 0)
      return true;
  return false;
}

// REQUIRES: the worker has said something, or is gone.
void Run::hear(Worker& worker) {
  const auto said = worker.channel().hear();
  const auto index = static_cast<std::size_t>(&worker - workers_.data());
  if (!said) {
    report_.findings.push_back(fmt::format("worker {} ended by itself", index));
    return kill(worker, "itself");
  }
  worker.state = Worker::State::standing;
  switch (said->kind) {
    case Message::Kind::step:
      say(fmt::format("deliverer {} is at {}", index, said->text));
      // Its request is there before anything else goes on.
      if (said->text == "ahead") sis_.quiet(name_);
      if (wants_kill(said->text)) return kill(worker, said->text);
      if (!calm_ && draw_.percent(weather_.stall_percent)) stall(worker, said->text);
      return;
    case Message::Kind::sleep:
      say(fmt::format("deliverer {} sleeps {} ms, {} wait", index, said->number, said->waiting));
      worker.state = Worker::State::asleep;
      worker.wake = time_.now_ms() + said->number;
      if (said->waiting >= 0) rests_[index] = calm_ && said->waiting == 0;
      return;
    case Message::Kind::reply:
      say(fmt::format("host {} answers {}: {} {}", index, worker.operation, said->number,
                      said->text));
      operations_.answered(worker.operation, static_cast<int>(said->number), said->text);
      worker.operation = -1;
      rests_.assign(rests_.size(), false);  // there may be something new
      worker.state = Worker::State::asleep;
      worker.wake = time_.now_ms() + draw_.up_to(between_operations);
      return;
    case Message::Kind::ready:
      if (is_host(worker)) {
        worker.state = Worker::State::asleep;
        worker.wake = time_.now_ms();
      }
      return;
    default:
      report_.findings.push_back(fmt::format("worker {}: {}", index, said->text));
      kill(worker, "itself");
  }
}

// To the next moment at which somebody wakes up.
void Run::move_time() {
  std::int64_t next = INT64_MAX;
  for (const Worker& worker : workers_) next = std::min(next, worker.wake);
  if (!calm_ && draw_.percent(weather_.jump_percent)) {
    time_.set_wall_ahead(draw_.between(-2 * day, 2 * day));
    ++report_.jumps;
  }
  if (!calm_ && left_ == 0 && draw_.percent(5)) calm_down();
  if (options_.mutation == Mutation::lost || options_.mutation == Mutation::out_of_order)
    meddle(folder_, options_.mutation);
  time_.move_to(std::max(next, time_.now_ms()));
  if (calm_ || weather_.restarts == 0 || !draw_.percent(1)) return;
  --weather_.restarts;
  for (Worker& worker : workers_)
    if (worker.state != Worker::State::gone) kill(worker, "restart of the machine");
  time_.restart_machine();
}

// From here on nothing breaks, so that everything has to come to rest.
void Run::calm_down() {
  say("calm");
  calm_ = true;
  sis_.configure(name_, R"({"faults":{},"away":[]})");
}

bool Run::finished() const {
  if (!calm_ || operations_.next_unknown() >= 0) return false;
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    if (is_host(workers_[i]) ? workers_[i].operation >= 0 : !rests_[i]) return false;
  }
  return true;
}

Report Run::report() {
  using State = Worker::State;
  while (!finished()) {
    // What is wrong on purpose need not come to rest.
    const std::int64_t most = options_.mutation == Mutation::none ? longest : day / 2;
    if (time_.now_ms() - begins_at > most) report_.findings.push_back("it does not come to rest");
    if (!report_.findings.empty()) break;  // somebody could not even work
    std::vector<Worker*> ready;
    std::vector<pollfd> working;
    std::vector<Worker*> who;
    for (Worker& worker : workers_) {
      const bool due = worker.state != State::working && worker.wake <= time_.now_ms();
      if (worker.state == State::standing || due) ready.push_back(&worker);
      if (worker.state == State::working) {
        working.push_back({worker.channel().fd(), POLLIN, 0});
        who.push_back(&worker);
      }
    }
    if (!ready.empty() && (working.empty() || weather_.all_at_once)) {
      go(*draw_.one_of(ready));
    } else if (working.empty()) {
      move_time();
    } else {
      if (::poll(working.data(), working.size(), 60'000) == 0) give_up("a process hangs");
      for (std::size_t i = 0; i < working.size(); ++i)
        if (working[i].revents != 0) hear(*who[i]);
    }
  }
  for (Worker& worker : workers_) worker.kill();

  report_.seeds = 1;
  const auto told = sis_.told(name_);
  const auto count = [](homevisit::json::Value counts, std::map<std::string, std::int64_t>& into) {
    counts.each_member([&](std::string_view what, homevisit::json::Value number) {
      into[std::string(what)] += number.integer().value_or(0);
    });
  };
  count(told.root()["requests"], report_.requests);
  count(told.root()["faults"], report_.faults);
  operations_.count(report_.operations);
  judge(operations_, told.root(), read_chain(folder_.path().string(), students), report_);
  for (std::string& finding : report_.findings)
    finding = fmt::format("seed {}: {}", options_.seed, finding);
  sis_.forget(name_);
  return std::move(report_);
}

}  // namespace delivery_checker
