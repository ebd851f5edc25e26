#include <paths.h>

#include "check.h"

int main(void) {
  pgl_str path;
  pgl_seq_str parents;
  pgl_opt_str absolute;
  pgl_owner *owner;
  uint64_t size;
  paths_folder *folder;

  OK(paths, paths_join(pgl_text("/usr"), pgl_text("lib\xC3\xA9"), &path, &owner));
  CHECK(text_is(path, "/usr/lib\xC3\xA9"));
  pgl_release(owner);
  OK(paths, paths_extension(pgl_text("song.osu"), &path, &owner));
  CHECK(text_is(path, ".osu"));
  pgl_release(owner);
  OK(paths, paths_parents(pgl_text("/a/b/c"), &parents, &owner));
  CHECK(parents.len == 2 && text_is(parents.data[0], "/a/b") && text_is(parents.data[1], "/a"));
  pgl_release(owner);
  {
    const paths_copy copy = {{"from", 4}, {"to", 2}};
    paths_copy reversed;
    OK(paths, paths_reversed(&copy, &reversed, &owner));
    CHECK(text_is(reversed.from, "to") && text_is(reversed.to, "from"));
    pgl_release(owner);
  }
  OK(paths, paths_absolute_only(pgl_text("relative"), &absolute, &owner));
  CHECK(absolute.has == 0);
  pgl_release(owner);
  OK(paths, paths_size(pgl_text("polyglue.toml"), &size));
  CHECK(size > 100);
  FAILS(paths, PGL_ERROR_IO, paths_size(pgl_text("no such file"), &size));
  FAILS(paths, PGL_ERROR_UTF8, paths_size(pgl_text("\xFF"), &size));

  OK(paths, paths_folder_new(pgl_text("/tmp"), &folder));
  OK(paths, paths_folder_path(folder, &path, &owner));
  CHECK(text_is(path, "/tmp"));
  pgl_release(owner);
  paths_folder_free(folder);

  NOTHING_ALIVE(paths);
  return DONE();
}
