// The job block, checked.
#pragma once

#include "abi/job.hpp"

#include <cstdint>
#include <span>

namespace edgeloom::firmware {

/// The job block at `address`. Gives up where there is none, or a damaged one.
[[nodiscard]] const abi::Job& checked_job(std::uint32_t address);

/// Learning rate shift in force in `epoch`.
[[nodiscard]] std::uint32_t eta_shift(const abi::Job& job, std::uint32_t epoch);

/// `part` of `whole` in hundredths of a percent, rounded half up; 0 of nothing.
[[nodiscard]] std::uint32_t hundredths_of_percent(std::uint32_t part, std::uint32_t whole);

} // namespace edgeloom::firmware
