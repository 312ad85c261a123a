#include "power/life.h"

#include <filesystem>

namespace power {

using homevisit::Secret;
using homevisit::Status;
using homevisit::Uuid;
using journal::OutboxState;
using journal::Stream;

namespace {

std::string words(OutboxState state) {
  constexpr const char* names[] = {"nothing", "queued", "sending", "unknown",
                                   "done",    "dead",   "stopped"};
  return names[static_cast<int>(state)];
}

}  // namespace

Life::Life(unsigned seed)
    : random_(seed), drive_(std::filesystem::path(folder_.file("x")).parent_path()) {
  options_.path = folder_.file("journal.db");
  options_.system = "local";
  options_.master_key = Secret("0123456789abcdef0123456789abcdef");
  options_.clock = &clock_;
  options_.busy_timeout_ms = 100;
  watching_.emplace(drive_);
}

Life::~Life() { journal_.reset(); }

void Life::begin() {
  if (!told(journal::Journal::create(options_), "make") || !reopen()) lost("there is no beginning");
}

bool Life::told(const Status& status, const char* what) {
  if (status) return true;
  if (!drive_.failed())
    lost(std::string(what) + " failed with power on: " + status.error().message);
  return false;
}

void Life::lost(const std::string& sentence) { losses_.push_back(sentence); }

void Life::work(int steps) {
  for (int i = 0; i < steps && journal_; ++i) {
    const auto draw = random_() % 100;
    const bool went_well = draw < 50   ? record()
                           : draw < 70 ? claim()
                           : draw < 88 ? settle()
                           : draw < 94 ? put_draft()
                                       : reopen();
    if (!went_well) return;
    clock_.pass(100);
  }
}

// One event or two in a transaction, each with its row in the outbox, and the projection of both.
bool Life::record() {
  const std::string student = "s" + std::to_string(random_() % 4);
  std::vector<Filed> events(1 + random_() % 2);
  for (Filed& event : events) {
    event.student = student;
    event.body = std::to_string(++made_) + std::string(random_() % 900, '.');
  }
  recording_ = events;
  std::int64_t seq = 0;
  if (!told(write(events, seq), "recording")) return false;
  recording_.clear();
  for (const Filed& event : events) {
    bodies_[student].push_back(event.body);
    filed_[event.body] = event;
    ++acknowledged_;
  }
  return true;
}

Status Life::write(const std::vector<Filed>& events, std::int64_t& seq) {
  HV_ASSIGN(const auto transaction, journal_->begin());
  for (const Filed& event : events) {
    HV_ASSIGN(seq, transaction->append(event.student, Stream::dossier,
                                       Uuid::make(clock_, homevisit::system_random()), event.body));
    HV_TRY(transaction->enqueue(journal::outbox_item(event.student, event.body, event.body, seq)));
  }
  const Filed& last = events.back();
  HV_TRY(transaction->put_projection(last.student, "history", {seq, last.body}));
  return transaction->commit();
}

// What comes without `unknown` would be sent at once: it must never have been sent before.
bool Life::claim() {
  claiming_ = true;
  const auto claimed = journal_->claim({});
  if (!told(claimed ? Status() : Status(claimed.error()), "claiming")) return false;
  claiming_ = false;
  if (!*claimed) return true;
  Filed& filed = filed_[(*claimed)->item.entry];
  if (filed.may_be_there && !(*claimed)->unknown) lost("a blind resend");
  looked_up_ += (*claimed)->unknown ? 1 : 0;
  filed.state = OutboxState::sending;
  filed.may_be_there = true;
  held_.push_back({(*claimed)->item.id, (*claimed)->attempt(), filed.body});
  ++acknowledged_;
  return true;
}

bool Life::settle() {
  if (held_.empty()) return true;
  const auto [item, attempt, body] = held_.front();
  Filed& filed = filed_[body];
  const auto draw = random_() % 10;
  const OutboxState state = draw < 5   ? OutboxState::done
                            : draw < 7 ? OutboxState::queued
                            : draw < 9 ? OutboxState::unknown
                                       : OutboxState::stopped;
  settling_[body] = state;
  using Outcome = journal::Settlement::Outcome;
  journal::Settlement settlement;
  settlement.item = item;
  settlement.attempt = attempt;
  settlement.code = "code";
  settlement.sent = true;
  settlement.outcome = state == OutboxState::done      ? Outcome::done
                       : state == OutboxState::unknown ? Outcome::unknown
                       : state == OutboxState::stopped ? Outcome::stopped
                                                       : Outcome::again;
  // The system said that it did not take it.
  if (state == OutboxState::queued) filed.may_be_there = false;
  const auto settled = journal_->settle({}, settlement);
  if (!told(settled ? Status() : Status(settled.error()), "settling")) return false;
  settling_.clear();
  filed.state = state;
  held_.erase(held_.begin());
  ++acknowledged_;
  return true;
}

bool Life::put_draft() {
  drafting_ = "draft " + std::to_string(++made_);
  if (!told(journal_->put_draft("t1", "s0", "record", *drafting_), "drafting")) return false;
  draft_ = *drafting_;
  drafting_.reset();
  return true;
}

// Closing moves the write-ahead log into the journal.
bool Life::reopen() {
  journal_.reset();
  auto opened = journal::Journal::open(options_);
  if (!told(opened ? Status() : Status(opened.error()), "opening")) return false;
  journal_ = std::move(opened).value();
  return true;
}

void Life::fail_and_compare() {
  journal_.reset();
  drive_.restore(random_);
  held_.clear();
  clock_.reboot();
  if (!reopen()) return;
  compare();
  recording_.clear();
  settling_.clear();
  drafting_.reset();
  claiming_ = false;
}

void Life::compare() {
  const homevisit::CallControl control;
  const auto verification = journal_->verify(control, nullptr);
  if (!verification)
    lost("verifying: " + verification.error().message);
  else
    for (const std::string& problem : verification->problems) lost(problem);
  for (const char* student : {"s0", "s1", "s2", "s3"}) compare_student(student);
  compare_draft();
}

void Life::compare_student(const std::string& student) {
  std::vector<std::string>& told = bodies_[student];
  const auto events = journal_->events(student, Stream::dossier);
  if (!events) return lost("reading events: " + events.error().message);
  std::vector<std::string> found;
  for (const journal::Event& event : *events) found.push_back(event.body);
  // What was under way is there as a whole, or not at all.
  if (found != told && !recording_.empty() && recording_.front().student == student) {
    for (const Filed& event : recording_) {
      told.push_back(event.body);
      filed_[event.body] = event;
    }
  }
  if (found != told)
    return lost(student + " has " + std::to_string(found.size()) + " events, was told of " +
                std::to_string(told.size()));
  if (found.empty()) return;
  const auto projection = journal_->projection(student, "history");
  if (!projection || !*projection || (*projection)->body != found.back())
    lost("the projection of " + student + " is not that of its last event");
  compare_states(student, found);
}

void Life::compare_states(const std::string& student, const std::vector<std::string>& found) {
  const auto deliveries = journal_->deliveries(student);
  if (!deliveries) return lost("reading deliveries: " + deliveries.error().message);
  if (deliveries->size() != found.size()) return lost("events and outbox do not agree");
  for (std::size_t i = 0; i < found.size(); ++i) {
    Filed& filed = filed_[found[i]];
    const OutboxState state = (*deliveries)[i].state;
    const auto settling = settling_.find(filed.body);
    const bool under_way = (settling != settling_.end() && settling->second == state) ||
                           (claiming_ && state == OutboxState::sending);
    if (state != filed.state && !under_way)
      lost("told " + words(filed.state) + ", found " + words(state));
    // A claim that nobody was told of may be one all the same; there is one at most.
    if (state != filed.state && claiming_) claiming_ = false;
    filed.state = state;
  }
}

void Life::compare_draft() {
  const auto draft = journal_->draft("t1", "s0", "record");
  if (!draft) return lost("reading the draft: " + draft.error().message);
  const std::string found = *draft ? (*draft)->body : "";
  if (found != draft_ && (!drafting_ || found != *drafting_)) lost("the draft is another one");
  draft_ = found;
}

}  // namespace power
