#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rox::stepmania {

/// One `#NAME:value:value;` of a simfile, borrowed from its text.
struct Tag {
    std::string_view name;
    std::vector<std::string_view> values;

    /// The line on which the tag starts, counted from 1, and those on which its values start.
    std::int64_t line = 1;
    std::vector<std::int64_t> value_lines;
};

/// Hands out the tags of a simfile one by one. As the game does, it skips whatever stands between
/// tags, and closes a tag whose semicolon is missing at the next line that starts with `#`.
class TagReader {
public:
    explicit TagReader(std::string_view text) noexcept : text_(text) {}

    /// Reads the next tag; false at the end of the text.
    [[nodiscard]] bool next(Tag& tag);

private:
    [[nodiscard]] bool at_comment() const noexcept;
    void skip_comment() noexcept;
    void advance() noexcept;
    [[nodiscard]] bool at_next_tag() const noexcept;

    std::string_view text_;
    std::size_t position_ = 0;
    std::int64_t line_ = 1;
};

/// A value without its comments and backslashes, trimmed, in valid UTF-8.
[[nodiscard]] std::string unescape(std::string_view value);

/// Text as a value that reads back the same, on one line.
[[nodiscard]] std::string escape(std::string_view text);

} // namespace rox::stepmania
