// The job block, checked.
#pragma once

#include "abi/job.hpp"
#include "numerics/format.hpp"
#include "numerics/random.hpp"

#include <cstdint>

namespace edgeloom::firmware {

/// What lies at an address that the job gives.
template <class T>
[[nodiscard]] T& at(std::uint32_t address) {
    return *reinterpret_cast<T*>(static_cast<std::uintptr_t>(address));
}

/// The job block at `address`. Gives up where there is none, or a damaged one.
[[nodiscard]] const abi::Job& checked_job(std::uint32_t address);

/// The fixed-point format of all values.
[[nodiscard]] numerics::Format format(const abi::Job& job);
/// ROUNDING_SEED while `epoch` is trained, and while the test set is classified.
[[nodiscard]] std::uint32_t rounding_seed(const abi::Job& job, std::uint32_t epoch);
[[nodiscard]] std::uint32_t rounding_seed_of_tests(const abi::Job& job);

/// Learning rate shift in force in `epoch`.
[[nodiscard]] std::uint32_t eta_shift(const abi::Job& job, std::uint32_t epoch);

/// Puts the training inputs, which lie in their original order, into that of `epoch` (Fisher and Yates):
/// `swap(i, k)` exchanges two of them.
template <class Swap>
void shuffle(const abi::Job& job, std::uint32_t epoch, Swap swap) {
    numerics::Random random(job.seed, numerics::stream::shuffle(epoch));
    for (std::uint32_t i = job.train.inputs; i > 1; --i) {
        swap(i - 1, random.below(i));
    }
}

/// `part` of `whole` in hundredths of a percent, rounded half up; 0 of nothing.
[[nodiscard]] std::uint32_t hundredths_of_percent(std::uint32_t part, std::uint32_t whole);

} // namespace edgeloom::firmware
