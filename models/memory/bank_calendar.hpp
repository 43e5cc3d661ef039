// When a bank of an SRAM is in use.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>

namespace edgeloom::memory {

/// A bank does one access at a time, all of which take as long. Each gets the first gap that is there: a request that
/// was served before, and has words in the bank later on, does not keep others out of it until then.
class BankCalendar {
public:
    /// @param clocks of an access
    explicit BankCalendar(std::uint64_t clocks) : clocks_(clocks) {}

    /// The first clock from `earliest` on in which an access can begin. It is taken then.
    std::uint64_t book(std::uint64_t earliest) {
        std::uint64_t begin = std::max(earliest, forgotten_);
        auto next =
            std::upper_bound(begins_.begin(), begins_.end(), begin,
                             [this](std::uint64_t time, std::uint64_t taken) { return time < taken + clocks_; });
        while (next != begins_.end() && *next < begin + clocks_) {
            begin = *next++ + clocks_;
        }
        begins_.insert(next, begin);
        forget();
        return begin;
    }

private:
    // More than the words of the longest burst: what is older lies before all that is still to come.
    static constexpr std::size_t remembered = 1024;

    void forget() {
        if (begins_.size() > remembered) {
            forgotten_ = begins_.front() + clocks_;
            begins_.pop_front();
        }
    }

    std::uint64_t clocks_;
    std::deque<std::uint64_t> begins_; // rising
    std::uint64_t forgotten_ = 0;      // nothing is free before
};

} // namespace edgeloom::memory
