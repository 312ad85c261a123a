// The parts of `homevisit students` for whoever administers the school's system.
#pragma once

namespace CLI {
class App;
}

namespace homevisit::app {

struct Program;

// merge, renumber, unmerge, doubts.
void add_student_ids(CLI::App& students, Program& program);

}  // namespace homevisit::app
