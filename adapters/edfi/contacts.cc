#include "contacts.h"

#include "descriptors.h"
#include "homevisit/sdk/words.h"

namespace homevisit::edfi {
namespace {

// A relation as it is kept until all of a student's are there: households need them together.
struct Relation {
  std::uint64_t student;
  std::uint32_t student_at, contact_at;  // of the ids, in one long text
  std::uint8_t student_size, contact_size;
  std::uint8_t custody, lives_with, informed;
  std::uint32_t relation;
  std::int32_t order;
};

class Relations {
 public:
  explicit Relations(const Session& session)
      : words_(session.server()), restricted_(session.config().restricted_not_informed) {}

  void read(const Session& session, std::string_view student, const Enrolled& enrolled) {
    Filter filter;
    if (!student.empty()) filter.emplace_back("studentUniqueId", student);
    Seen seen;
    session.each(words_.associations, filter, [&](const Value& row) {
      const std::string id = row["studentReference"]["studentUniqueId"].id();
      const std::string contact = row[words_.reference][words_.id].id();
      if (id.empty() || contact.empty() || id.size() > 255 || contact.size() > 255) return;
      if (!student.empty() && id != student) return;
      if (enrolled.has(id) && looks_after(row) && seen.first(id + "\n" + contact))
        keep(row, id, contact);
    });
    std::sort(all_.begin(), all_.end(), [&](const Relation& a, const Relation& b) {
      return a.student != b.student ? a.student < b.student : contact(a) < contact(b);
    });
  }

  void hand_on(sdk::Sink& sink) const {
    for (std::size_t begin = 0; begin < all_.size();) {
      std::size_t end = begin;
      std::string home = "home:";
      for (; end < all_.size() && all_[end].student == all_[begin].student; ++end)
        if (all_[end].lives_with == HV_YES)
          home += (home.size() > 5 ? "+" : "") + std::string(contact(all_[end]));
      for (; begin < end; ++begin) put(all_[begin], home, sink);
    }
  }
  std::size_t size() const { return all_.size(); }

 private:
  void keep(const Value& row, const std::string& student, const std::string& contact) {
    Relation relation{};
    relation.student = number_of(student);
    // Relations of a student mostly follow each other: the id is then kept once.
    if (!all_.empty() && all_.back().student == relation.student) {
      relation.student_at = all_.back().student_at;
    } else {
      relation.student_at = static_cast<std::uint32_t>(ids_.size());
      ids_ += student;
    }
    relation.student_size = static_cast<std::uint8_t>(student.size());
    relation.contact_at = static_cast<std::uint32_t>(ids_.size());
    relation.contact_size = static_cast<std::uint8_t>(contact.size());
    ids_ += contact;
    relation.custody = static_cast<std::uint8_t>(row["legalGuardian"].ternary());
    relation.lives_with = static_cast<std::uint8_t>(row["livesWith"].ternary());
    // What the restriction says is not read: somebody looks into the system before informing.
    const bool restricted = !sdk::trim(row["contactRestrictions"].text()).empty();
    relation.informed = restricted && restricted_ ? HV_NO : HV_UNKNOWN;
    relation.relation = relations_.put(relation_of(row["relationDescriptor"].text()));
    const auto priority = row["contactPriority"].integer().value_or(0);
    if (priority > 0 && priority <= 1000) {
      relation.order = static_cast<std::int32_t>(priority);
    } else if (row["primaryContactStatus"].boolean() == true) {
      relation.order = 1;
    }
    all_.push_back(relation);
  }

  std::string_view student(const Relation& r) const {
    return std::string_view(ids_).substr(r.student_at, r.student_size);
  }
  std::string_view contact(const Relation& r) const {
    return std::string_view(ids_).substr(r.contact_at, r.contact_size);
  }

  // Who lives with the student shares one home; who does not has their own; else it is not known.
  void put(const Relation& relation, const std::string& home, sdk::Sink& sink) const {
    const std::string own = "own:" + std::string(contact(relation));
    hv_care care{};
    care.student = sdk::str(student(relation));
    care.guardian = sdk::str(contact(relation));
    care.relation = sdk::str(relations_[relation.relation]);
    if (relation.lives_with == HV_YES) care.household = sdk::str(home);
    if (relation.lives_with == HV_NO) care.household = sdk::str(own);
    care.custody = static_cast<hv_ternary>(relation.custody);
    care.lives_with = static_cast<hv_ternary>(relation.lives_with);
    care.informed = static_cast<hv_ternary>(relation.informed);
    care.order = relation.order;
    sink.put(care);
  }

  ContactWords words_;
  bool restricted_;
  std::vector<Relation> all_;
  std::string ids_;
  Words relations_;
};

std::string first_of(std::string a, std::string b) { return a.empty() ? b : a; }

void put_guardian(const Value& row, const std::string& id, bool languages, sdk::Sink& sink) {
  const std::string given = first_of(sdk::one_line(row["preferredFirstName"].text()),
                                     sdk::one_line(row["firstName"].text()));
  const std::string family = first_of(sdk::one_line(row["preferredLastSurname"].text()),
                                      sdk::one_line(row["lastSurname"].text()));
  const std::string language = languages ? spoken_language(row["languages"]) : std::string();
  hv_guardian guardian{};
  guardian.id = sdk::str(id);
  guardian.given_name = sdk::str(given);
  guardian.family_name = sdk::str(family);
  guardian.language = sdk::str(language);
  guardian.address_secret = secret_address(row["addresses"]);
  sink.put(guardian);
}

}  // namespace

ContactWords::ContactWords(const Discovery& server)
    : people(server.has_contacts() ? "contacts" : "parents"),
      associations(server.has_contacts() ? "studentContactAssociations"
                                         : "studentParentAssociations"),
      id(server.has_contacts() ? "contactUniqueId" : "parentUniqueId"),
      reference(server.has_contacts() ? "contactReference" : "parentReference") {}

bool looks_after(const Value& association) {
  if (association["legalGuardian"].boolean() == true) return true;
  const std::string_view relation = code_of(association["relationDescriptor"].text());
  for (const char* child : {"Brother", "Sister", "Sibling", "Son", "Daughter", "Ward"})
    if (relation == child) return false;
  if (association["livesWith"].boolean() == true ||
      association["primaryContactStatus"].boolean() == true)
    return true;
  for (const char* other : {"Emergency", "Employer", "Friend", "Neighbor"})
    if (relation == other) return false;
  return true;
}

std::uint64_t list_guardians(const Session& session, std::string_view contact,
                             const Enrolled& enrolled, sdk::Sink& sink) {
  const ContactWords words(session.server());
  Filter filter;
  if (!contact.empty()) filter.emplace_back(words.id, contact);
  Seen wanted, given;
  session.each(words.associations, filter, [&](const Value& row) {
    const std::string id = row[words.reference][words.id].id();
    if (!id.empty() && enrolled.has(row["studentReference"]["studentUniqueId"].id()) &&
        looks_after(row))
      wanted.first(id);
  });
  session.each(words.people, filter, [&](const Value& row) {
    const std::string id = row[words.id].id();
    if (!id.empty() && (contact.empty() || id == contact) && wanted.contains(id) && given.first(id))
      put_guardian(row, id, session.config().languages, sink);
  });
  return given.size();
}

std::uint64_t list_cares(const Session& session, std::string_view student, const Enrolled& enrolled,
                         sdk::Sink& sink) {
  Relations relations(session);
  relations.read(session, student, enrolled);
  relations.hand_on(sink);
  return relations.size();
}

}  // namespace homevisit::edfi
