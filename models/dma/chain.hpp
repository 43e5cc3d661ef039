// A chain of descriptors as a sequence of bursts, with the next descriptor fetched ahead.
#pragma once

#include "abi/dma.hpp"
#include "dma/burst_sequence.hpp"

#include <cstdint>
#include <optional>

namespace edgeloom::dma {

/// Why a channel stops: the code, and what ERROR_ADDRESS says of it.
struct Fault {
    abi::dma::Error code;
    std::uint32_t address;
};

/// What is read comes from memory, and is for one address: a port, as a rule.
[[nodiscard]] constexpr bool feeds_port(std::uint32_t flags) {
    return (flags & abi::dma::descriptor_flags::fixed_destination) != 0 &&
           (flags & abi::dma::descriptor_flags::fixed_source) == 0;
}

/// A burst, and what it means to its descriptor.
struct Step {
    Burst burst{};
    std::uint32_t flags = 0; ///< of the descriptor
    bool last = false;       ///< the descriptor is done with it
    std::uint32_t next = 0;  ///< address of the descriptor that follows, 0 for none
};

/// Knows what is to be fetched and what is to be copied; others move the data.
class Chain {
public:
    explicit Chain(std::uint32_t burst_bytes) : burst_bytes_(burst_bytes) {}

    /// A transfer starts with the descriptor at `address`.
    void begin(std::uint32_t address);

    /// Address of the descriptor that has to be fetched, as soon as the one before it has begun.
    [[nodiscard]] std::optional<std::uint32_t> wanted() const;
    /// That one is on its way.
    void fetching() { state_ = State::on_its_way; }
    [[nodiscard]] bool is_fetching() const { return state_ == State::on_its_way; }
    /// It has arrived, or the bus has refused it.
    void fetched(const abi::dma::Descriptor& descriptor, bool ok);

    /// The burst to be read next; none while its descriptor is not there, or at the chain's end.
    [[nodiscard]] const std::optional<Burst>& upcoming() const { return upcoming_; }
    /// Goes on to the burst behind that.
    [[nodiscard]] Step take();
    /// Of the descriptor in work.
    [[nodiscard]] std::uint32_t flags() const { return descriptor_.flags; }
    /// A burst still to be taken might write some of these bytes.
    [[nodiscard]] bool may_write(std::uint32_t address, std::uint32_t bytes) const;

    /// Nothing is left to fetch or to take, perhaps because of fault().
    [[nodiscard]] bool at_end() const { return !upcoming_ && (fault_ || state_ == State::none); }
    /// What ends the chain once all bursts before it are done.
    [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

private:
    // Of the descriptor behind the one in work.
    enum class State : std::uint8_t { none, wanted, on_its_way, here };

    void want(std::uint32_t address);
    void begin_next();

    std::uint32_t burst_bytes_;
    abi::dma::Descriptor descriptor_{}; // in work
    std::optional<BurstSequence> bursts_;
    std::optional<Burst> upcoming_;
    std::uint32_t next_address_ = 0;
    abi::dma::Descriptor next_{};
    State state_ = State::none;
    std::optional<Fault> fault_;
};

} // namespace edgeloom::dma
