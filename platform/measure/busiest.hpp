// Who is at the other end of most of it.
#pragma once

#include <cstdint>
#include <optional>

namespace edgeloom::platform {

/// The first of the ports 0 to `ports` - 1 of which `amount` is greatest; none where it is 0 for all.
template <class Amount>
[[nodiscard]] std::optional<std::size_t> busiest(std::size_t ports, Amount amount) {
    std::optional<std::size_t> best;
    std::uint64_t most = 0;
    for (std::size_t port = 0; port < ports; ++port) {
        if (const std::uint64_t here = amount(port); here > most) {
            best = port;
            most = here;
        }
    }
    return best;
}

} // namespace edgeloom::platform
