#include "platform/energy/energy_shares.hpp"

namespace edgeloom::platform {

namespace {

double& share_of(EnergyShares& shares, EnergyPart part) {
    switch (part) {
    case EnergyPart::feedforward:
        return shares.feedforward;
    case EnergyPart::backpropagation:
        return shares.backpropagation;
    case EnergyPart::update:
        return shares.update;
    default:
        return shares.memories;
    }
}

} // namespace

EnergyShares shares_of(const Energy& energy, double inputs) {
    constexpr double picojoules_of_nano = 1000;
    const double divisor = picojoules_of_nano * inputs;
    EnergyShares shares{.dram = energy.dram_picojoules() / divisor, .leakage = energy.leakage_picojoules() / divisor};
    for (const EnergyItem& item : energy.items) {
        share_of(shares, item.part) += item.picojoules() / divisor;
    }
    return shares;
}

} // namespace edgeloom::platform
