# lapack::lapack: BLAS and LAPACK for libtenon_lapack.so (docs/dependencies.md says why and which build).
#
# Taken from the static archive of a serial OpenBLAS that picks its kernels at run time, as Debian's
# libopenblas-serial-dev is: the adapter then holds what it calls and needs no library at run time. Without such an
# archive the system's LAPACK is linked, which should not start threads of its own.
find_library(TENON_OPENBLAS NAMES libopenblas.a NO_DEFAULT_PATH DOC "Static serial OpenBLAS with DYNAMIC_ARCH"
  PATHS "/usr/lib/${CMAKE_SYSTEM_PROCESSOR}-linux-gnu/openblas-serial" /usr/lib/openblas-serial)
add_library(lapack::lapack INTERFACE IMPORTED GLOBAL)
if(NOT TENON_OPENBLAS)
  find_package(LAPACK REQUIRED)
  target_link_libraries(lapack::lapack INTERFACE LAPACK::LAPACK)
  message(STATUS "LAPACK: the system's, ${LAPACK_LIBRARIES}")
  return()
endif()

# Three sets of kernels stand for all: those of x86-64-v2, v3 and v4. OpenBLAS keeps choosing by processor; the sets of
# the others are the nearest of these three by another name, which leaves 6 of 28 MB.
set(aliases)
foreach(core PRESCOTT CORE2 PENRYN DUNNINGTON ATOM NANO OPTERON OPTERON_SSE3 BARCELONA BOBCAT SANDYBRIDGE BULLDOZER
    PILEDRIVER STEAMROLLER EXCAVATOR)
  list(APPEND aliases "-Wl,--defsym=gotoblas_${core}=gotoblas_NEHALEM")
endforeach()
list(APPEND aliases -Wl,--defsym=gotoblas_ZEN=gotoblas_HASWELL -Wl,--defsym=gotoblas_COOPERLAKE=gotoblas_SKYLAKEX)
target_link_options(lapack::lapack INTERFACE ${aliases} -Wl,--exclude-libs,ALL -Wl,--gc-sections)
target_link_libraries(lapack::lapack INTERFACE "${TENON_OPENBLAS}" m)
# BSD licences ask that their text goes with the binary.
install(FILES /usr/share/doc/libopenblas-serial-dev/copyright DESTINATION tenon/lib/licenses/openblas OPTIONAL)
message(STATUS "LAPACK: ${TENON_OPENBLAS}")
