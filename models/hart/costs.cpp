#include "hart/costs.hpp"

namespace edgeloom::hart {

std::uint32_t Costs::of(Kind kind) const {
    if (is_branch(kind)) {
        return branch;
    }
    if (is_load(kind)) {
        return load;
    }
    if (is_store(kind)) {
        return store;
    }
    if (kind >= Kind::mul && kind <= Kind::mulhu) {
        return multiply;
    }
    if (kind >= Kind::div && kind <= Kind::remu) {
        return divide;
    }
    if (kind >= Kind::csrrw && kind <= Kind::csrrci) {
        return csr;
    }
    if (is_atomic(kind)) {
        return atomic;
    }
    return kind == Kind::jal || kind == Kind::jalr || kind == Kind::mret ? jump : arithmetic;
}

std::array<std::uint8_t, kinds> Costs::by_kind() const {
    std::array<std::uint8_t, kinds> clocks{};
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        clocks[kind] = static_cast<std::uint8_t>(of(static_cast<Kind>(kind)));
    }
    return clocks;
}

} // namespace edgeloom::hart
