/* A host as it was built when the interface was new: against the frozen headers of 1.0, with structs as
 * short as they were then. Every later adapter of the same major must live with it: read what needs no
 * network, and say so plainly where it needs one.
 *
 *   host_1_0 ADAPTER.so CONFIG local|network */
#include <dlfcn.h>
#include <homevisit/adapter.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#if HV_ADAPTER_ABI_MINOR != 0
#error "This is to be compiled against the frozen headers."
#endif

static void take_log(void* user, hv_log_level level, hv_str line) {
  (void)user, (void)level, (void)line;
}
static int64_t now_ms(void* user) {
  (void)user;
  return (int64_t)time(NULL) * 1000;
}
static hv_status random_bytes(void* user, void* bytes, size_t size) {
  (void)user;
  memset(bytes, 1, size);
  return HV_OK;
}
static hv_status count(void* user, const hv_record* record) {
  (void)record;
  ++*(int*)user;
  return HV_OK;
}

/* What lies behind a struct is not the adapter's: filled with 0xA5 and looked at afterwards. */
struct guarded_receipt {
  hv_receipt receipt;
  unsigned char behind[64];
};

static int fail(const char* what, hv_status status, const char* message) {
  fprintf(stderr, "%s: status %d, \"%s\"\n", what, (int)status, message);
  return 1;
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  void* const library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return fprintf(stderr, "%s\n", dlerror()), 1;
  hv_adapter_entry entry;
  *(void**)&entry = dlsym(library, HV_ADAPTER_ENTRY);
  if (entry == NULL) return fprintf(stderr, "no %s\n", HV_ADAPTER_ENTRY), 1;
  const hv_adapter_table* const table = entry(HV_ADAPTER_ABI_MAJOR);
  if (table->abi_major != HV_ADAPTER_ABI_MAJOR || table->struct_size < sizeof *table) return 1;

  const hv_host host = {sizeof host, NULL, take_log, now_ms, random_bytes};
  hv_error error;
  memset(&error, 0, sizeof error);
  error.struct_size = sizeof error;
  const hv_str config = {argv[2], strlen(argv[2])};
  hv_adapter* adapter = NULL;
  hv_status status = table->open(config, &host, &adapter, &error);
  if (status != HV_OK) return fail("open", status, error.message);

  const int network = strcmp(argv[3], "network") == 0;
  const hv_exchange exchange = {sizeof exchange, 0, NULL, {NULL, 0}, 1, NULL, NULL};
  const hv_str none = {"", 0};
  char next[128] = "";
  int students = 0;
  status = table->list(adapter, &exchange, HV_KIND_STUDENT, none, none, count, &students, next, &error);
  if (network && (status != HV_UNSUPPORTED || strstr(error.message, "network") == NULL))
    return fail("a network that this host does not lend", status, error.message);
  if (!network && status != HV_OK) return fail("list", status, error.message);

  if (!network && table->submit != NULL) {
    struct guarded_receipt out;
    memset(&out, 0xA5, sizeof out);
    memset(&out.receipt, 0, sizeof out.receipt);
    out.receipt.struct_size = sizeof out.receipt;
    hv_entry note;
    memset(&note, 0, sizeof note);
    note.struct_size = sizeof note;
    note.marker.data = "hv:frozen";
    note.marker.size = 9;
    note.student.data = "s1";
    note.student.size = 2;
    note.kind = HV_ENTRY_VISIT;
    note.date.data = "2026-10-12";
    note.date.size = 10;
    note.title.data = "Home visit";
    note.title.size = 10;
    note.text.data = "Went well";
    note.text.size = 9;
    status = table->submit(adapter, &exchange, &note, &out.receipt, &error);
    if (status != HV_OK && status != HV_NOT_FOUND) return fail("submit", status, error.message);
    for (size_t i = 0; i < sizeof out.behind; ++i)
      if (out.behind[i] != 0xA5) return fail("bytes behind the receipt were written", HV_OK, "");
  }
  table->close(adapter);
  printf("works with a host of 1.0\n");
  return 0;
}
