// What --help says after the options, per command: what to do with it, by example.
#pragma once

namespace polyglue::cli::help {

inline constexpr const char* exit_codes = R"(
Exit codes:
  0  all is well
  1  the headers or polyglue.toml have errors
  2  the command line is wrong
  3  a tool is missing or failed, or a file could not be written)";

inline constexpr const char* all = R"(
Begin in the folder of your library:
  polyglue init                  look for headers, write a commented polyglue.toml
  polyglue check                 what is exported as what; what is not, why, and what to write to change it
  polyglue build python          dist/: a wheel to install with pip, for $PYTHON or python3
  polyglue build                 every language of polyglue.toml
  polyglue explain PG0301        more about one message
)";

inline constexpr const char* init = R"(
  polyglue init                          headers in include, src or here
  polyglue init include/zoo/zoo.hpp      these, as paths from here
  polyglue init tinyxml2.h               those of an installed library
What it writes works as it is; its comments show what else can be said.
)";

inline constexpr const char* check = R"(
  polyglue check                 all declarations, and how many of them came through
  polyglue check --skipped       only those that did not, each with the line that would bring it in
  polyglue --json check          the same for programs

It writes nothing. To bring something in, write what its help line says into polyglue.toml, or what
`polyglue explain <code>` tells into the header.
)";

inline constexpr const char* generate = R"(
  polyglue generate                  every language of polyglue.toml
  polyglue generate c python         these
  polyglue generate mine             the plug-in polyglue-gen-mine on PATH

Files go to bindings/<language>. Only those that changed are written, and none if anything fails.
)";

inline constexpr const char* build = R"(
  polyglue build python          dist/*.whl, for $PYTHON or python3; CC, CXX and CFLAGS are honoured
  polyglue build c cpp           dist/c, dist/cpp: prefixes with a CMake package and a pkg-config file
  polyglue build -j 4 -v         four compilations at a time, commands shown

The library itself comes from [build]: its sources, or link_files and link_flags, or pkg_config in [input].
)";

inline constexpr const char* model = R"(
  polyglue model | jq '.decls[].info.id'       every declaration
  polyglue model | jq '.abi.functions[].symbol'
  polyglue model | jq '.skipped[] | .id + ": " + .reason'

docs/reference/model.schema.json describes it; plug-ins read the same.
)";

inline constexpr const char* doctor = R"(
  polyglue doctor                       what each language needs, and what is not here
  PYTHON=python3.12 polyglue doctor     for another Python
  CXX=clang++ polyglue doctor           for another compiler
)";

inline constexpr const char* explain = R"(
  polyglue explain               all codes, a line each
  polyglue explain PG0202        one of them; 0202 is enough
)";

}  // namespace polyglue::cli::help
