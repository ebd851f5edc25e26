#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rox::quaver {

/// Receives the parts of a Quaver map as they are read: a YAML mapping of settings and of lists of
/// items, where an item is a mapping of fields and may hold lists of items of its own.
class MapListener {
public:
    virtual ~MapListener() = default;

    /// A setting at the top, e.g. `Title: ...`.
    virtual void setting(std::string_view key, const std::string& value, std::int64_t line) = 0;

    /// An item of a list begins, e.g. one of `HitObjects`.
    virtual void begin_item(std::string_view list, std::int64_t line) = 0;

    /// A field of the item.
    virtual void field(std::string_view list, std::string_view key, const std::string& value,
                       std::int64_t line) = 0;

    /// A field of an item of a list inside the item, e.g. of `KeySounds`.
    virtual void inner_field(std::string_view list, std::string_view inner_list,
                             std::string_view key, const std::string& value,
                             std::int64_t line) = 0;

    virtual void end_item(std::string_view list) = 0;
};

/// Reads YAML without building a tree of it. Throws DecodeFailed where it is not valid YAML, and
/// where it uses aliases or nests deeply, which no Quaver map does.
void read_yaml_map(std::string_view text, MapListener& listener);

/// Text as a YAML scalar, in quotes where YAML would otherwise see something else in it.
[[nodiscard]] std::string yaml_scalar(std::string_view text);

} // namespace rox::quaver
