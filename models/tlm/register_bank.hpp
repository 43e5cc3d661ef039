// The registers of a component: storage, access rights and callbacks, from the declaration in `abi`.
#pragma once

#include "abi/registers.hpp"

#include <systemc>
#include <tlm>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace edgeloom {

/// Answers transactions from a register map. Every register behaves as declared; a component adds one line for each
/// that does more. An access that the declaration does not allow (no register there, not a 32-bit word, wrong
/// direction) gets a bus error response and changes nothing. Debug accesses never have side effects: they write only
/// what is plain storage.
class RegisterBank {
public:
    using Read = std::function<std::uint32_t(std::uint32_t index)>;
    /// Returns false to refuse the write with a bus error.
    using Write = std::function<bool(std::uint32_t index, std::uint32_t value)>;
    using Effect = std::function<void(std::uint32_t index, std::uint32_t value)>;

    explicit RegisterBank(const abi::RegisterMap& map);

    /// The value comes from `read`, which must have no side effects: debug reads call it too.
    void on_read(const abi::Register& reg, Read read);
    /// `effect` runs after a (non-debug) read, at the time of the access, with the value that was read.
    void after_read(const abi::Register& reg, Effect effect);
    /// `write` runs in place of the plain store, at the time of the access. For write_one_to_clear registers the
    /// bits are cleared first.
    void on_write(const abi::Register& reg, Write write);
    /// No callback looks at simulated time: they go by now(), and notify events with in(). Then simulated time need not
    /// catch up with an access before which nothing else happens.
    void allow_ahead() { ahead_ = true; }
    /// Only the first `count` elements are there; the others answer with a bus error.
    void limit(const abi::Register& reg, std::uint32_t count);
    /// The reset value of a register whose declaration says that it varies.
    void set_reset(const abi::Register& reg, std::uint32_t value);

    [[nodiscard]] std::uint32_t& operator()(const abi::Register& reg, std::uint32_t index = 0);
    [[nodiscard]] std::uint32_t operator()(const abi::Register& reg, std::uint32_t index = 0) const;

    /// All registers to their reset values. An access that waits for simulated time meanwhile is refused with a bus
    /// error.
    void reset();

    /// The time of the access whose callback runs: simulated time plus what the initiator is ahead of it.
    [[nodiscard]] const sc_core::sc_time& now() const { return now_; }
    /// From simulated time to that of the access: for an event that its callback notifies.
    [[nodiscard]] sc_core::sc_time in() const { return now_ - sc_core::sc_time_stamp(); }

    void b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay);
    [[nodiscard]] unsigned transport_dbg(tlm::tlm_generic_payload& transaction);

private:
    struct Entry {
        abi::Register declaration;
        std::uint32_t count;
        std::uint32_t reset;
        std::vector<std::uint32_t> values;
        Read read;
        Effect effect;
        Write write;
    };
    struct Place {
        Entry* entry;
        std::uint32_t index;
    };

    [[nodiscard]] Entry& entry_of(const abi::Register& reg);
    [[nodiscard]] std::optional<Place> find(std::uint64_t offset);
    [[nodiscard]] static std::uint32_t value_of(const Place& place);
    [[nodiscard]] bool let_time_catch_up(const tlm::tlm_generic_payload& transaction, bool callback,
                                         sc_core::sc_time& delay);
    tlm::tlm_response_status access(tlm::tlm_generic_payload& transaction, const Place& place, sc_core::sc_time& delay);
    static bool store(const Place& place, std::uint32_t value);

    std::vector<Entry> entries_; // by rising offset
    sc_core::sc_time now_;
    bool ahead_ = false;
    std::uint64_t resets_ = 0;
};

} // namespace edgeloom
