// What libraries older than std::span and std::optional write: pointers with lengths, results in parameters,
// streams, string views of their own. Bound untouched; polyglue.toml says what pointers do not.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <istream>
#include <ostream>
#include <stdexcept>
#include <string>

namespace pointers {

/// A string view of the library's own.
class Slice {
 public:
  Slice() : data_(""), size_(0) {}
  Slice(const char* data, std::size_t size) : data_(data), size_(size) {}
  Slice(const std::string& text) : data_(text.data()), size_(text.size()) {}
  const char* data() const { return data_; }
  std::size_t size() const { return size_; }
  std::string str() const { return std::string(data_, size_); }

 private:
  const char* data_;
  std::size_t size_;
};

/// The same for bytes.
class Blob {
 public:
  Blob(const char* data, std::size_t size) : data_(data), size_(size) {}
  const char* data() const { return data_; }
  std::size_t size() const { return size_; }

 private:
  const char* data_;
  std::size_t size_;
};

// Styles that repeat the enum's name in its values.
enum Mode { MODE_READ, MODE_WRITE, MODE_READ_WRITE };
enum class Codec { kNone, kSnappy };

/// The sum of all bytes.
inline std::uint64_t checksum(const void* data, std::size_t size) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += static_cast<const unsigned char*>(data)[i];
  return sum;
}
/// The sum of `count` numbers.
inline double total(const double* values, int count, double start = 0) {
  for (int i = 0; i < count; ++i) start += values[i];
  return start;
}
inline std::int32_t last_of(const std::int32_t* begin, const std::int32_t* end) { return begin == end ? -1 : *(end - 1); }
/// Text may hold a NUL.
inline std::size_t count_nul(const char* text, std::size_t length) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < length; ++i) count += text[i] == '\0';
  return count;
}
/// A number after text that is no length of it.
inline char letter_at(const char* text, std::size_t position) {
  if (position >= std::strlen(text)) throw std::out_of_range("no such letter");
  return text[position];
}

inline Slice first_word(const Slice& text) {
  std::size_t end = 0;
  while (end < text.size() && text.data()[end] != ' ') ++end;
  return Slice(text.data(), end);
}
inline Blob without_first(const Blob& blob) { return Blob(blob.data() + 1, blob.size() - 1); }

/// Parses `text`; false where it is no number.
inline bool to_int(const char* text, int* value) {
  char* end = nullptr;
  const long parsed = std::strtol(text, &end, 10);
  *value = static_cast<int>(parsed);
  return end != text && *end == '\0';
}
/// Quotient and remainder.
inline void divide(int a, int b, int& quotient, int& remainder) {
  if (b == 0) throw std::invalid_argument("division by zero");
  quotient = a / b;
  remainder = a % b;
}
/// Replaces the first `from` in `text`; how many were replaced.
inline int replace(std::string* text, const std::string& from, const std::string& to) {
  const std::size_t at = text->find(from);
  if (at == std::string::npos) return 0;
  text->replace(at, from.size(), to);
  return 1;
}
/// The name of a number below three.
inline bool name_of(int number, const char** name) {
  static const char* const names[] = {"zero", "one", "two"};
  if (number < 0 || number > 2) return false;
  *name = names[number];
  return true;
}

/// What a store keeps and changes.
struct Mark {
  std::string text;
};

class Store {
 public:
  explicit Store(const char* name) : name_(name) { ++open_; }
  Store(const void* data, std::size_t size) : name_(static_cast<const char*>(data), size) { ++open_; }
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store() { --open_; }
  /// Replaces the name.
  Store& operator=(const std::string& name) {
    name_ = name;
    return *this;
  }
  /// Opens a store for the caller to delete; false and nothing for a bad name.
  static bool open(const std::string& name, Mode mode, Store** store) {
    if (name.empty()) return false;
    *store = new Store((name + (mode == MODE_READ ? ":r" : ":w")).c_str());
    return true;
  }
  static int live() { return open_; }
  const std::string& name() const { return name_; }
  /// The length of the name, by way of a parameter.
  void measure(std::size_t* length) const { *length = name_.size(); }
  void write(std::ostream& out, int times = 1) const {
    for (int i = 0; i < times; ++i) out << name_ << ';';
  }
  int read(std::istream& in) {
    std::string word;
    int count = 0;
    while (in >> word) name_ += word, ++count;
    return count;
  }
  /// Itself; never null.
  Store* self() { return this; }
  /// The last mark, as it is now; none before the first.
  const Mark* mark() const { return mark_.text.empty() ? nullptr : &mark_; }
  void set_mark(const std::string& text) { mark_.text = text; }

 private:
  std::string name_;
  Mark mark_;
  static inline std::atomic<int> open_ = 0;
};

}  // namespace pointers
