// A system with one fault, which the configuration names: for the tests of system.check.
#include <homevisit/sdk/adapter.h>
#include <homevisit/sdk/settings.h>

#include <map>

namespace {

using namespace homevisit::sdk;

class Moody : public Adapter {
 public:
  static constexpr Info info{"moody", "Moody", "1",
                             HV_CAN_READ_STUDENTS | HV_CAN_READ_GUARDIANS | HV_CAN_WRITE_NOTE |
                                 HV_CAN_FIND_BY_MARKER | HV_CAN_WITHDRAW | HV_CAN_READ_CHANGES,
                             true};

  Moody(std::string_view config, Host) {
    Settings settings(config);
    mood_ = settings.required("mood");
    settings.finish();
  }

  std::uint64_t capabilities() const override {
    if (mood_ == "tells changes") return info.capabilities;
    return mood_ == "read only" ? HV_CAN_READ_STUDENTS | HV_CAN_READ_GUARDIANS
                                : info.capabilities & ~HV_CAN_READ_CHANGES;
  }

  std::string list(const Call&, hv_kind kind, std::string_view, std::string_view since,
                   Sink& sink) override {
    if (mood_ == "tells changes" && !since.empty()) return list_changes(kind, since, sink);
    if (mood_ == "away") throw Failure(HV_UNAVAILABLE, "The system does not answer; try later.");
    if (mood_ == "revoked")
      throw Failure(HV_UNAUTHENTICATED, "The key was revoked; ask for another.");
    if (mood_ == "no entries" && kind == HV_KIND_ENTRY)
      throw Failure(HV_PERMISSION_DENIED, "The key may not read entries.");
    if (mood_ == "no guardians" && kind == HV_KIND_GUARDIAN)
      throw Failure(HV_PERMISSION_DENIED, "The key may not read guardians.");
    if (kind == HV_KIND_STUDENT) {
      hv_student student{};
      student.id = str("s1");
      student.given_name = str("Ada");
      student.birth_date = str("2010-03-01");
      sink.put(student);
    }
    if (mood_ == "has staff" && kind == HV_KIND_STAFF) {
      hv_staff staff{};
      staff.id = str("c1");
      staff.family_name = str("Koster");
      sink.put(staff);
    }
    return mood_ == "tells changes" ? "1" : "";
  }

  Receipt submit(const Call&, const hv_entry& entry) override {
    if (mood_ == "away") throw Failure(HV_UNAVAILABLE, "The system does not answer; try later.");
    if (mood_ == "writes nothing") throw Failure(HV_PERMISSION_DENIED, "The key may not write.");
    entries_[text(entry.marker)] = text(entry.student);
    if (mood_ == "loses answers")
      throw Failure(HV_OUTCOME_UNKNOWN, "The answer was lost; it will be looked up.");
    return {"1", "1"};
  }
  void lookup(const Call&, std::string_view, std::string_view marker, Sink& sink) override {
    const auto found = entries_.find(std::string(marker));
    if (found == entries_.end()) return;
    hv_entry entry{};
    entry.marker = str(found->first);
    for (int i = mood_ == "doubles" ? 2 : 1; i > 0; --i) sink.put(entry);
  }
  void withdraw(const Call&, std::string_view, std::string_view marker) override {
    if (mood_ == "keeps") throw Failure(HV_PERMISSION_DENIED, "The key may not remove.");
    entries_.erase(std::string(marker));
  }
  void check(const Call&, Findings& findings) override {
    findings.good("Version", "Version 7.");
    findings.note("Photos", "Photos are given, too.", "Take that right away; it is not needed.");
    if (mood_ == "lacks a type")
      findings.problem("Types", "The type \"home visit\" is missing.", "Add it under Settings.");
  }

 private:
  // After the first whole reading one student comes, and a relation that never was goes.
  static std::string list_changes(hv_kind kind, std::string_view since, Sink& sink) {
    if (since == "1" && kind == HV_KIND_STUDENT) {
      hv_student student{};
      student.id = str("s2");
      student.given_name = str("Bea");
      sink.put(student);
    }
    if (since == "1" && kind == HV_KIND_CARE) {
      hv_care care{};
      care.student = str("s1");
      care.guardian = str("g1");
      sink.remove(care);
    }
    return "2";
  }

  std::string mood_;
  std::map<std::string, std::string> entries_;
};

}  // namespace

HV_ADAPTER(Moody)
