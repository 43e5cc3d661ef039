// The interpreters that are held against QEMU.
#pragma once

#include "conformance/board.hpp"
#include "hart/lockstep.hpp"
#include "hart/stepper.hpp"
#include "hart/threaded.hpp"

namespace edgeloom::test {

struct Candidate {
    const char* name;
    Outcome (*run)(const Image& image);
};
inline constexpr Candidate candidates[]{
    {"reference interpreter", run_on<hart::Stepper>},
    {"threaded interpreter", run_on<hart::Threaded>},
    {"both in lockstep", run_on<hart::Lockstep>},
};

/// Runs `image` on QEMU and on all candidates and expects the same of all of them. Prints what ran and how fast.
void expect_conformance(const Image& image);

} // namespace edgeloom::test
