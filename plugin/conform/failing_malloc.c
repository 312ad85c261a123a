/* Preloaded by `homevisit conform`: lets one allocation of one thread fail. Nothing happens until it
 * is armed, and what the other threads allocate neither counts nor fails.
 *
 * Stands on the names under which glibc exports its own allocator. */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>

extern void* __libc_malloc(size_t size);
extern void* __libc_calloc(size_t count, size_t size);
extern void* __libc_realloc(void* old, size_t size);
extern void* __libc_memalign(size_t alignment, size_t size);

void hv_failing_malloc_arm(uint64_t number, int all_after);
uint64_t hv_failing_malloc_disarm(void);
int hv_failing_malloc_pause(int paused);

#define LOCAL static __thread __attribute__((tls_model("initial-exec")))
LOCAL int armed, paused_now, fails_on;
LOCAL uint64_t fail_at, count;

__attribute__((visibility("default"))) void hv_failing_malloc_arm(uint64_t number, int all_after) {
  fail_at = number;
  fails_on = all_after;
  count = 0;
  paused_now = 0;
  armed = 1;
}

__attribute__((visibility("default"))) uint64_t hv_failing_malloc_disarm(void) {
  armed = 0;
  return count;
}

__attribute__((visibility("default"))) int hv_failing_malloc_pause(int paused) {
  const int before = paused_now;
  paused_now = paused;
  return before;
}

static int fails(void) {
  if (!armed || paused_now) return 0;
  ++count;
  return fail_at != 0 && (count == fail_at || (fails_on && count > fail_at));
}

__attribute__((visibility("default"))) void* malloc(size_t size) {
  if (!fails()) return __libc_malloc(size);
  errno = ENOMEM;
  return NULL;
}

__attribute__((visibility("default"))) void* calloc(size_t number, size_t size) {
  if (!fails()) return __libc_calloc(number, size);
  errno = ENOMEM;
  return NULL;
}

__attribute__((visibility("default"))) void* realloc(void* old, size_t size) {
  if (!fails()) return __libc_realloc(old, size);
  errno = ENOMEM;
  return NULL;
}

__attribute__((visibility("default"))) void* memalign(size_t alignment, size_t size) {
  if (!fails()) return __libc_memalign(alignment, size);
  errno = ENOMEM;
  return NULL;
}

__attribute__((visibility("default"))) void* aligned_alloc(size_t alignment, size_t size) {
  return memalign(alignment, size);
}

__attribute__((visibility("default"))) int posix_memalign(void** out, size_t alignment, size_t size) {
  if (fails()) return ENOMEM;
  void* memory = __libc_memalign(alignment, size);
  if (memory == NULL) return ENOMEM;
  *out = memory;
  return 0;
}
