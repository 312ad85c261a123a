/* The library as a C program sees it: nine functions found by name at run time. */
#ifndef ABI_HOST_H
#define ABI_HOST_H

#include <stdio.h>
#include <stdlib.h>

#include "homevisit/adapter.h"
#include "homevisit/homevisit.h"

typedef struct library {
  const char* (*version)(void);
  uint32_t (*abi)(void);
  const char* (*status_name)(hv_status);
  hv_status (*open)(const char*, size_t, hv_ctx**, hv_error*);
  void (*close)(hv_ctx*);
  hv_status (*call)(hv_ctx*, const char*, const char*, const char*, size_t, const hv_call_options*,
                    char**, size_t*);
  hv_status (*render)(hv_ctx*, const char*, const char*, const char*, size_t,
                      const hv_call_options*, char**, size_t*);
  void (*cancel)(hv_ctx*, uint64_t);
  void (*free)(char*);
} library;

typedef struct test {
  library hv;
  const char* adapter; /* the local adapter's .so */
  const char* school;  /* a OneRoster folder */
  char folder[64];     /* of this test alone; emptied at its end */
} test;

/* Ends the program, saying what was expected. */
#define EXPECT(condition)                                                     \
  do {                                                                        \
    if (!(condition)) {                                                       \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      exit(1);                                                                \
    }                                                                         \
  } while (0)

/* Opens a new journal in the test's folder. `more`: further members of the configuration. */
hv_ctx* open_new(const test* t, const char* more);
/* Calls and expects this status; the answer is the caller's, to be freed by the library. */
char* ask(const test* t, hv_ctx* ctx, const char* actor, const char* operation, const char* request,
          hv_status expected);
/* The same where the answer itself does not matter. */
void tell(const test* t, hv_ctx* ctx, const char* actor, const char* operation, const char* request,
          hv_status expected);
void import_school(const test* t, hv_ctx* ctx);

extern const char mentor[], it[];

void versions(const test* t);
void whole(const test* t);
void null_arguments(const test* t);
void after_fork(const test* t);
void cancel(const test* t);
void deadline(const test* t);
void quiet(const test* t);
void background(const test* t);

#endif
