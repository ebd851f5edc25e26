// Text in all the forms C++ has for it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace strings {

/// `name` with a greeting in front.
inline std::string greet(const std::string& name) { return "Hello, " + name + "!"; }

/// Two texts, one after the other.
inline std::string join(std::string_view a, std::string_view b) {
  std::string result(a);
  return result += b;
}

/// The length of a text that ends in NUL.
inline std::size_t c_length(const char* text) { return std::string_view(text).size(); }

/// The number of bytes of a text, embedded NULs included.
inline std::size_t length(std::string_view text) { return text.size(); }

/// Text by value.
inline std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

/// A text of static storage.
inline std::string_view motto() { return "caf\xc3\xa9 \xf0\x9f\x8e\xb5"; }

/// The same, ending in NUL.
inline const char* c_motto() { return "one text, many languages"; }

/// A text with a NUL in the middle.
inline std::string with_nul() { return std::string("a\0b", 3); }

/// `count` times the letter x.
inline std::string repeat(std::size_t count) { return std::string(count, 'x'); }

/// A reference to the longer of two arguments.
inline const std::string& longer(const std::string& a, const std::string& b) { return a.size() < b.size() ? b : a; }

/// A pointer into the argument, behind its first colon.
inline const char* after_colon(const char* text) {
  const std::size_t colon = std::string_view(text).find(':');
  return colon == std::string_view::npos ? text : text + colon + 1;
}

/// Bytes that are not UTF-8: the library breaks its promise.
inline std::string broken() { return "\xff\xfe"; }

/// Holds a text.
class Label {
 public:
  explicit Label(std::string text) : text_(std::move(text)) {}

  /// The text; valid until it changes.
  const std::string& text() const noexcept { return text_; }
  void set_text(std::string_view text) { text_ = text; }

 private:
  std::string text_;
};

}  // namespace strings
