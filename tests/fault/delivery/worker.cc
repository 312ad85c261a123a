#include "worker.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "give_up.h"

namespace delivery_checker {

void Worker::start(const std::function<void(Channel&)>& work) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0) give_up("no pair of sockets");
  pid_ = ::fork();
  if (pid_ < 0) give_up("no process");
  if (pid_ == 0) {
    // It goes with the checker, however that ends.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::close(ends[0]);
    Channel channel(ends[1]);
    work(channel);
    ::_exit(0);
  }
  ::close(ends[1]);
  channel_ = std::make_unique<Channel>(ends[0]);
  state = State::working;
  operation = -1;
}

void Worker::kill() {
  if (state == State::gone) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  channel_.reset();
  state = State::gone;
}

}  // namespace delivery_checker
