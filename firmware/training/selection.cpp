#include "training/selection.hpp"

#include "abi/accelerator.hpp"
#include "training/memory.hpp"

#include <algorithm>

namespace edgeloom::firmware {

Selection::Selection(const abi::SelectionJob& job, Heap& heap) : job_(job) {
    if (on()) {
        words_ = allocate<std::uint32_t>(heap, job.pool, "no memory left to select inputs, bytes");
    }
}

// A margin and an index behind it fit a word, which makes them unlike each other and puts the earlier first.
std::span<const std::uint32_t> Selection::choose(std::span<std::uint32_t> words) const {
    constexpr std::uint32_t index_bits = 16;
    static_assert(abi::SelectionJob::most <= 1U << index_bits);
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        words[i] = abi::accelerator::field::result_margin.extract(words[i]) << index_bits | i;
    }
    const auto chosen = words.first(job_.kept(static_cast<std::uint32_t>(words.size())));
    std::nth_element(words.begin(), chosen.end(), words.end());
    for (std::uint32_t& word : chosen) {
        word &= (1U << index_bits) - 1;
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

} // namespace edgeloom::firmware
