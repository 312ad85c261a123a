/* The layout of what homevisit.h hands across, for the cdef of packaging/php to be held against. */
#include <stdio.h>

#include "homevisit/homevisit.h"

#define SIZE(type) printf("%s %zu\n", #type, sizeof(type))
#define FIELD(type, name) printf("%s.%s %zu\n", #type, #name, offsetof(type, name))

int main(void) {
  SIZE(hv_status);
  SIZE(hv_error);
  FIELD(hv_error, struct_size);
  FIELD(hv_error, code);
  FIELD(hv_error, flags);
  FIELD(hv_error, http_status);
  FIELD(hv_error, retry_after_ms);
  FIELD(hv_error, message);
  FIELD(hv_error, request_id);
  SIZE(hv_call_options);
  FIELD(hv_call_options, struct_size);
  FIELD(hv_call_options, deadline_ms);
  FIELD(hv_call_options, tag);
  FIELD(hv_call_options, language);
  FIELD(hv_call_options, progress);
  FIELD(hv_call_options, progress_user);
  return 0;
}
