// Energy by who takes it.
#pragma once

#include "platform/energy/energy.hpp"

#include <array>
#include <string_view>

namespace edgeloom::platform {

/// In nJ; they add up to the whole.
struct EnergyShares {
    double feedforward = 0; ///< arithmetic and tables
    double backpropagation = 0;
    double update = 0;
    double memories = 0; ///< accesses
    double dram = 0;
    double leakage = 0;

    [[nodiscard]] double sum() const { return feedforward + backpropagation + update + memories + dram + leakage; }

    struct Share {
        std::string_view name;
        double nanojoules = 0;
    };
    /// In this order.
    [[nodiscard]] std::array<Share, 6> list() const {
        return {{{"feedforward", feedforward},
                 {"backpropagation", backpropagation},
                 {"update", update},
                 {"memories", memories},
                 {"dram", dram},
                 {"leakage", leakage}}};
    }
};

/// @param inputs by which it is divided
[[nodiscard]] EnergyShares shares_of(const Energy& energy, double inputs = 1);

} // namespace edgeloom::platform
