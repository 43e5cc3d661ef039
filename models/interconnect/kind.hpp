// How an interconnect takes its time.
#pragma once

#include <cstdint>

namespace edgeloom::interconnect {

enum class Kind : std::uint8_t {
    untimed,             ///< transactions pass in no time
    loosely_timed,       ///< LooselyTimed
    approximately_timed, ///< ApproximatelyTimed
};

} // namespace edgeloom::interconnect
