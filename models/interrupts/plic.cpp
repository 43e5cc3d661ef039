#include "interrupts/plic.hpp"

namespace edgeloom {

namespace reg = abi::plic::reg;

Plic::Plic(sc_core::sc_module_name name)
    : sc_module(name),
      socket("socket"),
      sources("source", abi::interrupt::sources),
      external_interrupt("external_interrupt"),
      bank_(abi::plic::map),
      change_("change") {
    socket.register_b_transport(&bank_, &RegisterBank::b_transport);
    socket.register_transport_dbg(&bank_, &RegisterBank::transport_dbg);
    const auto keep = [this](const abi::Register& declaration, std::uint32_t mask) {
        bank_.on_write(declaration, [this, &declaration, mask](std::uint32_t index, std::uint32_t value) {
            bank_(declaration, index) = value & mask;
            evaluate_later();
            return true;
        });
    };
    keep(reg::priority, abi::plic::max_priority);
    keep(reg::threshold, abi::plic::max_priority);
    bank_.on_write(reg::enable, [this](std::uint32_t index, std::uint32_t value) {
        bank_(reg::enable, index) = index == 0 ? value & ~1U : value; // there is no source 0
        evaluate_later();
        return true;
    });
    bank_.on_read(reg::pending, [this](std::uint32_t index) { return word(pending_, index); });
    bank_.on_read(reg::claim, [this](std::uint32_t) { return best(); });
    bank_.after_read(reg::claim, [this](std::uint32_t, std::uint32_t source) {
        if (source != 0) {
            pending_.reset(source);
            claimed_.set(source);
            evaluate_later();
        }
    });
    bank_.on_write(reg::claim, [this](std::uint32_t, std::uint32_t source) {
        complete(source);
        return true;
    });
    SC_METHOD(evaluate);
    sensitive << change_;
}

void Plic::end_of_elaboration() {
    sc_core::sc_spawn_options options;
    options.spawn_method();
    for (Source& source : sources) {
        if (source.size() != 0) {
            options.set_sensitivity(&source->value_changed_event());
        }
    }
    sc_core::sc_spawn([this] { sample(); }, "sample", &options);
}

void Plic::sample() {
    for (std::uint32_t source = 1; source < sources.size(); ++source) {
        level_[source] = sources[source].size() != 0 && sources[source]->read();
    }
    pending_ |= level_ & ~claimed_;
    evaluate_later();
}

void Plic::complete(std::uint32_t source) {
    if (source >= abi::interrupt::sources || !claimed_[source] || !enabled(source)) {
        return; // silently, as the specification has it
    }
    claimed_.reset(source);
    pending_[source] = level_[source];
    evaluate_later();
}

void Plic::evaluate_later() {
    change_.notify(sc_core::SC_ZERO_TIME);
}

std::uint32_t Plic::word(const Bits& bits, std::uint32_t index) const {
    std::uint32_t value = 0;
    for (std::uint32_t bit = 0; bit < 32 && index * 32 + bit < bits.size(); ++bit) {
        value |= bits[index * 32 + bit] ? 1U << bit : 0;
    }
    return value;
}

bool Plic::enabled(std::uint32_t source) const {
    return ((bank_(reg::enable, source / 32) >> source % 32) & 1U) != 0;
}

// The pending and enabled source of the highest priority, ties to the lowest number; 0 if there is none. The threshold
// masks the interrupt, not the claim.
std::uint32_t Plic::best() const {
    std::uint32_t found = 0;
    std::uint32_t highest = 0;
    for (std::uint32_t source = 1; source < sources.size(); ++source) {
        if (pending_[source] && enabled(source) && bank_(reg::priority, source - 1) > highest) {
            found = source;
            highest = bank_(reg::priority, source - 1);
        }
    }
    return found;
}

void Plic::evaluate() {
    const std::uint32_t source = best();
    external_interrupt.write(source != 0 && bank_(reg::priority, source - 1) > bank_(reg::threshold));
}

} // namespace edgeloom
