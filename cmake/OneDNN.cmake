# onednn::dnnl: oneDNN, version 3 of its API (docs/dependencies.md says why and which builds).
#
# The system's libdnnl is taken when it is version 3. Else the pinned wheels are unpacked into build/deps/onednn of the
# source tree, which all presets share, and libdnnl.so.3 stands beside libtenon.so in the build tree and in a wheel:
# a library that links onednn::dnnl and lies in tenon/lib needs RPATH $ORIGIN and nothing else.
set(TENON_ONEDNN_DIR "${CMAKE_SOURCE_DIR}/build/deps/onednn" CACHE PATH "Where the oneDNN wheels are unpacked")

find_package(dnnl 3 CONFIG QUIET)
if(dnnl_FOUND AND TARGET DNNL::dnnl)
  add_library(onednn::dnnl INTERFACE IMPORTED GLOBAL)
  target_link_libraries(onednn::dnnl INTERFACE DNNL::dnnl)
  message(STATUS "oneDNN: the system's, version ${dnnl_VERSION}")
  return()
endif()

# A Python with pip: the project's own environment, else the one CMake finds.
find_program(TENON_PIP_PYTHON NAMES python3 python HINTS "${CMAKE_SOURCE_DIR}/.venv/bin" NO_CACHE)
set(fetch "${CMAKE_SOURCE_DIR}/cmake/deps/fetch_onednn.py")
if(TENON_PIP_PYTHON)
  execute_process(COMMAND "${TENON_PIP_PYTHON}" "${fetch}" "${TENON_ONEDNN_DIR}"
    RESULT_VARIABLE failed ERROR_VARIABLE why OUTPUT_QUIET)
else()
  set(failed 1)
  set(why "no python3 was found")
endif()
if(failed)
  message(FATAL_ERROR "oneDNN: there is no libdnnl of version 3 on this system and its wheels could not be unpacked "
    "into ${TENON_ONEDNN_DIR}. Run ./dev setup, or '${TENON_PIP_PYTHON} ${fetch} ${TENON_ONEDNN_DIR}' with a Python "
    "that has pip.\n${why}")
endif()

add_library(onednn::dnnl SHARED IMPORTED GLOBAL)
set_target_properties(onednn::dnnl PROPERTIES
  IMPORTED_LOCATION "${TENON_ONEDNN_DIR}/lib/libdnnl.so.3"
  IMPORTED_SONAME libdnnl.so.3
  INTERFACE_INCLUDE_DIRECTORIES "${TENON_ONEDNN_DIR}/include")
file(MAKE_DIRECTORY "${TENON_PACKAGE_DIR}/lib")
file(CREATE_LINK "${TENON_ONEDNN_DIR}/lib/libdnnl.so.3" "${TENON_PACKAGE_DIR}/lib/libdnnl.so.3" SYMBOLIC)
install(PROGRAMS "${TENON_ONEDNN_DIR}/lib/libdnnl.so.3" DESTINATION tenon/lib)
install(DIRECTORY "${TENON_ONEDNN_DIR}/licenses/" DESTINATION tenon/lib/licenses/onednn)
message(STATUS "oneDNN: 3.2 from the pinned wheels in ${TENON_ONEDNN_DIR}")
