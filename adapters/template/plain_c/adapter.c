/* The same without C++: plain C over adapter.h. "Meadow" also exports lists as lines of fields that
 * are separated by tabs, with a token as Bearer: GET /export/pupils   number, called, surname,
 * born, class GET /export/classes  id, name, school year Students and groups only; a system that
 * cannot be written to keeps its records in homevisit. */
#include <homevisit/adapter.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FIELDS = 8, MOST_URL = 1024 };

struct hv_adapter {
  const hv_host* host;
  char url[MOST_URL];
};

static hv_str text(const char* words) {
  const hv_str out = {words, strlen(words)};
  return out;
}

static hv_status fail(hv_error* error, hv_status status, const char* message) {
  if (HV_HAS_FIELD(error, code)) error->code = status;
  if (HV_HAS_FIELD(error, flags))
    error->flags = status == HV_UNAVAILABLE ? HV_ERROR_RETRYABLE
                   : status == HV_UNAUTHENTICATED || status == HV_PERMISSION_DENIED ? HV_ERROR_AUTH
                                                                                    : 0;
  if (HV_HAS_FIELD(error, message)) snprintf(error->message, sizeof error->message, "%s", message);
  return status;
}

/* UTF-8 as RFC 3629 has it. */
static int is_utf8(const unsigned char* p, size_t size) {
  size_t i = 0;
  while (i < size) {
    const unsigned char lead = p[i];
    const size_t follow = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    const unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (follow == 0) {
      ++i;
      continue;
    }
    if (lead < 0xC2 || lead > 0xF4 || i + follow >= size || p[i + 1] < least || p[i + 1] > most)
      return 0;
    for (size_t k = 2; k <= follow; ++k)
      if ((p[i + k] & 0xC0) != 0x80) return 0;
    i += follow + 1;
  }
  return 1;
}

/* {"url": "https://..."} and nothing else. NULL when all is well, else the name of what is wrong.
 */
static const char* read_settings(hv_str config, char* url, char* name) {
  char copy[MOST_URL + 64];
  strcpy(name, "url");
  url[0] = '\0';
  if (config.data == NULL || config.size >= sizeof copy ||
      !is_utf8((const unsigned char*)config.data, config.size))
    return name;
  memcpy(copy, config.data, config.size);
  copy[config.size] = '\0';
  const char* at = copy + strspn(copy, " \n{");
  while (*at == '"') {
    int length = 0;
    if (sscanf(at, "\"%31[^\"]\" : %n", name, &length) != 1 || length == 0) return name;
    if (strcmp(name, "url") != 0) return name;
    at += length;
    length = 0;
    if (sscanf(at, "\"%1000[^\"\\?#@]\" %n", url, &length) != 1 || length == 0) return name;
    at += length + strspn(at + length, " ,\n");
  }
  strcpy(name, "url");
  return strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0 ? NULL : name;
}

static hv_status open_system(hv_str config, const hv_host* host, hv_adapter** out,
                             hv_error* error) {
  if (out == NULL) return fail(error, HV_INVALID_ARGUMENT, "There is no place for the instance.");
  *out = NULL;
  hv_adapter* adapter = calloc(1, sizeof *adapter);
  if (adapter == NULL) return fail(error, HV_RESOURCE_EXHAUSTED, "There was not enough memory.");
  adapter->host = host;
  char name[32], message[160];
  const char* const wrong = read_settings(config, adapter->url, name);
  if (wrong != NULL) {
    free(adapter);
    snprintf(message, sizeof message,
             "The setting \"%s\" is not as it must be: \"url\" is Meadow's address, and there is "
             "no other.",
             wrong);
    return fail(error, HV_INVALID_ARGUMENT, message);
  }
  *out = adapter;
  return HV_OK;
}

static void close_system(hv_adapter* adapter) { free(adapter); }

/* Seconds in Retry-After, as milliseconds; -1 where it does not say. */
static int64_t wait_of(const hv_http_response* response) {
  for (size_t i = 0; i < response->header_count; ++i) {
    const hv_http_header* const header = &response->headers[i];
    if (header->name.size != 11 || memcmp(header->name.data, "retry-after", 11) != 0) continue;
    int64_t seconds = 0;
    for (size_t k = 0; k < header->value.size; ++k) {
      const char digit = header->value.data[k];
      if (k > 6 || digit < '0' || digit > '9') return -1;
      seconds = seconds * 10 + (digit - '0');
    }
    return header->value.size == 0 ? -1 : seconds * 1000;
  }
  return -1;
}

static hv_status answer_status(const hv_http_response* response, hv_error* error) {
  const int http = response->status;
  if (HV_HAS_FIELD(error, http_status)) error->http_status = http;
  if (HV_HAS_FIELD(error, retry_after_ms)) error->retry_after_ms = wait_of(response);
  if (http == 401)
    return fail(error, HV_UNAUTHENTICATED, "Meadow does not accept the token; renew it.");
  if (http == 403) return fail(error, HV_PERMISSION_DENIED, "The token may not read this list.");
  if (http == 404) return fail(error, HV_NOT_FOUND, "Meadow has no such list; check the address.");
  if (http == 409 || http == 412)
    return fail(error, HV_CONFLICT, "The list was changed meanwhile.");
  if (http == 429 || http >= 500)
    return fail(error, HV_UNAVAILABLE, "Meadow is busy; try again later.");
  return fail(error, http >= 400 ? HV_INVALID_ARGUMENT : HV_UNAVAILABLE,
              "Meadow gave no list; check the address.");
}

typedef hv_status (*line_reader)(const hv_str* fields, hv_kind kind, hv_sink sink, void* user);

static hv_status student_line(const hv_str* fields, hv_kind kind, hv_sink sink, void* user) {
  hv_record record;
  memset(&record, 0, sizeof record);
  record.struct_size = sizeof record;
  record.kind = kind;
  if (kind == HV_KIND_ENROLMENT) {
    hv_enrolment in;
    memset(&in, 0, sizeof in);
    in.struct_size = sizeof in;
    in.group = fields[4];
    in.person = fields[0];
    in.role = HV_MEMBER_STUDENT;
    record.of.enrolment = &in;
    return sink(user, &record);
  }
  hv_student student;
  memset(&student, 0, sizeof student);
  student.struct_size = sizeof student;
  student.id = fields[0];
  student.given_name = fields[1];
  student.family_name = fields[2];
  student.birth_date = fields[3];
  record.of.student = &student;
  return sink(user, &record);
}

static hv_status group_line(const hv_str* fields, hv_kind kind, hv_sink sink, void* user) {
  hv_record record;
  memset(&record, 0, sizeof record);
  record.struct_size = sizeof record;
  record.kind = kind;
  hv_group group;
  memset(&group, 0, sizeof group);
  group.struct_size = sizeof group;
  group.id = fields[0];
  group.name = fields[1];
  group.school_year = fields[2];
  group.home = HV_YES;
  record.of.group = &group;
  return sink(user, &record);
}

/* The last line is "#end", whatever blanks follow; a list without it was cut off on the way. */
static hv_status each_line(hv_str body, int wanted, line_reader read, hv_kind kind, hv_sink sink,
                           void* user, hv_error* error) {
  const char* at = body.data;
  const char* end = body.data + body.size;
  while (end > at && (end[-1] == '\n' || end[-1] == ' ')) --end;
  if (end - at < 5 || memcmp(end - 5, "\n#end", 5) != 0)
    return fail(error, HV_UNAVAILABLE, "Meadow's list is cut off; try again later.");
  end -= 4;
  if (!is_utf8((const unsigned char*)body.data, body.size))
    return fail(error, HV_UNAVAILABLE, "Meadow's list is not UTF-8; tell its administrator.");
  while (at < end) {
    const char* const line_end = memchr(at, '\n', (size_t)(end - at));
    hv_str fields[MOST_FIELDS];
    int count = 0;
    for (const char* field = at; field <= line_end && count < MOST_FIELDS; ++count) {
      const char* tab = memchr(field, '\t', (size_t)(line_end - field));
      if (tab == NULL) tab = line_end;
      fields[count].data = field;
      fields[count].size = (size_t)(tab - field);
      field = tab + 1;
    }
    if (count != wanted || fields[0].size == 0)
      return fail(error, HV_UNAVAILABLE,
                  "Meadow's answer is no list as it was agreed; check its version.");
    const hv_status status = read(fields, kind, sink, user);
    if (status != HV_OK) return fail(error, status, "The receiver stopped the listing.");
    at = line_end + 1;
  }
  return HV_OK;
}

static hv_status list(hv_adapter* adapter, const hv_exchange* exchange, hv_kind kind,
                      hv_str student, hv_str since, hv_sink sink, void* user, char* next,
                      hv_error* error) {
  (void)student, (void)since;
  if (next != NULL) next[0] = '\0';
  if (adapter == NULL || sink == NULL)
    return fail(error, HV_INVALID_ARGUMENT, "Something is missing.");
  if (kind != HV_KIND_STUDENT && kind != HV_KIND_GROUP && kind != HV_KIND_ENROLMENT)
    return fail(error, HV_UNSUPPORTED, "Meadow's export has students and classes only.");
  const hv_host* const host = adapter->host;
  if (!HV_HAS_FIELD(host, http_release) || host->http_send == NULL)
    return fail(error, HV_UNSUPPORTED, "This version of homevisit lends adapters no network.");
  if (HV_HAS_FIELD(exchange, cancel) && exchange->cancel != NULL && *exchange->cancel != 0)
    return fail(error, HV_CANCELLED, "The call was cancelled; nothing was changed.");
  if (HV_HAS_FIELD(exchange, deadline_ms) && exchange->deadline_ms != 0 &&
      host->now_ms(host->user) >= exchange->deadline_ms)
    return fail(error, HV_DEADLINE_EXCEEDED, "The time given ran out; allow more.");

  char url[MOST_URL + 32];
  snprintf(url, sizeof url, "%s/export/%s", adapter->url,
           kind == HV_KIND_GROUP ? "classes" : "pupils");
  hv_http_auth auth;
  memset(&auth, 0, sizeof auth);
  auth.struct_size = sizeof auth;
  auth.sign_in = HV_SIGN_IN_BEARER;
  auth.secret = text("meadow");
  hv_http_request request;
  memset(&request, 0, sizeof request);
  request.struct_size = sizeof request;
  request.effect = HV_HTTP_READ;
  request.method = text("GET");
  request.url = text(url);
  request.auth = &auth;
  hv_http_response response;
  memset(&response, 0, sizeof response);
  response.struct_size = sizeof response;
  hv_status status = host->http_send(host->user, exchange, &request, &response, error);
  if (status != HV_OK) return status;
  if (response.status != 200) {
    status = answer_status(&response, error);
  } else {
    status = kind == HV_KIND_GROUP
                 ? each_line(response.body, 3, group_line, kind, sink, user, error)
                 : each_line(response.body, 5, student_line, kind, sink, user, error);
  }
  host->http_release(host->user, &response);
  return status;
}

HV_EXPORT const hv_adapter_table* hv_adapter_entry_v1(uint32_t host_abi_major);
HV_EXPORT const hv_adapter_table* hv_adapter_entry_v1(uint32_t host_abi_major) {
  static const hv_adapter_info info = {sizeof(hv_adapter_info), "meadow_c", "Meadow (export)",
                                       "1.0", HV_CAN_READ_STUDENTS | HV_CAN_READ_GROUPS};
  static const hv_adapter_table table = {sizeof(hv_adapter_table),
                                         HV_ADAPTER_ABI_MAJOR,
                                         HV_ADAPTER_ABI_MINOR,
                                         &info,
                                         open_system,
                                         close_system,
                                         NULL,
                                         list,
                                         NULL,
                                         NULL,
                                         NULL,
                                         NULL};
  (void)host_abi_major;
  return &table;
}
