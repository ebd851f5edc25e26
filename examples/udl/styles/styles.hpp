#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <polyglue/converter.hpp>
#include <polyglue/task.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace styles {

enum Kind { FIRST = 3, SECOND = 5 };  // an unscoped enum, in another case

struct Number { std::int32_t value; };
struct Text { std::string text; };
// std::monostate is the variant without fields.
using Answer = std::variant<std::monostate, Number, Text>;

// An error and its variants in a namespace, with other endings; a field is a method.
namespace net {
class NetError : public std::exception {};
class TimedOutError : public NetError {
 public:
  explicit TimedOutError(std::uint32_t seconds) : seconds_(seconds) {}
  std::uint32_t seconds() const noexcept { return seconds_; }

 private:
  std::uint32_t seconds_;
};
class RefusedException : public NetError {};
}  // namespace net

// A variant that derives from another.
class DiskError : public std::exception {};
class Full : public DiskError {};
class Gone final : public Full {};

// Errors that are values, thrown as they are: an enum with a text, and a struct of a std::variant.
enum class Jam { PAPER, INK };
std::string to_string(Jam jam);
struct Spill {
  struct Drop { std::uint32_t at; };
  struct Flood { std::string where; std::uint32_t cups; };
  std::variant<Drop, Flood> kind;
};

// A custom type with a converter, and one that is an alias.
class Link {
 public:
  explicit Link(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};
using Stamp = std::int64_t;

class Document {
 public:
  virtual ~Document() = default;
  virtual const std::string& title() const { return title_; }
  void setTitle(const std::string& title) { title_ = title; }

 private:
  std::string title_ = "untitled";
};

// Inherited methods, a constructor that has a name in the file, factories that return in several ways, names in
// another case, an argument the file leaves out, and methods it does not export.
class Sheet : public Document {
 public:
  Sheet() : Sheet(2, 2) {}
  Sheet(unsigned rows, unsigned columns);
  static std::unique_ptr<Sheet> parse(const char* text);
  static Sheet copyOf(const Sheet& other);
  std::size_t size() const noexcept { return cells_.size(); }
  const std::optional<std::string>& cell(unsigned row, unsigned column, bool checked = true) const;
  Stamp changed() const { return changed_; }
  void internal();

 private:
  unsigned columns_;
  std::vector<std::optional<std::string>> cells_;
  Stamp changed_ = 0;
};

struct Fine { std::int32_t by; };
struct Glum {};
using Mood = std::variant<Fine, Glum>;
struct Card {
  std::string title;
  Mood mood;
  std::optional<Mood> other;
};

// An object that is thrown.
class Torn : public std::exception {
 public:
  explicit Torn(unsigned pieces) : pieces_(pieces) {}
  const char* what() const noexcept override { return "torn"; }
  unsigned pieces() const { return pieces_; }
  std::string text(unsigned piece) const { return "piece " + std::to_string(piece); }

 private:
  unsigned pieces_;
};

// What callers implement.
class Visitor {
 public:
  virtual ~Visitor() = default;
  virtual bool cell(std::uint64_t number, const std::optional<std::string>& text) = 0;
};

class Cook {
 public:
  virtual ~Cook() = default;
  virtual void stir(unsigned cups) = 0;
};

void tear(unsigned pieces);
void feed(unsigned sheets);
Jam jam_of(unsigned sheets);
void pour(unsigned cups);
void careless(unsigned sheets);
unsigned cook(unsigned cups, Cook& cook);
void invert(std::span<std::byte> data);
std::string nameOf(const Answer& answer);
std::string mood_of(const Card& card);
polyglue::task<std::uint64_t> countLater(std::string path);
unsigned visit(const Sheet& sheet, Visitor& visitor);
std::size_t noteCount() noexcept;
std::map<std::string, unsigned> counts(const std::vector<std::uint8_t>& numbers);
Answer ask(const Answer& answer);
Link follow(const Link& link);
std::shared_ptr<Sheet> load(const std::string& path, Kind kind);
std::vector<std::uint8_t> doubled(std::span<const std::uint8_t> numbers);
// Null where the file says that it is optional.
std::shared_ptr<Sheet> find(std::string_view title);
bool is_same(std::shared_ptr<Sheet> a, std::shared_ptr<Sheet> b);
void not_in_the_interface();

}  // namespace styles

template <>
struct polyglue::converter<styles::Link> {
  using repr = std::string;
  static repr to(const styles::Link& link) { return link.text(); }
  static styles::Link from(repr text) { return styles::Link(std::move(text)); }
};
