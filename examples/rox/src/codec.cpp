#include "rox/codec.hpp"

#include <fstream>
#include <utility>

#include "codecs.hpp"
#include "exact_comment.hpp"
#include "rox/error.hpp"
#include "text.hpp"

namespace rox {
namespace {

std::string_view comment_mark(Format format) noexcept {
    return format == Format::quaver ? "#" : "//";
}

/// Decodes text for what it says itself, without an exact comment.
std::vector<Chart> decode_plain(std::string_view text, Format format, bool only_first) {
    std::vector<Chart> charts;
    switch (format) {
    case Format::rox: charts.push_back(binary::decode(as_bytes(text))); break;
    case Format::osu: charts.push_back(osu::decode(text)); break;
    case Format::stepmania: charts = stepmania::decode(text, only_first); break;
    case Format::quaver: charts.push_back(quaver::decode(text)); break;
    }
    if (charts.empty()) throw UnknownFormat("not one of the values of Format");
    return charts;
}

std::vector<Chart> decode_as(std::string_view text, Format format, bool only_first) {
    try {
        if (format != Format::rox) {
            text = without_bom(text);
            if (std::optional<Chart> exact = read_exact_comment(text, comment_mark(format))) {
                std::vector<Chart> charts;
                charts.push_back(std::move(*exact));
                return charts;
            }
        }
        return decode_plain(text, format, only_first);
    } catch (const DecodeFailed&) {
        throw;
    } catch (const UnknownFormat&) {
        throw;
    } catch (const Error& error) {
        // The decoders check what they read with its line at hand; this is for what only the
        // finished chart can know.
        throw DecodeFailed(format, 1, error.what());
    }
}

Format format_of(std::span<const std::uint8_t> bytes, std::optional<Format> format) {
    if (!format) format = detect_format(bytes);
    if (!format) throw UnknownFormat("the content matches none");
    return *format;
}

bool reads_back(std::string_view text, Format format, const Chart& chart) {
    try {
        const std::vector<Chart> charts = decode_plain(text, format, false);
        return charts.size() == 1 && charts.front() == chart;
    } catch (const Error&) {
        return false;
    }
}

std::string encode_plain(const Chart& chart, Format format) {
    switch (format) {
    case Format::rox: throw EncodeFailed(format, "the format is binary, not text");
    case Format::osu: return osu::encode(chart);
    case Format::stepmania: return stepmania::encode(chart);
    case Format::quaver: return quaver::encode(chart);
    }
    throw UnknownFormat("not one of the values of Format");
}

std::vector<std::uint8_t> read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) throw FileError(path, "cannot be opened");
    const std::streamoff size = file.tellg();
    std::error_code error;
    if (size < 0 || !std::filesystem::is_regular_file(path, error)) {
        throw FileError(path, "is not a regular file");
    }
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(bytes.data()), size);
    if (!file) throw FileError(path, "cannot be read");
    return bytes;
}

} // namespace

Chart decode(std::span<const std::uint8_t> bytes, std::optional<Format> format) {
    return std::move(decode_as(as_text(bytes), format_of(bytes, format), true).front());
}

Chart decode(std::string_view text, std::optional<Format> format) {
    return decode(as_bytes(text), format);
}

std::vector<Chart> decode_all(std::span<const std::uint8_t> bytes, std::optional<Format> format) {
    return decode_as(as_text(bytes), format_of(bytes, format), false);
}

Chart decode_file(const std::filesystem::path& path, std::optional<Format> format) {
    const std::vector<std::uint8_t> bytes = read_file(path);
    if (!format) format = detect_format(bytes);
    if (!format) format = detect_format(path);
    if (!format) throw UnknownFormat("neither the content nor the name " + path_to_utf8(path));
    return decode(bytes, format);
}

std::vector<std::uint8_t> encode(const Chart& chart, Format format, const EncodeOptions& options) {
    if (format == Format::rox) return binary::encode(chart);
    const std::string text = encode_text(chart, format, options);
    return {text.begin(), text.end()};
}

std::string encode_text(const Chart& chart, Format format, const EncodeOptions& options) {
    std::string text = encode_plain(chart, format);
    if (options.exact && !reads_back(text, format, chart)) {
        text += exact_comment(chart, text, comment_mark(format));
    }
    return text;
}

void encode_file(const Chart& chart, const std::filesystem::path& path,
                 std::optional<Format> format, const EncodeOptions& options) {
    if (!format) format = detect_format(path);
    if (!format) throw UnknownFormat("the extension of " + path_to_utf8(path));
    const std::vector<std::uint8_t> bytes = encode(chart, *format, options);

    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    if (!file) throw FileError(path, "cannot be opened for writing");
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) throw FileError(path, "cannot be written");
}

} // namespace rox
