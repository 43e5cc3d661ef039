// What an app defines.
#pragma once

#include <cstdint>

/// The app. `job_address` is that of the job block (abi/job.hpp), 0 if the platform gave none. The result is the exit
/// code: 0 passes, anything else fails.
extern "C" int app_main(std::uint32_t job_address);
