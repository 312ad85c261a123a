// Copies of the journal. Restoring is no operation: there is no journal to call; see config.json.
#include "backup/backup.h"

#include <fmt/format.h>

#include "backup/last_success.h"
#include "operations/backup_state.h"
#include "operations/master_key.h"
#include "operations/operation.h"

namespace homevisit::operations {

void write_generation(json::Writer& w, const backup::Generation& generation) {
  w.member("number", generation.number).member("taken_at", format_moment(generation.taken_at));
  w.member("events", generation.end.events);
  if (generation.end.last_event_at != 0)
    w.member("last_event_at", format_moment(generation.end.last_event_at));
  w.member("last_hash", to_hex(generation.end.hash)).member("size", generation.size);
  w.member("blocks", static_cast<std::int64_t>(generation.blocks.size()));
}

void write_backup_state(json::Writer& w, const Context& context) {
  if (const auto last = backup::last_success(context.config.journal)) {
    w.key("backup").begin_object().member("last_at", format_moment(last->at));
    w.member("folder", last->folder).member("generation", last->generation);
    w.member("events", last->events).end_object();
  }
  if (context.restored) {
    w.key("restored").begin_object();
    write_generation(w, context.restored->generation);
    w.member("looked_up_first", context.restored->doubted).end_object();
  }
}

namespace {

constexpr std::int64_t usual_keep = 30;

// The folder's own salt, not the journal's: it may be looked at from a journal that is another.
Result<journal::Options> options_for(const Call& call, bool of_journal) {
  const Context& context = call.context;
  journal::Options options;
  options.path = context.config.journal;
  options.system = context.config.adapter_name;
  options.clock = context.clock;
  options.random = &context.random;
  HV_ASSIGN(options.salt, of_journal ? journal::Journal::salt(options.path)
                                     : backup::salt_of(call.text("folder")));
  HV_ASSIGN(options.master_key, master_key(context.config, options.salt));
  return options;
}

void write_problems(json::Writer& w, const std::vector<std::string>& problems) {
  w.key("problems").begin_array();
  for (const std::string& problem : problems) w.string(problem);
  w.end_array();
}

Result<std::string> write(const Call& call) {
  Context& context = call.context;
  const std::string folder = call.text("folder");
  const bool every_block = call.request["verify"].is_true();
  const auto keep = static_cast<std::size_t>(call.request["keep"].integer().value_or(usual_keep));
  HV_TRY(context.access_log->flush());
  HV_ASSIGN(const journal::Options options, options_for(call, true));
  HV_ASSIGN(backup::Written written,
            backup::write(*context.journal, options, folder, keep, every_block, call.control));
  const backup::Generation& generation = written.generation;
  if (every_block) {
    HV_ASSIGN(backup::Verification found,
              backup::verify(options, folder, false, generation.number, call.control));
    std::move(found.problems.begin(), found.problems.end(), std::back_inserter(written.problems));
  }
  const Status noted = backup::note_success(
      options.path, {generation.taken_at, folder, generation.number, generation.end.events});
  if (!noted) written.problems.push_back(noted.error().message);
  json::Writer w;
  w.begin_object().member("ok", written.problems.empty()).key("generation").begin_object();
  write_generation(w, generation);
  w.end_object().member("first", written.first).member("verified", every_block);
  w.member("new_blocks", written.new_blocks).member("new_bytes", written.new_bytes);
  w.key("removed").begin_array();
  for (const std::int64_t number : written.removed) w.integer(number);
  w.end_array();
  write_problems(w, written.problems);
  return w.end_object().take();
}

Result<std::string> list(const Call& call) {
  HV_ASSIGN(const journal::Options options, options_for(call, false));
  HV_ASSIGN(const backup::Listed listed, backup::list(options, call.text("folder")));
  json::Writer w;
  w.begin_object().member("ok", listed.problems.empty()).key("generations").begin_array();
  for (const backup::Generation& generation : listed.generations) {
    w.begin_object();
    write_generation(w, generation);
    w.end_object();
  }
  w.end_array();
  write_problems(w, listed.problems);
  return w.end_object().take();
}

Result<std::string> verify(const Call& call) {
  HV_ASSIGN(const journal::Options options, options_for(call, false));
  HV_ASSIGN(const backup::Verification found,
            backup::verify(options, call.text("folder"), call.request["all"].is_true(),
                           call.request["generation"].integer().value_or(0), call.control));
  json::Writer w;
  w.begin_object().member("ok", found.problems.empty());
  w.member("generations", found.generations).member("blocks", found.blocks);
  w.member("bytes", found.bytes).member("events", found.events);
  write_problems(w, found.problems);
  return w.end_object().take();
}

}  // namespace

std::span<const Operation> backup_operations() {
  static constexpr Operation operations[] = {
      {"backup.write", write}, {"backup.list", list}, {"backup.verify", verify}};
  return operations;
}

}  // namespace homevisit::operations
