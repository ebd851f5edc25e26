// How values are checked, and written to and read from the memory that they cross in.
#pragma once

#include <string>

#include "languages/js/context.hpp"

namespace polyglue::js {

/// "$at" 8 -> "$at + 8"; "16" 8 -> "24".
std::string offset(const std::string& at, std::size_t by);
/// Index into a view: "$at + 8" 3 -> "($at + 8) >> 3".
std::string index(const std::string& at, int shift);

/// A condition that holds for values that a number, truth value, character or enum cannot take.
std::string is_wrong(const Context& context, const abi::Type& type, const std::string& value);
/// What an error says was expected: a kind's name ("i32") or "a Point", as a literal.
std::string expectation(const Context& context, const abi::Type& type);
/// A condition: does the value fit this type? `strict` asks for its exact type.
std::string fits(const Context& context, abi::TypeId id, const std::string& value, bool strict);

/// A condition as one side of "||", and of "&&": in parentheses where prettier writes them.
std::string or_operand(const std::string& condition);
std::string and_operand(const std::string& condition);

/// Prints statements that check `value` and write it; `where` is an expression for errors.
void print_write(emit::Printer& out, const Context& context, abi::TypeId id, const std::string& at, const std::string& value,
                 const std::string& where);
/// An expression for the value in memory at `at`.
std::string read(const Context& context, abi::TypeId id, const std::string& at);
/// A handle as an object: "$wrap_chart(handle)". It matters whether it is lent for a call where it may be an object of
/// JavaScript's own.
std::string wrap(const Context& context, const model::DeclId& id, const std::string& handle, bool lent = false);

/// A function as the library calls it: "$host_combine(combine, "combine()")".
std::string host_function(const Context& context, abi::TypeId id, const std::string& name);
/// The functions $host_<tag> for every type of callback, and what tells the library why they fail.
void print_host_functions(emit::Printer& out, const Context& context);

/// The functions $write_<tag>, $read_<tag> and $array_<tag> for every type that needs them.
void print_codec(emit::Printer& out, const Context& context);

}  // namespace polyglue::js
