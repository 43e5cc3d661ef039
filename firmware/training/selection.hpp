// Selective sampling: which inputs of a pool are worth training on.
#pragma once

#include "abi/job.hpp"
#include "runtime/heap.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::firmware {

/// The minimal margin score of Weinstein et al.: those that the network is least sure of, in the order of the pool.
class Selection {
public:
    /// Gives up where the heap is too small for a pool.
    Selection(const abi::SelectionJob& job, Heap& heap);

    [[nodiscard]] bool on() const { return job_.pool != 0; }
    /// Room for the result words of a pool of so many inputs.
    [[nodiscard]] std::span<std::uint32_t> words(std::size_t inputs) const { return words_.first(inputs); }
    /// Indices of the inputs with the smallest margins, of equal ones the earlier; see abi::SelectionJob::kept().
    /// @param words result words with margins, one per input of the pool; replaced by what is returned
    [[nodiscard]] std::span<const std::uint32_t> choose(std::span<std::uint32_t> words) const;

private:
    abi::SelectionJob job_;
    std::span<std::uint32_t> words_;
};

} // namespace edgeloom::firmware
