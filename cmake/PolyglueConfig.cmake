# find_package(Polyglue) gives the function polyglue_bindings(), which adds bindings for a C++ library
# target of the project:
#
#   find_package(Polyglue REQUIRED)
#   add_library(rox src/rox.cpp)
#   target_include_directories(rox PUBLIC include)
#   polyglue_bindings(rox HEADERS rox/chart.hpp LANGUAGES c cpp python)
#
#   polyglue_bindings(<target>
#     [CONFIG <polyglue.toml>]      # or what follows; CONFIG can say more
#     [HEADERS <headers...>]        # as #include writes them
#     [NAMESPACES <names...>]       # default: all that the headers open
#     [NAME <name>]                 # default: <target>
#     [VERSION <version>]           # default: the project's
#     LANGUAGES <languages...>)     # of c, cpp, python, ...
#
# Include paths, definitions and libraries of <target> are known already. It generates at configure time,
# and again whenever a header or the configuration changes, and adds
#   for c       the shared library <target>_c, header on its include path
#   for cpp     the interface library <target>_cpp
#   for others  the target <target>_<language>, which leaves its package (for python: a wheel) in
#               <binary dir>/<target>_bindings/dist
# `cmake --install` of the project installs the first two with their CMake packages and pkg-config files.

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
  foreach(_polyglue_base "${_polyglue_prefix}" "${_polyglue_prefix}/..")
    if(EXISTS "${_polyglue_base}/include/polyglue/annotations.hpp" AND NOT TARGET Polyglue::annotations)
      add_library(Polyglue::annotations INTERFACE IMPORTED)
      set_target_properties(Polyglue::annotations PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${_polyglue_base}/include")
    endif()
  endforeach()
endif()

function(polyglue_bindings target)
  cmake_parse_arguments(ARG "" "CONFIG;NAME;VERSION" "HEADERS;NAMESPACES;LANGUAGES" ${ARGN})
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
  if(ARG_CONFIG AND (ARG_HEADERS OR ARG_NAMESPACES OR ARG_NAME OR ARG_VERSION))
    message(FATAL_ERROR "polyglue_bindings(${target}): CONFIG already says what HEADERS, NAMESPACES, NAME and VERSION would")
  endif()

  set(work ${CMAKE_CURRENT_BINARY_DIR}/${target}_bindings)
  file(MAKE_DIRECTORY ${work})
  _polyglue_target_usage(${target} includes flags links)
  if(ARG_CONFIG)
    get_filename_component(config "${ARG_CONFIG}" ABSOLUTE)
  else()
    set(config ${work}/polyglue.toml)
    _polyglue_write_config(${config})
  endif()

  get_target_property(tool Polyglue::polyglue IMPORTED_LOCATION)
  set(polyglue ${tool} --config ${config} --output ${work}/generated)
  foreach(path IN LISTS includes)
    list(APPEND polyglue --include ${path})
  endforeach()
  execute_process(COMMAND ${polyglue} --json generate ${ARG_LANGUAGES}
    OUTPUT_VARIABLE result RESULT_VARIABLE code WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  if(NOT code EQUAL 0)
    # Again for people: the form above is for this function.
    execute_process(COMMAND ${polyglue} generate ${ARG_LANGUAGES}
      ERROR_VARIABLE errors OUTPUT_QUIET WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    message(FATAL_ERROR "polyglue_bindings(${target}) failed:\n${errors}")
  endif()
  _polyglue_list(inputs "${result}" inputs)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${inputs})

  # What is linked into shared libraries must be able to stand anywhere in memory.
  get_target_property(type ${target} TYPE)
  if(type MATCHES "STATIC_LIBRARY|OBJECT_LIBRARY")
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  endif()
  string(JSON prefix GET "${result}" prefix)
  set(BUILD_SHARED_LIBS ON)
  if("cpp" IN_LIST ARG_LANGUAGES)  # it brings the C library with it
    add_subdirectory(${work}/generated/cpp ${work}/cpp)
  elseif("c" IN_LIST ARG_LANGUAGES)
    add_subdirectory(${work}/generated/c ${work}/c)
  endif()
  if(TARGET ${prefix}_c)
    target_link_libraries(${prefix}_c PRIVATE ${target})
  endif()
  foreach(language IN LISTS ARG_LANGUAGES)
    if(TARGET ${prefix}_${language})
      if(NOT TARGET ${target}_${language})
        add_library(${target}_${language} ALIAS ${prefix}_${language})
      endif()
    else()
      add_custom_target(${target}_${language}
        COMMAND ${polyglue} build ${language} --dist ${work}/dist --link $<TARGET_FILE:${target}> ${links}
        WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} USES_TERMINAL VERBATIM COMMAND_EXPAND_LISTS)
      add_dependencies(${target}_${language} ${target})
    endif()
  endforeach()
endfunction()

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

# The array <key> of a JSON object as a list.
function(_polyglue_list out json key)
  set(items "")
  string(JSON count LENGTH "${json}" ${key})
  if(count GREATER 0)
    math(EXPR last "${count} - 1")
    foreach(index RANGE ${last})
      string(JSON item GET "${json}" ${key} ${index})
      list(APPEND items "${item}")
    endforeach()
  endif()
  set(${out} "${items}" PARENT_SCOPE)
endfunction()

# The polyglue.toml of a call without CONFIG; uses the caller's variables.
function(_polyglue_write_config file)
  if(NOT ARG_NAME)
    string(MAKE_C_IDENTIFIER "${target}" ARG_NAME)
  endif()
  if(NOT ARG_VERSION)
    set(ARG_VERSION 0.1.0)
    if(PROJECT_VERSION)
      set(ARG_VERSION ${PROJECT_VERSION})
    endif()
  endif()
  _polyglue_toml_list(headers ${ARG_HEADERS})
  _polyglue_toml_list(namespaces ${ARG_NAMESPACES})
  _polyglue_toml_list(languages ${ARG_LANGUAGES})
  _polyglue_toml_list(flags ${flags})
  set(content "# Written by polyglue_bindings(${target}).
[library]
name = \"${ARG_NAME}\"
version = \"${ARG_VERSION}\"
[input]
headers = ${headers}
namespaces = ${namespaces}
flags = ${flags}
[output]
languages = ${languages}
")
  file(WRITE ${file}.new "${content}")
  file(COPY_FILE ${file}.new ${file} ONLY_IF_DIFFERENT)
endfunction()

# Include paths and flags that compile what uses <target>, as far as they are known at configure time, and
# the `polyglue build` options that link what <target> needs.
function(_polyglue_target_usage target includes_out flags_out links_out)
  set(includes "")
  set(flags "")
  set(links "")
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
    string(REGEX REPLACE "^\\$<LINK_ONLY:(.*)>$" "\\1" item "${item}")
    if(item IN_LIST seen)
      continue()
    endif()
    list(APPEND seen ${item})
    if(NOT TARGET ${item})
      if(item MATCHES "^/")
        list(APPEND links --link ${item})
      elseif(item MATCHES "^-")
        list(APPEND links --link-flag=${item})
      elseif(NOT item MATCHES "\\$<|::@")
        list(APPEND links --link-flag=-l${item})
      endif()
      continue()
    endif()
    get_target_property(type ${item} TYPE)
    if(NOT item STREQUAL target AND NOT type STREQUAL INTERFACE_LIBRARY)
      list(APPEND links --link $<TARGET_FILE:${item}>)
    endif()
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
    get_target_property(next ${item} INTERFACE_LINK_LIBRARIES)
    if(next)
      list(APPEND queue ${next})
    endif()
  endwhile()
  list(REMOVE_DUPLICATES includes)
  set(${includes_out} "${includes}" PARENT_SCOPE)
  set(${flags_out} "${flags}" PARENT_SCOPE)
  set(${links_out} "${links}" PARENT_SCOPE)
endfunction()
