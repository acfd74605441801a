# tn_add_plugin: a plugin by the rules of the ABI (docs/plugins.md). Used in the tree and through find_package(tenon).

# tn_add_plugin(NAME SOURCES...
#   [PACKAGE tenon_foo]         Python package of the plugin; the library goes to PACKAGE/_plugin/ beside tenon/
#   [LICENCE Apache-2.0]        for the manifest
#   [REQUIRES tenon.random/1]   tables it cannot do without, beyond core, tensor and op
#   [TARGET_ABI 0.1]            the oldest release it wants to run on
#   [MANIFEST_SIZE 16384]       room for the manifest
#   [SHARED_LIBSTDCXX])         for plugins that link shared C++ libraries
function(tn_add_plugin name)
  find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)  # here: targets and variables belong to the calling folder
  cmake_parse_arguments(arg "SHARED_LIBSTDCXX" "PACKAGE;LICENCE;TARGET_ABI;MANIFEST_SIZE" "SOURCES;REQUIRES" ${ARGN})
  add_library(${name} MODULE ${arg_UNPARSED_ARGUMENTS} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE tenon::plugin_api)
  target_compile_features(${name} PRIVATE cxx_std_20 c_std_11)
  set_target_properties(${name} PROPERTIES PREFIX "" C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON POSITION_INDEPENDENT_CODE ON
    LINK_DEPENDS "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map;${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../tools/seal.py")
  # One export: visibility alone lets the templates of namespace std out, and they could be interposed.
  target_link_options(${name} PRIVATE "-Wl,--version-script=${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map"
    -Wl,--exclude-libs,ALL -Wl,-z,defs -Wl,-z,noexecstack -Wl,--as-needed)
  # A unique symbol would pin the library and be shared with others of its name.
  target_compile_options(${name} PRIVATE $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-fno-gnu-unique>)
  # libgcc_s stays dynamic: with a static one, an exception through libc (call_once) aborts.
  if(TENON_STATIC_LIBSTDCXX AND NOT arg_SHARED_LIBSTDCXX)
    target_link_options(${name} PRIVATE $<$<LINK_LANGUAGE:CXX>:-static-libstdc++>)
  endif()
  if(arg_MANIFEST_SIZE)
    target_compile_definitions(${name} PRIVATE TN_MANIFEST_SIZE=${arg_MANIFEST_SIZE})
  endif()

  set(seal "--python-package=${arg_PACKAGE}" "--licence=${arg_LICENCE}")
  if(arg_TARGET_ABI)
    list(APPEND seal --target-abi ${arg_TARGET_ABI})
  endif()
  if(arg_REQUIRES)
    list(APPEND seal --requires ${arg_REQUIRES})
  endif()
  if(arg_PACKAGE AND TENON_PACKAGE_DIR)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${TENON_PACKAGE_DIR}/../${arg_PACKAGE}/_plugin")
  endif()
  add_custom_command(TARGET ${name} POST_BUILD VERBATIM
    COMMAND Python3::Interpreter -B "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../tools/seal.py" "$<TARGET_FILE:${name}>" ${seal}
    COMMENT "Sealing the manifest of ${name}")
endfunction()
