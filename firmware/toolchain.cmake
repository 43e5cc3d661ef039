# Toolchain file: rv32imac bare metal with Debian's gcc-riscv64-unknown-elf and picolibc.
# Installed, it also tells find_package where the package EdgeLoomFirmware is: beside it.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv32)
set(CMAKE_C_COMPILER riscv64-unknown-elf-gcc)
set(CMAKE_CXX_COMPILER riscv64-unknown-elf-g++)
set(CMAKE_ASM_COMPILER riscv64-unknown-elf-gcc)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(EdgeLoomFirmware_ROOT ${CMAKE_CURRENT_LIST_DIR})

# There is no libstdc++ for this target. The header-only parts of the host's work through the shims.
execute_process(COMMAND c++ -print-multiarch OUTPUT_VARIABLE host_multiarch OUTPUT_STRIP_TRAILING_WHITESPACE)
execute_process(COMMAND c++ -dumpversion OUTPUT_VARIABLE host_gcc OUTPUT_STRIP_TRAILING_WHITESPACE)
string(REGEX MATCH "^[0-9]+" host_gcc "${host_gcc}")
set(picolibc_include /usr/lib/picolibc/riscv64-unknown-elf/include)
set(shims ${CMAKE_CURRENT_LIST_DIR}/runtime/shims)

set(machine "-march=rv32imac_zicsr_zifencei -mabi=ilp32 -mcmodel=medany")
set(libc "-isystem ${picolibc_include}")
set(libcxx "-nostdinc++ -isystem \"${shims}\" -isystem /usr/include/c++/${host_gcc} -isystem /usr/include/${host_multiarch}/c++/${host_gcc}")
set(CMAKE_C_FLAGS_INIT "${machine} ${libc}")
set(CMAKE_ASM_FLAGS_INIT "${machine}")
set(CMAKE_CXX_FLAGS_INIT "${machine} ${libcxx} ${libc} -fno-exceptions -fno-rtti -fno-threadsafe-statics -fno-use-cxa-atexit")
# Linked with gcc, because g++ wants libstdc++, and without the extensions' full name, because the multilib has none.
set(CMAKE_CXX_LINK_EXECUTABLE
    "riscv64-unknown-elf-gcc -march=rv32imac -mabi=ilp32 -mcmodel=medany --specs=picolibc.specs -nostartfiles <LINK_FLAGS> <OBJECTS> -o <TARGET> <LINK_LIBRARIES>")
