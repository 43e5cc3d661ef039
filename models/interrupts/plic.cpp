#include "interrupts/plic.hpp"

#include <bit>

namespace edgeloom {

namespace reg = abi::plic::reg;

Plic::Plic(sc_core::sc_module_name name)
    : sc_module(name),
      socket("socket"),
      sources("source", abi::interrupt::sources),
      external_interrupt("external_interrupt"),
      bank_(abi::plic::map),
      change_("change"),
      settled_("settled") {
    socket.register_b_transport(&bank_, &RegisterBank::b_transport);
    socket.register_transport_dbg(&bank_, &RegisterBank::transport_dbg);
    bank_.allow_ahead();
    const auto keep = [this](const abi::Register& declaration, std::uint32_t mask) {
        bank_.on_write(declaration, [this, &declaration, mask](std::uint32_t index, std::uint32_t value) {
            bank_(declaration, index) = value & mask;
            evaluate_in(bank_.in());
            return true;
        });
    };
    keep(reg::priority, abi::plic::max_priority);
    keep(reg::threshold, abi::plic::max_priority);
    bank_.on_write(reg::enable, [this](std::uint32_t index, std::uint32_t value) {
        bank_(reg::enable, index) = index == 0 ? value & ~1U : value; // there is no source 0
        evaluate_in(bank_.in());
        return true;
    });
    bank_.on_read(reg::pending, [this](std::uint32_t index) { return pending_[index]; });
    bank_.on_read(reg::claim, [this](std::uint32_t) { return best(); });
    bank_.after_read(reg::claim, [this](std::uint32_t, std::uint32_t source) {
        if (source != 0) {
            set(pending_, source, false);
            set(claimed_, source, true);
            evaluate_in(bank_.in());
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
    sc_core::sc_spawn_options after_reset;
    after_reset.spawn_method();
    after_reset.dont_initialize();
    after_reset.set_sensitivity(&settled_);
    sc_core::sc_spawn(
        [this] {
            sample();
            resetting_ = false;
        },
        "settle", &after_reset);
}

void Plic::reset() {
    bank_.reset();
    pending_ = {};
    claimed_ = {};
    resetting_ = true;
    settled_.cancel(); // of a reset before this one
    settled_.notify(sc_core::sc_get_time_resolution());
    evaluate_in(sc_core::SC_ZERO_TIME);
}

void Plic::sample() {
    for (std::uint32_t source = 1; source < sources.size(); ++source) {
        set(level_, source, sources[source].size() != 0 && sources[source]->read());
    }
    for (std::size_t word = 0; word < pending_.size(); ++word) {
        pending_[word] = (resetting_ ? 0 : pending_[word]) | (level_[word] & ~claimed_[word]);
    }
    evaluate_in(sc_core::SC_ZERO_TIME);
}

void Plic::complete(std::uint32_t source) {
    if (source >= abi::interrupt::sources || !is_set(claimed_, source) || !enabled(source)) {
        return; // silently, as the specification has it
    }
    set(claimed_, source, false);
    set(pending_, source, is_set(level_, source));
    evaluate_in(bank_.in());
}

// Most writes change nothing of what the hart sees.
void Plic::evaluate_in(const sc_core::sc_time& delay) {
    if (interrupts() != asked_for_) {
        asked_for_ = !asked_for_;
        change_.notify(delay);
    }
}

bool Plic::is_set(const Bits& bits, std::uint32_t source) {
    return ((bits[source / word_bits] >> source % word_bits) & 1U) != 0;
}

void Plic::set(Bits& bits, std::uint32_t source, bool value) {
    const std::uint32_t bit = 1U << source % word_bits;
    bits[source / word_bits] = value ? bits[source / word_bits] | bit : bits[source / word_bits] & ~bit;
}

std::uint32_t Plic::priority(std::uint32_t source) const {
    return bank_(reg::priority, source - 1);
}

std::uint32_t Plic::threshold() const {
    return bank_(reg::threshold);
}

bool Plic::enabled(std::uint32_t source) const {
    return ((bank_(reg::enable, source / word_bits) >> source % word_bits) & 1U) != 0;
}

// The pending and enabled source of the highest priority, ties to the lowest number; 0 if there is none. The threshold
// masks the interrupt, not the claim.
std::uint32_t Plic::best() const {
    std::uint32_t found = 0;
    std::uint32_t highest = 0;
    for (std::uint32_t word = 0; word < pending_.size(); ++word) {
        for (std::uint32_t bits = pending_[word]; bits != 0; bits &= bits - 1) {
            const std::uint32_t source = word * word_bits + static_cast<std::uint32_t>(std::countr_zero(bits));
            if (enabled(source) && bank_(reg::priority, source - 1) > highest) {
                found = source;
                highest = bank_(reg::priority, source - 1);
            }
        }
    }
    return found;
}

bool Plic::interrupts() const {
    const std::uint32_t source = best();
    return source != 0 && bank_(reg::priority, source - 1) > bank_(reg::threshold);
}

void Plic::evaluate() {
    external_interrupt.write(interrupts());
}

} // namespace edgeloom
