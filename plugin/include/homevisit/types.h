/* Types that both interfaces share: status codes, strings with a length, errors in the caller's
 * memory. Plain C11; no function is declared here. */
#ifndef HOMEVISIT_TYPES_H
#define HOMEVISIT_TYPES_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What became of a call. The numbers never change; new ones are added at the end.
 * "caller" = the caller can mend it by asking something else; "system" = something outside must
 * change first (disk, key, network, another process). */
typedef enum hv_status {
  HV_OK = 0,
  HV_INVALID_ARGUMENT = 1,     /* caller: malformed or out of range; the error points to the place */
  HV_NOT_FOUND = 2,            /* caller: no such student, visit, operation ... that this actor may see */
  HV_ALREADY_EXISTS = 3,       /* caller: would make a second one of something that can be once */
  HV_CONFLICT = 4,             /* caller: same submission id, other content; or changed meanwhile */
  HV_PERMISSION_DENIED = 5,    /* caller: this actor may not do this */
  HV_UNAUTHENTICATED = 6,      /* caller: no actor, or the SIS refused our credentials */
  HV_FAILED_PRECONDITION = 7,  /* caller: a rule forbids it as things stand (a decline, a sign-off) */
  HV_RESOURCE_EXHAUSTED = 8,   /* system: disk full, too many, too large, rate limit */
  HV_UNAVAILABLE = 9,          /* system: locked, busy or away; the same call may succeed later */
  HV_DEADLINE_EXCEEDED = 10,   /* system: the time given ran out; nothing was written */
  HV_CANCELLED = 11,           /* caller: hv_cancel came first; nothing was written */
  HV_DATA_LOSS = 12,           /* system: stored data is damaged or cannot be opened with this key */
  HV_UNSUPPORTED = 13,         /* caller: this adapter or version cannot do this */
  HV_OUTCOME_UNKNOWN = 14,     /* system: a write was sent and its answer was lost; look it up first */
  HV_INTERNAL = 15             /* a fault of this library; please report it */
} hv_status;

/* UTF-8 text that is not owned and need not end in a zero byte. {NULL, 0} means "not known". */
typedef struct hv_str {
  const char* data;
  size_t size;
} hv_str;

/* Is `field` inside the struct that `pointer` shows, as the side knows it that made it? A struct of an
 * older side is shorter: look before reading or writing a field that came later. */
#define HV_HAS_FIELD(pointer, field)                                                    \
  ((pointer) != NULL && (pointer)->struct_size >= (size_t)((const char*)&(pointer)->field - \
                                                           (const char*)(pointer)) +    \
                                                      sizeof((pointer)->field))

/* hv_error.flags */
#define HV_ERROR_RETRYABLE 0x1u       /* the same request may succeed later */
#define HV_ERROR_OUTCOME_UNKNOWN 0x2u /* a write may or may not have arrived */
#define HV_ERROR_AUTH 0x4u            /* credentials were refused; a person must look */

/* An error, in the caller's memory. Set struct_size before the call; only fields inside it are
 * written. The texts end in a zero byte and never hold anything about a student or a guardian. */
typedef struct hv_error {
  size_t struct_size;
  int32_t code;             /* hv_status */
  uint32_t flags;           /* HV_ERROR_* */
  int32_t http_status;      /* 0 where no HTTP answer was involved */
  int64_t retry_after_ms;   /* milliseconds; -1 where not said */
  char message[512];        /* what happened, to what, and what to do */
  char request_id[64];      /* the other system's id for the request, for its administrator; or "" */
} hv_error;

#ifdef __cplusplus
}
#endif

#endif
