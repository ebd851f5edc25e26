# cmake --install: bin/polyglue, lib/cmake/Polyglue, include/polyglue.
include(CMakePackageConfigHelpers)

if(TARGET polyglue)
  install(TARGETS polyglue RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/PolyglueConfigVersion.cmake
    COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
  install(FILES ${CMAKE_CURRENT_SOURCE_DIR}/cmake/PolyglueConfig.cmake
                ${CMAKE_CURRENT_BINARY_DIR}/PolyglueConfigVersion.cmake
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Polyglue)
endif()
# Annotation macros and polyglue::converter<T>: all that an author ever includes.
if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/include/polyglue)
  install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/include/polyglue DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
endif()
if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/runtime/include/polyglue)
  install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/runtime/include/polyglue DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
endif()
