/* Looks at all charts of a folder behind a progress bar, and once more until told to stop. usage: survey FOLDER */
#include <rox_c.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

/* What this program does with a failure: says which, and ends. */
static void must(pgl_status status, const char *what) {
  if (status == PGL_OK) return;
  const pgl_error *error = rox_last_error();
  fprintf(stderr, "%s: %.*s\n", what, (int)error->message.len, error->message.data);
  exit(1);
}

/* Something that happens once, and may be waited for. */
typedef struct event {
  mtx_t lock;
  cnd_t changed;
  bool has_happened;
} event;

static void event_init(event *self) {
  mtx_init(&self->lock, mtx_plain);
  cnd_init(&self->changed);
  self->has_happened = false;
}

static void happen(void *user) {
  event *self = user;
  mtx_lock(&self->lock);
  self->has_happened = true;
  cnd_broadcast(&self->changed);
  mtx_unlock(&self->lock);
}

static void await(event *self) {
  mtx_lock(&self->lock);
  while (!self->has_happened) cnd_wait(&self->changed, &self->lock);
  mtx_unlock(&self->lock);
}

/* The bar. Called after each chart, in a thread of the library's. */
static pgl_status show(void *user, size_t done, size_t total) {
  static const char marks[] = "##############################";
  const int width = (int)(30 * done / total);
  (void)user;
  fprintf(stderr, "\r[%-30.*s] %zu of %zu%s", width, marks, done, total, done == total ? "\n" : "");
  return PGL_OK;
}

/* All charts of the folder. */
static rox_seq_surveyed survey(pgl_str folder, pgl_owner **owner) {
  const rox_fn_size_size progress = {show, NULL, NULL};
  rox_seq_surveyed charts;
  pgl_task *task = NULL;
  must(rox_survey(folder, &progress, &charts, owner, &task), "survey");
  if (!task) return charts;
  event finished;
  event_init(&finished);
  pgl_bool is_there = 0;
  must(rox_task_on_done(task, happen, &finished, &is_there), "on_done");
  if (!is_there) await(&finished);
  must(rox_survey_outcome(task, &charts, owner), "survey");
  return charts;
}

/* A survey that is held at its first chart. */
typedef struct held {
  event begun, go_on, let_go;
  size_t seen;
} held;

static pgl_status hold(void *user, size_t done, size_t total) {
  held *self = user;
  (void)total;
  self->seen = done;
  happen(&self->begun);
  await(&self->go_on);
  return PGL_OK;
}

static void let_go(void *user) { happen(&((held *)user)->let_go); }

/* Cancels a survey at its first chart; how many charts it got to. */
static int stop_early(pgl_str folder) {
  held state = {.seen = 0};
  event_init(&state.begun), event_init(&state.go_on), event_init(&state.let_go);
  const rox_fn_size_size progress = {hold, let_go, &state};
  rox_seq_surveyed charts;
  pgl_owner *owner = NULL;
  pgl_task *task = NULL;
  must(rox_survey(folder, &progress, &charts, &owner, &task), "survey");
  await(&state.begun);
  rox_task_cancel(task);
  const pgl_status status = rox_survey_outcome(task, &charts, &owner);
  happen(&state.go_on);
  await(&state.let_go); /* until then the library needs `state` */
  return status == PGL_ERROR_CANCELLED ? (int)state.seen : -1;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: survey FOLDER\n");
    return 2;
  }
  const pgl_str folder = {argv[1], strlen(argv[1])};
  pgl_owner *owner = NULL;
  const rox_seq_surveyed charts = survey(folder, &owner);
  int readable = 0;
  double peak = 0;
  for (size_t i = 0; i < charts.len; ++i) {
    if (charts.data[i].result.tag != ROX_SUMMARY_OR_STRING_SUMMARY) continue;
    const double nps = charts.data[i].result.as.summary.peak_nps;
    if (nps > peak) peak = nps;
    ++readable;
  }
  pgl_release(owner);
  const int stopped = stop_early(folder);
  printf("%d charts surveyed, up to %.0f notes a second; stopped after %d\n", readable, peak, stopped);
  return 0;
}
