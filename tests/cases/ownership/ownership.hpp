// Shared, unique, borrowed and by-value objects.
#pragma once

#include <atomic>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <polyglue/annotations.hpp>

namespace ownership {

/// A book. `alive()` counts the instances there are.
class Book {
 public:
  explicit Book(std::string title) : title_(std::move(title)) { ++count(); }
  Book(const Book& other) : title_(other.title_) { ++count(); }
  Book(Book&& other) noexcept : title_(std::move(other.title_)) { ++count(); }
  Book& operator=(const Book&) = default;
  Book& operator=(Book&&) noexcept = default;
  ~Book() { --count(); }

  const std::string& title() const noexcept { return title_; }
  void set_title(std::string title) { title_ = std::move(title); }
  static std::int32_t alive() noexcept { return count(); }

 private:
  static std::atomic<std::int32_t>& count() noexcept {
    static std::atomic<std::int32_t> alive = 0;
    return alive;
  }
  std::string title_;
};

/// By value: the caller gets an object of its own.
inline Book make_book(std::string title) { return Book(std::move(title)); }
/// Shared.
inline std::shared_ptr<Book> share_book(std::string title) { return std::make_shared<Book>(std::move(title)); }
/// Unique: the caller's alone.
inline std::unique_ptr<Book> unique_book(std::string title) { return std::make_unique<Book>(std::move(title)); }
/// A raw pointer that the caller owns, by polyglue.toml.
inline Book* make_raw_book(std::string title) { return new Book(std::move(title)); }
/// Takes the book away from the caller, whose handle is closed.
inline std::string burn(std::unique_ptr<Book> book) { return book->title(); }
/// By value: a copy.
inline std::string copy_title(Book book) { return book.title(); }
/// Lives as long as the process, by polyglue.toml.
inline const Book& house_style() {
  static const Book book("House Style");
  return book;
}

/// Books that belong to a library.
class Library {
 public:
  explicit Library(std::string name) : name_(std::move(name)) {}

  const std::string& name() const noexcept { return name_; }
  /// Adds a copy of a book.
  void add(const Book& book) { books_.push_back(std::make_unique<Book>(book)); }
  /// Takes the book over.
  void donate(std::unique_ptr<Book> book) { books_.push_back(std::move(book)); }
  std::size_t size() const noexcept { return books_.size(); }
  /// A reference into the library, which stays alive as long as the result.
  Book& first() { return *books_.at(0); }
  const Book& last() const { return *books_.at(books_.size() - 1); }
  /// The book of this title, or null; borrowed, by polyglue.toml.
  Book* find(const std::string& title) {
    for (const auto& book : books_) if (book->title() == title) return book.get();
    return nullptr;
  }

 private:
  std::string name_;
  std::vector<std::unique_ptr<Book>> books_;
};

/// Keeps a book alive together with others.
class Reader {
 public:
  void read(std::shared_ptr<Book> book) { book_ = std::move(book); }
  /// What is being read; null before the first book.
  PG_NULLABLE std::shared_ptr<Book> current() const { return book_; }
  void stop() { book_.reset(); }

 private:
  std::shared_ptr<Book> book_;
};

}  // namespace ownership
