/* The adapter interface: how a student information system (SIS) is reached. An adapter is a shared
 * object with one exported symbol, hv_adapter_entry_v1. It translates between the records below and
 * the resources of one system; it owns no thread and, with systems on a network, no socket.
 *
 * Loaded with RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE and never unloaded.
 *
 * VERSIONS. The first field of every struct is its size as the side knows it that made it. A reader
 * looks only at fields inside that size. Fields are added at the end (minor), never moved or given
 * another meaning (major).
 *
 * THREADS. The tags are a closed list:
 *   [any]       any thread, several at once
 *   [instance]  at most one call at a time for one instance; the host sees to it
 * An adapter calls the sink and the host services only on the thread of the call that it is in.
 *
 * PRIVACY. Ask the system for nothing that has no field here. No name, address, number or text about
 * a student or guardian goes into a message or a log line; their ids may.
 * Rationale: what is not read cannot leak; addresses, nationality, grades and absence are left out on
 * purpose (requirements R11, R60, R63). */
#ifndef HOMEVISIT_ADAPTER_H
#define HOMEVISIT_ADAPTER_H

#include "homevisit/export.h"
#include "homevisit/types.h"
#include "homevisit/version.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What flows in: the roster ------------------------------------------------------------- */

typedef enum hv_kind {
  HV_KIND_STUDENT = 1,
  HV_KIND_GUARDIAN = 2,   /* a person who looks after students */
  HV_KIND_CARE = 3,       /* one guardian's relation to one student */
  HV_KIND_STAFF = 4,
  HV_KIND_GROUP = 5,      /* home group or class */
  HV_KIND_ENROLMENT = 6,  /* a student or a member of staff in a group */
  HV_KIND_ENTRY = 7       /* a dossier entry that the SIS holds */
} hv_kind;

/* A fact that a system may not know or may not give. Unknown is never read as "no". */
typedef enum hv_ternary { HV_UNKNOWN = 0, HV_NO = 1, HV_YES = 2 } hv_ternary;

/* Dates are local calendar dates, "YYYY-MM-DD". Ids are the system's own, stable within it. */
typedef struct hv_student {
  size_t struct_size;
  hv_str id;
  hv_str given_name;      /* the name by which the student is called */
  hv_str family_name;     /* with its prefix ("van 't Hof") as it is to be read */
  hv_str sort_name;       /* what the class is sorted by ("Hof, van 't, Gradje"); may be empty */
  hv_str birth_date;      /* "" where not known */
  hv_str school;          /* name of the school or location */
  hv_str year;            /* year or grade as the school says it ("4", "H", "05") */
  hv_str language;        /* BCP 47, for talks with the student; "" where not known */
  hv_ternary address_secret;
  hv_str official_name;   /* given names on record where they differ; "" else. To find the student by,
                             and to know a pupil who is named as interpreter (R45); never shown */
} hv_student;

typedef struct hv_guardian {
  size_t struct_size;
  hv_str id;
  hv_str given_name;
  hv_str family_name;
  hv_str language;        /* BCP 47; the language to talk in, never nationality or origin */
  hv_ternary address_secret;
} hv_guardian;

typedef struct hv_care {
  size_t struct_size;
  hv_str student;
  hv_str guardian;
  hv_str relation;        /* as the roster says it: "Mother", "oma", "pleegouder" */
  hv_str household;       /* guardians with the same text live at one address; opaque; "" unknown */
  hv_ternary custody;     /* legal authority over the student */
  hv_ternary lives_with;  /* the student lives (also) there */
  hv_ternary informed;    /* HV_NO: the school must not inform this guardian (court order, request) */
  int32_t order;          /* 1 = first to be called; 0 = not said */
} hv_care;

typedef struct hv_staff {
  size_t struct_size;
  hv_str id;
  hv_str given_name;
  hv_str family_name;
  hv_str function;        /* as the system says it ("teacher", "counselor", "administrator") */
} hv_staff;

typedef struct hv_group {
  size_t struct_size;
  hv_str id;
  hv_str name;
  hv_str school;
  hv_str year;            /* year or grade of the group; "" where mixed */
  hv_str school_year;     /* "2026-2027" */
  hv_ternary home;        /* HV_YES: the group whose mentor looks after its students */
} hv_group;

typedef enum hv_member_role {
  HV_MEMBER_STUDENT = 1,
  HV_MEMBER_MENTOR = 2,   /* looks after the students of the group */
  HV_MEMBER_TEACHER = 3   /* teaches them */
} hv_member_role;

typedef struct hv_enrolment {
  size_t struct_size;
  hv_str group;
  hv_str person;          /* id of a student or of a member of staff */
  hv_member_role role;
  hv_str begin_date;      /* "" : always */
  hv_str end_date;        /* last day; "" : open */
} hv_enrolment;

/* ---- What flows out: dossier entries ------------------------------------------------------- */

typedef enum hv_entry_kind {
  HV_ENTRY_VISIT = 1,
  HV_ENTRY_ANSWER = 2,    /* what a guardian or student answered when asked for a visit */
  HV_ENTRY_ADDENDUM = 3,  /* a correction of an entry that stays as it is */
  HV_ENTRY_AGREEMENT = 4  /* a change in an agreement or in the next contact */
} hv_entry_kind;

/* One entry of the shared tier. `text` is all that colleagues read; `structured` is the same as JSON
 * for systems that can carry it, so that it can be read back (HV_CAN_CARRY_STRUCTURED): at most
 * 65,536 bytes, given back as it was sent, of void entries too. */
typedef struct hv_entry {
  size_t struct_size;
  hv_str marker;          /* "hv:" and an id; ASCII, at most 40 bytes; unique for ever */
  hv_str student;
  hv_entry_kind kind;
  hv_str date;            /* the day it is about */
  hv_str title;           /* one line */
  hv_str text;            /* plain text with line ends as \n */
  hv_str structured;      /* JSON */
  hv_str language;        /* of title and text */
  hv_str author;          /* staff id, "" where a system made it */
  hv_str amends;          /* marker of the entry that this one adds to or replaces; or "" */
  hv_str entry_id;        /* the SIS's own id; empty when sent, filled when read back */
  hv_str version;         /* the SIS's version or ETag; as above */
  hv_ternary withdrawn;   /* HV_YES when the entry is void in the SIS */
} hv_entry;

typedef struct hv_record {
  size_t struct_size;
  hv_kind kind;           /* says which pointer holds */
  union {
    const hv_student* student;
    const hv_guardian* guardian;
    const hv_care* care;
    const hv_staff* staff;
    const hv_group* group;
    const hv_enrolment* enrolment;
    const hv_entry* entry;
  } of;
  int32_t removed;        /* since 1.1. Not 0: gone from the system since the last time. Only the ids in
                             it count (of care and enrolment: both) */
} hv_record;

/* Takes one record; its texts are valid only during the call. Anything but HV_OK: stop and return
 * this status. */
typedef hv_status (*hv_sink)(void* user, const hv_record* record);

/* Where the SIS put an entry; the adapter copies its texts in, cut at the size. */
typedef struct hv_receipt {
  size_t struct_size;
  char entry_id[128];
  char version[128];
} hv_receipt;

/* ---- One call ------------------------------------------------------------------------------ */

/* One call as the host makes it. */
typedef struct hv_exchange {
  size_t struct_size;
  int64_t deadline_ms;            /* milliseconds since 1970, UTC; 0: none */
  const volatile int32_t* cancel; /* not 0: stop and return HV_CANCELLED; may be NULL */
  hv_str idempotency_key;         /* of a write: the same for every attempt */
  int32_t attempt;                /* 1 for the first */
  void (*progress)(void* user, uint64_t done, uint64_t total); /* may be NULL */
  void* progress_user;
  hv_str structured;              /* since 1.1. Of withdraw: what the entry carries from now on instead of its
                                     own (hv_entry.structured), with who made it void; "": it keeps its own */
} hv_exchange;

/* ---- What the host lends: HTTP ------------------------------------------------------------- */

/* How a request signs in. The host holds the secrets, gets tokens, keeps them and refreshes them; the
 * adapter names what the system wants and never sees a token. */
typedef enum hv_http_sign_in {
  HV_SIGN_IN_NONE = 0,
  HV_SIGN_IN_BASIC = 1,             /* RFC 7617: client_id and secret */
  HV_SIGN_IN_BEARER = 2,            /* RFC 6750: the secret is the token */
  HV_SIGN_IN_OAUTH2_BASIC = 3,      /* RFC 6749, 4.4: client credentials, client in the header */
  HV_SIGN_IN_OAUTH2_BODY = 4,       /* the same, client in the body */
  HV_SIGN_IN_OAUTH2_PRIVATE_KEY = 5,/* the same, client by a signed assertion (RFC 7523); the secret is
                                       the private key in PEM */
  HV_SIGN_IN_OAUTH1 = 6,            /* RFC 5849, two-legged: each request is signed */
  HV_SIGN_IN_FORM = 7,              /* the secret is a field of the form in the body, client_id its name
                                       ("wstoken"); the host adds it. Read anew for each request */
  HV_SIGN_IN_EXCHANGE = 8           /* the secret, posted to token_url in a field of a form, brings a
                                       short-lived token; no standard, but common */
} hv_http_sign_in;

typedef struct hv_http_auth {
  size_t struct_size;
  hv_http_sign_in sign_in;
  hv_str client_id;   /* client, consumer key or user; of a form: the field's name */
  hv_str secret;      /* NAME of the secret in the host's configuration, never the secret itself */
  hv_str token_url;   /* OAuth2: https, or http on loopback */
  hv_str scope;       /* OAuth2: separated by spaces; may be empty */
  hv_str audience;    /* assertion: "aud"; empty: token_url */
  hv_str key_id;      /* assertion: "kid"; may be empty */
  hv_str algorithm;   /* assertion: "RS256" (default), "PS256", "ES256"; OAuth1: "HMAC-SHA256"
                         (default), "HMAC-SHA1" */

  /* What HV_SIGN_IN_EXCHANGE needs. */
  hv_str secret_field;   /* field of the form that takes the secret: "usertoken" */
  hv_str token_place;    /* where the answer, a JSON object, has the token: "access_token", "data/token" */
  hv_str token_header;   /* header that takes "Bearer " and the token; empty: Authorization */
  int64_t token_life_ms; /* how long one is used; 0: as `expires_in` says, else ten minutes */
} hv_http_auth;

typedef struct hv_http_header {
  hv_str name;
  hv_str value;
} hv_http_header;

/* May the request be sent again? A write is sent again only when it certainly was not taken (no
 * connection; 401, and 403 to an exchanged token, once, with a new token; 429). */
typedef enum hv_http_effect {
  HV_HTTP_READ = 0,  /* changes nothing */
  HV_HTTP_WRITE = 1
} hv_http_effect;

/* hv_http_request.flags */
#define HV_HTTP_KEEP 0x1u /* a read whose answer seldom changes (discovery, descriptors): the host keeps
                             it while the instance lives and asks with If-None-Match */

typedef struct hv_http_request {
  size_t struct_size;
  hv_http_effect effect;
  hv_str method;                 /* "GET", "POST", "PUT", "PATCH", "DELETE" */
  hv_str url;                    /* absolute, http or https, without user and fragment */
  const hv_http_header* headers; /* beside Host, Content-Length, Authorization and User-Agent, which the
                                    host sets; no line ends in them */
  size_t header_count;
  hv_str body;
  const hv_http_auth* auth;      /* NULL: HV_SIGN_IN_NONE. Never over http, but to loopback */
  uint64_t most_bytes;           /* a longer answer is an error; 0: 32 MiB */
  uint32_t flags;                /* HV_HTTP_* */
} hv_http_request;

/* The answer; http_release gives back what it points to. */
typedef struct hv_http_response {
  size_t struct_size;
  int32_t status;                /* 200, 404 ... */
  int32_t kept;                  /* not 0: confirmed by 304, taken from what the host kept */
  const hv_http_header* headers; /* names in lower case, in the order received */
  size_t header_count;
  hv_str body;
  void* held;                    /* the host's own */
} hv_http_response;

/* ---- What the host lends ------------------------------------------------------------------- */

typedef enum hv_log_level { HV_LOG_DEBUG = 0, HV_LOG_INFO = 1, HV_LOG_WARNING = 2, HV_LOG_ERROR = 3 } hv_log_level;

/* Takes a text that is valid only during the call. */
typedef void (*hv_text_sink)(void* user, hv_str text);

/* Services of the host, valid as long as the instance lives. All [any]. An older host has a shorter
 * struct: look with HV_HAS_FIELD before using what came later. */
typedef struct hv_host {
  size_t struct_size;
  void* user;                                                /* hand this to each of them */
  void (*log)(void* user, hv_log_level level, hv_str text);  /* one line, no personal data */
  int64_t (*now_ms)(void* user);                             /* milliseconds since 1970, UTC */
  hv_status (*random)(void* user, void* bytes, size_t size); /* cryptographically strong */

  /* Since 1.1. An adapter opens no socket: this is the network. Sends the request and waits for the
   * answer, at most until the deadline of `exchange` (may be NULL) or its cancel flag. Signing in,
   * pooling, TLS, proxy, waiting and sending again as far as `effect` allows are the host's.
   *
   * HV_OK: there is an answer, whatever its status: also 4xx and 5xx. *response is filled.
   * HV_UNAVAILABLE: no answer (no connection, TLS refused, still failing after the last try).
   * HV_OUTCOME_UNKNOWN: a write was sent and the answer was lost. HV_ERROR_OUTCOME_UNKNOWN is set.
   * HV_UNAUTHENTICATED: no token could be had. HV_FAILED_PRECONDITION: redirected to another origin.
   * HV_RESOURCE_EXHAUSTED: the answer is longer than most_bytes. HV_INVALID_ARGUMENT: the request is
   * not allowed (see the fields). HV_DEADLINE_EXCEEDED, HV_CANCELLED: of a write, certainly not sent.
   * The sentence in `error` is fit to be shown as it is. */
  hv_status (*http_send)(void* user, const hv_exchange* exchange, const hv_http_request* request,
                         hv_http_response* response, hv_error* error);
  void (*http_release)(void* user, hv_http_response* response);

  /* Since 1.1; may be NULL. A hint: this read comes next. The host may begin it now, so that the system
   * works while the adapter decodes; the next http_send of the same method, url and headers takes its
   * answer. */
  void (*http_ahead)(void* user, const hv_exchange* exchange, const hv_http_request* request);

  /* Since 1.1. Hands the secret of that name to the sink, for systems that sign in otherwise than by
   * hv_http_auth. Never into a url, a log line or an error. HV_NOT_FOUND: not configured. */
  hv_status (*secret)(void* user, hv_str name, hv_text_sink sink, void* sink_user);

  /* Since 1.1. A small store in memory for one instance, for what is dear to fetch and is about no
   * person (paths, descriptors, cursors): up to 64 KiB a value, 1 MiB in all, gone with the process.
   * cache_get: HV_NOT_FOUND where there is none or its time is over. cache_put: HV_RESOURCE_EXHAUSTED. */
  hv_status (*cache_get)(void* user, hv_str key, hv_text_sink sink, void* sink_user);
  hv_status (*cache_put)(void* user, hv_str key, hv_str value, int64_t keep_ms);
} hv_host;

/* ---- The adapter's table ------------------------------------------------------------------- */

/* What a system can really do. What it cannot, homevisit does not pretend. */
#define HV_CAN_READ_STUDENTS (1ull << 0)
#define HV_CAN_READ_GUARDIANS (1ull << 1)
#define HV_CAN_READ_CUSTODY (1ull << 2)
#define HV_CAN_READ_STAFF (1ull << 3)
#define HV_CAN_READ_GROUPS (1ull << 4)
#define HV_CAN_READ_CHANGES (1ull << 5)      /* list honours `since` */
#define HV_CAN_WRITE_NOTE (1ull << 6)
#define HV_CAN_WRITE_DOCUMENT (1ull << 7)
#define HV_CAN_AMEND (1ull << 8)
#define HV_CAN_WITHDRAW (1ull << 9)
#define HV_CAN_FIND_BY_MARKER (1ull << 10)
#define HV_CAN_CARRY_STRUCTURED (1ull << 11)
#define HV_CAN_EMBED (1ull << 12)            /* our page can stand in the system's own */

typedef struct hv_adapter_info {
  size_t struct_size;
  const char* name;         /* "local": lower case, the folder's name */
  const char* title;        /* "Local student files": for people */
  const char* version;      /* of the adapter */
  uint64_t capabilities;    /* HV_CAN_* of the adapter; an instance may have fewer */
} hv_adapter_info;

typedef struct hv_adapter hv_adapter; /* one instance: one configured system; the adapter's own */

typedef struct hv_adapter_table {
  size_t struct_size;
  uint32_t abi_major;       /* HV_ADAPTER_ABI_MAJOR as compiled; another major is refused */
  uint32_t abi_minor;
  const hv_adapter_info* info; /* required */

  /* [any] Required. Reads the configuration (a JSON object, texts in UTF-8; secrets are never in it)
   * and sets *out. Touches no network: a system that is away must not keep a page from opening.
   * Errors: HV_INVALID_ARGUMENT with a sentence that names the setting. */
  hv_status (*open)(hv_str config, const hv_host* host, hv_adapter** out, hv_error* error);

  /* [instance] Required. NULL is allowed. */
  void (*close)(hv_adapter* adapter);

  /* [instance] HV_CAN_* of this instance with its configuration. NULL: as in info. */
  uint64_t (*capabilities)(hv_adapter* adapter);

  /* [instance] Hands all records of a kind to the sink, in any order, each id once. `since` is a
   * token of an earlier call or empty; *next (may be NULL; 128 bytes) takes the token for the next
   * time or "". `student` limits HV_KIND_ENTRY to one student, else empty.
   * With a token, of what changed since (HV_CAN_READ_CHANGES); what is gone comes with `removed`.
   * What is not mentioned stays as it was; naming more than what changed does no harm. When one
   * stretch of time of a person in a group changed, all of them are given; with none left, `removed`.
   * The token is of before the first record: what changes meanwhile comes the next time.
   * HV_CONFLICT: the token is too old or of another database; the host asks again without one.
   * A record that cannot be read is left out and logged by its id. */
  hv_status (*list)(hv_adapter* adapter, const hv_exchange* exchange, hv_kind kind, hv_str student,
                    hv_str since, hv_sink sink, void* sink_user, char* next, hv_error* error);

  /* [instance] Creates the entry, or changes it where `amends` names one that the system can amend.
   * The same marker twice makes one entry. HV_OUTCOME_UNKNOWN when the answer was lost: the host
   * looks it up before anything else. */
  hv_status (*submit)(hv_adapter* adapter, const hv_exchange* exchange, const hv_entry* entry,
                      hv_receipt* receipt, hv_error* error);

  /* [instance] Hands every entry with this marker to the sink: none, one or, where something went
   * wrong, several. */
  hv_status (*lookup)(hv_adapter* adapter, const hv_exchange* exchange, hv_str student,
                      hv_str marker, hv_sink sink, void* sink_user, hv_error* error);

  /* [instance] Makes the entry void or hides it; HV_OK where it was void. HV_NOT_FOUND where this student
   * has none, or none any more: the host looks under other ids. With HV_CAN_CARRY_STRUCTURED, takes over
   * exchange->structured in the same step where it is not empty; who made it void comes back from there. */
  hv_status (*withdraw)(hv_adapter* adapter, const hv_exchange* exchange, hv_str student,
                        hv_str marker, hv_error* error);

  /* [instance] An extra table by its versioned name, or NULL where there is none. */
  const void* (*get_extension)(hv_adapter* adapter, const char* name);
} hv_adapter_table;

/* The one exported symbol. [any] Returns a static table. `host_abi_major` lets an adapter that speaks
 * several majors choose; one that does not speak it returns its own, and is refused with a message. */
typedef const hv_adapter_table* (*hv_adapter_entry)(uint32_t host_abi_major);
#define HV_ADAPTER_ENTRY "hv_adapter_entry_v1"

/* ---- Extension: import from files ---------------------------------------------------------- */

#define HV_EXT_IMPORT "homevisit.import/1"

/* One thing wrong in a file. line and column count from 1 (column = the field's number in a CSV row,
 * the byte in the line elsewhere); 0 where it does not apply. `reason` names no person. */
typedef struct hv_import_problem {
  size_t struct_size;
  hv_str file;
  uint64_t line;
  uint64_t column;
  hv_str field;    /* name of the column or element, or "" */
  hv_str reason;   /* a sentence: what is wrong and what was done or is to be done */
  int32_t fatal;   /* not 0: the whole import was refused, nothing was changed */
} hv_import_problem;

typedef void (*hv_import_problem_sink)(void* user, const hv_import_problem* problem);

typedef struct hv_import_result {
  size_t struct_size;
  uint64_t students, guardians, cares, staff, groups, enrolments; /* after the import */
  uint64_t rows_read, rows_skipped, problems;
  char format[64];                                                /* "OneRoster 1.2 CSV (bulk)" */
} hv_import_result;

typedef struct hv_import_extension {
  size_t struct_size;
  /* [instance] Reads a file or folder into the adapter's own store, all or nothing. A bad row is
   * reported and skipped; a bad file is reported, refused, and changes nothing. With `dry_run` it
   * only reports. */
  hv_status (*import)(hv_adapter* adapter, const hv_exchange* exchange, hv_str path, int32_t dry_run,
                      hv_import_problem_sink problems, void* problems_user,
                      hv_import_result* result, hv_error* error);
} hv_import_extension;

/* ---- Extension: check ----------------------------------------------------------------------- */

#define HV_EXT_CHECK "homevisit.check/1"

typedef enum hv_finding_level {
  HV_FINDING_GOOD = 0,    /* as it should be */
  HV_FINDING_NOTE = 1,    /* works, but somebody should know */
  HV_FINDING_PROBLEM = 2  /* something will not work until it is mended */
} hv_finding_level;

/* One thing that was looked at, in English, for an administrator of the system. Names no person. */
typedef struct hv_finding {
  size_t struct_size;
  hv_finding_level level;
  hv_str subject;         /* a few words: "Descriptors", "Claim set" */
  hv_str text;            /* a sentence: what was found */
  hv_str advice;          /* a sentence: what to do, and where; "" when nothing is to be done */
} hv_finding;

typedef void (*hv_finding_sink)(void* user, const hv_finding* finding);

/* What only the adapter knows to look at: version, extensions, descriptors, claims. The host itself
 * checks that the system is reached, reads a page of each kind and measures the time. */
typedef struct hv_check_extension {
  size_t struct_size;
  /* [instance] Writes nothing. An error where looking itself failed. */
  hv_status (*check)(hv_adapter* adapter, const hv_exchange* exchange, hv_finding_sink findings,
                     void* findings_user, hv_error* error);
} hv_check_extension;

#ifdef __cplusplus
}
#endif

#endif
