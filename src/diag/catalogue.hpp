// Every diagnostic there is, with what `polyglue explain` says about it.
#pragma once

#include <string_view>
#include <vector>

namespace polyglue::diag {

/// One kind of diagnostic. Codes are never reused: PG01xx configuration and parsing, PG02xx what the
/// C++ front end leaves out (catalogue_input.hpp), PG03xx checks, PG04xx tools, builds and files.
struct Entry {
  std::string_view code;         ///< "PG0123"
  std::string_view title;        ///< one line
  std::string_view explanation;  ///< why it is so and what to do; Markdown
};

/// All entries, by code.
const std::vector<Entry>& catalogue();

/// The entry of a code ("PG0123", "pg0123", "0123"), or null.
const Entry* find_entry(std::string_view code);

}  // namespace polyglue::diag
