// What libFuzzer calls: any text is read without a crash, in time and memory that grow with its length.
//
//     sources="$(ls src/input/udl/*.cpp | grep -v _test) src/emit/naming.cpp src/diag/suggest.cpp"
//     clang++ -std=c++20 -O1 -g -fsanitize=fuzzer,address,undefined -Isrc -I. src/input/udl/fuzz/parse_fuzz.cpp $sources
//     ./a.out -dict=src/input/udl/fuzz/udl.dict -max_len=4096 -timeout=5 corpus/
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "input/udl/parser.hpp"
#include "input/udl/symbols.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace polyglue;
  diag::Sink sink;
  input::udl::Report report("fuzz.udl", sink);
  input::udl::check(input::udl::parse("fuzz.udl", {reinterpret_cast<const char*>(data), size}, report), report);
  return 0;
}
