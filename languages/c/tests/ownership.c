#include <ownership.h>

#include "check.h"

static int32_t alive(void) { return ownership_book_alive(); }

int main(void) {
  ownership_book *book, *first, *style;
  ownership_library *library;
  ownership_reader *reader;
  pgl_str text;
  pgl_owner *owner;
  size_t size;
  const int32_t before = alive();

  OK(ownership, ownership_make_book(pgl_text("value"), &book));
  OK(ownership, ownership_book_title(book, &text));
  CHECK(text_is(text, "value"));
  ownership_book_free(book);
  CHECK(alive() == before);
  OK(ownership, ownership_share_book(pgl_text("shared"), &book));
  ownership_book_free(book);
  OK(ownership, ownership_unique_book(pgl_text("unique"), &book));
  ownership_book_free(book);
  OK(ownership, ownership_make_raw_book(pgl_text("raw"), &book));
  ownership_book_free(book);
  CHECK(alive() == before);

  /* Taken over: the handle is free after the call. */
  OK(ownership, ownership_book_new(pgl_text("paper"), &book));
  OK(ownership, ownership_burn(book, &text, &owner));
  CHECK(text_is(text, "paper"));
  pgl_release(owner);
  FAILS(ownership, PGL_ERROR_CLOSED, ownership_book_title(book, &text));
  FAILS(ownership, PGL_ERROR_CLOSED, ownership_burn(book, &text, &owner));
  ownership_book_free(book);

  OK(ownership, ownership_book_new(pgl_text("copy"), &book));
  OK(ownership, ownership_copy_title(book, &text, &owner));
  CHECK(text_is(text, "copy"));
  pgl_release(owner);

  /* Static, and const: it cannot be changed. */
  OK(ownership, ownership_house_style(&style));
  FAILS(ownership, PGL_ERROR_READ_ONLY, ownership_book_set_title(style, pgl_text("x")));
  ownership_book_free(style);

  OK(ownership, ownership_library_new(pgl_text("city"), &library));
  FAILS(ownership, PGL_ERROR_INDEX, ownership_library_first(library, &first));
  OK(ownership, ownership_library_add(library, book));
  OK(ownership, ownership_library_donate(library, book));
  OK(ownership, ownership_library_size(library, &size));
  CHECK(size == 2);
  OK(ownership, ownership_library_first(library, &first));
  OK(ownership, ownership_library_find(library, pgl_text("none"), &book));
  CHECK(book == NULL);
  OK(ownership, ownership_library_find(library, pgl_text("copy"), &book));
  CHECK(book != NULL && ownership_identity(book) == ownership_identity(first));
  ownership_book_free(book);
  OK(ownership, ownership_library_last(library, &book));
  FAILS(ownership, PGL_ERROR_READ_ONLY, ownership_book_set_title(book, pgl_text("x")));
  ownership_book_free(book);
  /* A borrowed book cannot be taken from its library. */
  CHECK(ownership_burn(first, &text, &owner) != PGL_OK);
  ownership_library_free(library);
  /* It keeps the library alive. */
  OK(ownership, ownership_book_title(first, &text));
  CHECK(text_is(text, "copy"));
  ownership_book_free(first);
  CHECK(alive() == before + 1);  /* the house style */

  OK(ownership, ownership_reader_new(&reader));
  OK(ownership, ownership_reader_current(reader, &book));
  CHECK(book == NULL);
  OK(ownership, ownership_share_book(pgl_text("novel"), &book));
  OK(ownership, ownership_reader_read(reader, book));
  ownership_book_free(book);
  OK(ownership, ownership_reader_current(reader, &book));
  OK(ownership, ownership_book_title(book, &text));
  CHECK(text_is(text, "novel"));
  ownership_book_free(book);
  OK(ownership, ownership_reader_stop(reader));
  CHECK(alive() == before + 1);
  ownership_reader_free(reader);

  NOTHING_ALIVE(ownership);
  return DONE();
}
