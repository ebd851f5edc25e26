# Helpers for the compiler's own build: one static library per stage, its tests beside its sources,
# and files embedded into the binary.

# polyglue_warnings(<target>): the warnings of all first-party code.
function(polyglue_warnings target)
  if(MSVC)
    target_compile_options(${target} PRIVATE /W4)
  else()
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
    if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      target_compile_options(${target} PRIVATE -Wno-restrict -Wno-maybe-uninitialized)  # false alarms about std::string and std::variant (GCC bug 105651)
    endif()
    if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
      target_compile_options(${target} PRIVATE -Wno-deprecated-declarations)  # what libstdc++'s own stable_sort uses
    endif()
    if(POLYGLUE_WERROR)
      target_compile_options(${target} PRIVATE -Werror)
    endif()
  endif()
endfunction()

# polyglue_stage(<target> <folder> DEPENDS <public libraries...> [PRIVATE_DEPENDS <libraries...>])
# A static library of <folder>/*.cpp, and <target>_test of <folder>/*_test.cpp. New files are picked
# up by the next build. Headers are included from src/ ("model/model.hpp") or, for languages, from
# the top ("languages/c/c_header.hpp"). <folder> is relative to the top of the repository.
function(polyglue_stage target folder)
  cmake_parse_arguments(ARG "" "" "DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  set(dir ${Polyglue_SOURCE_DIR}/${folder})
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  if(sources)
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC ${Polyglue_SOURCE_DIR}/src ${Polyglue_SOURCE_DIR})
    target_link_libraries(${target} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE_DEPENDS})
    polyglue_warnings(${target})
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${Polyglue_SOURCE_DIR}/src ${Polyglue_SOURCE_DIR})
    target_link_libraries(${target} INTERFACE ${ARG_DEPENDS})
  endif()
  if(POLYGLUE_TESTS AND tests)
    polyglue_test(${target}_test SOURCES ${tests} DEPENDS ${target} ${ARG_PRIVATE_DEPENDS})
  endif()
endfunction()

# polyglue_test(<name> SOURCES ... DEPENDS ...): a GoogleTest executable run by ctest.
function(polyglue_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  if(NOT POLYGLUE_TESTS)
    return()
  endif()
  include(GoogleTest)
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${Polyglue_SOURCE_DIR}/src ${Polyglue_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE POLYGLUE_SOURCE_DIR="${Polyglue_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_DEPENDS} GTest::gtest_main)
  polyglue_warnings(${name})
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST)
endfunction()

# polyglue_embed(<target> <symbol> BASE <dir> FILES <files...>)
# Adds to <target> the function
#   const std::map<std::string_view, std::string_view>& polyglue::embedded::<symbol>();
# (header "embedded/<symbol>.hpp"): path relative to <dir> -> content of each file.
function(polyglue_embed target symbol)
  cmake_parse_arguments(ARG "" "BASE" "FILES" ${ARGN})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${target}_embed)
  set(files)
  foreach(file IN LISTS ARG_FILES)
    get_filename_component(file ${file} ABSOLUTE)
    list(APPEND files ${file})
  endforeach()
  list(SORT files)
  get_filename_component(base ${ARG_BASE} ABSOLUTE)
  # The list goes through a file: it may be longer than a command line.
  file(CONFIGURE OUTPUT ${out}/${symbol}.list CONTENT "${files}")
  add_custom_command(
    OUTPUT ${out}/${symbol}.cpp ${out}/embedded/${symbol}.hpp
    COMMAND ${CMAKE_COMMAND} -DSYMBOL=${symbol} -DBASE=${base} -DLIST=${out}/${symbol}.list -DOUT=${out}
            -P ${Polyglue_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${files} ${out}/${symbol}.list ${Polyglue_SOURCE_DIR}/cmake/embed.cmake
    COMMENT "Embedding ${symbol}" VERBATIM)
  target_sources(${target} PRIVATE ${out}/${symbol}.cpp ${out}/embedded/${symbol}.hpp)
  target_include_directories(${target} PUBLIC ${out})
endfunction()
