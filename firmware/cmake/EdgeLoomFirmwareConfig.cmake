# find_package(EdgeLoomFirmware): the libraries EdgeLoom::runtime, ::start, ::training and ::soft, and the function
# edgeloom_firmware().
if(NOT CMAKE_SYSTEM_PROCESSOR STREQUAL riscv32)
  set(EdgeLoomFirmware_FOUND FALSE)
  get_filename_component(toolchain "${CMAKE_CURRENT_LIST_DIR}/../../../toolchain.cmake" ABSOLUTE)
  set(EdgeLoomFirmware_NOT_FOUND_MESSAGE
      "found a build for ${CMAKE_SYSTEM_PROCESSOR}; firmware is built for riscv32: cmake --toolchain ${toolchain}")
  return()
endif()
include("${CMAKE_CURRENT_LIST_DIR}/EdgeLoomFirmwareTargets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/EdgeLoomFirmwareApp.cmake")
