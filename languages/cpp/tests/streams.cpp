#include <streams_client/streams.hpp>
#include <thread>

#include "check.hpp"

namespace api = streams_client;

TEST(one_by_one) {
  const std::int32_t before = api::made();
  api::I32Stream numbers = api::count(1, 1000);
  EQUAL(api::made(), before);
  CHECK(numbers.next() == 1);
  EQUAL(api::made(), before + 1);
  std::int32_t sum = 1;
  for (const std::int32_t number : numbers) sum += number;
  EQUAL(sum, 500500);
  EQUAL(api::alive(), 0);
  CHECK(!numbers.next());
  sum = 0;
  for (const std::int32_t number : api::squares(4)) sum += number;
  EQUAL(sum, 14);
  std::string all;
  for (const std::string& word : api::words("one two three")) all += word + "/";
  EQUAL(all, "one/two/three/");
}

TEST(closed_early) {
  for (const std::int32_t number : api::count(1, 1000)) {
    EQUAL(api::alive(), 1);
    if (number == 3) break;
  }
  EQUAL(api::alive(), 0);
}

TEST(errors_in_the_middle) {
  const std::vector<std::string> names = {"first", "nothing", "third"};
  api::SongStream songs = api::songs(names);
  EQUAL(songs.next()->title, "first");
  THROWS(api::NotFound, static_cast<void>(songs.next())) { EQUAL(error.name(), "nothing"); }
  CHECK(!songs.next());
}

TEST(objects) {
  std::optional<api::Album> album;
  album.emplace(std::vector<api::Song>{{"a", 1}, {"b", 0}});
  api::SongStream songs = album->songs();
  api::AlbumStream singles = album->singles();
  api::OptionalI32Stream lengths = album->lengths();
  album.reset();
  std::string titles;
  for (const api::Song& song : songs) titles += song.title;
  for (api::Album& single : singles) titles += single.songs().next()->title;
  EQUAL(titles, "abab");
  CHECK(lengths.next() == std::optional<std::optional<std::int32_t>>(1));
  const auto unknown = lengths.next();
  CHECK(unknown && !*unknown);
  CHECK(!lengths.next());
}

/// C++ lets go in its own time.
void settle() {
  while (streams_live().handles + streams_live().owners || api::alive()) std::this_thread::yield();
}

TEST(in_time) {
  const std::int32_t before = api::made();
  {
    api::I32AsyncStream ticks = api::ticks(10);
    auto first = ticks.next();
    CHECK(first.is_ready());
    CHECK(first.get() == 1);
    EQUAL(api::made(), before + 1);
    std::int32_t sum = 0;
    while (const auto tick = ticks.next().get()) sum += *tick;
    EQUAL(sum, 54);
    CHECK(!ticks.next().get());
    const std::vector<std::string> names = {"first", "nothing"};
    api::SongAsyncStream songs = api::search(names);
    EQUAL(songs.next().get()->title, "first");
    THROWS(api::NotFound, songs.next().get()) { EQUAL(error.name(), "nothing"); }
  }
  settle();
}

TEST(who_wants_no_more) {
  {
    api::I32AsyncStream numbers = api::until_stopped();
    CHECK(numbers.next().get() == 1);
    auto waiting = numbers.next();
    THROWS(std::invalid_argument, numbers.next().get()) {}
    numbers = api::until_stopped();
    CHECK(!waiting.get());
    CHECK(numbers.next().get() == 1);
    auto other = numbers.next();
    other.cancel();
    REFUSES(PGL_ERROR_CANCELLED, other.get());
    CHECK(!numbers.next().get());
  }
  settle();
}

CHECK_MAIN(streams_live)
