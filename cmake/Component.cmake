# edgeloom_component(NAME SOURCES ... LINKS ...): a folder's library `edgeloom_NAME`, by default without SystemC.
# With SYSTEMC, the component is a SystemC model and shares the one precompiled header.
function(edgeloom_component name)
  cmake_parse_arguments(arg "SYSTEMC" "" "SOURCES;LINKS" ${ARGN})
  add_library(edgeloom_${name} STATIC ${arg_SOURCES})
  target_include_directories(edgeloom_${name} PUBLIC ${PROJECT_SOURCE_DIR}/models)
  target_link_libraries(edgeloom_${name} PUBLIC edgeloom_options ${arg_LINKS})
  if(arg_SYSTEMC)
    edgeloom_use_systemc(edgeloom_${name})
  endif()
endfunction()

# Links SystemC to a target and reuses the precompiled header.
function(edgeloom_use_systemc target)
  target_link_libraries(${target} PUBLIC edgeloom_systemc)
  target_precompile_headers(${target} REUSE_FROM edgeloom_systemc_header)
endfunction()
