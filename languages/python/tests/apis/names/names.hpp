// Names that mean something in Python, or in the package around the library.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace names {

/// Named like the class that sequences come as.
class Array {
 public:
  explicit Array(std::int32_t size) : size_(size) {}
  std::int32_t size() const { return size_; }

 private:
  std::int32_t size_;
};

/// Named like a type of arguments, and closes something itself.
class Buffer {
 public:
  Buffer() = default;
  /// Closes the file the buffer belongs to: true the first time.
  bool close() { return !std::exchange(closed_, true); }
  bool closed() const { return closed_; }
  void put(std::span<const std::uint8_t> data) { size_ += data.size(); }
  std::size_t size() const { return size_; }

 private:
  bool closed_ = false;
  std::size_t size_ = 0;
};

/// Inherits a close() of its own kind.
class SafeBuffer : public Buffer {
 public:
  SafeBuffer() = default;
  bool safe() const { return true; }
};

/// Methods named like the types of other methods.
class Iterator {
 public:
  Iterator() = default;
  std::vector<std::int32_t> list() const { return {1, 2}; }
  std::set<std::int32_t> set() const { return {value_}; }
  void set(std::int32_t value) { value_ = value; }
  std::map<std::string, std::int32_t> dict() const { return {{"a", 1}}; }
  std::vector<std::string> words() const { return {"a"}; }
  std::int32_t property() const { return value_; }
  std::string str() const { return "s"; }
  std::optional<std::chrono::system_clock::time_point> datetime() const { return {}; }
  std::vector<std::uint8_t> bytes() const { return {1}; }
  bool operator==(const Iterator& other) const { return value_ == other.value_; }

 private:
  std::int32_t value_ = 0;
};

/// Fields named like their types.
struct Any {
  std::int32_t int_ = 0;
  std::string type = "t";
  std::string str = "s";
  std::vector<std::string> list;
};

enum class Enum { none, True, mro, name, value };

/// Named like the error of exceptions nobody declared.
class InternalError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class ValueError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// @throws ValueError always
inline void fail() { throw ValueError("no"); }
/// @throws InternalError always
inline void fail_inside() { throw InternalError("inside"); }
inline void fail_otherwise() { throw std::logic_error("otherwise"); }

inline std::vector<std::int32_t> range(std::int32_t type, std::int32_t len) {
  return {type, len};
}
inline std::size_t len(const std::vector<std::string>& list) { return list.size(); }
inline std::string type(const std::string& self) { return self; }
inline Any make(Enum kind) {
  Any any;
  any.int_ = static_cast<std::int32_t>(kind);
  return any;
}

}  // namespace names
