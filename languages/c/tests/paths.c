#include <paths_c.h>

#define LIBRARY paths
#include "check.h"

static void test_paths(void) {
  pgl_str out;
  pgl_owner *owner;
  OK(paths_join(pgl_text("a/b"), pgl_text("c.txt"), &out, &owner));
  CHECK_STR(out, "a/b/c.txt");
  pgl_release(owner);
  OK(paths_extension(pgl_text("caf\xc3\xa9/\xf0\x9f\x8e\xb5.mp3"), &out, &owner));
  CHECK_STR(out, ".mp3");
  pgl_release(owner);
  OK(paths_join(pgl_text(""), pgl_text(""), &out, &owner));
  CHECK_STR(out, "");
  pgl_release(owner);
}

static void test_in_containers(void) {
  pgl_seq_str parents;
  pgl_opt_str absolute;
  pgl_owner *owner;
  OK(paths_parents(pgl_text("a/b/c"), &parents, &owner));
  CHECK_UINT(parents.len, 2);
  CHECK_STR(parents.data[0], "a/b");
  CHECK_STR(parents.data[1], "a");
  pgl_release(owner);
  OK(paths_absolute_only(pgl_text("a"), &absolute, &owner));
  CHECK_UINT(absolute.has, 0);
  pgl_release(owner);
#ifndef _WIN32
  OK(paths_absolute_only(pgl_text("/a"), &absolute, &owner));
  CHECK_STR(absolute.value, "/a");
  pgl_release(owner);
#endif
}

static void test_in_record(void) {
  paths_copy copy, out;
  pgl_owner *owner;
  copy.from = pgl_text("a");
  copy.to = pgl_text("\xc3\xa4/b");
  OK(paths_reversed(&copy, &out, &owner));
  CHECK_STR(out.from, "\xc3\xa4/b");
  CHECK_STR(out.to, "a");
  pgl_release(owner);
  copy.to = pgl_text("\xff");
  FAILS(PGL_ERROR_UTF8, paths_reversed(&copy, &out, &owner));
  FAILS(PGL_ERROR_NULL, paths_reversed(NULL, &out, &owner));
}

static void test_files(void) {
  uint64_t size = 42;
  FILE *file = fopen("size.txt", "wb");
  if (CHECK(file != NULL)) {
    fputs("12345", file);
    fclose(file);
    OK(paths_size(pgl_text("size.txt"), &size));
    CHECK_UINT(size, 5);
    remove("size.txt");
  }
  FAILS(PGL_ERROR_IO, paths_size(pgl_text("there/is/no/such/file"), &size));
  CHECK(strstr(paths_last_error()->message.data, "there/is/no/such/file") != NULL);
  CHECK_UINT(size, 5);
}

static void test_object(void) {
  paths_folder *folder;
  pgl_str path;
  pgl_owner *owner;
  OK(paths_folder_new(pgl_text("home/ada"), &folder));
  OK(paths_folder_path(folder, &path, &owner));
  CHECK_STR(path, "home/ada");
  pgl_release(owner);
  paths_folder_free(folder);
  FAILS(PGL_ERROR_UTF8, paths_folder_new(pgl_text("\xff"), &folder));
}

TESTS(test_paths, test_in_containers, test_in_record, test_files, test_object)
