#include "polyglue/runtime/text.hpp"

#include <cstring>

POLYGLUE_RUNTIME_BEGIN

namespace {

using Byte = unsigned char;

std::uint64_t load(const Byte* at) noexcept {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}
constexpr std::uint64_t kHighBits = 0x8080808080808080u;

/// Length of the well-formed character at `at`, or 0; `bad` is then how many bytes to replace.
std::size_t character(const Byte* at, const Byte* end, std::size_t& bad) noexcept {
  const Byte first = *at;
  bad = 1;
  if (first < 0x80) return 1;
  std::size_t len;
  Byte low = 0x80, high = 0xbf;  // of the second byte
  if (first >= 0xc2 && first <= 0xdf) {
    len = 2;
  } else if (first >= 0xe0 && first <= 0xef) {
    len = 3;
    if (first == 0xe0) low = 0xa0;        // else overlong
    else if (first == 0xed) high = 0x9f;  // else a surrogate
  } else if (first >= 0xf0 && first <= 0xf4) {
    len = 4;
    if (first == 0xf0) low = 0x90;
    else if (first == 0xf4) high = 0x8f;  // else above U+10FFFF
  } else {
    return 0;
  }
  const auto left = static_cast<std::size_t>(end - at);
  if (left < 2 || at[1] < low || at[1] > high) return 0;
  for (bad = 2; bad < len; ++bad) {
    if (bad >= left || (at[bad] & 0xc0) != 0x80) return 0;
  }
  return len;
}

constexpr char kReplacement[] = {'\xef', '\xbf', '\xbd'};

}  // namespace

bool is_utf8(const char* data, std::size_t len) noexcept {
  const auto* at = reinterpret_cast<const Byte*>(data);
  const Byte* end = at + len;
  for (;;) {
    while (end - at >= 32) {
      if ((load(at) | load(at + 8) | load(at + 16) | load(at + 24)) & kHighBits) break;
      at += 32;
    }
    while (end - at >= 8 && !(load(at) & kHighBits)) at += 8;
    if (end - at < 8) {
      if (len >= 8 && at != end) {
        // The rest with bytes already seen in front of it, if those were ASCII anyway.
        if (!(load(end - 8) & kHighBits)) return true;
      }
      while (at != end && *at < 0x80) ++at;
      if (at == end) return true;
    }
    do {
      std::size_t bad;
      const std::size_t size = character(at, end, bad);
      if (!size) return false;
      at += size;
    } while (at != end && *at >= 0x80);
    if (at == end) return true;
  }
}

std::size_t repaired_size(const char* data, std::size_t len) noexcept {
  const auto* at = reinterpret_cast<const Byte*>(data);
  const Byte* end = at + len;
  std::size_t size = 0;
  while (at != end) {
    std::size_t bad;
    const std::size_t good = character(at, end, bad);
    size += good ? good : sizeof kReplacement;
    at += good ? good : bad;
  }
  return size;
}

void repair(const char* data, std::size_t len, char* out) noexcept {
  const auto* at = reinterpret_cast<const Byte*>(data);
  const Byte* end = at + len;
  while (at != end) {
    std::size_t bad;
    const std::size_t good = character(at, end, bad);
    const std::size_t size = good ? good : sizeof kReplacement;
    std::memcpy(out, good ? reinterpret_cast<const char*>(at) : kReplacement, size);
    out += size;
    at += good ? good : bad;
  }
}

POLYGLUE_RUNTIME_END
