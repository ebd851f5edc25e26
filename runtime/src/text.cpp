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
std::uint32_t load4(const Byte* at) noexcept {
  std::uint32_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}
bool is_ascii(std::uint64_t bytes) noexcept { return !(bytes & 0x8080808080808080u); }

// A state machine without branches: a state is how far its six bits are from the right in what a byte
// makes of all states, so that one shift takes a step.
enum State : unsigned {
  kWrong = 0,
  kWhole = 6,   ///< between characters
  kOne = 12,    ///< one byte is missing
  kTwo = 18,
  kThree = 24,
  kAfterE0 = 30,  ///< the second byte is restricted: else overlong
  kAfterEd = 36,  ///< else a surrogate
  kAfterF0 = 42,  ///< else overlong
  kAfterF4 = 48,  ///< else above U+10FFFF
};

struct Steps {
  std::uint64_t of[256] = {};

  constexpr void add(State from, unsigned first, unsigned last, State to) {
    for (unsigned byte = first; byte <= last; ++byte) of[byte] |= std::uint64_t{to} << from;
  }
  constexpr Steps() {
    add(kWhole, 0x00, 0x7f, kWhole);
    add(kWhole, 0xc2, 0xdf, kOne);
    add(kWhole, 0xe0, 0xe0, kAfterE0);
    add(kWhole, 0xe1, 0xec, kTwo);
    add(kWhole, 0xed, 0xed, kAfterEd);
    add(kWhole, 0xee, 0xef, kTwo);
    add(kWhole, 0xf0, 0xf0, kAfterF0);
    add(kWhole, 0xf1, 0xf3, kThree);
    add(kWhole, 0xf4, 0xf4, kAfterF4);
    add(kOne, 0x80, 0xbf, kWhole);
    add(kTwo, 0x80, 0xbf, kOne);
    add(kThree, 0x80, 0xbf, kTwo);
    add(kAfterE0, 0xa0, 0xbf, kOne);
    add(kAfterEd, 0x80, 0x9f, kOne);
    add(kAfterF0, 0x90, 0xbf, kTwo);
    add(kAfterF4, 0x80, 0x8f, kTwo);
  }
};
constexpr Steps kSteps;

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
  std::uint64_t state = kWhole;
  for (;; at += 16) {
    if ((state & 63) == kWhole) {
      while (end - at >= 32 && is_ascii(load(at) | load(at + 8) | load(at + 16) | load(at + 24))) at += 32;
    }
    if (end - at < 16) break;
    if ((state & 63) == kWhole && is_ascii(load(at) | load(at + 8))) continue;
    for (int i = 0; i < 16; ++i) state = kSteps.of[at[i]] >> (state & 63);
  }
  if ((state & 63) == kWhole) {  // the rest at once if it is ASCII, for 8 bytes and more with some already seen
    const std::size_t left = static_cast<std::size_t>(end - at);
    if (!left) return true;
    if (left >= 8 && is_ascii(load(at) | load(end - 8))) return true;
    if (left >= 4 && left < 8 && is_ascii(std::uint64_t{load4(at)} | load4(end - 4))) return true;
  }
  while (at != end) state = kSteps.of[*at++] >> (state & 63);
  return (state & 63) == kWhole;
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
