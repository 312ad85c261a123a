// R31, R83: what families and pupils asked and still waits for an answer, as one reader may see it.
// The care co-ordinator sees all of it, everybody else what is theirs to answer; the school leader
// gets counts.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "access/actor.h"
#include "domain/open_questions.h"
#include "domain/roster.h"
#include "operations/operation.h"

namespace homevisit::operations {

struct QuestionRow {
  OpenQuestion question;
  // Whose file it stands in; "" where the reader may not open it, or not read a question in it.
  std::string student, student_name;
  std::vector<Staff> mentors;  // then: who can be asked about it
};

// By day. Each student who is named is a look at that student's file.
Result<std::vector<QuestionRow>> read_questions(Context& context, const access::Actor& actor,
                                                const std::string& actor_name,
                                                const std::string& what);
// How many are this reader's own to answer.
Result<int> count_own_questions(Context& context, const access::Actor& actor);

// By QuestionKind, of the whole school.
using QuestionCounts = std::array<int, 3>;
Result<QuestionCounts> count_questions(Context& context);

// question.list
Result<std::string> list_questions(const Call& call);

}  // namespace homevisit::operations
