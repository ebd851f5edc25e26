#include <ownership_c.h>

#define LIBRARY ownership
#include "check.h"

#define TITLE(book, literal)                   \
  do {                                         \
    pgl_str title_out;                         \
    OK(ownership_book_title((book), &title_out)); \
    CHECK_STR(title_out, literal);             \
  } while (0)

static int32_t base; /* books that live as long as the process */

static int32_t alive(void) { return ownership_book_alive() - base; }

static void test_every_way_to_get_one(void) {
  ownership_book *made, *shared, *unique, *raw, *constructed;
  OK(ownership_make_book(pgl_text("made"), &made));
  OK(ownership_share_book(pgl_text("shared"), &shared));
  OK(ownership_unique_book(pgl_text("unique"), &unique));
  OK(ownership_make_raw_book(pgl_text("raw"), &raw));
  OK(ownership_book_new(pgl_text("constructed"), &constructed));
  CHECK_INT(alive(), 5);
  TITLE(made, "made");
  TITLE(shared, "shared");
  TITLE(unique, "unique");
  TITLE(raw, "raw");
  TITLE(constructed, "constructed");
  OK(ownership_book_set_title(raw, pgl_text("other")));
  TITLE(raw, "other");
  ownership_book_free(made);
  ownership_book_free(shared);
  ownership_book_free(unique);
  ownership_book_free(raw);
  ownership_book_free(constructed);
  ownership_book_free(raw); /* once more is harmless */
  CHECK_INT(alive(), 0);
}

static void test_given_away(void) {
  ownership_book *book;
  pgl_str out;
  pgl_owner *owner;
  OK(ownership_unique_book(pgl_text("unique"), &book));
  OK(ownership_burn(book, &out, &owner));
  CHECK_STR(out, "unique");
  pgl_release(owner);
  CHECK_INT(alive(), 0);
  FAILS(PGL_ERROR_CLOSED, ownership_book_title(book, &out));
  FAILS(PGL_ERROR_CLOSED, ownership_burn(book, &out, &owner));
  FAILS(PGL_ERROR_NULL, ownership_burn(NULL, &out, &owner));
  /* Objects held by value can be moved out, too. */
  OK(ownership_book_new(pgl_text("value"), &book));
  OK(ownership_burn(book, &out, &owner));
  CHECK_STR(out, "value");
  pgl_release(owner);
  OK(ownership_make_raw_book(pgl_text("raw"), &book));
  OK(ownership_burn(book, &out, &owner));
  pgl_release(owner);
  CHECK_INT(alive(), 0);
}

/* What others own too cannot be given away. */
static void test_not_ours_to_give(void) {
  ownership_book *shared, *first;
  ownership_library *library;
  pgl_str out;
  pgl_owner *owner;
  OK(ownership_share_book(pgl_text("shared"), &shared));
  FAILS(PGL_ERROR_ARGUMENT, ownership_burn(shared, &out, &owner));
  TITLE(shared, "shared");
  OK(ownership_library_new(pgl_text("L"), &library));
  OK(ownership_library_add(library, shared));
  OK(ownership_library_first(library, &first));
  FAILS(PGL_ERROR_ARGUMENT, ownership_burn(first, &out, &owner));
  TITLE(first, "shared");
  ownership_book_free(first);
  ownership_book_free(shared);
  ownership_library_free(library);
  CHECK_INT(alive(), 0);
}

static void test_by_value(void) {
  ownership_book *book;
  pgl_str out;
  pgl_owner *owner;
  OK(ownership_book_new(pgl_text("mine"), &book));
  OK(ownership_copy_title(book, &out, &owner));
  CHECK_STR(out, "mine");
  pgl_release(owner);
  TITLE(book, "mine");
  CHECK_INT(alive(), 1);
  ownership_book_free(book);
}

/* A reference into an object keeps that alive. */
static void test_borrowed(void) {
  ownership_library *library;
  ownership_book *book, *first, *last, *found;
  size_t size = 0;
  OK(ownership_library_new(pgl_text("L"), &library));
  first = NULL;
  FAILS(PGL_ERROR_INDEX, ownership_library_first(library, &first));
  CHECK(first == NULL);
  OK(ownership_book_new(pgl_text("one"), &book));
  OK(ownership_library_add(library, book)); /* a copy */
  OK(ownership_library_donate(library, book)); /* the book itself */
  FAILS(PGL_ERROR_CLOSED, ownership_library_donate(library, book));
  OK(ownership_library_size(library, &size));
  CHECK_UINT(size, 2);
  CHECK_INT(alive(), 2);
  OK(ownership_library_first(library, &first));
  OK(ownership_library_last(library, &last));
  OK(ownership_library_find(library, pgl_text("one"), &found));
  CHECK(ownership_identity(first) == ownership_identity(found));
  CHECK(ownership_identity(first) != ownership_identity(last));
  OK(ownership_book_set_title(found, pgl_text("two")));
  TITLE(first, "two");
  OK(ownership_library_find(library, pgl_text("none"), &book));
  CHECK(book == NULL);
  ownership_library_free(library);
  CHECK_INT(alive(), 2);
  TITLE(first, "two");
  TITLE(last, "one");
  ownership_book_free(first);
  ownership_book_free(found);
  CHECK_INT(alive(), 2); /* the last one still holds the library */
  ownership_book_free(last);
  CHECK_INT(alive(), 0);
}

/* A reference to const gives read access only. */
static void test_const(void) {
  ownership_library *library;
  ownership_book *book, *last, *style;
  OK(ownership_library_new(pgl_text("L"), &library));
  OK(ownership_book_new(pgl_text("one"), &book));
  OK(ownership_library_add(library, book));
  OK(ownership_library_last(library, &last));
  FAILS(PGL_ERROR_READ_ONLY, ownership_book_set_title(last, pgl_text("x")));
  TITLE(last, "one");
  OK(ownership_library_add(library, last)); /* reading is allowed */
  ownership_book_free(last);
  ownership_book_free(book);
  ownership_library_free(library);

  OK(ownership_house_style(&style));
  base = ownership_book_alive();
  TITLE(style, "House Style");
  FAILS(PGL_ERROR_READ_ONLY, ownership_book_set_title(style, pgl_text("x")));
  ownership_book_free(style);
  CHECK_INT(alive(), 0);
  OK(ownership_house_style(&style)); /* it is still there */
  TITLE(style, "House Style");
  ownership_book_free(style);
}

static void test_shared(void) {
  ownership_reader *reader;
  ownership_book *book, *current = NULL, *value;
  OK(ownership_reader_new(&reader));
  OK(ownership_reader_current(reader, &current));
  CHECK(current == NULL);
  OK(ownership_share_book(pgl_text("shared"), &book));
  OK(ownership_reader_read(reader, book));
  ownership_book_free(book);
  CHECK_INT(alive(), 1);
  OK(ownership_reader_current(reader, &current));
  TITLE(current, "shared");
  OK(ownership_reader_stop(reader));
  CHECK_INT(alive(), 1);
  ownership_book_free(current);
  CHECK_INT(alive(), 0);
  /* An object held by value can be shared, too. */
  OK(ownership_book_new(pgl_text("value"), &value));
  OK(ownership_reader_read(reader, value));
  ownership_book_free(value);
  OK(ownership_reader_current(reader, &current));
  TITLE(current, "value");
  ownership_book_free(current);
  FAILS(PGL_ERROR_NULL, ownership_reader_current(reader, NULL));
  ownership_reader_free(reader);
  CHECK_INT(alive(), 0);
}

TESTS(test_every_way_to_get_one, test_given_away, test_not_ours_to_give, test_by_value, test_borrowed, test_const, test_shared)
