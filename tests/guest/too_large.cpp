// Programs a network that is legal, but needs 64 multipliers.
#include "runtime/app.hpp"
#include "small_network.hpp"

int app_main(std::uint32_t) {
    edgeloom::firmware::configure_small_network(32);
    return 0;
}
