#include <ownership_client/ownership.hpp>
#include <utility>

#include "check.hpp"

namespace api = ownership_client;
using api::Book;

TEST(every_way_to_get_one) {
  const std::int32_t before = Book::alive();
  {
    EQUAL(api::make_book("a").title(), "a");
    EQUAL(api::share_book("b").title(), "b");
    EQUAL(api::unique_book("c").title(), "c");
    const auto raw = api::make_raw_book("d");
    CHECK(raw && raw->title() == "d");
  }
  EQUAL(Book::alive(), before);
}

TEST(an_argument_that_is_taken_over) {
  Book book = api::unique_book("old");
  EQUAL(api::copy_title(book), "old");
  EQUAL(api::burn(std::move(book)), "old");
  REFUSES(PGL_ERROR_NULL, book.title());
}

TEST(a_reference_keeps_its_parent_alive) {
  std::optional<Book> first;
  {
    api::Library library("city");
    library.add(api::make_book("one"));
    library.donate(api::unique_book("two"));
    EQUAL(library.size(), 2U);
    first = library.first();
    first->set_title("uno");
    EQUAL(library.first().title(), "uno");
    EQUAL(library.last()->title(), "two");
    CHECK(library.find("two") && !library.find("three"));
  }
  EQUAL(first->title(), "uno");
  first.reset();
}

TEST(const_references_only_read) {
  const auto book = api::house_style();
  EQUAL(book->title(), "House Style");
  EQUAL(api::copy_title(book), "House Style");
}

TEST(shared_by_both_sides) {
  api::Reader reader;
  Book book = api::share_book("x");
  reader.read(book);
  book.set_title("y");
  EQUAL(reader.current()->title(), "y");
  reader.stop();
  EQUAL(book.title(), "y");
}

CHECK_MAIN(ownership_live)
