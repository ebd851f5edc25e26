// Text in all the forms C++ has for it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// Text that nobody can move from.
inline const std::string fixed() { return "text that is too long to be held in the object itself"; }

/// A reference to the longer of two arguments.
inline const std::string& longer(const std::string& a, const std::string& b) { return a.size() < b.size() ? b : a; }

/// A pointer into the argument, behind its first colon.
inline const char* after_colon(const char* text) {
  const std::size_t colon = std::string_view(text).find(':');
  return colon == std::string_view::npos ? text : text + colon + 1;
}

/// Bytes that are not UTF-8: the library breaks its promise.
inline std::string broken() { return "\xff\xfe"; }

/// Text twice, in each other form that C++ has: UTF-8 that is called so, UTF-16, UTF-32, and what the platform calls wide.
inline std::u8string twice_u8(std::u8string_view text) { return std::u8string(text) += text; }
inline std::u16string twice_u16(const std::u16string& text) { return text + text; }
inline std::u32string twice_u32(std::u32string_view text) { return std::u32string(text) += text; }
inline std::wstring twice_wide(std::wstring text) { return text + text; }

/// How many characters each of them has.
inline std::size_t units_u8(const std::u8string& text) { return text.size(); }
inline std::size_t units_u16(std::u16string_view text) { return text.size(); }
inline std::size_t units_u32(const std::u32string& text) { return text.size(); }

/// The text itself: it shows what was made for the call.
inline std::u16string_view same_u16(std::u16string_view text) { return text; }
inline const std::u32string& same_u32(const std::u32string& text) { return text; }
inline std::u8string_view same_u8(std::u8string_view text) { return text; }

/// Text that ends in NUL.
inline const wchar_t* wide_motto() { return L"caf\xe9"; }
inline std::size_t wide_length(const wchar_t* text) { return std::wstring_view(text).size(); }

/// The words of a text, and the first of them that has this letter.
inline std::vector<std::u16string> words(std::u16string_view text) {
  std::vector<std::u16string> result(1);
  for (const char16_t c : text) {
    if (c == u' ') result.emplace_back();
    else result.back() += c;
  }
  return result;
}
inline std::optional<std::u32string> word_with(const std::vector<std::u32string>& words, char32_t letter) {
  for (const std::u32string& word : words)
    if (word.find(letter) != word.npos) return word;
  return std::nullopt;
}

/// Half of a pair, which no other encoding can say.
inline std::u16string half_pair() { return {u'a', char16_t(0xD83C)}; }

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
