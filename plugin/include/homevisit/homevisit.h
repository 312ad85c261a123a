/* The host interface of libhomevisit: what a program calls that shows home visits inside a student
 * information system (SIS). Plain C11, so that C, C++, PHP (FFI), Java, .NET and Node can use it.
 *
 *   hv_ctx* ctx = NULL;
 *   hv_error error = {.struct_size = sizeof error};
 *   if (hv_open(config, strlen(config), &ctx, &error) != HV_OK) { puts(error.message); return 1; }
 *   char* answer = NULL; size_t size = 0;
 *   hv_call(ctx, "{\"role\":\"mentor\",\"staff\":\"207228\"}", "student.history",
 *           "{\"student\":\"604821\"}", 20, NULL, &answer, &size);
 *   ... hv_free(answer); hv_close(ctx);
 *
 * A few functions, many operations: what can be done is named "noun.verb" (visit.record,
 * student.history ...) and described by JSON Schemas; hv_call(..., "describe", ...) lists them all.
 *
 * THREADS. The tags are a closed list:
 *   [any]        any thread, at any time, several at once
 *   [exclusive]  no other call with the same ctx may run at the same time
 * The library starts no thread (unless the configuration says "background": true), installs no
 * signal handler, and changes neither locale nor umask. Open a ctx after fork(), never before: a ctx
 * that is used in a child of the process that opened it answers HV_FAILED_PRECONDITION. Several
 * processes may have one journal open.
 *
 * OWNERSHIP. Texts going in stay the caller's and are not kept. Texts coming out belong to the caller
 * and are released by hv_free. Everything is UTF-8.
 *
 * ERRORS. Every function that can fail returns hv_status. hv_call and hv_render also hand out an
 * error document, {"error":{"status","code","pointer","message"}}: `status` is the name of the
 * hv_status in lower case, `code` a stable name for programs, `pointer` a JSON pointer (RFC 6901)
 * into the request, `message` a sentence for a person that says what to do. No exception leaves the
 * library. */
#ifndef HOMEVISIT_HOMEVISIT_H
#define HOMEVISIT_HOMEVISIT_H

#include "homevisit/export.h"
#include "homevisit/types.h"
#include "homevisit/version.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An open journal with its adapter. Opaque. */
typedef struct hv_ctx hv_ctx;

/* Called now and then during long work (import, verification) on the thread of the call itself.
 * `phase` is a short English word that stays valid during the callback; `total` is 0 while unknown.
 * Must not call back into the library, except hv_cancel. */
typedef void (*hv_progress)(void* user, const char* phase, uint64_t done, uint64_t total);

/* How a call is to be made. All fields may be zero. Set struct_size. */
typedef struct hv_call_options {
  size_t struct_size;
  int64_t deadline_ms;    /* give up after so many milliseconds; 0: never. Nothing is half written. */
  uint64_t tag;           /* a number of the caller's choice, for hv_cancel; 0: none */
  const char* language;   /* "nl" or "en" for messages and pages; NULL: the actor's, else the school's */
  hv_progress progress;   /* NULL: none */
  void* progress_user;
} hv_call_options;

/* [any] The version of the library, as "major.minor.patch". Static text; do not free. */
HV_EXPORT const char* hv_version(void);

/* [any] The host interface that this library offers: (major << 16) | minor. A host compiled against
 * another major must not call anything else. */
HV_EXPORT uint32_t hv_abi(void);

/* [any] The name of a status in lower case with underscores ("not_found"). Static text. */
HV_EXPORT const char* hv_status_name(hv_status status);

/* [any] Opens a journal and its adapter. `config` is the JSON text described by
 * schemas/v1/config.json; relative paths in it are relative to its "base" or, without one, to the
 * working directory. On success *out is set; on failure it is NULL and `error` (may be NULL) says
 * why.
 * Errors: HV_INVALID_ARGUMENT (configuration), HV_NOT_FOUND (journal, key or adapter missing),
 * HV_PERMISSION_DENIED (files not readable, or a key file that others may read), HV_DATA_LOSS
 * (damaged journal, wrong key), HV_UNAVAILABLE (locked), HV_UNSUPPORTED (journal or adapter of a
 * newer kind).
 * With "keep_open": true in it the journal stays open in this process when it is closed, and the very
 * same text gives it again, at no cost: for hosts, such as PHP, that forget all between two requests.
 * It is opened anew in a child of this process, and after the journal was put in place again. Another
 * configuration of the same journal replaces it. */
HV_EXPORT hv_status hv_open(const char* config, size_t config_size, hv_ctx** out, hv_error* error);

/* [exclusive] Writes what is pending and closes; what is kept open is given back. NULL is allowed. */
HV_EXPORT void hv_close(hv_ctx* ctx);

/* [any] Runs one operation for one actor.
 * `actor` is a JSON text (schemas/v1/actor.json) that the host vouches for: the library trusts the
 * host that this person is signed in, and checks everything else itself. `request` is a JSON text of
 * `request_size` bytes; "" counts as {}. *response is set in every case, to the answer or to an error
 * document, unless memory ran out (then it is NULL).
 * `options` may be NULL. A write is durable when HV_OK is returned, and has not happened when
 * anything else is returned. */
HV_EXPORT hv_status hv_call(hv_ctx* ctx, const char* actor, const char* operation,
                            const char* request, size_t request_size,
                            const hv_call_options* options, char** response,
                            size_t* response_size);

/* [any] Makes the HTML of one view for one actor: the panel, a form, the class page. `params` is a
 * JSON text; schemas/v1/views/ describes it, and schemas/v1/README.md lists the views. The
 * result is a fragment or, with "page": true, a whole page. Everything in it is escaped. On failure
 * *html is an error document (JSON), as with hv_call. */
HV_EXPORT hv_status hv_render(hv_ctx* ctx, const char* actor, const char* view, const char* params,
                              size_t params_size, const hv_call_options* options, char** html,
                              size_t* html_size);

/* [any] Asks the running calls that carry this tag (0: all of this ctx) to stop. They answer
 * HV_CANCELLED, unless they had already committed. Returns at once. */
HV_EXPORT void hv_cancel(hv_ctx* ctx, uint64_t tag);

/* [any] Releases a text that hv_call or hv_render gave. NULL is allowed. The bytes are wiped first,
 * since they may be about a child. */
HV_EXPORT void hv_free(char* text);

#ifdef __cplusplus
}
#endif

#endif
