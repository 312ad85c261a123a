/* their_host NAME [FILE]: opens a new journal with this adapter and asks for the state of things.
 */
#define _GNU_SOURCE
#include <homevisit/homevisit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char** argv) {
  char folder[] = "/tmp/hv-consumer-XXXXXX", config[4096], path[2048] = "", store[256] = "";
  if (argc < 2 || mkdtemp(folder) == NULL) return 2;
  if (argc > 2) snprintf(path, sizeof path, ",\"path\":\"%s\"", argv[2]);
  if (argc == 2) snprintf(store, sizeof store, ",\"config\":{\"store\":\"%s/files.db\"}", folder);
  snprintf(config, sizeof config,
           "{\"base\":\"%s\",\"journal\":\"journal.db\",\"create\":true,\"key\":{\"file\":\"key\"},"
           "\"adapter\":{\"name\":\"%s\"%s%s}}",
           folder, argv[1], path, store);
  hv_error error = {.struct_size = sizeof error};
  hv_ctx* ctx = NULL;
  if (hv_open(config, strlen(config), &ctx, &error) != HV_OK) {
    fprintf(stderr, "%s\n", error.message);
    return 1;
  }
  char* answer = NULL;
  hv_status status = HV_OK;
  if (argc > 2) {
    status = hv_call(ctx, "{\"role\":\"it\"}", "roster.refresh", "{}", 2, NULL, &answer, NULL);
    puts(answer);
    if (status != HV_OK || strstr(answer, "\"students\":1") == NULL) return 1;
    hv_free(answer);
  }
  status = hv_call(ctx, "{\"role\":\"it\"}", "system.status", "{}", 2, NULL, &answer, NULL);
  puts(answer);
  const int right = status == HV_OK && strstr(answer, argv[1]) != NULL;
  hv_free(answer);
  hv_close(ctx);
  return right ? 0 : 1;
}
