# find_package(Polyglue) gives the function polyglue_bindings(), which adds bindings for a C++ library
# target of the project:
#
#   find_package(Polyglue REQUIRED)
#   add_library(rox src/rox.cpp)
#   polyglue_bindings(rox HEADERS rox/chart.hpp NAMESPACES rox LANGUAGES c cpp python)
#
#   polyglue_bindings(<target>
#     [CONFIG <polyglue.toml>]      # or the two below
#     [HEADERS <headers...>]        # as #include writes them
#     [NAMESPACES <names...>]       # default: <target>
#     [NAME <name>]                 # default: <target>
#     LANGUAGES <languages...>)     # of c, cpp, python, ...
#
# It generates at configure time, again whenever a header or the configuration changes, and adds what each
# language's generated project defines: for c the library target <name>_c (with its header on the include
# path), for cpp the interface library <name>_cpp, for python the target <name>_python, which builds a wheel
# into <binary dir>/<target>_bindings/dist. Include paths and definitions of <target> are used for parsing.

if(NOT TARGET Polyglue::polyglue)
  get_filename_component(_polyglue_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
  find_program(POLYGLUE_EXECUTABLE polyglue HINTS "${_polyglue_prefix}/bin" "${_polyglue_prefix}/../bin")
  if(NOT POLYGLUE_EXECUTABLE)
    set(Polyglue_FOUND FALSE)
    set(Polyglue_NOT_FOUND_MESSAGE "the program polyglue was not found; set POLYGLUE_EXECUTABLE")
    return()
  endif()
  add_executable(Polyglue::polyglue IMPORTED)
  set_target_properties(Polyglue::polyglue PROPERTIES IMPORTED_LOCATION "${POLYGLUE_EXECUTABLE}")
  # Annotation macros and converters, for headers that use them.
  if(EXISTS "${_polyglue_prefix}/include/polyglue")
    add_library(Polyglue::annotations INTERFACE IMPORTED)
    set_target_properties(Polyglue::annotations PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${_polyglue_prefix}/include")
  endif()
endif()

# A list as TOML writes it.
function(_polyglue_toml_list out)
  set(text "")
  foreach(item IN LISTS ARGN)
    string(REPLACE "\\" "\\\\" item "${item}")
    string(REPLACE "\"" "\\\"" item "${item}")
    string(APPEND text "\"${item}\", ")
  endforeach()
  set(${out} "[${text}]" PARENT_SCOPE)
endfunction()

function(polyglue_bindings target)
  cmake_parse_arguments(ARG "" "CONFIG;NAME" "HEADERS;NAMESPACES;LANGUAGES" ${ARGN})
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "polyglue_bindings(${target}): unknown arguments: ${ARG_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "polyglue_bindings(${target}): there is no target ${target}")
  endif()
  if(NOT ARG_LANGUAGES)
    message(FATAL_ERROR "polyglue_bindings(${target}): name at least one of LANGUAGES")
  endif()
  if(NOT ARG_CONFIG AND NOT ARG_HEADERS)
    message(FATAL_ERROR "polyglue_bindings(${target}): give CONFIG or HEADERS")
  endif()
  if(ARG_CONFIG AND (ARG_HEADERS OR ARG_NAMESPACES OR ARG_NAME))
    message(FATAL_ERROR "polyglue_bindings(${target}): CONFIG already says what HEADERS, NAMESPACES and NAME would")
  endif()
  set(work ${CMAKE_CURRENT_BINARY_DIR}/${target}_bindings)
  file(MAKE_DIRECTORY ${work})

  if(ARG_CONFIG)
    get_filename_component(config "${ARG_CONFIG}" ABSOLUTE)
  else()
    if(NOT ARG_NAME)
      string(MAKE_C_IDENTIFIER "${target}" ARG_NAME)
    endif()
    if(NOT ARG_NAMESPACES)
      set(ARG_NAMESPACES ${ARG_NAME})
    endif()
    set(config ${work}/polyglue.toml)
    _polyglue_target_usage(${target} includes flags)
    _polyglue_toml_list(headers ${ARG_HEADERS})
    _polyglue_toml_list(namespaces ${ARG_NAMESPACES})
    _polyglue_toml_list(languages ${ARG_LANGUAGES})
    _polyglue_toml_list(includes ${includes})
    _polyglue_toml_list(flags ${flags})
    set(version 0.1.0)
    if(PROJECT_VERSION)
      set(version ${PROJECT_VERSION})
    endif()
    set(content "# Written by polyglue_bindings(${target}).
[library]
name = \"${ARG_NAME}\"
version = \"${version}\"
[input]
headers = ${headers}
namespaces = ${namespaces}
include_paths = ${includes}
flags = ${flags}
[output]
languages = ${languages}
directory = \"generated\"
")
    file(WRITE ${config}.new "${content}")
    file(COPY_FILE ${config}.new ${config} ONLY_IF_DIFFERENT)
    # A wheel links the library, whose place is known when the build system is written.
    file(GENERATE OUTPUT ${work}/wheel/polyglue.toml
      CONTENT "${content}[build]\nlink_files = [\"$<TARGET_FILE:${target}>\"]\n")
  endif()

  get_target_property(tool Polyglue::polyglue IMPORTED_LOCATION)
  execute_process(COMMAND ${tool} --config ${config} --json generate ${ARG_LANGUAGES}
    OUTPUT_VARIABLE result ERROR_VARIABLE errors RESULT_VARIABLE code WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  if(NOT code EQUAL 0)
    # Again for people: the form above is for this function.
    execute_process(COMMAND ${tool} --config ${config} generate ${ARG_LANGUAGES}
      ERROR_VARIABLE errors OUTPUT_QUIET WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    message(FATAL_ERROR "polyglue_bindings(${target}) failed:\n${errors}")
  endif()
  _polyglue_watch(${target} ${config} ${ARG_HEADERS})

  string(JSON count LENGTH "${result}" languages)
  math(EXPR last "${count} - 1")
  string(JSON prefix GET "${result}" prefix)
  foreach(index RANGE ${last})
    string(JSON language GET "${result}" languages ${index} name)
    string(JSON directory GET "${result}" languages ${index} directory)
    if(language STREQUAL "python")
      set(wheel_config ${config})
      if(NOT ARG_CONFIG)
        set(wheel_config ${work}/wheel/polyglue.toml)
      endif()
      add_custom_target(${target}_python
        COMMAND ${tool} --config ${wheel_config} build python --dist ${work}/dist
        WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} USES_TERMINAL VERBATIM)
      add_dependencies(${target}_python ${target})
    else()
      add_subdirectory(${directory} ${work}/${language})
      if(NOT ARG_CONFIG AND language STREQUAL "c")
        # The shim calls the library; with CONFIG, [build] says where that is.
        target_link_libraries(${prefix}_c PRIVATE ${target})
      endif()
      if(NOT TARGET ${target}_${language} AND TARGET ${prefix}_${language})
        add_library(${target}_${language} ALIAS ${prefix}_${language})
      endif()
    endif()
  endforeach()
endfunction()

# Include paths and flags that compile what uses <target>, as far as they are known at configure time.
function(_polyglue_target_usage target includes_out flags_out)
  set(includes "")
  set(flags "")
  get_target_property(standard ${target} CXX_STANDARD)
  if(NOT standard)
    set(standard 20)
    if(CMAKE_CXX_STANDARD)
      set(standard ${CMAKE_CXX_STANDARD})
    endif()
  endif()
  list(APPEND flags -std=c++${standard})
  set(queue ${target})
  set(seen "")
  while(queue)
    list(POP_FRONT queue item)
    if(NOT TARGET ${item} OR item IN_LIST seen)
      continue()
    endif()
    list(APPEND seen ${item})
    foreach(property INTERFACE_INCLUDE_DIRECTORIES INTERFACE_SYSTEM_INCLUDE_DIRECTORIES)
      get_target_property(paths ${item} ${property})
      foreach(path IN LISTS paths)
        string(REGEX REPLACE "^\\$<BUILD_INTERFACE:(.*)>$" "\\1" path "${path}")
        if(NOT path MATCHES "\\$<" AND IS_DIRECTORY "${path}")
          list(APPEND includes "${path}")
        endif()
      endforeach()
    endforeach()
    get_target_property(definitions ${item} INTERFACE_COMPILE_DEFINITIONS)
    foreach(definition IN LISTS definitions)
      if(definition AND NOT definition MATCHES "\\$<|-NOTFOUND$")
        list(APPEND flags "-D${definition}")
      endif()
    endforeach()
    get_target_property(links ${item} INTERFACE_LINK_LIBRARIES)
    if(links)
      list(APPEND queue ${links})
    endif()
  endwhile()
  list(REMOVE_DUPLICATES includes)
  set(${includes_out} "${includes}" PARENT_SCOPE)
  set(${flags_out} "${flags}" PARENT_SCOPE)
endfunction()

# A change of the configuration or of a header generates again.
function(_polyglue_watch target config)
  set(watched ${config})
  _polyglue_target_usage(${target} includes flags)
  foreach(header IN LISTS ARGN)
    foreach(folder IN LISTS includes)
      if(EXISTS ${folder}/${header})
        list(APPEND watched ${folder}/${header})
      endif()
    endforeach()
  endforeach()
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${watched})
endfunction()
