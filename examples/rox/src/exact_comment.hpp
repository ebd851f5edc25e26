#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rox/chart.hpp"

/// The comment that `EncodeOptions::exact` puts at the end of a text file: the chart in the binary
/// format, in Base64, under a checksum of the text above it.
///
///     //ROX exact 9f86d081884c7d65
///     //ROX Uk9YGgEEB...
///
/// The checksum ties the comment to the text: once somebody has edited the file in a game's editor,
/// the text wins.
namespace rox {

/// The comment for `chart`, to follow `text`. `comment_mark` starts a comment in the text's format.
[[nodiscard]] std::string exact_comment(const Chart& chart, std::string_view text,
                                        std::string_view comment_mark);

/// The chart of the comment at the end of `text`; empty when there is none, or when it is damaged
/// or does not belong to the text above it.
[[nodiscard]] std::optional<Chart> read_exact_comment(std::string_view text,
                                                      std::string_view comment_mark);

} // namespace rox
