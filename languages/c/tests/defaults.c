#include <defaults.h>

#include "check.h"

int main(void) {
  defaults_window *window;
  pgl_str text;
  pgl_owner *owner;
  int32_t number;
  const int32_t given = 5;
  const pgl_str title = PGL_STR("-");

  /* Defaults that C can spell stand in the header's comments. */
  OK(defaults, defaults_add(1, 10, -1, &number));
  CHECK(number == 10);
  OK(defaults, defaults_greet(pgl_text("world"), 0, &text, &owner));
  CHECK(text_is(text, "Hello, world."));
  pgl_release(owner);

  /* Others: null. */
  OK(defaults, defaults_numbered(NULL, &number));
  CHECK(number == 100);
  OK(defaults, defaults_numbered(&given, &number));
  CHECK(number == 5);
  OK(defaults, defaults_numbered(NULL, &number));
  CHECK(number == 200);
  OK(defaults, defaults_titled(pgl_text("x"), NULL, 2, &text, &owner));
  CHECK(text_is(text, "******x"));
  pgl_release(owner);
  OK(defaults, defaults_titled(pgl_text("x"), &title, 1, &text, &owner));
  CHECK(text_is(text, "-x"));
  pgl_release(owner);
  {
    defaults_options options;
    memset(&options, 0, sizeof options);
    options.name = pgl_text("mine");
    options.mode = DEFAULTS_MODE_FAST;
    options.level = 4;
    options.verbose = 1;
    OK(defaults, defaults_show(&options, &text, &owner));
    CHECK(text_is(text, "mine 4 verbose"));
    pgl_release(owner);
  }

  OK(defaults, defaults_window_new(640, 480, &window));
  OK(defaults, defaults_window_width(window, &number));
  CHECK(number == 640);
  defaults_window_free(window);

  NOTHING_ALIVE(defaults);
  return DONE();
}
