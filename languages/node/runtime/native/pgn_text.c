/* Text as UTF-16: V8 gives and takes that sooner than UTF-8, and only there a lone surrogate is seen. */
#include "pgn.h"

/* ---- Eight units at a time, as long as they are ASCII ---------------------------------------- */

static inline uint64_t eight_bytes(const char *at) {
  uint64_t bytes;
  memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

#if defined(__GNUC__)
typedef uint16_t wide __attribute__((vector_size(16)));
typedef uint8_t narrow __attribute__((vector_size(8)));

static inline bool narrow_eight(const uint16_t *units, char *out) {
  uint64_t both[2];
  wide given;
  memcpy(both, units, sizeof both);
  if ((both[0] | both[1]) & 0xFF80FF80FF80FF80) return false;
  memcpy(&given, units, sizeof given);
  const narrow made = __builtin_convertvector(given, narrow);
  memcpy(out, &made, sizeof made);
  return true;
}

static inline bool widen_eight(const char *text, uint16_t *out) {
  narrow given;
  if (eight_bytes(text) & 0x8080808080808080) return false;
  memcpy(&given, text, sizeof given);
  const wide made = __builtin_convertvector(given, wide);
  memcpy(out, &made, sizeof made);
  return true;
}
#else
static inline bool narrow_eight(const uint16_t *units, char *out) {
  for (int i = 0; i < 8; ++i) {
    if (units[i] > 0x7F) return false;
    out[i] = (char)units[i];
  }
  return true;
}

static inline bool widen_eight(const char *text, uint16_t *out) {
  for (int i = 0; i < 8; ++i) {
    if ((unsigned char)text[i] > 0x7F) return false;
    out[i] = (uint16_t)text[i];
  }
  return true;
}
#endif

static inline bool is_ascii(pgl_str text) {
  uint64_t all = 0;
  if (text.len >= 8) {
    for (size_t i = 0; i < text.len - 8; i += 8) all |= eight_bytes(text.data + i);
    all |= eight_bytes(text.data + text.len - 8);
  } else {
    for (size_t i = 0; i < text.len; ++i) all |= (unsigned char)text.data[i];
  }
  return !(all & 0x8080808080808080);
}

/* ---- From JavaScript ------------------------------------------------------------------------- */

/* The end of what it writes: 3 bytes for a unit at most, which may overwrite units that were read. Null for a lone surrogate. */
static char *to_utf8(const uint16_t *at, size_t count, char *out) {
  const uint16_t *const end = at + count;
  while (at < end) {
    for (; end - at >= 8 && narrow_eight(at, out); at += 8) out += 8;
    for (int i = 0; i < 8 && at < end; ++i) {
      const uint32_t unit = *at++;
      if (unit < 0x80) {
        *out++ = (char)unit;
        continue;
      }
      if (unit < 0x800) {
        *out++ = (char)(0xC0 | unit >> 6);
      } else if ((unit & 0xF800) != 0xD800) {
        *out++ = (char)(0xE0 | unit >> 12);
        *out++ = (char)(0x80 | (unit >> 6 & 0x3F));
      } else {
        if (unit >= 0xDC00 || at == end || (*at & 0xFC00) != 0xDC00) return NULL;
        const uint32_t point = 0x10000 + ((unit & 0x3FF) << 10 | (*at++ & 0x3FF));
        *out++ = (char)(0xF0 | point >> 18);
        *out++ = (char)(0x80 | (point >> 12 & 0x3F));
        *out++ = (char)(0x80 | (point >> 6 & 0x3F));
        *out++ = (char)(0x80 | (point & 0x3F));
        continue;
      }
      *out++ = (char)(0x80 | (unit & 0x3F));
    }
  }
  return out;
}

bool pgn_text_open(napi_env env, pgn_state *state, napi_value value, pgn_text *text) {
  char *out = text->small;
  /* As far behind `out` as there can be units, so that what is written stays behind what is read. */
  uint16_t *units = (uint16_t *)(void *)(out + PGN_SHORT);
  size_t count = 0;
  text->large = NULL;
  napi_get_value_string_utf16(env, value, units, PGN_SHORT, &count);
  if (PGN_UNLIKELY(count == PGN_SHORT - 1)) { /* perhaps not all */
    napi_get_value_string_utf16(env, value, NULL, 0, &count);
    const size_t behind = count + (count & 1);
    text->large = out = (char *)malloc(behind + (count + 1) * sizeof *units);
    if (!out) {
      pgn_refuse(state, PGL_ERROR_MEMORY, "out of memory");
      return false;
    }
    units = (uint16_t *)(void *)(out + behind);
    napi_get_value_string_utf16(env, value, units, count + 1, &count);
  }
  const char *const end = to_utf8(units, count, out);
  if (PGN_UNLIKELY(!end)) {
    pgn_text_close(text);
    pgn_refuse(state, PGL_ERROR_UTF8, "text with a lone surrogate");
    return false;
  }
  text->view.data = out;
  text->view.len = (size_t)(end - out);
  return true;
}

/* ---- To JavaScript --------------------------------------------------------------------------- */

/* How many units it writes: no more than there are bytes. Of what is no UTF-8, it reads nothing behind the end. */
static size_t to_utf16(pgl_str text, uint16_t *const units) {
  const unsigned char *at = (const unsigned char *)text.data, *const end = at + text.len;
  uint16_t *out = units;
  while (at < end) {
    for (; end - at >= 8 && widen_eight((const char *)at, out); at += 8) out += 8;
    for (int i = 0; i < 8 && at < end; ++i) {
      const uint32_t first = *at++;
      if (first < 0x80) {
        *out++ = (uint16_t)first;
        continue;
      }
      const int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
      if (end - at < more) {
        *out++ = 0xFFFD;
        return (size_t)(out - units);
      }
      uint32_t point = first & (0x3Fu >> more);
      for (int j = 0; j < more; ++j) point = point << 6 | (*at++ & 0x3F);
      if (point > 0xFFFF) {
        *out++ = (uint16_t)(0xD7C0 + (point >> 10));
        point = 0xDC00 | (point & 0x3FF);
      }
      *out++ = (uint16_t)point;
    }
  }
  return (size_t)(out - units);
}

napi_value pgn_from_text(napi_env env, pgl_str text) {
  napi_value result = NULL;
  if (PGN_LIKELY(is_ascii(text))) {
    napi_create_string_latin1(env, text.len ? text.data : "", text.len, &result);
  } else if (text.len <= PGN_SHORT) {
    uint16_t units[PGN_SHORT];
    napi_create_string_utf16(env, units, to_utf16(text, units), &result);
  } else {
    uint16_t *const units = (uint16_t *)malloc(text.len * sizeof *units);
    if (!units) return NULL;
    napi_create_string_utf16(env, units, to_utf16(text, units), &result);
    free(units);
  }
  return result;
}
