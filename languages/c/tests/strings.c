#include <text.h>

#include "check.h"

int main(void) {
  pgl_str text;
  pgl_owner *owner;
  size_t size;
  char buffer[8];
  text_label *label;
  const pgl_str nul = {"a\0b", 3}, bad = {"\xC3(", 2}, wild = {NULL, 3}, empty = {NULL, 0}, huge = {"x", SIZE_MAX};

  OK(text, text_greet(pgl_text("Ada"), &text, &owner));
  CHECK(text_is(text, "Hello, Ada!"));
  /* Into a buffer of one's own: cut, and the whole length is returned. */
  CHECK(pgl_copy(text, buffer, sizeof buffer) == 11);
  CHECK(strcmp(buffer, "Hello, ") == 0);
  CHECK(pgl_copy(text, NULL, 0) == 11);
  pgl_release(owner);

  OK(text, text_join(pgl_text("caf\xC3\xA9 "), pgl_text("\xF0\x9F\x8E\xB5"), &text, &owner));
  CHECK(text_is(text, "caf\xC3\xA9 \xF0\x9F\x8E\xB5"));
  pgl_release(owner);

  OK(text, text_length(nul, &size));
  CHECK(size == 3);
  OK(text, text_length(empty, &size));
  CHECK(size == 0);
  OK(text, text_c_length(pgl_text("four"), &size));
  CHECK(size == 4);
  FAILS(text, PGL_ERROR_ARGUMENT, text_c_length(nul, &size));  /* a C string cannot hold it */
  FAILS(text, PGL_ERROR_UTF8, text_length(bad, &size));
  FAILS(text, PGL_ERROR_NULL, text_length(wild, &size));
  FAILS(text, PGL_ERROR_LENGTH, text_length(huge, &size));

  OK(text, text_upper(pgl_text("shout"), &text, &owner));
  CHECK(text_is(text, "SHOUT"));
  pgl_release(owner);
  OK(text, text_with_nul(&text, &owner));
  CHECK(text.len == 3 && memcmp(text.data, "a\0b", 3) == 0);
  pgl_release(owner);
  OK(text, text_repeat(100000, &text, &owner));
  CHECK(text.len == 100000 && text.data[99999] == 'x');
  pgl_release(owner);
  OK(text, text_repeat(0, &text, &owner));
  CHECK(text.len == 0);
  pgl_release(owner);
  FAILS(text, PGL_ERROR_UTF8, text_broken(&text, &owner));

  /* Static text needs no owner. */
  OK(text, text_motto(&text));
  CHECK(text_is(text, "caf\xC3\xA9 \xF0\x9F\x8E\xB5"));
  OK(text, text_c_motto(&text));
  CHECK(text_is(text, "one text, many languages"));

  OK(text, text_label_new(pgl_text("first"), &label));
  OK(text, text_label_text(label, &text));
  CHECK(text_is(text, "first"));
  OK(text, text_label_set_text(label, pgl_text("second")));
  OK(text, text_label_text(label, &text));
  CHECK(text_is(text, "second"));
  CHECK(text_live().handles == 1);
  text_label_free(label);
  text_label_free(label);
  FAILS(text, PGL_ERROR_CLOSED, text_label_text(label, &text));
  FAILS(text, PGL_ERROR_NULL, text_label_text(NULL, &text));

  NOTHING_ALIVE(text);
  return DONE();
}
