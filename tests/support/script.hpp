// Scripts: what a test does in simulated time.
#pragma once

#include <systemc>

#include <functional>
#include <initializer_list>

namespace edgeloom::test {

using Script = std::function<void()>;

/// Runs the scripts beside each other, each as a process of its own, until nothing is left to happen. May be called
/// again: simulated time goes on.
inline void play(std::initializer_list<Script> scripts) {
    sc_core::sc_spawn_options options;
    options.set_stack_size(1U << 20); // the sanitizers and the test library need more than the kernel's default
    for (const Script& script : scripts) {
        sc_core::sc_spawn(script, sc_core::sc_gen_unique_name("script"), &options);
    }
    sc_core::sc_start();
}

/// Lets the signals that have just been driven take their values.
inline void let_settle() {
    sc_core::wait(1, sc_core::SC_NS);
}

inline sc_core::sc_time nanoseconds(double count) {
    return {count, sc_core::SC_NS};
}

} // namespace edgeloom::test
