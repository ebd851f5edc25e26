// What functions return to be gone through once.
#pragma once

#include "input/cpp/types.hpp"

namespace polyglue::input::cpp {

/// What begin() of a range gives, and what `*begin()` does. Empty where the class has no begin() and end().
std::optional<clang::QualType> range_iterator(Context& c, const clang::CXXRecordDecl* decl);
std::optional<clang::QualType> range_reference(Context& c, const clang::CXXRecordDecl* decl);

/// What a single-pass range or an asynchronous stream gives, as a reference where it does.
struct StreamType {
  clang::QualType element;
  bool is_async = false;
};
std::optional<StreamType> stream_in(Context& c, clang::QualType type);
/// The object that hosts see in its place. Declares it on first use.
std::optional<model::Type> map_stream(Context& c, const clang::FunctionDecl* function, const StreamType& stream, Refusal& why);

/// Whether values of the type point into memory of others, themselves or by something inside of them.
bool points_into(const Context& c, const model::Type& type, int depth = 0);
/// Why what a function begins could not go on with this argument after the call.
std::optional<Refusal> refuse_kept(const Context& c, const model::Parameter& param);

/// Words for types as a part of a class's name: "OptionalString".
std::string capital(const std::string& word);

}  // namespace polyglue::input::cpp
