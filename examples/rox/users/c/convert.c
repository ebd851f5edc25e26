/* Converts charts to every format and back. usage: convert OUTPUT_FOLDER CHART... */
#include <rox_c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const rox_format formats[] = {ROX_FORMAT_ROX, ROX_FORMAT_OSU, ROX_FORMAT_STEPMANIA, ROX_FORMAT_QUAVER};
enum { FORMATS = sizeof formats / sizeof formats[0] };

/* What this program does with a failure: says which, and ends. */
static void must(pgl_status status, const char *what) {
  if (status == PGL_OK) return;
  const pgl_error *error = rox_last_error();
  fprintf(stderr, "%s: %.*s\n", what, (int)error->message.len, error->message.data);
  exit(1);
}

static pgl_str str(const char *text) { return (pgl_str){text, strlen(text)}; }

/* Writes a chart in every format, reads each file back and returns how many came back equal. */
static int convert(rox_chart *chart, const char *folder, const char *name, int number) {
  int equal = 0;
  for (int i = 0; i < FORMATS; ++i) {
    const rox_opt_format format = {1, formats[i]};
    const rox_encode_options options = {1};
    pgl_str extension;
    must(rox_extension(formats[i], &extension), "extension");
    char path[4096];
    snprintf(path, sizeof path, "%s/%s-%d%.*s", folder, name, number, (int)extension.len, extension.data);
    must(rox_encode_file(chart, str(path), format, options), path);
    rox_chart *back = NULL;
    must(rox_decode_file(str(path), format, &back), path);
    pgl_bool same = 0;
    must(rox_chart_equal(chart, back, &same), "equal");
    equal += same;
    rox_chart_free(back);
  }
  return equal;
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: convert OUTPUT_FOLDER CHART...\n");
    return 2;
  }
  struct timespec start, end;
  timespec_get(&start, TIME_UTC);
  size_t notes = 0;
  int equal = 0;
  for (int i = 2; i < argc; ++i) {
    rox_chart *chart = NULL;
    const rox_opt_format any = {0, 0};
    must(rox_decode_file(str(argv[i]), any, &chart), argv[i]);
    size_t count = 0;
    must(rox_chart_length(chart, &count), "length");
    notes += count;
    equal += convert(chart, argv[1], "chart", i - 1);
    rox_chart_free(chart);
  }

  rox_chart *none = NULL;
  const rox_opt_format any = {0, 0};
  const pgl_status refused = rox_decode_with_text_format(str("this is no chart"), any, &none);
  if (refused != ROX_ERROR_UNKNOWN_FORMAT) return 1;
  printf("refused, as it should be: %s\n", rox_last_error()->message.data);

  const pgl_live live = rox_live();
  timespec_get(&end, TIME_UTC);
  const double ms = (double)(end.tv_sec - start.tv_sec) * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6;
  printf("%d charts, %zu notes, %d conversions equal, %.0f ms\n", argc - 2, notes, equal, ms);
  return equal == (argc - 2) * FORMATS && live.handles == 0 && live.owners == 0 ? 0 : 1;
}
