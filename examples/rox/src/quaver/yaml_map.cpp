#include "yaml_map.hpp"

#include <yaml-cpp/yaml.h>
#include <yaml-cpp/eventhandler.h>

#include <array>
#include <istream>
#include <streambuf>
#include <vector>

#include "../text.hpp"
#include "rox/error.hpp"

namespace rox::quaver {
namespace {

constexpr std::size_t deepest = 32;

/// The depths at which a map keeps what is of interest: the top, an item of a list there, and an
/// item of a list in that.
constexpr std::size_t setting_depth = 1;
constexpr std::size_t item_depth = 3;
constexpr std::size_t inner_item_depth = 5;

[[noreturn]] void fail(std::int64_t line, const std::string& message) {
    throw DecodeFailed(Format::quaver, line, message);
}

std::int64_t line_of(const YAML::Mark& mark) noexcept {
    return mark.line < 0 ? 1 : std::int64_t{mark.line} + 1;
}

/// Memory as a stream, without a copy.
class ViewBuffer : public std::streambuf {
public:
    explicit ViewBuffer(std::string_view text) {
        // The stream is only read from; the interface predates const.
        char* const begin = const_cast<char*>(text.data());
        setg(begin, begin, begin + text.size());
    }
};

class Handler : public YAML::EventHandler {
public:
    explicit Handler(MapListener& listener) : listener_(listener) {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { scalar(mark, std::string()); }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        fail(line_of(mark), "aliases are not expected here");
    }

    void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  const std::string& value) override {
        scalar(mark, value);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {
        if (levels_.empty()) fail(line_of(mark), "the top is a list, not settings");
        open(mark, false);
    }

    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {
        open(mark, true);
        if (is_item()) listener_.begin_item(levels_[0].key, line_of(mark));
    }

    void OnMapEnd() override {
        if (is_item()) listener_.end_item(levels_[0].key);
        close();
    }

    [[nodiscard]] bool saw_settings() const noexcept { return saw_settings_; }

private:
    struct Level {
        bool is_map;
        bool has_key;
        std::string key;
    };

    void open(const YAML::Mark& mark, bool is_map) {
        if (levels_.size() >= deepest) fail(line_of(mark), "the lists are nested too deeply");
        if (!levels_.empty() && levels_.back().is_map && !levels_.back().has_key) {
            fail(line_of(mark), "a key is not a plain text");
        }
        levels_.push_back({is_map, false, {}});
    }

    void close() {
        levels_.pop_back();
        if (!levels_.empty()) levels_.back().has_key = false;
    }

    /// Whether the open levels are settings, lists and items in turn, `depth` of them.
    [[nodiscard]] bool has_shape(std::size_t depth) const noexcept {
        if (levels_.size() != depth) return false;
        for (std::size_t i = 0; i < depth; ++i) {
            if (levels_[i].is_map != (i % 2 == 0)) return false;
        }
        return true;
    }

    [[nodiscard]] bool is_item() const noexcept { return has_shape(item_depth); }

    void scalar(const YAML::Mark& mark, const std::string& value) {
        if (levels_.empty()) fail(line_of(mark), "the top is a text, not settings");
        Level& level = levels_.back();
        if (!level.is_map) return;
        if (!level.has_key) {
            level.key = value;
            level.has_key = true;
            return;
        }
        level.has_key = false;
        const std::int64_t line = line_of(mark);
        if (has_shape(setting_depth)) {
            saw_settings_ = true;
            listener_.setting(level.key, value, line);
        } else if (is_item()) {
            listener_.field(levels_[0].key, level.key, value, line);
        } else if (has_shape(inner_item_depth)) {
            listener_.inner_field(levels_[0].key, levels_[2].key, level.key, value, line);
        }
    }

    MapListener& listener_;
    std::vector<Level> levels_;
    bool saw_settings_ = false;
};

/// Whether the text means itself when it stands in YAML without quotes.
bool is_plain(std::string_view text) {
    constexpr std::array<std::string_view, 8> words{"true", "false", "yes", "no",
                                                    "null", "on",    "off", "y"};
    if (text.empty()) return false;
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (!letter(text.front())) return false;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (!letter(c) && !digit && c != ' ' && c != '.' && c != '_' && c != '-') return false;
    }
    const std::string lower = lower_ascii(text);
    for (const std::string_view word : words) {
        if (lower == word || lower == "n") return false;
    }
    return text.back() != ' ';
}

} // namespace

void read_yaml_map(std::string_view text, MapListener& listener) {
    ViewBuffer buffer(text);
    std::istream stream(&buffer);
    Handler handler(listener);
    try {
        YAML::Parser parser(stream);
        static_cast<void>(parser.HandleNextDocument(handler));
    } catch (const YAML::Exception& error) {
        fail(line_of(error.mark), error.msg);
    }
    if (!handler.saw_settings()) fail(1, "there are no settings");
}

std::string yaml_scalar(std::string_view text) {
    if (is_plain(text)) return std::string(text);
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            result += "\\x";
            result += digits[byte >> 4];
            result += digits[byte & 15];
        } else {
            result += c;
        }
    }
    return result + '"';
}

} // namespace rox::quaver
