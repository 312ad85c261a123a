// Writes a small journal with a bit of everything, for journal_reader_test.py:
// journal_writer JOURNAL KEYFILE
#include <cstdio>

#include "base/random.h"
#include "crypto/master_key.h"
#include "journal/journal.h"

namespace homevisit::journal {
namespace {

Status write(const std::string& path, const std::string& key_path) {
  HV_TRY(crypto::create_key_file(key_path, system_random()));
  Options options;
  options.path = path;
  options.system = "local";
  HV_ASSIGN(options.master_key, crypto::read_key_file(key_path));
  HV_TRY(Journal::create(options));
  HV_ASSIGN(const auto journal, Journal::open(options));
  const auto append = [&](const std::string& student, Stream stream, const std::string& body,
                          const Bytes& submission) -> Status {
    HV_ASSIGN(const auto transaction, journal->begin());
    HV_ASSIGN(const std::int64_t seq,
              transaction->append(student, stream, Uuid::make(system_clock(), system_random()),
                                  body, submission));
    if (stream == Stream::dossier) {
      HV_TRY(transaction->put_projection(student, "history", {seq, "history of " + student}));
      OutboxItem item;
      item.student = student;
      item.marker = "marker \xc3\xab";
      item.entry = "entry of " + student;
      item.event_seq = seq;
      HV_TRY(transaction->enqueue(item));
    }
    return transaction->commit();
  };
  HV_TRY(append("s1", Stream::dossier, R"({"visit":"\u00eb"})", Bytes(32, 0xab)));
  HV_TRY(append("s\xc3\xab", Stream::dossier, "{\"n\":\"\xc3\xab\"}", {}));
  HV_TRY(append("s1", Stream::access, R"({"looked":true})", {}));
  HV_TRY(append("", Stream::system, R"({"roster":"read"})", {}));
  HV_TRY(append("erased", Stream::dossier, R"({"gone":true})", {}));
  HV_TRY(append("s1", Stream::dossier, "{}", Bytes(32, 0xcd)));
  HV_TRY(journal->put_draft("t1", "s1", "record", "draft"));
  HV_TRY(append("old", Stream::dossier, R"({"before":"the new id"})", {}));
  {
    HV_ASSIGN(const auto transaction, journal->begin());
    HV_TRY(transaction->merge("old", "s1"));
    HV_TRY(transaction->commit());
  }
  return journal->destroy_key("erased");
}

}  // namespace
}  // namespace homevisit::journal

int main(int count, char** arguments) {
  if (count != 3) {
    std::fputs("usage: journal_writer JOURNAL KEYFILE\n", stderr);
    return 2;
  }
  const homevisit::Status status = homevisit::journal::write(arguments[1], arguments[2]);
  if (status) return 0;
  std::fprintf(stderr, "%s\n", status.error().message.c_str());
  return 1;
}
