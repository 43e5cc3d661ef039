// Runs an image in this process, on any engine.
#pragma once

#include "conformance/image.hpp"
#include "conformance/outcome.hpp"
#include "hart/core.hpp"

#include <chrono>
#include <cstring>
#include <functional>

namespace edgeloom::test {

/// What an engine that compares others has found.
template <class Engine>
[[nodiscard]] std::string difference(const Engine& engine) {
    if constexpr (requires { engine.difference(); }) {
        return "\n" + engine.difference();
    } else {
        return {};
    }
}

/// A hart, memory as large as the image, and a finisher that ends the run. Everything else is a bus error.
template <class Engine>
class Board : private hart::Bus {
public:
    explicit Board(const Image& image, const hart::Costs& costs = {})
        : memory_(image.bytes),
          core_(*this, 0, hart::Misaligned::allow, costs),
          engine_(core_) {
        core_.add_memory(layout::base, static_cast<std::uint32_t>(memory_.size()), memory_.data());
        core_.reset(layout::base, 0, 0);
    }

    [[nodiscard]] Outcome run() {
        return run([] { return most_clocks; });
    }

    /// In slices of as many clocks as `slice` says each time, of which the engine may overrun the half.
    [[nodiscard]] Outcome run(const std::function<std::uint64_t()>& slice) {
        const auto start = std::chrono::steady_clock::now();
        while (!finished_ && core_.csr.cycles < most_clocks && !core_.halted && !core_.stuck) {
            const std::uint64_t clocks = slice();
            core_.limit = core_.csr.cycles + clocks;
            core_.pause = core_.csr.cycles + (clocks + 1) / 2;
            engine_.run();
        }
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        return {.memory = std::move(memory_),
                .instructions = core_.csr.instructions,
                .clocks = core_.csr.cycles,
                .seconds = taken.count(),
                .failure =
                    finished_ ? "" : "did not come to its end: pc " + std::to_string(core_.pc) + difference(engine_)};
    }

private:
    static constexpr std::uint64_t most_clocks = 200'000'000;

    bool transport(bool write, std::uint32_t address, void* data, unsigned bytes) override {
        std::uint32_t value = 0;
        std::memcpy(&value, data, bytes);
        if (!write || address != layout::finisher || value != layout::pass) {
            return false;
        }
        finished_ = true;
        core_.limit = 0;
        core_.pause = 0;
        return true;
    }
    void map_directly(std::uint32_t) override {}

    std::vector<std::uint8_t> memory_;
    hart::Core core_;
    Engine engine_;
    bool finished_ = false;
};

template <class Engine>
[[nodiscard]] Outcome run_on(const Image& image) {
    return Board<Engine>(image).run();
}

} // namespace edgeloom::test
