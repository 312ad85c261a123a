#include "domain/progress/printed_sums.h"

#include <algorithm>
#include <queue>
#include <utility>

#include "domain/progress/suppress.h"

namespace homevisit::progress {
namespace {

constexpr int enough_doubt = least_group - 1;
constexpr int cost_of_step = 2;  // over what is left out already: the nearer the better

}  // namespace

PrintedSums::PrintedSums(int nodes) : nodes_(static_cast<std::size_t>(nodes)) {}

int PrintedSums::add(int from, int to, int value, int cost, bool printed) {
  const auto place = static_cast<int>(arcs_.size());
  Arc made;
  made.from = from;
  made.to = to;
  made.value = value;
  made.cost = cost;
  made.out = !printed || value < least_group;
  made.printed = printed;
  arcs_.push_back(made);
  node(from).arcs.push_back(place);
  node(to).arcs.push_back(place);
  return place;
}

int PrintedSums::add_zero_left_out(int from, int to) {
  const int place = add(from, to, 0, 0);
  arc(place).least = 0;
  arc(place).safe = true;
  return place;
}

void PrintedSums::leave_out(int place) { arc(place).out = true; }

void PrintedSums::settle() {
  for (bool settled = false; !settled;) {
    settled = true;
    for (int place = 0; place < static_cast<int>(arcs_.size()); ++place) {
      const Arc& self = arc(place);
      const bool secret = self.out && (self.printed || self.value < least_group);
      if (!secret || self.safe) continue;
      protect(place);
      settled = settled && !arc(place).safe;
    }
  }
}

void PrintedSums::protect(int self) {
  const int from = arc(self).to, to = arc(self).from;
  for (;;) {
    const int up = send(self, from, to, enough_doubt);
    forget_flow();
    const int less = std::min(enough_doubt - up, arc(self).value - 1);
    const int down = less > 0 ? send(self, to, from, less) : 0;
    forget_flow();
    arc(self).safe = up + down >= enough_doubt;
    if (arc(self).safe) return;
    // What is left out lets no more through: the cheapest way now leads over what is printed. There
    // is one, over the sums, since a sum of what is not zero is not zero.
    send(self, from, to, enough_doubt);
    const bool found = find_cheapest_way(self, from, to);
    forget_flow();
    if (!found) return;
    for (int at = to; at != from;) {
      Arc& passed = arc(node(at).by);
      passed.out = true;
      at = passed.to == at ? passed.from : passed.to;
    }
  }
}

bool PrintedSums::lets_pass(const Arc& arc, bool onward) const {
  return arc.out && (onward || arc.value - arc.least + arc.flow > 0);
}

bool PrintedSums::find_way(int self, int from, int to) {
  ++search_;
  // From where it is one step: mostly such a node is near, and often there is none.
  bool has_gate = false;
  for (const int place : node(to).arcs) {
    if (place == self) continue;
    const Arc& last = arc(place);
    const bool onward = last.to == to;
    if (!lets_pass(last, onward)) continue;
    Node& before = node(onward ? last.from : last.to);
    before.gate = search_;
    before.gate_by = place;
    has_gate = true;
  }
  if (!has_gate) return false;
  reached_.clear();
  const auto reach = [&](int there) {
    node(there).seen = search_;
    if (node(there).gate != search_) {
      reached_.push_back(there);
      return false;
    }
    node(to).by = node(there).gate_by;
    return true;
  };
  if (reach(from)) return true;
  for (std::size_t next = 0; next < reached_.size(); ++next) {
    const int here = reached_[next];
    for (const int place : node(here).arcs) {
      if (place == self) continue;
      const Arc& passed = arc(place);
      const bool onward = passed.from == here;
      if (!lets_pass(passed, onward)) continue;
      const int there = onward ? passed.to : passed.from;
      if (node(there).seen == search_) continue;
      node(there).by = place;
      if (reach(there)) return true;
    }
  }
  return false;
}

int PrintedSums::send(int self, int from, int to, int enough) {
  int sent = 0;
  while (sent < enough && find_way(self, from, to)) {
    int least = enough - sent;
    for (int at = to; at != from;) {
      const Arc& passed = arc(node(at).by);
      const bool onward = passed.to == at;
      if (!onward) least = std::min(least, passed.value - passed.least + passed.flow);
      at = onward ? passed.from : passed.to;
    }
    for (int at = to; at != from;) {
      const int place = node(at).by;
      Arc& passed = arc(place);
      const bool onward = passed.to == at;
      if (passed.flow == 0) changed_.push_back(place);
      passed.flow += onward ? least : -least;
      if (sent == 0 && least >= enough_doubt) passed.safe = true;
      at = onward ? passed.from : passed.to;
    }
    sent += least;
  }
  return sent;
}

void PrintedSums::forget_flow() {
  for (const int place : changed_) arc(place).flow = 0;
  changed_.clear();
}

bool PrintedSums::find_cheapest_way(int self, int from, int to) {
  ++search_;
  std::priority_queue<std::pair<int, int>, std::vector<std::pair<int, int>>, std::greater<>> next;
  node(from).seen = search_;
  node(from).cost = 0;
  next.emplace(0, from);
  while (!next.empty()) {
    const auto [spent, here] = next.top();
    next.pop();
    if (here == to) return true;
    if (spent > node(here).cost) continue;
    for (const int place : node(here).arcs) {
      if (place == self) continue;
      const Arc& passed = arc(place);
      const bool onward = passed.from == here;
      const bool passes = passed.out ? lets_pass(passed, onward) : onward || passed.value > 1;
      if (!passes) continue;
      const int there = onward ? passed.to : passed.from;
      const int total = spent + (passed.out ? cost_of_step : passed.cost);
      if (node(there).seen == search_ && total >= node(there).cost) continue;
      node(there).seen = search_;
      node(there).cost = total;
      node(there).by = place;
      next.emplace(total, there);
    }
  }
  return false;
}

}  // namespace homevisit::progress
