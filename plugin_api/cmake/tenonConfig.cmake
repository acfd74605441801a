# find_package(tenon): tenon::plugin_api (headers), tn_add_plugin for plugins, tenon::tenon for programs.
# Installed as <tenon package>/lib/cmake/tenon/; everything else is found from here.
get_filename_component(_tenon_root "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

if(NOT TARGET tenon::plugin_api)
  add_library(tenon::plugin_api INTERFACE IMPORTED)
  set_target_properties(tenon::plugin_api PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${_tenon_root}/include")

  add_library(tenon::tenon SHARED IMPORTED)
  set_target_properties(tenon::tenon PROPERTIES IMPORTED_LOCATION "${_tenon_root}/lib/libtenon.so" IMPORTED_NO_SONAME ON
    INTERFACE_LINK_LIBRARIES tenon::plugin_api INTERFACE_COMPILE_DEFINITIONS TN_PROGRAM
    INTERFACE_COMPILE_FEATURES cxx_std_20)
endif()

# Third parties link no shared C++ library unless they say so: their binary then runs beside any libstdc++.
option(TENON_STATIC_LIBSTDCXX "Plugins carry their own libstdc++" ON)
include("${_tenon_root}/sdk/cmake/TenonPlugin.cmake")
unset(_tenon_root)
