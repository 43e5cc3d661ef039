# Builds the firmware, a CMake project of its own for rv32, along with the program.
include(ExternalProject)

set(EDGELOOM_FIRMWARE_DIR ${PROJECT_BINARY_DIR}/firmware)
set(EDGELOOM_FIRMWARE_APPS hello selftest train train-soft infer)
list(TRANSFORM EDGELOOM_FIRMWARE_APPS REPLACE "(.+)" "${EDGELOOM_FIRMWARE_DIR}/\\1.elf" OUTPUT_VARIABLE EDGELOOM_FIRMWARE_IMAGES)
ExternalProject_Add(firmware
  SOURCE_DIR ${PROJECT_SOURCE_DIR}/firmware
  BINARY_DIR ${EDGELOOM_FIRMWARE_DIR}
  CMAKE_ARGS --toolchain ${PROJECT_SOURCE_DIR}/firmware/toolchain.cmake
             -DCMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER}
             -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
  BUILD_ALWAYS ON
  INSTALL_COMMAND ""
  BUILD_BYPRODUCTS ${EDGELOOM_FIRMWARE_IMAGES})

# `cmake --install` installs its package too (firmware/CMakeLists.txt): share/edgeloom/firmware.
install(CODE "execute_process(COMMAND \"${CMAKE_COMMAND}\" --install \"${EDGELOOM_FIRMWARE_DIR}\"
                                      --prefix \"\${CMAKE_INSTALL_PREFIX}\" COMMAND_ERROR_IS_FATAL ANY)"
        COMPONENT firmware)
