# Language level, warnings and sanitizers of our own targets, as one interface library.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

add_library(edgeloom_options INTERFACE)
target_compile_options(edgeloom_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
                                                  -Wnon-virtual-dtor -Woverloaded-virtual -Werror
                                                  # what a designated initialiser leaves out has its default
                                                  -Wno-missing-field-initializers
                                                  # false alarms of GCC 12 where strings are joined (GCC bug 105329)
                                                  -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds)
# Results must not depend on how a machine contracts floating-point expressions.
target_compile_options(edgeloom_options INTERFACE -ffp-contract=off)
if(EDGELOOM_SANITIZE)
  target_compile_options(edgeloom_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
                                                    -Wno-maybe-uninitialized) # false alarms in instrumented code
  target_link_options(edgeloom_options INTERFACE -fsanitize=address,undefined)
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND NOT CMAKE_DISABLE_PRECOMPILE_HEADERS)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>) # ccache needs it with precompiled headers
endif()
