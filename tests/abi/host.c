/* abi_host CASE LIBRARY ADAPTER SCHOOL: runs one case; see host_cases.c. */
#define _GNU_SOURCE
#include "host.h"

#include <dlfcn.h>
#include <ftw.h>
#include <string.h>
#include <unistd.h>

const char mentor[] = "{\"role\":\"mentor\",\"staff\":\"m1\"}";
const char it[] = "{\"role\":\"it\"}";

/* ISO C has no cast from an object pointer to a function pointer; POSIX has this. */
static void resolve(void* handle, const char* name, void* function) {
  void* found = dlsym(handle, name);
  if (found == NULL) {
    fprintf(stderr, "%s is not there: %s\n", name, dlerror());
    exit(1);
  }
  memcpy(function, &found, sizeof found);
}

static library load(const char* path) {
  library hv;
  void* handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    exit(1);
  }
  resolve(handle, "hv_version", &hv.version);
  resolve(handle, "hv_abi", &hv.abi);
  resolve(handle, "hv_status_name", &hv.status_name);
  resolve(handle, "hv_open", &hv.open);
  resolve(handle, "hv_close", &hv.close);
  resolve(handle, "hv_call", &hv.call);
  resolve(handle, "hv_render", &hv.render);
  resolve(handle, "hv_cancel", &hv.cancel);
  resolve(handle, "hv_free", &hv.free);
  return hv;
}

hv_ctx* open_new(const test* t, const char* more) {
  char config[2048];
  const int size = snprintf(
      config, sizeof config,
      "{\"base\":\"%s\",\"journal\":\"journal.db\",\"create\":true,\"key\":{\"file\":\"key\"},"
      "\"adapter\":{\"name\":\"local\",\"path\":\"%s\",\"config\":{\"store\":\"%s/files.db\"}}%s}",
      t->folder, t->adapter, t->folder, more);
  EXPECT(size > 0 && (size_t)size < sizeof config);
  hv_error error = {.struct_size = sizeof error};
  hv_ctx* ctx = NULL;
  if (t->hv.open(config, (size_t)size, &ctx, &error) != HV_OK) {
    fprintf(stderr, "%s\n", error.message);
    exit(1);
  }
  EXPECT(ctx != NULL);
  return ctx;
}

char* ask(const test* t, hv_ctx* ctx, const char* actor, const char* operation, const char* request,
          hv_status expected) {
  char* answer = NULL;
  size_t size = 0;
  const hv_status status =
      t->hv.call(ctx, actor, operation, request, strlen(request), NULL, &answer, &size);
  if (status != expected) {
    fprintf(stderr, "%s: %s\n", operation, answer == NULL ? "(nothing)" : answer);
    exit(1);
  }
  EXPECT(answer != NULL && strlen(answer) == size);
  return answer;
}

void tell(const test* t, hv_ctx* ctx, const char* actor, const char* operation, const char* request,
          hv_status expected) {
  t->hv.free(ask(t, ctx, actor, operation, request, expected));
}

void import_school(const test* t, hv_ctx* ctx) {
  char request[1024];
  snprintf(request, sizeof request, "{\"path\":\"%s\"}", t->school);
  tell(t, ctx, it, "roster.import", request, HV_OK);
}

static int remove_one(const char* path, const struct stat* info, int type, struct FTW* place) {
  (void)info, (void)type, (void)place;
  return remove(path);
}

int main(int argc, char** argv) {
  static const struct {
    const char* name;
    void (*run)(const test*);
  } cases[] = {
      {"versions", versions},     {"whole", whole},          {"null_arguments", null_arguments},
      {"after_fork", after_fork}, {"cancel", cancel},        {"deadline", deadline},
      {"quiet", quiet},           {"background", background}};
  if (argc != 5) return 2;
  test t = {.adapter = argv[3], .school = argv[4]};
  strcpy(t.folder, "/tmp/hv-abi-XXXXXX");
  if (mkdtemp(t.folder) == NULL) return 2;
  t.hv = load(argv[2]);
  int found = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    if (strcmp(cases[i].name, argv[1]) != 0) continue;
    cases[i].run(&t);
    found = 1;
  }
  nftw(t.folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
  return found ? 0 : 2;
}
