// Text of messages, put together without throwing.
#pragma once

#include <cstring>
#include <new>

#include "polyglue/runtime/config.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Grows as needed; what finds no memory is left out.
class Message {
 public:
  Message() = default;
  ~Message() { ::operator delete(large_); }
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;

  void clear() noexcept { size_ = 0; }
  void add(const char* text) noexcept { add(text, std::strlen(text)); }
  void add(const char* text, std::size_t len) noexcept {
    if (char* place = reserve(len)) std::memcpy(place, text, len);
  }
  /// Text that need not be UTF-8.
  void add_repaired(const char* text, std::size_t len) noexcept;
  void add_number(std::size_t number) noexcept {
    char digits[24];
    std::size_t at = sizeof digits;
    do digits[--at] = static_cast<char>('0' + number % 10);
    while (number /= 10);
    add(digits + at, sizeof digits - at);
  }
  /// All of it, and a NUL behind that, for those who print it as a C string.
  pgl_str view() noexcept {
    data()[size_] = '\0';
    return {data(), size_};
  }

  /// Makes this the message of the thread's last error; returns the status.
  pgl_status set_last(pgl_status status) noexcept;

 private:
  char* data() noexcept { return large_ ? large_ : small_; }
  /// Room for `len` more bytes, counted already, and the NUL; null if there is none.
  char* reserve(std::size_t len) noexcept {
    if (len >= capacity_ - size_ && !grow(len)) return nullptr;
    char* place = data() + size_;
    size_ += len;
    return place;
  }
  bool grow(std::size_t len) noexcept;

  char small_[240];
  char* large_ = nullptr;
  std::size_t size_ = 0, capacity_ = sizeof small_;
};

POLYGLUE_RUNTIME_END
