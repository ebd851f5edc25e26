#include <custom.h>

#include "check.h"

int main(void) {
  pgl_str text;
  pgl_seq_str ids;
  pgl_opt_str found;
  pgl_owner *owner, *second;
  int64_t tip;
  custom_bill bill, numbered;

  OK(custom, custom_next(pgl_text("00000000000000ff"), &text, &owner));
  CHECK(text_is(text, "0000000000000100"));
  pgl_release(owner);
  FAILS(custom, PGL_ERROR_ARGUMENT, custom_next(pgl_text("short"), &text, &owner));
  CHECK(text_is(custom_last_error()->message, "a Uuid has 16 digits"));
  OK(custom, custom_tip(250, &tip));
  CHECK(tip == 25);
  OK(custom, custom_ids(3, &ids, &owner));
  CHECK(ids.len == 3 && text_is(ids.data[2], "0000000000000002"));
  OK(custom, custom_find(ids, ids.data[1], &found, &second));
  CHECK(found.has == 1 && text_is(found.value, "0000000000000001"));
  pgl_release(second);
  bill.id = ids.data[2];
  bill.number = 1;
  OK(custom, custom_numbered(&bill, 7, &numbered, &second));
  CHECK(text_is(numbered.id, "0000000000000002") && numbered.number == 7);
  pgl_release(second);
  pgl_release(owner);

  NOTHING_ALIVE(custom);
  return DONE();
}
