#include "rox/format.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "text.hpp"

namespace rox {
namespace {

struct FormatInfo {
    Format format;
    std::string_view name;
    std::string_view extension;
};

constexpr std::array formats{
    FormatInfo{Format::rox, "rox", ".rox"},
    FormatInfo{Format::osu, "osu!mania", ".osu"},
    FormatInfo{Format::stepmania, "StepMania", ".sm"},
    FormatInfo{Format::quaver, "Quaver", ".qua"},
};

/// How much of a file is looked at; enough for the keys that tell a Quaver map.
constexpr std::size_t sniffed_bytes = 4096;

std::string_view without_leading_comments(std::string_view text) noexcept {
    for (;;) {
        text = trim(text);
        if (!text.starts_with("//")) return text;
        text.remove_prefix(std::min(text.find('\n'), text.size()));
    }
}

/// Whether a line of `text` starts with `key`.
bool has_line(std::string_view text, std::string_view key) noexcept {
    for (std::size_t at = text.find(key); at != std::string_view::npos;
         at = text.find(key, at + 1)) {
        if (at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r') return true;
    }
    return false;
}

} // namespace

std::string_view name(Format format) noexcept {
    for (const FormatInfo& info : formats) {
        if (info.format == format) return info.name;
    }
    return "unknown";
}

std::string_view extension(Format format) noexcept {
    for (const FormatInfo& info : formats) {
        if (info.format == format) return info.extension;
    }
    return "";
}

std::optional<Format> detect_format(std::span<const std::uint8_t> bytes) noexcept {
    const std::string_view all = as_text(bytes.first(std::min(bytes.size(), sniffed_bytes)));
    if (all.starts_with("ROX\x1a")) return Format::rox;

    const std::string_view text = without_leading_comments(without_bom(all));
    if (text.starts_with("osu file format v")) return Format::osu;
    if (text.starts_with('#') && text.find(':') < text.find('\n')) return Format::stepmania;

    int quaver_keys = 0;
    for (const std::string_view key : {"AudioFile:", "Mode:", "Title:", "TimingPoints:",
                                       "SliderVelocities:", "HitObjects:", "DifficultyName:"}) {
        quaver_keys += has_line(text, key) ? 1 : 0;
    }
    if (quaver_keys >= 2) return Format::quaver;
    return std::nullopt;
}

std::optional<Format> detect_format(const std::filesystem::path& path) {
    const std::string wanted = lower_ascii(path_to_utf8(path.extension()));
    for (const FormatInfo& info : formats) {
        if (info.extension == wanted) return info.format;
    }
    return std::nullopt;
}

} // namespace rox
