// Values that may be missing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace optionals {

/// A person; the nickname and the age may be unknown.
struct Person {
  std::string name;
  std::optional<std::string> nickname;
  std::optional<std::int32_t> age;
  friend bool operator==(const Person&, const Person&) = default;
};

/// The square root of a square number.
inline std::optional<std::int32_t> exact_root(std::int32_t square) {
  for (std::int32_t i = 0; i * i <= square; ++i) if (i * i == square) return i;
  return std::nullopt;
}

/// `value`, or -1.
inline std::int32_t or_minus_one(std::optional<std::int32_t> value) { return value.value_or(-1); }

/// The first word of a text that has one.
inline std::optional<std::string> first_word(std::string_view text) {
  const std::size_t start = text.find_first_not_of(' ');
  if (start == std::string_view::npos) return std::nullopt;
  return std::string(text.substr(start, text.find(' ', start) - start));
}

/// The length of a text that may be missing.
inline std::optional<std::size_t> length(const std::optional<std::string>& text) {
  return text ? std::optional(text->size()) : std::nullopt;
}

/// How to address a person.
inline std::string address(const Person& person) { return person.nickname.value_or(person.name); }

/// A person a year older, if the age is known.
inline std::optional<Person> older(const std::optional<Person>& person) {
  if (!person || !person->age) return std::nullopt;
  Person result = *person;
  ++*result.age;
  return result;
}

/// The numbers that are not missing.
inline std::vector<std::int32_t> present(const std::vector<std::optional<std::int32_t>>& values) {
  std::vector<std::int32_t> result;
  for (const auto& value : values) if (value) result.push_back(*value);
  return result;
}

/// The present even numbers below `limit` at their own places; odd ones are missing.
inline std::vector<std::optional<std::int32_t>> evens(std::int32_t limit) {
  std::vector<std::optional<std::int32_t>> result;
  for (std::int32_t i = 0; i < limit; ++i) result.push_back(i % 2 == 0 ? std::optional(i) : std::nullopt);
  return result;
}

/// A greeting, with a name if there is one. Text behind a pointer that may be null may be missing.
inline std::string greet(const char* name = nullptr) { return std::string("Hello") + (name ? std::string(", ") + name : ""); }

/// How many units of UTF-16 a text has, or -1.
inline std::int32_t units(const char16_t* text = nullptr) { return text ? std::int32_t(std::u16string_view(text).size()) : -1; }

/// Something to hold.
class Token {
 public:
  explicit Token(std::int32_t id) : id_(id) {}
  std::int32_t id() const noexcept { return id_; }

 private:
  std::int32_t id_;
};

/// A token for a number that is not negative.
inline std::optional<Token> find_token(std::int32_t id) { return id < 0 ? std::nullopt : std::optional<Token>(id); }

/// The number of a token that may be missing.
inline std::int32_t token_id_or(const Token* token, std::int32_t otherwise) { return token ? token->id() : otherwise; }

}  // namespace optionals
