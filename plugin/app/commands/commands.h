// The commands, one per file. Each adds itself to the command line's definition; what it does when
// it was chosen is left in Program::action.
#pragma once

namespace CLI {
class App;
}

namespace homevisit::app {

struct Program;

void add_init(CLI::App& app, Program& program);
void add_check(CLI::App& app, Program& program);
void add_import(CLI::App& app, Program& program);
void add_refresh(CLI::App& app, Program& program);
void add_students(CLI::App& app, Program& program);
void add_history(CLI::App& app, Program& program);
void add_record(CLI::App& app, Program& program);
void add_answer(CLI::App& app, Program& program);
void add_backup(CLI::App& app, Program& program);
void add_restore(CLI::App& app, Program& program);
void add_call(CLI::App& app, Program& program);
void add_render(CLI::App& app, Program& program);
void add_serve(CLI::App& app, Program& program);
void add_deliver(CLI::App& app, Program& program);
void add_sync(CLI::App& app, Program& program);
void add_outbox(CLI::App& app, Program& program);
void add_status(CLI::App& app, Program& program);
void add_reconcile(CLI::App& app, Program& program);
void add_rebuild(CLI::App& app, Program& program);
void add_audit(CLI::App& app, Program& program);
void add_describe(CLI::App& app, Program& program);
void add_sample(CLI::App& app, Program& program);
void add_conform(CLI::App& app, Program& program);
void add_completion(CLI::App& app, Program& program);
void add_lti(CLI::App& app, Program& program);
void add_man(CLI::App& app, Program& program);

}  // namespace homevisit::app
