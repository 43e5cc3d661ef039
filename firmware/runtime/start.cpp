#include "abi/memory_map.hpp"
#include "drivers/finisher.hpp"
#include "runtime/app.hpp"
#include "runtime/console.hpp"

#include <cstdint>

namespace {

using Constructor = void (*)();

} // namespace

extern "C" {

extern Constructor __init_array_begin[];
extern Constructor __init_array_end[];

/// What crt0 calls once there is a stack: runs the constructors and the app, then ends the simulation.
void start(std::uint32_t job_address) {
    for (Constructor* constructor = __init_array_begin; constructor != __init_array_end; ++constructor) {
        (*constructor)();
    }
    edgeloom::firmware::open_console();
    const int code = app_main(job_address);
    edgeloom::firmware::Finisher(edgeloom::abi::memory_map::finisher.base).end(code);
}
}
