# edgeloom_firmware(NAME SOURCES ... [LINKS ...]): an image NAME.elf out of sources that define app_main
# (runtime/app.hpp). LINKS: EdgeLoom::training for jobs on the accelerator, EdgeLoom::soft for jobs on the hart, or
# libraries of your own.
function(edgeloom_firmware name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
  if(NOT arg_SOURCES OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "edgeloom_firmware(${name}): found '${ARGN}'; expected NAME SOURCES ... [LINKS ...]")
  endif()
  add_executable(${name}.elf ${arg_SOURCES})
  target_link_libraries(${name}.elf PRIVATE ${arg_LINKS} EdgeLoom::runtime EdgeLoom::start)
  # Without a build type, as this project's own.
  target_compile_options(${name}.elf PRIVATE "$<$<CONFIG:>:-O2;-g>")
endfunction()
