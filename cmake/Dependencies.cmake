# Libraries from Debian that the models and the program use.
find_package(Boost 1.74 REQUIRED COMPONENTS filesystem program_options iostreams)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(xtensor REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(Threads REQUIRED)
find_package(HWY REQUIRED CONFIG)

find_path(SYSTEMC_INCLUDE_DIR systemc.h REQUIRED)
find_library(SYSTEMC_LIBRARY systemc REQUIRED)
add_library(edgeloom_systemc INTERFACE)
target_include_directories(edgeloom_systemc SYSTEM INTERFACE ${SYSTEMC_INCLUDE_DIR})
# Debian's library exports only the symbol of the C++17 interface; compiled as C++20 it would not link.
target_compile_definitions(edgeloom_systemc INTERFACE SC_CPLUSPLUS=201703L SC_INCLUDE_DYNAMIC_PROCESSES)
target_link_libraries(edgeloom_systemc INTERFACE ${SYSTEMC_LIBRARY} Threads::Threads)

add_library(edgeloom_systemc_header OBJECT ${PROJECT_SOURCE_DIR}/cmake/systemc_header.cpp)
target_link_libraries(edgeloom_systemc_header PRIVATE edgeloom_options edgeloom_systemc)
target_precompile_headers(edgeloom_systemc_header PRIVATE <systemc> <tlm>)

# Reads the debug information of firmware.
find_path(LIBDW_INCLUDE_DIR elfutils/libdw.h REQUIRED)
find_library(LIBDW_LIBRARY dw REQUIRED)
find_library(LIBELF_LIBRARY elf REQUIRED)
add_library(edgeloom_dwarf INTERFACE)
target_include_directories(edgeloom_dwarf SYSTEM INTERFACE ${LIBDW_INCLUDE_DIR})
target_link_libraries(edgeloom_dwarf INTERFACE ${LIBDW_LIBRARY} ${LIBELF_LIBRARY})

# Draws the plots of reports, which carry it; they are written for its version 3.
find_file(EDGELOOM_CHART_LIBRARY chart.min.js PATHS /usr/share/javascript/chart.js REQUIRED)
file(READ ${EDGELOOM_CHART_LIBRARY} chart_library_head LIMIT 200)
if(NOT chart_library_head MATCHES "Chart.js v3\\.[0-9.]+.*MIT License")
  message(FATAL_ERROR "${EDGELOOM_CHART_LIBRARY}: expected Chart.js 3 (Debian: libjs-chart.js)")
endif()
