// What the WebAssembly module exports: C functions that take and give numbers, around the C ABI.
#pragma once

#include <string>

#include "languages/js/context.hpp"

namespace polyglue::wasm {

/// JavaScript calls numbers in and out, and has everything else in the module's memory.
js::Host host();

/// Proof that the structs are where JavaScript writes and reads them.
void print_layout(emit::Printer& out, const js::Context& context);

/// One exported function for each function of the library.
void print_call(emit::Printer& out, const js::Context& context, const abi::Function& function);

/// The functions through which the library calls those of JavaScript.
void print_host_calls(emit::Printer& out, const js::Context& context);

/// The whole of "<prefix>_wasm.cpp".
std::string glue_text(const js::Context& context);

}  // namespace polyglue::wasm
