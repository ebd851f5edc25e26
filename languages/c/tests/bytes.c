#include <bytes_c.h>

#define LIBRARY bytes
#include "check.h"

#include <stdint.h>

static pgl_bytes view(const void *data, size_t len) {
  pgl_bytes result;
  result.data = (const uint8_t *)data;
  result.len = len;
  return result;
}

static void test_arguments(void) {
  uint32_t sum = 7;
  OK(bytes_checksum(view("\x01\x02\xff", 3), &sum));
  CHECK_UINT(sum, 258);
  OK(bytes_checksum(view(NULL, 0), &sum));
  CHECK_UINT(sum, 0);
  OK(bytes_checksum(view("a\0b", 3), &sum));
  CHECK_UINT(sum, 'a' + 'b');
}

static void test_results(void) {
  pgl_bytes out;
  pgl_owner *owner;
  char buffer[2];
  OK(bytes_reversed(view("\x01\x00\xff", 3), &out, &owner));
  CHECK_SEQ(out, uint8_t, 0xff, 0, 1);
  CHECK_UINT(pgl_copy_bytes(out, buffer, sizeof buffer), 3);
  CHECK(memcmp(buffer, "\xff\0", 2) == 0);
  pgl_release(owner);
  OK(bytes_reversed(view(NULL, 0), &out, &owner));
  CHECK_UINT(out.len, 0);
  pgl_release(owner);
  OK(bytes_zeros(1000, &out, &owner)); /* std::byte */
  CHECK_UINT(out.len, 1000);
  CHECK(out.data[0] == 0 && out.data[999] == 0);
  pgl_release(owner);
}

static void test_fixed_length(void) {
  pgl_bytes out;
  pgl_owner *owner;
  uint32_t number = 3;
  OK(bytes_big_endian(0x01020304, &out, &owner));
  CHECK_SEQ(out, uint8_t, 1, 2, 3, 4);
  OK(bytes_from_big_endian(out, &number));
  CHECK_UINT(number, 0x01020304);
  pgl_release(owner);
  FAILS(PGL_ERROR_LENGTH, bytes_from_big_endian(view("abc", 3), &number));
  FAILS(PGL_ERROR_LENGTH, bytes_from_big_endian(view("abcde", 5), &number));
  FAILS(PGL_ERROR_LENGTH, bytes_from_big_endian(view(NULL, 0), &number));
  CHECK_UINT(number, 0x01020304);
}

static void test_object(void) {
  bytes_blob *blob;
  pgl_bytes out;
  OK(bytes_blob_new(view("ab", 2), &blob));
  OK(bytes_blob_append(blob, view("\xff\0", 2)));
  OK(bytes_blob_append(blob, view(NULL, 0)));
  OK(bytes_blob_data(blob, &out));
  CHECK_SEQ(out, uint8_t, 'a', 'b', 0xff, 0);
  OK(bytes_blob_view(blob, &out));
  CHECK_SEQ(out, uint8_t, 'a', 'b', 0xff, 0);
  bytes_blob_free(blob);
}

static void test_refusals(void) {
  uint32_t sum = 7;
  pgl_bytes out = {(const uint8_t *)"x", 1};
  pgl_owner *owner = NULL;
  bytes_blob *blob = NULL;
  FAILS(PGL_ERROR_NULL, bytes_checksum(view(NULL, 1), &sum));
  FAILS(PGL_ERROR_LENGTH, bytes_checksum(view("x", SIZE_MAX), &sum));
  FAILS(PGL_ERROR_LENGTH, bytes_reversed(view("x", (size_t)PTRDIFF_MAX + 1), &out, &owner));
  FAILS(PGL_ERROR_NULL, bytes_reversed(view("x", 1), NULL, &owner));
  FAILS(PGL_ERROR_NULL, bytes_reversed(view("x", 1), &out, NULL));
  FAILS(PGL_ERROR_NULL, bytes_blob_new(view(NULL, 4), &blob));
  FAILS(PGL_ERROR_NULL, bytes_blob_append(NULL, view("x", 1)));
  FAILS(PGL_ERROR_NULL, bytes_blob_data(NULL, &out));
  CHECK_UINT(sum, 7);
  CHECK_UINT(out.len, 1);
  CHECK(owner == NULL && blob == NULL);
}

TESTS(test_arguments, test_results, test_fixed_length, test_object, test_refusals)
