// Questions about who is who, which a person answers ("student.doubts", "student.match"). They
// stand as a projection of the student whose file they are about: sealed, and gone with its key.
#pragma once

#include <string>
#include <vector>

#include "domain/names.h"
#include "journal/journal.h"

namespace homevisit::sync {

inline constexpr char doubts_name[] = "doubts";

enum class DoubtKind {
  left,     // the id is no longer in the roster; candidates may be the same child
  reused,   // the id is in the roster with another child: the file is closed until decided
  guardian  // a guardian's id is gone; candidates may be the same guardian
};

struct Doubt {
  DoubtKind kind = DoubtKind::left;
  std::string id;  // reused: the id in question; guardian: the guardian's id; "" else
  std::vector<std::string> candidates;
  bool operator==(const Doubt&) const = default;
};
using Doubts = std::vector<Doubt>;

std::string write_doubts(const Doubts& doubts);
Result<Doubts> read_doubts(std::string_view body);

Result<Doubts> doubts_of(journal::Transaction&, const std::string& student);
// None: there is no question about this student any more.
Status put_doubts(journal::Transaction&, const std::string& student, const Doubts& doubts);

// The list with this doubt in it instead of an earlier one about the same.
Doubts with(Doubts doubts, Doubt doubt);
Doubts without(Doubts doubts, DoubtKind kind, const std::string& id = "");

}  // namespace homevisit::sync

namespace homevisit {
template <>
NameTable<sync::DoubtKind> names<sync::DoubtKind>();
}
