// SIGTERM and SIGINT as something to wait for.
#pragma once

namespace homevisit::app {

// Holds both signals back in this thread and all that it starts later. To be called before any
// thread is started. A closed connection must not end the program either: SIGPIPE is ignored.
void hold_stop_signals();

// Waits for the first of them, or until `done` (an eventfd) can be read. True: a signal came. From
// then on another one ends the program at once.
bool wait_for_stop_signal_or(int done);

// Waits for the first of them. From then on a second one ends the program at once.
void wait_for_stop_signal();

}  // namespace homevisit::app
