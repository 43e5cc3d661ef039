// An initiator, as far as its calls tell.
#pragma once

#include "interconnect/growing_ring.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace edgeloom::interconnect {

/// An initiator that is promised its answers when it calls, and some of the promises come to be found too early. Where
/// it then calls before it could have, because it had as many bursts on their way as it ever has, it is ahead of itself
/// by as long, and so are the calls after it until it next waits for an answer. All times are clocks.
class Caller {
public:
    /// It calls. Returns by how much it is ahead of itself.
    std::uint64_t call(std::uint64_t clock) {
        const std::size_t on_their_way = promised_after(clock);
        window_ = std::max(window_, on_their_way + 1);
        const Call* const before = calls_.empty() ? nullptr : &calls_.back();
        if (before != nullptr && waited(calls_.size() - 1)) {
            const Call& awaited = calls_[calls_.size() - 1 - window_];
            lag_ = awaited.done > awaited.promised ? awaited.done - awaited.promised : 0;
        }
        calls_.push_back({.clock = clock});
        return waited(calls_.size() - 1) ? 0 : lag_;
    }
    /// As many bursts as it ever has on their way.
    [[nodiscard]] std::uint32_t window() const { return static_cast<std::uint32_t>(window_); }
    /// Number of its last call.
    [[nodiscard]] std::size_t last() const { return first_ + calls_.size() - 1; }
    /// When that call will be answered.
    void promise(std::size_t number, std::uint64_t clock) {
        Call& call = calls_[number - first_];
        call.promised = call.done = clock;
    }
    /// It is not ahead of itself.
    [[nodiscard]] bool is_on_time() const { return lag_ == 0; }
    /// That call is promised an answer then.
    [[nodiscard]] bool is_promised(std::size_t number, std::uint64_t clock) const {
        return calls_[number - first_].promised == clock;
    }
    /// The oldest call that has not been answered has been.
    void answered(std::uint64_t clock) {
        expect(0, clock);
        ++answered_;
        for (; answered_ > window_ + 1; --answered_) {
            calls_.pop_front();
            ++first_;
        }
    }
    /// From what is known now, call `number` of those that have not been answered will be answered then.
    void expect(std::size_t number, std::uint64_t clock) { calls_[answered_ + number].done = clock; }

private:
    struct Call {
        std::uint64_t clock = 0;
        std::uint64_t promised = ~std::uint64_t{0}; ///< until it is known
        std::uint64_t done = 0;                     ///< as was found later
    };

    [[nodiscard]] std::size_t promised_after(std::uint64_t clock) const {
        const auto first =
            std::find_if(calls_.rbegin(), calls_.rend(), [&](const Call& call) { return call.promised <= clock; });
        return static_cast<std::size_t>(first - calls_.rbegin());
    }
    // It called at the very clock of an answer that made room for the call.
    [[nodiscard]] bool waited(std::size_t call) const {
        return call >= window_ && calls_[call].clock == calls_[call - window_].promised;
    }

    GrowingRing<Call> calls_;
    std::size_t first_ = 0;    // number of the oldest one kept
    std::size_t answered_ = 0; // of those kept
    std::size_t window_ = 1;
    std::uint64_t lag_ = 0;
};

} // namespace edgeloom::interconnect
