// Entries of a student's file: filed, found again, changed and withdrawn. What stands where is
// explained in README.md.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "chunks.h"
#include "homevisit/sdk/adapter.h"
#include "program.h"
#include "session.h"
#include "writes.h"

namespace homevisit::edfi {

// [one call] The file of students, as far as it is ours.
class Entries {
 public:
  // Throws HV_UNSUPPORTED where nothing is written, by configuration or for want of a place.
  Entries(const Session& session, Made& made);

  sdk::Receipt submit(const hv_entry& entry);
  void list(std::string_view student, sdk::Sink& sink);
  void lookup(std::string_view student, std::string_view marker, sdk::Sink& sink);
  void withdraw(std::string_view student, const std::string& marker);

 private:
  // One field of ours as it stands in the server.
  struct Stored {
    std::string student, id, version, date, author, field;
    unsigned slot = 0;
    Part part;
  };
  // The fields of each marker.
  using File = std::map<std::string, std::vector<Stored>>;

  // Of one student; "": of all.
  File read(std::string_view student) const;
  std::string body(std::string_view student, std::string_view date, unsigned slot,
                   std::string_view author, const std::string& field) const;
  Written post(std::string_view student, std::string_view date, unsigned slot,
               std::string_view author, const std::string& field);
  Written put(std::string_view student, const Stored& stored, std::string_view author,
              const std::string& field);
  // False where the row is gone.
  bool overwrite(const Stored& stored, const std::string& field, Written& written);
  // Where the claim set lets us delete nothing, `otherwise` stands there in its place.
  Removal take_away(const Stored& stored, const std::string& otherwise);
  // HV_CONFLICT where somebody else wrote into a field of the entry with that marker: we would
  // delete their words, or leave ours because we no longer see that it is ours.
  void require_untouched(const File& file, const std::string& marker) const;
  // False where a field was gone before its turn came.
  bool withdraw(std::string_view student, const File& file, const std::vector<Stored>& fields);
  // The marker of another answer of the same day, or "".
  static std::string other_answer(const File& file, const Stored& than);
  void put_entry(std::string_view marker, const std::vector<Stored>& fields, sdk::Sink& sink) const;

  const Session& session_;
  Made& made_;
  const char *resource_, *field_, *date_;
  std::size_t room_;
};

}  // namespace homevisit::edfi
