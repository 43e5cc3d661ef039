// Whoever wants to see every clock of the cycle model.
#pragma once

#include <cstdint>

namespace edgeloom::accelerator::cycle {

class Memory;

/// What goes into a junction unit in a clock.
enum class IssueState : std::uint8_t {
    row,    ///< edges of a new row
    clash,  ///< further edges of a row, that clashed with the first
    hazard, ///< nothing: a delta is not yet written back
};

/// Clocks are those of the engine, which pass in block cycles alone.
class Watcher {
public:
    virtual ~Watcher() = default;
    /// There is such a memory. An engine shows all of them before anything else.
    virtual void sees(const Memory& memory) = 0;
    /// @param junction from 0
    /// @param row      of z edges, which is the address of their weights
    /// @param address  in the left memory of the first of the edges
    virtual void issued(std::uint32_t junction, std::uint64_t clock, IssueState state, std::uint32_t row,
                        std::uint32_t address) = 0;
    /// Announced at the latest when the clock has come.
    virtual void accessed(const Memory& memory, std::uint64_t clock, std::uint32_t words, bool write) = 0;
};

} // namespace edgeloom::accelerator::cycle
