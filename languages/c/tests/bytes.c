#include <bytes.h>

#include "check.h"

int main(void) {
  static const uint8_t some[] = {1, 2, 255};
  const pgl_bytes data = {some, 3}, none = {NULL, 0}, wild = {NULL, 1}, huge = {some, SIZE_MAX};
  pgl_bytes out;
  pgl_owner *owner;
  uint32_t sum;
  uint8_t copy[2];
  bytes_blob *blob;

  OK(bytes, bytes_checksum(data, &sum));
  CHECK(sum == 258);
  OK(bytes, bytes_checksum(none, &sum));
  CHECK(sum == 0);
  FAILS(bytes, PGL_ERROR_NULL, bytes_checksum(wild, &sum));
  FAILS(bytes, PGL_ERROR_LENGTH, bytes_checksum(huge, &sum));

  OK(bytes, bytes_reversed(data, &out, &owner));
  CHECK(out.len == 3 && out.data[0] == 255 && out.data[2] == 1);
  CHECK(pgl_copy_bytes(out, copy, sizeof copy) == 3);
  CHECK(copy[0] == 255 && copy[1] == 2);
  pgl_release(owner);
  OK(bytes, bytes_zeros(1000, &out, &owner));
  CHECK(out.len == 1000 && out.data[999] == 0);
  pgl_release(owner);
  OK(bytes, bytes_big_endian(0x01020304, &out, &owner));
  CHECK(out.len == 4 && out.data[0] == 1 && out.data[3] == 4);
  OK(bytes, bytes_from_big_endian(out, &sum));
  CHECK(sum == 0x01020304);
  pgl_release(owner);
  FAILS(bytes, PGL_ERROR_LENGTH, bytes_from_big_endian(data, &sum));

  OK(bytes, bytes_blob_new(data, &blob));
  OK(bytes, bytes_blob_data(blob, &out));
  CHECK(out.len == 3 && out.data[1] == 2);
  OK(bytes, bytes_blob_append(blob, data));
  OK(bytes, bytes_blob_view(blob, &out));
  CHECK(out.len == 6 && out.data[5] == 255);
  bytes_blob_free(blob);

  NOTHING_ALIVE(bytes);
  return DONE();
}
