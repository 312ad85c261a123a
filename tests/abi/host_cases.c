/* What homevisit.h promises to every host, case by case. */
#define _GNU_SOURCE
#include <dirent.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "host.h"

static const char visit[] =
    "{\"submission\":\"from-c-0001\",\"student\":\"s1\",\"date\":\"2026-10-12\","
    "\"report\":{\"key_points\":[\"Sanne reads at home.\"]}}";
#define FIXED ",\"clock\":{\"fixed\":\"2026-10-12T10:00:00Z\"}"

void versions(const test* t) {
  EXPECT(strcmp(t->hv.version(), HV_LIBRARY_VERSION) == 0);
  EXPECT(t->hv.abi() == ((uint32_t)HV_HOST_ABI_MAJOR << 16 | HV_HOST_ABI_MINOR));
  static const char* const names[] = {"ok",
                                      "invalid_argument",
                                      "not_found",
                                      "already_exists",
                                      "conflict",
                                      "permission_denied",
                                      "unauthenticated",
                                      "failed_precondition",
                                      "resource_exhausted",
                                      "unavailable",
                                      "deadline_exceeded",
                                      "cancelled",
                                      "data_loss",
                                      "unsupported",
                                      "outcome_unknown",
                                      "internal"};
  for (int i = 0; i < 16; ++i) EXPECT(strcmp(t->hv.status_name((hv_status)i), names[i]) == 0);
  EXPECT(t->hv.status_name((hv_status)16) != NULL);
  EXPECT(t->hv.status_name((hv_status)-1) != NULL);
}

void whole(const test* t) {
  hv_ctx* ctx = open_new(t, FIXED);
  import_school(t, ctx);
  tell(t, ctx, mentor, "visit.record", visit, HV_OK);
  char* history = ask(t, ctx, mentor, "student.history", "{\"student\":\"s1\"}", HV_OK);
  EXPECT(strstr(history, "Sanne reads at home.") != NULL);
  t->hv.free(history);
  char* html = NULL;
  size_t size = 0;
  const char* params = "{\"student\":\"s1\",\"page\":true}";
  EXPECT(t->hv.render(ctx, mentor, "student.panel", params, strlen(params), NULL, &html, &size) ==
         HV_OK);
  EXPECT(strlen(html) == size && strstr(html, "Sanne reads at home.") != NULL);
  t->hv.free(html);
  t->hv.close(ctx);

  ctx = open_new(t, FIXED); /* what was recorded is still there */
  history = ask(t, ctx, mentor, "student.history", "{\"student\":\"s1\"}", HV_OK);
  EXPECT(strstr(history, "Sanne reads at home.") != NULL);
  t->hv.free(history);
  t->hv.close(ctx);
}

void null_arguments(const test* t) {
  hv_error error = {.struct_size = sizeof error};
  hv_ctx* none = NULL;
  t->hv.close(NULL);
  t->hv.free(NULL);
  t->hv.cancel(NULL, 0);
  EXPECT(t->hv.open("{}", 2, NULL, &error) == HV_INVALID_ARGUMENT);
  EXPECT(t->hv.open(NULL, 0, &none, NULL) == HV_INVALID_ARGUMENT && none == NULL);
  EXPECT(t->hv.open("{}", 2, &none, &error) == HV_INVALID_ARGUMENT && none == NULL);
  EXPECT(error.code == HV_INVALID_ARGUMENT && error.message[0] != '\0');

  /* Only what lies inside struct_size is written. */
  hv_error small;
  memset(&small, 0x5a, sizeof small);
  small.struct_size = offsetof(hv_error, message);
  EXPECT(t->hv.open("{}", 2, &none, &small) == HV_INVALID_ARGUMENT);
  EXPECT(small.message[0] == 0x5a && small.request_id[63] == 0x5a);
  EXPECT(small.code == HV_INVALID_ARGUMENT);

  hv_ctx* ctx = open_new(t, FIXED);
  char* answer = NULL;
  size_t size = 0;
  EXPECT(t->hv.call(NULL, it, "describe", "{}", 2, NULL, &answer, &size) == HV_INVALID_ARGUMENT);
  EXPECT(t->hv.call(ctx, it, "describe", "{}", 2, NULL, NULL, &size) == HV_INVALID_ARGUMENT);
  EXPECT(t->hv.call(ctx, it, "system.status", NULL, 0, NULL, &answer, NULL) == HV_OK);
  t->hv.free(answer);
  EXPECT(t->hv.call(ctx, NULL, "system.status", "{}", 2, NULL, &answer, &size) ==
         HV_UNAUTHENTICATED);
  EXPECT(strstr(answer, "\"code\":\"no_actor\"") != NULL);
  t->hv.free(answer);
  EXPECT(t->hv.call(ctx, it, NULL, "{}", 2, NULL, &answer, &size) == HV_NOT_FOUND);
  EXPECT(strstr(answer, "\"code\":\"unknown_operation\"") != NULL);
  t->hv.free(answer);
  EXPECT(t->hv.render(ctx, it, NULL, "{}", 2, NULL, &answer, &size) == HV_NOT_FOUND);
  t->hv.free(answer);
  EXPECT(t->hv.render(ctx, it, "stylesheet", NULL, 0, NULL, &answer, NULL) == HV_OK);
  t->hv.free(answer);
  t->hv.close(ctx);
}

void after_fork(const test* t) {
  hv_ctx* ctx = open_new(t, FIXED);
  import_school(t, ctx);
  const pid_t child = fork();
  EXPECT(child >= 0);
  if (child == 0) {
    char* html = NULL;
    char* refused = ask(t, ctx, mentor, "visit.record", visit, HV_FAILED_PRECONDITION);
    EXPECT(strstr(refused, "opened_before_fork") != NULL);
    t->hv.free(refused);
    EXPECT(t->hv.render(ctx, it, "stylesheet", "{}", 2, NULL, &html, NULL) ==
           HV_FAILED_PRECONDITION);
    t->hv.free(html);
    t->hv.close(ctx); /* harms nothing that the parent holds */
    hv_ctx* own = open_new(t, FIXED);
    tell(t, own, mentor, "visit.record", visit, HV_OK);
    t->hv.close(own);
    _exit(0);
  }
  int status = 0;
  EXPECT(waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0);
  char* history = ask(t, ctx, mentor, "student.history", "{\"student\":\"s1\"}", HV_OK);
  EXPECT(strstr(history, "Sanne reads at home.") != NULL);
  t->hv.free(history);
  t->hv.close(ctx);
}

/* ---- Long calls ---------------------------------------------------------------------------- */

/* A school that takes long to read. */
static void write_large_school(const test* t, char* path, size_t size) {
  static const char* const copied[] = {"manifest.csv", "academicSessions.csv", "orgs.csv",
                                       "courses.csv",  "classes.csv",          "demographics.csv"};
  snprintf(path, size, "%s/large", t->folder);
  EXPECT(mkdir(path, 0700) == 0);
  char from[512], to[512], block[4096];
  for (size_t i = 0; i < sizeof copied / sizeof *copied; ++i) {
    snprintf(from, sizeof from, "%s/%s", t->school, copied[i]);
    snprintf(to, sizeof to, "%s/large/%s", t->folder, copied[i]);
    FILE* in = fopen(from, "rb");
    FILE* out = fopen(to, "wb");
    EXPECT(in != NULL && out != NULL);
    for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0;)
      EXPECT(fwrite(block, 1, n, out) == n);
    fclose(in);
    fclose(out);
  }
  snprintf(to, sizeof to, "%s/large/users.csv", t->folder);
  FILE* users = fopen(to, "wb");
  snprintf(to, sizeof to, "%s/large/roles.csv", t->folder);
  FILE* roles = fopen(to, "wb");
  snprintf(to, sizeof to, "%s/large/enrollments.csv", t->folder);
  FILE* enrollments = fopen(to, "wb");
  EXPECT(users != NULL && roles != NULL && enrollments != NULL);
  fputs(
      "sourcedId,status,dateLastModified,enabledUser,givenName,familyName,agentSourcedIds,"
      "grades,primaryOrgSourcedId\n",
      users);
  fputs(
      "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,"
      "orgSourcedId\n",
      roles);
  fputs(
      "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,"
      "primary,beginDate,endDate\n",
      enrollments);
  fputs("s1,,,true,Sanne,de Wit,,2,o1\n", users);
  fputs("r,,,s1,primary,student,,,o1\n", roles);
  for (int i = 0; i < 40000; ++i) {
    fprintf(users, "x%d,,,true,Kind,van Veel,,2,o1\n", i);
    fprintf(roles, "rx%d,,,x%d,primary,student,,,o1\n", i, i);
    fprintf(enrollments, "ex%d,,,g1,o1,x%d,student,,,\n", i, i);
  }
  EXPECT(fclose(users) == 0 && fclose(roles) == 0 && fclose(enrollments) == 0);
}

typedef struct canceller {
  const test* t;
  hv_ctx* ctx;
  atomic_int begun; /* set by the call itself, from its progress */
} canceller;

static void on_progress(void* user, const char* phase, uint64_t done, uint64_t total) {
  (void)done, (void)total;
  EXPECT(phase[0] != '\0');
  atomic_store(&((canceller*)user)->begun, 1);
}

static void* run_canceller(void* user) {
  canceller* c = user;
  while (atomic_load(&c->begun) == 0) usleep(200);
  c->t->hv.cancel(c->ctx, 99); /* another tag: nothing happens to this call */
  c->t->hv.cancel(c->ctx, 7);
  return NULL;
}

static void expect_no_students(const test* t, hv_ctx* ctx) {
  char* status = ask(t, ctx, it, "system.status", "{}", HV_OK);
  EXPECT(strstr(status, "\"students\":0") != NULL);
  t->hv.free(status);
}

void cancel(const test* t) {
  char path[256], request[512];
  write_large_school(t, path, sizeof path);
  hv_ctx* ctx = open_new(t, "");
  canceller c = {.t = t, .ctx = ctx};
  pthread_t thread;
  EXPECT(pthread_create(&thread, NULL, run_canceller, &c) == 0);
  const hv_call_options options = {
      .struct_size = sizeof options, .tag = 7, .progress = on_progress, .progress_user = &c};
  char* answer = NULL;
  snprintf(request, sizeof request, "{\"path\":\"%s\"}", path);
  const hv_status status =
      t->hv.call(ctx, it, "roster.import", request, strlen(request), &options, &answer, NULL);
  atomic_store(&c.begun, 1);
  EXPECT(pthread_join(thread, NULL) == 0);
  if (status != HV_CANCELLED) fprintf(stderr, "%s\n", answer);
  EXPECT(status == HV_CANCELLED);
  t->hv.free(answer);
  expect_no_students(t, ctx);
  import_school(t, ctx); /* the next call is not cancelled with it */
  t->hv.close(ctx);
}

void deadline(const test* t) {
  char path[256], request[512];
  write_large_school(t, path, sizeof path);
  hv_ctx* ctx = open_new(t, "");
  const hv_call_options options = {.struct_size = sizeof options, .deadline_ms = 20};
  char* answer = NULL;
  snprintf(request, sizeof request, "{\"path\":\"%s\"}", path);
  const hv_status status =
      t->hv.call(ctx, it, "roster.import", request, strlen(request), &options, &answer, NULL);
  if (status != HV_DEADLINE_EXCEEDED) fprintf(stderr, "%s\n", answer);
  EXPECT(status == HV_DEADLINE_EXCEEDED);
  t->hv.free(answer);
  expect_no_students(t, ctx);
  t->hv.close(ctx);
}

/* ---- A guest that leaves the house as it was ------------------------------------------------- */

typedef struct process_state {
  struct sigaction actions[65];
  sigset_t blocked;
  mode_t mask;
  char locale[256];
  int threads;
} process_state;

static int count_threads(void) {
  int count = 0;
  DIR* tasks = opendir("/proc/self/task");
  EXPECT(tasks != NULL);
  for (const struct dirent* one; (one = readdir(tasks)) != NULL;) count += one->d_name[0] != '.';
  closedir(tasks);
  return count;
}

static process_state look(void) {
  process_state state;
  memset(&state, 0, sizeof state);
  for (int i = 1; i <= 64; ++i) sigaction(i, NULL, &state.actions[i]);
  pthread_sigmask(SIG_BLOCK, NULL, &state.blocked);
  state.mask = umask(022);
  umask(state.mask);
  snprintf(state.locale, sizeof state.locale, "%s", setlocale(LC_ALL, NULL));
  state.threads = count_threads();
  return state;
}

void quiet(const test* t) {
  umask(0137); /* something that nobody would choose by chance */
  const process_state before = look();
  hv_ctx* ctx = open_new(t, FIXED);
  import_school(t, ctx);
  tell(t, ctx, mentor, "visit.record", visit, HV_OK);
  tell(t, ctx, mentor, "student.history", "{\"student\":\"s1\"}", HV_OK);
  char* html = NULL;
  EXPECT(t->hv.render(ctx, mentor, "student.panel", "{\"student\":\"s1\"}", 16, NULL, &html,
                      NULL) == HV_OK);
  t->hv.free(html);
  const process_state during = look();
  t->hv.close(ctx);
  const process_state after = look();
  EXPECT(during.threads == before.threads && after.threads == before.threads);
  EXPECT(after.mask == before.mask);
  EXPECT(strcmp(after.locale, before.locale) == 0);
  EXPECT(memcmp(&after.blocked, &before.blocked, sizeof before.blocked) == 0);
  for (int i = 1; i <= 64; ++i)
    EXPECT(after.actions[i].sa_handler == before.actions[i].sa_handler &&
           after.actions[i].sa_flags == before.actions[i].sa_flags);
}

void background(const test* t) {
  const int before = count_threads();
  hv_ctx* ctx = open_new(t, ",\"background\":true");
  EXPECT(count_threads() == before + 1);
  import_school(t, ctx);
  tell(t, ctx, mentor, "student.history", "{\"student\":\"s1\"}", HV_OK);
  t->hv.close(ctx);
  EXPECT(count_threads() == before);
  ctx = open_new(t, "");
  /* Closing wrote the reading that was pending. */
  char* log = ask(t, ctx, "{\"role\":\"care_coordinator\",\"staff\":\"m1\"}", "student.access_log",
                  "{\"student\":\"s1\"}", HV_OK);
  EXPECT(strstr(log, "student.history") != NULL);
  t->hv.free(log);
  t->hv.close(ctx);
}
