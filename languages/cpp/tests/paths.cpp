#include <paths_client/paths.hpp>

#include "check.hpp"

namespace api = paths_client;

TEST(paths_are_text) {
  EQUAL(api::join("a", "b"), "a/b");
  EQUAL(api::extension("x.txt"), ".txt");
  EQUAL(api::parents("/a/b"), std::vector<std::string>{"/a"});
  CHECK(api::absolute_only("/a") == "/a");
  CHECK(!api::absolute_only("a"));
  EQUAL(api::reversed({"a", "b"}).from, "b");
  EQUAL(api::Folder("/tmp/x").path(), "/tmp/x");
}

TEST(a_file_that_is_not_there) {
  THROWS(polyglue::client::error, api::size("/no/such/file")) EQUAL(error.status(), PGL_ERROR_IO);
}

CHECK_MAIN(paths_live)
