// How a type of the library's own crosses the boundary as another one.
#pragma once

namespace polyglue {

/// Specialise it for a type that hosts should see as a type they already know:
///
///     template <>
///     struct polyglue::converter<my::Uuid> {
///       using repr = std::string;
///       static repr to(const my::Uuid& value);
///       static my::Uuid from(repr text);
///     };
///
/// The specialisation stands in a header that Polyglue reads and that the generated shim includes.
template <class T>
struct converter;

}  // namespace polyglue
