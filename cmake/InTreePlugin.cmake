# Included first by every plugin of the tree. A plugin that is built alone, as `pip install plugins/vision` does, gets here
# what the whole build provides otherwise: the compiler settings and plugin_api, whose files are not installed with it.
if(PROJECT_IS_TOP_LEVEL)
  include("${CMAKE_CURRENT_LIST_DIR}/TenonBuild.cmake")
  set(TENON_PACKAGE_DIR "${CMAKE_BINARY_DIR}/python/tenon")
  add_subdirectory("${CMAKE_CURRENT_LIST_DIR}/../plugin_api" plugin_api EXCLUDE_FROM_ALL)
endif()
