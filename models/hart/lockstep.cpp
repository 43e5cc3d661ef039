#include "hart/lockstep.hpp"

#include "hart/decoder.hpp"

#include <boost/format.hpp>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <ranges>

namespace edgeloom::hart {

namespace {

constexpr unsigned blocks_at_once = 8;

bool ends_block(Kind kind) {
    return is_branch(kind) || kind == Kind::jal || kind == Kind::jalr;
}

} // namespace

Lockstep::Lockstep(Core& core)
    : core_(core),
      shadow_(core.bus, 0, core.misaligned, core.costs),
      reference_(core),
      shadow_reference_(shadow_),
      threaded_(core) {}

void Lockstep::forget() {
    threaded_.forget();
    shadow_.memories.clear();
}

void Lockstep::run() {
    while (core_.goes_on()) {
        copy_registers();
        for (unsigned blocks = 0; blocks < blocks_at_once && shadow_.goes_on() && shadow_can_execute_next();) {
            blocks += ends_block(next_operation().kind) ? 1U : 0U;
            step_shadow();
        }
        if (shadow_.csr.instructions == core_.csr.instructions) {
            reference_.run_until(core_.csr.cycles + 1);
        } else {
            run_threaded();
        }
    }
}

// From where the shadow began to where it is; what follows in the last block is nothing that the shadow could execute.
void Lockstep::run_threaded() {
    take_stores_back();
    const std::uint32_t from = core_.pc;
    const std::uint64_t instructions = shadow_.csr.instructions - core_.csr.instructions;
    const std::uint64_t pause = core_.pause;
    core_.pause = shadow_.csr.cycles;
    threaded_.run();
    core_.pause = pause;
    compare();
    if (!difference_.empty()) {
        difference_ = (boost::format("the engines differ after %d instructions from pc 0x%08x on:%s") % instructions %
                       from % difference_)
                          .str();
        core_.halted = true;
    }
}

void Lockstep::copy_registers() {
    if (shadow_.memories.regions().size() != core_.memories.regions().size()) {
        shadow_.memories.clear();
        for (const DirectMemory& region : core_.memories.regions()) {
            shadow_.memories.add(region.base(), region.size(), region.at(region.base()));
        }
    }
    shadow_.csr = core_.csr;
    shadow_.x = core_.x;
    shadow_.pc = core_.pc;
    shadow_.pause = core_.limit;
    shadow_.limit = core_.limit;
    shadow_.stuck = false;
    stores_.clear();
}

// The operation at the shadow's pc; `undecoded` where it does not lie in memory.
Operation Lockstep::next_operation() {
    const DirectMemory* const memory = shadow_.memories.find(shadow_.pc, 2);
    const auto bits = memory == nullptr ? std::nullopt : memory->instruction_at(shadow_.pc);
    return bits ? decode(*bits) : Operation{};
}

// An instruction that the threaded engine carries out itself, without leaving memory.
bool Lockstep::shadow_can_execute_next() {
    const Operation operation = next_operation();
    const threaded::Handler own =
        threaded::handler_of({operation.kind, operation.bytes, threaded::Forward::none}, threaded::Clocks::one_each);
    const bool onto_itself = operation.kind == Kind::jal && operation.immediate == 0;
    return own != nullptr && !onto_itself && !shadow_.csr.interrupt_due() && !core_.breakpoints.contains(shadow_.pc) &&
           (!accesses_memory(operation.kind) || reaches_memory(operation));
}

bool Lockstep::reaches_memory(const Operation& operation) {
    const std::uint32_t address = shadow_.address_of(operation);
    const std::uint32_t bytes = access_bytes(operation.kind);
    DirectMemory* const memory = core_.memories.find(address, bytes);
    return memory != nullptr && address % bytes == 0 && !memory->marked(address, bytes, DirectMemory::watched);
}

void Lockstep::step_shadow() {
    const Operation operation = next_operation();
    if (!is_store(operation.kind)) {
        shadow_reference_.step();
        return;
    }
    const std::uint32_t address = shadow_.address_of(operation);
    Store store{.address = address, .bytes = access_bytes(operation.kind), .before = 0, .after = 0};
    const std::uint8_t* const bytes = shadow_.memories.find(address, store.bytes)->at(address);
    std::memcpy(&store.before, bytes, store.bytes);
    shadow_reference_.step();
    std::memcpy(&store.after, bytes, store.bytes);
    stores_.push_back(store);
}

void Lockstep::take_stores_back() {
    for (const Store& store : stores_ | std::views::reverse) {
        std::memcpy(shadow_.memories.find(store.address, store.bytes)->at(store.address), &store.before, store.bytes);
    }
}

void Lockstep::compare() {
    for (unsigned i = 0; i < no_register; ++i) {
        note("x" + std::to_string(i), shadow_.x[i], core_.x[i]);
    }
    note("pc", shadow_.pc, core_.pc);
    note("mcycle", shadow_.csr.cycles, core_.csr.cycles);
    note("minstret", shadow_.csr.instructions, core_.csr.instructions);
    for (auto store = stores_.begin(); store != stores_.end(); ++store) {
        const bool overwritten = std::any_of(std::next(store), stores_.end(), [&](const Store& later) {
            return later.address - store->address < store->bytes || store->address - later.address < later.bytes;
        });
        if (!overwritten) {
            std::uint32_t now = 0;
            std::memcpy(&now, shadow_.memories.find(store->address, store->bytes)->at(store->address), store->bytes);
            note((boost::format("memory at 0x%08x") % store->address).str(), store->after, now);
        }
    }
}

void Lockstep::note(const std::string& what, std::uint64_t stepper, std::uint64_t threaded) {
    if (stepper != threaded) {
        difference_ += (boost::format("\n  %s: stepper 0x%x, threaded 0x%x") % what % stepper % threaded).str();
    }
}

} // namespace edgeloom::hart
