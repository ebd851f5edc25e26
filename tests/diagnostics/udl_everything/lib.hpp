// What lib.udl exports. Add what the classes need; `polyglue check` compares both.
//
// Everything an interface file can say and Polyglue has a form for.
//
// The header beside it is what `polyglue init --udl` writes.
#pragma once

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace lib {

struct Numbers;
struct Profile;
struct Nothing;
class Store;
class Reader;
class Trouble;
class Listener;
class Plugin;
class Follower;
struct Chain;
struct Link;
namespace tree_variants {
struct Leaf;
struct Fork;
struct Hung;
}  // namespace tree_variants
/// Contains itself in three ways.
using Tree = std::variant<tree_variants::Leaf, tree_variants::Fork, tree_variants::Hung>;

/// Numbers of every kind.
struct Numbers {
  bool a = true;
  std::uint8_t b = 0;
  std::int8_t c = -1;
  std::uint16_t d = 0755;
  std::int16_t e = 0;
  std::uint32_t f = 0;
  std::int32_t g = 0;
  std::uint64_t h = 18446744073709551615u;
  std::int64_t i = 0;
  float j = 1.5;
  double k = 2.0;
  bool operator==(const Numbers&) const = default;
};
std::string to_string(const Numbers&);

/// Colours.
enum class Colour {
  /// Like roses.
  red,
  deep_blue,
  class_,
};

namespace shape_variants {
/// Round.
struct Circle {
  double radius = 0;
};
struct Box {
  double width = 0;
  double height = 0;
  std::optional<Colour> colour;
};
struct None {};
}  // namespace shape_variants
/// A shape.
using Shape = std::variant<shape_variants::Circle, shape_variants::Box, shape_variants::None>;

// Or a class of its own, with a polyglue::converter.
using Url = std::string;

/// A person.
struct Profile {
  /// The name.
  std::string name = "nobody \\ here";
  Numbers numbers;
  /// Who invited this person.
  std::unique_ptr<Profile> parent;
  std::vector<Profile> friends;
  std::unordered_map<std::string, std::string> tags;
  Colour colour = Colour::red;
  std::vector<Shape> shapes;
  std::vector<std::uint8_t> picture;
  std::optional<Url> home;
};

struct Nothing {
};

/// What went wrong in a store.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  class NotFound;
  class Full;
  class Torn;
};

/// There is no such key.
class StoreError::NotFound : public StoreError {
 public:
  NotFound(const std::string& message, std::string key_) : StoreError(message), key(std::move(key_)) {}
  std::string key;
};

class StoreError::Full : public StoreError {
 public:
  Full(const std::string& message, std::uint64_t limit_, std::vector<std::string> keys_) : StoreError(message), limit(std::move(limit_)), keys(std::move(keys_)) {}
  std::uint64_t limit;
  std::vector<std::string> keys;
};

class StoreError::Torn : public StoreError {
 public:
  using StoreError::StoreError;
};

class PlainError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  class Early;
  class Late;
};

class PlainError::Early : public PlainError {
 public:
  using PlainError::PlainError;
};

class PlainError::Late : public PlainError {
 public:
  using PlainError::PlainError;
};

struct Chain {
  std::unique_ptr<Link> link;
};

namespace tree_variants {
struct Leaf {
  std::int32_t value = 0;
};
struct Fork {
  std::vector<Tree> children;
  std::unique_ptr<Tree> next;
};
struct Hung {
  Chain chain;
};
}  // namespace tree_variants

struct Link {
  std::unique_ptr<Chain> rest;
  std::vector<Link> others;
};

/// Keeps profiles.
class Store {
 public:
  Store(std::string_view path, bool create);
  static std::shared_ptr<Store> temporary();
  /// How many there are.
  std::uint64_t count();
  std::shared_ptr<Store> clone_of();
  void put(const Profile& profile);
  std::shared_ptr<Reader> reader();
  bool operator==(const Store&) const;
  std::strong_ordering operator<=>(const Store&) const;
};
std::string to_string(const Store&);

/// Reads one by one.
class Reader {
 public:
  static std::future<std::shared_ptr<Reader>> create(std::string path);
  static std::future<std::shared_ptr<Reader>> open();
  std::optional<Profile> next();
  std::future<std::optional<Profile>> last();
};

/// An object that is thrown.
class Trouble : public std::exception {
 public:
  std::string text();
};

/// Callers implement it.
class Listener {
 public:
  virtual ~Listener() = default;
  /// Something was heard.
  virtual std::optional<std::string> heard(std::string_view what, std::shared_ptr<Listener> by) = 0;
};

class Plugin {
 public:
  virtual ~Plugin() = default;
  virtual void run(const std::vector<Shape>& shapes, std::shared_ptr<Store> store) = 0;
};

/// C++ alone implements it.
class Follower {
 public:
  virtual ~Follower() = default;
  virtual std::uint64_t steps() = 0;
};

/// Adds.
std::uint64_t add(std::uint64_t a, std::uint64_t b);

Profile find(std::string_view name, Colour colour, const std::optional<std::string>& note);

std::vector<std::uint8_t> reverse(std::span<const std::uint8_t> data);

std::chrono::sys_time<std::chrono::microseconds> later(std::chrono::sys_time<std::chrono::microseconds> at, std::chrono::nanoseconds by);

std::unordered_map<std::string, std::vector<std::optional<double>>> table(const std::vector<Shape>& shapes);

std::shared_ptr<Store> open_store(const Url& url);

void delete_(bool class_, const std::vector<std::uint8_t>& rest);

float risky();

std::vector<std::shared_ptr<Reader>> readers(std::shared_ptr<Store> store);

Tree grown(const Tree& tree, const Chain& chain);

/// Later.
std::future<std::vector<std::shared_ptr<Reader>>> opened(std::string where, std::uint8_t times);

std::future<void> slept(std::chrono::nanoseconds time);

void fill(std::span<std::uint8_t> data, std::uint8_t with);

Shape troubled(const Shape& shape, std::uint8_t times);

/// Gives back who listens.
std::shared_ptr<Listener> listen(std::shared_ptr<Listener> listener, const std::vector<std::shared_ptr<Plugin>>& plugins, std::shared_ptr<Follower> follower);

}  // namespace lib

template <>
struct std::hash<lib::Store> {
  std::size_t operator()(const lib::Store&) const;
};
