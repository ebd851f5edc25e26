// What libFuzzer calls: any text is read without a crash, in time and memory that grow with its length, and what
// is accepted becomes a header. run.py builds and runs it.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "input/udl/header_writer.hpp"
#include "input/udl/parser.hpp"
#include "input/udl/symbols.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace polyglue;
  diag::Sink sink;
  input::udl::Report report("fuzz.udl", sink);
  input::udl::File file = input::udl::parse("fuzz.udl", {reinterpret_cast<const char*>(data), size}, report);
  input::udl::check(file, report);
  if (!report.has_errors()) (void)input::udl::header_text(file);
  return 0;
}
