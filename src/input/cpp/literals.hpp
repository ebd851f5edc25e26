// Default arguments, field initialisers and constants as literals.
#pragma once

#include "input/cpp/context.hpp"

namespace polyglue::input::cpp {

/// The value of `expr` as `type` has it. What no host can spell becomes OpaqueLiteral.
/// Characters are text of one character; a duration of zero is EmptyLiteral.
model::Literal literal_of(Context& c, const clang::Expr* expr, const model::Type& type);

/// The value in 64 bits, two's complement where it is beyond what int64_t holds.
std::int64_t wrapped(const llvm::APSInt& value);

/// What a field holds when nothing initialises it: "", empty, absent; nothing for plain numbers.
std::optional<model::Literal> implicit_value(const model::Type& type);

}  // namespace polyglue::input::cpp
