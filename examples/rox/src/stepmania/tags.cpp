#include "tags.hpp"

#include "../text.hpp"

namespace rox::stepmania {

bool TagReader::at_comment() const noexcept {
    return text_.substr(position_).starts_with("//");
}

void TagReader::skip_comment() noexcept {
    const std::size_t end = text_.find('\n', position_);
    position_ = end == std::string_view::npos ? text_.size() : end;
}

void TagReader::advance() noexcept {
    if (text_[position_] == '\n') ++line_;
    ++position_;
}

bool TagReader::at_next_tag() const noexcept {
    if (text_[position_] != '\n') return false;
    // Not past the next line end, which gets its own turn: the time stays linear.
    const std::size_t at = text_.find_first_not_of(" \t\r", position_ + 1);
    return at != std::string_view::npos && text_[at] == '#';
}

bool TagReader::next(Tag& tag) {
    while (position_ < text_.size() && text_[position_] != '#') {
        if (at_comment()) {
            skip_comment();
        } else {
            advance();
        }
    }
    if (position_ >= text_.size()) return false;
    advance();

    tag = Tag{};
    tag.line = line_;
    std::size_t start = position_;
    std::int64_t start_line = line_;
    bool in_name = true;
    const auto close_part = [&] {
        const std::string_view part = text_.substr(start, position_ - start);
        if (in_name) {
            tag.name = trim(part);
        } else {
            tag.values.push_back(part);
            tag.value_lines.push_back(start_line);
        }
        in_name = false;
    };

    while (position_ < text_.size() && text_[position_] != ';') {
        if (at_comment()) {
            skip_comment();
        } else if (text_[position_] == ':') {
            close_part();
            advance();
            start = position_;
            start_line = line_;
        } else if (at_next_tag()) {
            break;
        } else {
            if (text_[position_] == '\\' && position_ + 1 < text_.size()) advance();
            advance();
        }
    }
    close_part();
    return true;
}

std::string unescape(std::string_view value) {
    std::string result;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value.substr(i).starts_with("//")) {
            i = value.find('\n', i);
            if (i == std::string_view::npos) break;
        }
        if (value[i] == '\\' && i + 1 < value.size()) ++i;
        result += value[i];
    }
    return to_valid_utf8(trim(result));
}

std::string escape(std::string_view text) {
    std::string result;
    for (const char c : trim(text)) {
        const bool comment = c == '/' && result.ends_with('/');
        if (c == ':' || c == ';' || c == '\\' || c == '#' || comment) result += '\\';
        result += c == '\n' || c == '\r' ? ' ' : c;
    }
    return result;
}

} // namespace rox::stepmania
