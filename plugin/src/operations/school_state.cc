#include "operations/school_state.h"

#include "domain/school/codec.h"

namespace homevisit::operations {
namespace {

template <typename Source>
Result<std::int64_t> head_of(Source& source) {
  HV_ASSIGN(const auto stored, source.projection("", school_name));
  return stored ? stored->upto_seq : 0;
}

Result<school::School> fold_school(const std::vector<journal::Event>& stored) {
  HV_ASSIGN(const auto events, read_school_events(stored));
  return school::fold(events);
}

}  // namespace

Result<std::vector<school::Event>> read_school_events(const std::vector<journal::Event>& events) {
  std::vector<school::Event> read;
  read.reserve(events.size());
  for (const journal::Event& event : events) {
    HV_ASSIGN(school::Event one,
              school::read_event(event.seq, event.id.text(), event.id.ms(), event.body));
    read.push_back(std::move(one));
  }
  return read;
}

SharedSchool SchoolCache::held(std::int64_t seq) {
  const std::lock_guard lock(mutex_);
  return held_ != nullptr && held_->last_seq == seq ? held_ : nullptr;
}

void SchoolCache::keep(SharedSchool school) {
  const std::lock_guard lock(mutex_);
  if (held_ == nullptr || held_->last_seq <= school->last_seq) held_ = std::move(school);
}

Result<SharedSchool> SchoolCache::read(journal::Journal& journal) {
  HV_ASSIGN(const std::int64_t head, head_of(journal));
  if (SharedSchool known = held(head)) return known;
  HV_ASSIGN(const auto events, journal.events("", journal::Stream::school));
  HV_ASSIGN(school::School folded, fold_school(events));
  auto school = std::make_shared<const school::School>(std::move(folded));
  keep(school);
  return SharedSchool(std::move(school));
}

Result<SharedSchool> SchoolCache::read(journal::Transaction& transaction) {
  HV_ASSIGN(const std::int64_t head, head_of(transaction));
  if (SharedSchool known = held(head)) return known;
  HV_ASSIGN(const auto events, transaction.events("", journal::Stream::school));
  HV_ASSIGN(school::School folded, fold_school(events));
  return SharedSchool(std::make_shared<const school::School>(std::move(folded)));
}

Result<school::School> SchoolCache::as_of(journal::Journal& journal, std::int64_t moment) {
  HV_ASSIGN(auto events, journal.events("", journal::Stream::school));
  std::erase_if(events, [&](const journal::Event& event) { return event.id.ms() > moment; });
  return fold_school(events);
}

}  // namespace homevisit::operations
