// The library that example_shim.cpp wraps: one of everything.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace demo {

enum class Kind : std::uint8_t { tap, hold, mine };

struct Note {
  std::int64_t time = 0;
  std::uint32_t column = 0;
  Kind kind = Kind::tap;
  bool loud = false;
};

struct Metadata {
  std::string title;
  std::optional<std::string> source;
  std::vector<std::string> tags;
  std::optional<std::chrono::microseconds> preview;
};

using Value = std::variant<std::monostate, std::int32_t, std::string, Note>;

class TooLarge : public std::runtime_error {
 public:
  TooLarge(std::int64_t limit, const std::string& what) : std::runtime_error(what), limit_(limit) {}
  std::int64_t limit() const noexcept { return limit_; }

 private:
  std::int64_t limit_;
};

/// Not a std::exception.
struct Oops {
  int code;
};

class Counter {
 public:
  explicit Counter(std::int64_t start) : value_(start) {}
  std::int64_t value() const noexcept { return value_; }
  std::int64_t add(std::int64_t by) {
    if (by > 1000) throw TooLarge(1000, "that is too much");
    if (by == -1000) throw Oops{7};
    return value_ += by;
  }

 private:
  std::int64_t value_;
};

class Base {
 public:
  virtual ~Base() = default;
  virtual std::string describe() const { return "base"; }
};

class Chart : public Base {
 public:
  Chart() : counter_(0) {}
  std::string describe() const override { return "a chart with " + std::to_string(notes_.size()) + " notes"; }
  const std::string& title() const noexcept { return metadata_.title; }
  void set_title(std::string_view title) { metadata_.title = title; }
  const Metadata& metadata() const noexcept { return metadata_; }
  void set_metadata(Metadata metadata) { metadata_ = std::move(metadata); }
  const std::vector<Note>& notes() const noexcept { return notes_; }
  std::vector<Note> loud_notes() const {
    std::vector<Note> loud;
    for (const Note& note : notes_) {
      if (note.loud) loud.push_back(note);
    }
    return loud;
  }
  void add(const Note& note) { notes_.push_back(note); }
  void set_notes(std::vector<Note> notes) { notes_ = std::move(notes); }
  std::map<std::string, std::int32_t> tag_lengths() const {
    std::map<std::string, std::int32_t> lengths;
    for (const std::string& tag : metadata_.tags) lengths[tag] = static_cast<std::int32_t>(tag.size());
    return lengths;
  }
  Value find(const std::variant<std::int32_t, std::string>& key) const {
    if (const auto* index = std::get_if<std::int32_t>(&key)) return notes_.at(static_cast<std::size_t>(*index));
    return std::get<std::string>(key) == "title" ? Value(metadata_.title) : Value();
  }
  Counter& counter() noexcept { return counter_; }
  const Counter& counter() const noexcept { return counter_; }

 private:
  Metadata metadata_;
  std::vector<Note> notes_;
  Counter counter_;
};

inline std::shared_ptr<Base> make_shared_base(bool chart) {
  return chart ? std::make_shared<Chart>() : std::make_shared<Base>();
}
inline std::unique_ptr<Base> pass(std::unique_ptr<Base> base) { return base; }
inline std::int64_t total(const std::vector<const Counter*>& counters) {
  std::int64_t sum = 0;
  for (const Counter* counter : counters) sum += counter ? counter->value() : 0;
  return sum;
}
inline std::int32_t add_numbers(std::int32_t a, std::int32_t b) noexcept {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) + static_cast<std::uint32_t>(b));
}

}  // namespace demo
