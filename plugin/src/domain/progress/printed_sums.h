// Figures and the sums that they make, as a reader sees them who knows all that is printed and the
// rule of suppress.h. They are the arcs of a circulation: as much flows into each node as out of
// it. What is printed is fixed; what is left out may be anything from 1 up, or from 0 where zeros
// are left out beside it. By how much one figure may be more, or less, is the flow that can go
// round it.
#pragma once

#include <vector>

namespace homevisit::progress {

class PrintedSums {
 public:
  explicit PrintedSums(int nodes);

  // A figure above zero, and its place. `cost`: of leaving it out. Where it is not `printed` in any
  // case, only a small one has to stay unknown.
  int add(int from, int to, int value, int cost, bool printed = true);
  // A figure that is zero and does not stand there, so that it tells nothing. Nobody's state has to
  // stay unknown for it.
  int add_zero_left_out(int from, int to);
  void leave_out(int place);
  bool is_out(int place) const { return arcs_[static_cast<std::size_t>(place)].out; }
  // Leaves out more until each that is left out could have at least five values.
  void settle();

 private:
  struct Arc {
    int from = 0, to = 0;
    int value = 0;
    int cost = 0;
    int least = 1;  // that it could be, as a reader knows
    bool out = false;
    bool printed = true;
    bool safe = false;  // five values are possible, and leaving out more takes none away
    int flow = 0;       // by how much more than its value it is being tried with
  };
  struct Node {
    std::vector<int> arcs;  // that begin or end here
    int by = 0;             // the arc by which it was reached
    int cost = 0;
    int seen = 0;  // in which search
    int gate = 0;  // in which search one step led from here to its end, by
    int gate_by = 0;
  };

  void protect(int self);
  // Sends up to `enough` from one node to another past the arc `self`. What goes one way round
  // in one piece makes all that it passes safe.
  int send(int self, int from, int to, int enough);
  bool find_way(int self, int from, int to);
  bool find_cheapest_way(int self, int from, int to);
  void forget_flow();
  bool lets_pass(const Arc& arc, bool onward) const;

  Arc& arc(int place) { return arcs_[static_cast<std::size_t>(place)]; }
  Node& node(int place) { return nodes_[static_cast<std::size_t>(place)]; }

  std::vector<Arc> arcs_;
  std::vector<Node> nodes_;
  std::vector<int> changed_;  // arcs with flow
  std::vector<int> reached_;
  int search_ = 0;
};

}  // namespace homevisit::progress
