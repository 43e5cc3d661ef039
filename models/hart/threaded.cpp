#include "hart/threaded.hpp"

#include <algorithm>

namespace edgeloom::hart {

using threaded::Exit;
using threaded::Translation;

namespace {

constexpr std::uint64_t most_at_once = 1U << 30; // clocks

} // namespace

Threaded::Threaded(Core& core) : core_(core), reference_(core) {
    machine_.memories = &core.memories;
    machine_.taken = core.costs.taken;
    std::ranges::transform(core.clocks, machine_.extra.begin(),
                           [](std::uint8_t clocks) { return static_cast<std::uint8_t>(clocks - 1); });
    core.memories.on_code_changed([this](DirectMemory& memory, std::uint32_t address, std::uint32_t length) {
        for (Translation& translation : translations_) {
            if (&translation.memory() == &memory) {
                translation.drop(address, length);
            }
        }
    });
}

// The translation of the region in which `pc` lies; null where it cannot be fetched directly.
Translation* Threaded::translation_at(std::uint32_t pc) {
    for (Translation& translation : translations_) {
        if (translation.memory().contains(pc, 2)) {
            return &translation;
        }
    }
    DirectMemory* const memory = core_.memories.find(pc, 2);
    return memory == nullptr ? nullptr : &translations_.emplace_back(core_, *memory);
}

void Threaded::run() {
    while (core_.goes_on()) {
        Translation* const translation = core_.csr.interrupt_due() ? nullptr : translation_at(core_.pc);
        if (translation == nullptr) {
            reference_.run_until(core_.csr.cycles + 1);
        } else {
            run_threaded(*translation);
        }
    }
}

void Threaded::run_threaded(Translation& translation) {
    execute(translation, core_.pause - core_.csr.cycles);
    if (ends_beyond_quantum()) {
        const std::uint64_t end = core_.csr.cycles + machine_.stopped->left;
        if (end > core_.limit) {
            reference_.run_until(end);
            return;
        }
        execute(translation, machine_.stopped->left); // as a whole, for nothing happens meanwhile
    }
    if (!core_.goes_on()) {
        return;
    }
    if (machine_.exit == Exit::reference) {
        reference_.run_until(core_.csr.cycles + 1);
    } else {
        translation.translate_block(core_.pc);
    }
}

bool Threaded::ends_beyond_quantum() const {
    return core_.goes_on() && machine_.exit == Exit::entry && machine_.stopped->left != 0;
}

// Executes translated blocks, at most so many clocks of them; a taken branch at the end may take more.
void Threaded::execute(Translation& translation, std::uint64_t clocks) {
    const auto budget = static_cast<std::int32_t>(std::min(clocks, most_at_once));
    machine_.x = core_.x;
    machine_.first = translation.first();
    machine_.code_base = translation.memory().base();
    machine_.code_size = translation.memory().size();
    machine_.extra_clocks = 0;
    threaded::run(translation.at(core_.pc), machine_, budget, translation.memory());
    const auto spent = static_cast<std::uint64_t>(std::int64_t{budget} - machine_.budget);
    core_.x = machine_.x;
    core_.pc = translation.address_of(machine_.stopped);
    core_.csr.cycles += spent;
    core_.csr.instructions += spent - machine_.extra_clocks;
    if (spent != 0) {
        core_.passed_breakpoint.reset();
    }
}

} // namespace edgeloom::hart
