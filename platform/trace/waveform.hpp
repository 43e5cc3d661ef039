// The cycle model's clocks as a value change dump (IEEE 1364, clause 18) that GTKWave opens.
#pragma once

#include "accelerator/cycle/watcher.hpp"
#include "accelerator/observer.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace edgeloom::platform {

/// Block cycle and clock in it; of every junction its state, row, the address in its left memories and the inputs in
/// work; of every bank the words read and written. Times are simulated picoseconds.
class Waveform : public accelerator::Observer, public accelerator::cycle::Watcher {
public:
    using Sink = std::function<void(std::string_view)>;

    explicit Waveform(Sink sink) : sink_(std::move(sink)) {}

    void sees(const accelerator::cycle::Memory& memory) override;
    void issued(std::uint32_t junction, std::uint64_t clock, accelerator::cycle::IssueState state, std::uint32_t row,
                std::uint32_t address) override;
    void accessed(const accelerator::cycle::Memory& memory, std::uint64_t clock, std::uint32_t words,
                  bool write) override;

    /// Writes what was seen since the last block cycle.
    void block_cycle(const accelerator::BlockActivity& activity) override;
    void waited(accelerator::WaitCause /*cause*/, const sc_core::sc_time& /*begin*/,
                const sc_core::sc_time& /*end*/) override {}
    /// Writes the header if nothing is written yet.
    void finish();
    /// Drops it.
    void skip();

private:
    using Variable = std::size_t;
    enum class Kind : std::uint8_t { number, state };
    struct Declaration {
        std::string scope;
        std::string name;
        Kind kind;
        std::int64_t at_rest; ///< in clocks in which nothing happens
    };
    struct OfMemory {
        Variable reads;
        Variable writes;
    };
    struct OfJunction {
        Variable state;
        Variable row;
        Variable address;
        Variable fed;
        Variable learnt;
    };
    struct Issue {
        std::uint64_t clock;
        std::uint32_t junction;
        accelerator::cycle::IssueState state;
        std::uint32_t row;
        std::uint32_t address;
    };
    struct Access {
        std::uint64_t clock;
        std::size_t memory; ///< index into memories_
        bool write;
        std::uint32_t words;
    };

    Variable declare(const std::string& scope, const std::string& name, Kind kind, std::int64_t at_rest);
    void begin(std::size_t junctions);
    [[nodiscard]] std::string header() const;
    void show_clock(std::uint64_t clock, std::span<const Issue>& issues, std::span<const Access>& accesses);
    void write_changes(const sc_core::sc_time& time);

    Sink sink_;
    bool begun_ = false;
    std::vector<Declaration> variables_;
    std::vector<std::int64_t> values_;
    std::vector<std::int64_t> written_;
    Variable block_cycle_ = 0;
    Variable clock_ = 0;
    std::vector<OfJunction> junctions_;
    std::vector<OfMemory> memories_;
    std::vector<std::string> memory_names_;
    std::unordered_map<const accelerator::cycle::Memory*, std::size_t> index_of_; // for look-ups only
    std::vector<Issue> issues_;
    std::vector<Access> accesses_;
};

} // namespace edgeloom::platform
