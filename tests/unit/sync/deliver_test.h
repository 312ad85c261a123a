// A journal with entries that wait, and a system that takes them as it is told.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "journal_test.h"
#include "memory_system.h"
#include "sync/deliver.h"
#include "sync/entry.h"

namespace homevisit::sync {

class DeliverTest : public journal::JournalTest {
 protected:
  DeliverTest() : journal(make()), adapter(system.open()) {}

  // A system that can do less.
  void without(std::uint64_t capability) {
    system.capabilities &= ~capability;
    adapter = system.open();
  }

  void enqueue(const std::string& student, const std::string& marker, bool withdraw = false,
               const std::string& amends = "") {
    Entry entry;
    entry.withdraw = withdraw;
    entry.marker = marker;
    entry.kind = "visit";
    entry.text = "text of " + marker;
    entry.amends = amends;
    if (!amends.empty()) entry.beside = "Corrected";
    if (withdraw) entry.instead = "void of " + marker;
    put(student, marker, write_entry(entry), withdraw ? 0 : 1, amends);
  }
  void put(const std::string& student, const std::string& marker, const std::string& body,
           int priority, const std::string& builds_on = "") {
    auto transaction = journal->begin();
    journal::OutboxItem item;
    item.student = student;
    item.marker = marker;
    item.builds_on = builds_on;
    item.priority = priority;
    item.entry = body;
    item.event_seq = *(*transaction)->append(student, journal::Stream::dossier, new_id(), "{}");
    ASSERT_TRUE((*transaction)->enqueue(item));
    ASSERT_TRUE((*transaction)->commit());
  }

  Delivered deliver(std::function<void(Step)> step = {}) {
    DeliverOptions how;
    how.step = std::move(step);
    const auto done = sync::deliver(*journal, *adapter, clock, CallControl(), how);
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    return done ? *done : Delivered();
  }
  journal::OutboxCounts counts() { return *journal->outbox_counts(); }

  std::unique_ptr<journal::Journal> journal;
  MemorySystem system;
  std::unique_ptr<adapters::Adapter> adapter;
};

}  // namespace homevisit::sync
