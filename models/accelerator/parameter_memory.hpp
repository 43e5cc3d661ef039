// Weight, bias and pattern memories as the parameter windows show them.
#pragma once

#include "accelerator/configure.hpp"
#include "accelerator/edges.hpp"
#include "accelerator/network.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace edgeloom::accelerator {

/// The words of all junctions, one junction behind the other in each window (abi::accelerator::window).
class ParameterMemory {
public:
    ParameterMemory() = default;
    /// All words zero.
    explicit ParameterMemory(const Network& network);

    struct Base {
        std::uint32_t weight;
        std::uint32_t bias;
        std::uint32_t pattern;
    };
    /// First words of junction `junction` in the windows.
    [[nodiscard]] Base base(std::uint32_t junction) const { return bases_[junction]; }

    /// The word at a byte offset of the stream region, if a window holds one there.
    [[nodiscard]] std::optional<std::uint32_t> read(std::uint32_t offset) const;
    /// Writes a word. A weight or bias must fit the format.
    [[nodiscard]] std::optional<Fault> write(std::uint32_t offset, std::uint32_t word);

    [[nodiscard]] Parameters& parameters(std::uint32_t junction) { return parameters_[junction]; }
    [[nodiscard]] const Parameters& parameters(std::uint32_t junction) const { return parameters_[junction]; }

    /// Works out the edges of `junction` from its pattern words, or says which word is out of range.
    [[nodiscard]] std::variant<EdgeEnds, Fault> edges(std::uint32_t junction) const;

    /// A pattern word was written since the last call.
    [[nodiscard]] bool take_pattern_change() { return std::exchange(pattern_changed_, false); }
    void mark_pattern_change() { pattern_changed_ = true; }

private:
    enum class Kind : std::uint8_t { bias, pattern, weight };
    struct Place {
        Kind kind;
        std::uint32_t junction;
        std::uint32_t word;
    };
    [[nodiscard]] std::optional<Place> find(std::uint32_t offset) const;
    [[nodiscard]] std::uint32_t first(Kind kind, std::uint32_t junction) const;
    [[nodiscard]] std::optional<std::uint32_t> bad_word(std::uint32_t junction) const;

    Network network_;
    std::vector<Base> bases_; // one more than junctions: the ends
    std::vector<Parameters> parameters_;
    std::vector<std::vector<std::uint32_t>> patterns_;
    bool pattern_changed_ = true;
};

} // namespace edgeloom::accelerator
