// Hands records to the host, with struct sizes and kinds filled in.
#pragma once

#include <cstdint>

#include "homevisit/adapter.h"

namespace homevisit::sdk {

// The host wanted no more: its status goes back as it is. Not an error of ours.
struct Stopped {
  hv_status status;
};

class Sink {
 public:
  Sink(hv_sink take, void* user) : take_(take), user_(user) {}

  void put(const hv_student& record) { put(HV_KIND_STUDENT, record, &Of::student); }
  void put(const hv_guardian& record) { put(HV_KIND_GUARDIAN, record, &Of::guardian); }
  void put(const hv_care& record) { put(HV_KIND_CARE, record, &Of::care); }
  void put(const hv_staff& record) { put(HV_KIND_STAFF, record, &Of::staff); }
  void put(const hv_group& record) { put(HV_KIND_GROUP, record, &Of::group); }
  void put(const hv_enrolment& record) { put(HV_KIND_ENROLMENT, record, &Of::enrolment); }
  void put(const hv_entry& record) { put(HV_KIND_ENTRY, record, &Of::entry); }
  // Gone since the last time; only its ids count.
  template <typename Record>
  void remove(const Record& record) {
    removed_ = 1;
    put(record);
    removed_ = 0;
  }
  std::uint64_t count() const { return count_; }

 private:
  using Of = decltype(hv_record::of);

  template <typename Record>
  void put(hv_kind kind, Record record, const Record* Of::*member) {
    record.struct_size = sizeof record;
    hv_record out{};
    out.struct_size = sizeof out;
    out.kind = kind;
    out.of.*member = &record;
    out.removed = removed_;
    ++count_;
    if (const hv_status status = take_(user_, &out); status != HV_OK) {
      removed_ = 0;
      throw Stopped{status};
    }
  }

  hv_sink take_;
  void* user_;
  std::int32_t removed_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace homevisit::sdk
