// Loading and opening.
#include <dlfcn.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstring>

#include "case.h"
#include "exported_symbols.h"
#include "session.h"

namespace homevisit::conform {
namespace {

constexpr int kLoads = 5;
constexpr std::int64_t kMostLoadMs = 100;

// Each in a fresh process: a second dlopen of the same file costs nothing.
void loads_quickly(Trial& trial) {
  if (is_sanitized()) trial.skip("Sanitizers make loading slow.");
  std::int64_t best = 1'000'000;
  for (int i = 0; i < kLoads; ++i) {
    int ends[2];
    trial.expect(::pipe(ends) == 0, "A pipe could not be made.");
    const pid_t child = ::fork();
    if (child == 0) {
      ::execl("/proc/self/exe", "homevisit", "conform", trial.loaded.path.c_str(), "--one-case",
              kMeasureLoading, "--one-report", std::to_string(ends[1]).c_str(), nullptr);
      ::_exit(127);
    }
    char text[32] = "";
    const ssize_t size = ::read(ends[0], text, sizeof text - 1);
    ::close(ends[0]);
    ::close(ends[1]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (size > 0) best = std::min<std::int64_t>(best, std::atoll(text));
  }
  trial.figure("load_us", best);
  trial.expect(best < kMostLoadMs * 1000,
               fmt::format("The best of {} took {} ms.", kLoads, best / 1000));
}

void exports_one_symbol(Trial& trial) {
  if (is_sanitized()) trial.skip("Sanitizers add symbols of their own.");
  std::string error;
  const auto names = exported_symbols(trial.loaded.path, error);
  trial.expect(error.empty(), error);
  for (const std::string& name : names) {
    trial.expect(name == HV_ADAPTER_ENTRY,
                 fmt::format("It also exports {}. Two adapters in one process could get in each "
                             "other's way; hv_add_adapter() hides all but the entry.",
                             name));
  }
}

void survives_other_majors(Trial& trial) {
  void* handle = ::dlopen(trial.loaded.path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
  const auto entry = reinterpret_cast<hv_adapter_entry>(::dlsym(handle, HV_ADAPTER_ENTRY));
  for (const std::uint32_t major : {0u, HV_ADAPTER_ABI_MAJOR + 1u, 0xFFFFFFFFu}) {
    trial.input(fmt::format("host_abi_major {}", major));
    const hv_adapter_table* table = entry(major);
    trial.expect(table != nullptr && table->struct_size >= sizeof(std::size_t) * 2,
                 "It returned no table; it must return its own, which the host then refuses.");
  }
  trial.expect(entry(HV_ADAPTER_ABI_MAJOR) == trial.loaded.table,
               "It returned another table the second time; the table is static.");
}

void table_is_consistent(Trial& trial) {
  const hv_adapter_table& table = trial.loaded.full;
  const hv_adapter_info& info = *table.info;
  trial.expect(info.struct_size >= sizeof(hv_adapter_info), "info's struct_size is too small.");
  const std::string name = info.name == nullptr ? "" : info.name;
  trial.expect(!name.empty() && std::islower(static_cast<unsigned char>(name[0])) != 0 &&
                   std::all_of(name.begin(), name.end(),
                               [](unsigned char c) {
                                 return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_';
                               }),
               "info.name is not in lower case (a-z, 0-9, _), beginning with a letter.");
  for (const char* text : {info.title, info.version}) {
    trial.expect(text != nullptr && *text != '\0' && is_utf8(text),
                 "info.title or info.version is empty.");
  }
  const auto needs = [&](std::uint64_t bits, bool there, const char* function) {
    trial.expect(
        (info.capabilities & bits) == 0 || there,
        fmt::format("The capabilities promise what needs {}, and that is NULL.", function));
  };
  needs(HV_CAN_READ_STUDENTS | HV_CAN_READ_GUARDIANS | HV_CAN_READ_CUSTODY | HV_CAN_READ_STAFF |
            HV_CAN_READ_GROUPS | HV_CAN_READ_CHANGES,
        table.list != nullptr, "list");
  needs(HV_CAN_WRITE_NOTE | HV_CAN_WRITE_DOCUMENT | HV_CAN_AMEND, table.submit != nullptr,
        "submit");
  needs(HV_CAN_WITHDRAW, table.withdraw != nullptr, "withdraw");
  needs(HV_CAN_FIND_BY_MARKER, table.lookup != nullptr, "lookup");
  if (table.capabilities != nullptr) {
    trial.expect(table.capabilities(nullptr) == info.capabilities,
                 "capabilities(NULL) is not what info says.");
  }
  Session session(trial);
  trial.expect((session.can() & ~info.capabilities) == 0,
               "The instance can more than info.capabilities says of the adapter.");
}

void declares_what_it_cannot(Trial& trial) {
  Session session(trial);
  const Json& cannot = trial.declaration.root["cannot"];
  for (const Capability& capability : capabilities()) {
    const bool can = session.can(capability.bit);
    trial.expect(can || cannot.has(capability.name),
                 fmt::format("It cannot {}, and \"cannot\" has no sentence on \"{}\".",
                             capability.english, capability.name));
    trial.expect(
        !can || !cannot.has(capability.name),
        fmt::format("\"cannot\" has \"{}\", and the instance says that it can.", capability.name));
  }
}

void closes_null(Trial& trial) {
  trial.loaded.full.close(nullptr);
  const auto extension = trial.loaded.full.get_extension;
  Session session(trial);
  if (extension != nullptr) {
    trial.input("get_extension with a name that nobody has");
    trial.expect(extension(nullptr, "homevisit.nobody-has-this/1") == nullptr,
                 "It has an extension of a name that it cannot know.");
  }
  session.close();
}

// The session itself looks whether there was a request.
void opens_quietly(Trial& trial) {
  for (int round = 0; round < 2; ++round) {
    trial.input(fmt::format("open with the declared settings for the {}. time", round + 1));
    Session session(trial);
    session.close();
  }
}

// Opens with a wrong configuration; it must be refused by a sentence that names the setting.
void refuses(Trial& trial, const std::string& config, const std::string& setting, bool must) {
  Session session(trial, {}, config);
  if (session.is_open()) {
    trial.expect(!must, "It was opened all the same.");
    session.close();
    return;
  }
  const Outcome& outcome = session.opened();
  trial.expect(outcome.status == HV_INVALID_ARGUMENT,
               fmt::format("open returned {} where HV_INVALID_ARGUMENT belongs.",
                           status_name(outcome.status)));
  trial.expect(
      setting.empty() || outcome.message.find(setting) != std::string::npos,
      fmt::format("The message does not name the setting \"{}\": {}", setting, outcome.message));
}

void refuses_no_json(Trial& trial) {
  for (const char* text : {"", "{", "[]", "null", "\"text\"", "{\"a\":1,}", "{\"\xff\":1}"}) {
    trial.input(fmt::format("the configuration {}", is_utf8(text) ? text : "that is no UTF-8"));
    refuses(trial, text, "", true);
  }
  trial.input("a configuration nested 10,000 deep");
  refuses(trial, std::string(10'000, '[') + std::string(10'000, ']'), "", true);
}

void refuses_wrong_settings(Trial& trial) {
  const Json good = Json::parse(configuration(trial)).value_or(Json());
  Json more = good;
  more.set("hv_no_such_setting", true);
  trial.input("a setting hv_no_such_setting, which nobody has");
  refuses(trial, more.dump(), "hv_no_such_setting", true);
  for (const Json::Member& member : good.members()) {
    trial.input(fmt::format("the setting {} left away", member.first));
    Json less = good;
    less.erase(member.first);
    refuses(trial, less.dump(), member.first, false);
    for (const Json& wrong : {Json(Json::Array{Json(Json::Array{})}), Json(3.5)}) {
      trial.input(fmt::format("the setting {} of a wrong type: {}", member.first, wrong.dump()));
      Json odd = good;
      odd.set(member.first, wrong);
      refuses(trial, odd.dump(), member.first, true);
    }
  }
  for (const Json& wrong : trial.declaration.root["invalid"].items()) {
    Json odd = good;
    for (const Json::Member& member : wrong["open"].members()) {
      if (member.second.is_null()) {
        odd.erase(member.first);
      } else {
        odd.set(member.first, member.second);
      }
    }
    trial.input(fmt::format("the declared wrong settings {}", wrong["open"].dump()));
    refuses(trial, odd.dump(), wrong["names"].text(), true);
  }
}

}  // namespace

void add_load_cases(std::vector<Case>& out) {
  out.push_back(
      {"load.symbols", "It exports hv_adapter_entry_v1 and nothing else.", exports_one_symbol});
  out.push_back({"load.quick", "It is loaded in under 100 ms (best of five).", loads_quickly});
  out.push_back({"load.majors",
                 "A host of another major version gets a static table, and nothing breaks.",
                 survives_other_majors});
  out.push_back({"load.table",
                 "The table and info are complete, and every capability has its function.",
                 table_is_consistent});
  out.push_back({"load.cannot",
                 "What the instance cannot do is what the conformance file gives a reason for.",
                 declares_what_it_cannot});
  out.push_back(
      {"load.close_null", "close(NULL) is allowed; unknown extensions are NULL.", closes_null});
  out.push_back({"open.quiet",
                 "open takes the declared settings and sends no request: a system that is away "
                 "must not keep a page from opening.",
                 opens_quietly});
  out.push_back({"open.no_json",
                 "A configuration that is no JSON object is refused with HV_INVALID_ARGUMENT.",
                 refuses_no_json});
  out.push_back({"open.settings",
                 "A missing, unknown or wrong setting is refused by a sentence that names it, "
                 "without a request.",
                 refuses_wrong_settings});
}

}  // namespace homevisit::conform
