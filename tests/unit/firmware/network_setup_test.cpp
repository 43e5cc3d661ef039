// How a job's network comes into the accelerator.
#include "abi/memory_map.hpp"
#include "numerics/initial.hpp"
#include "training/network_setup.hpp"
#include "unit/firmware/fake_bus.hpp"
#include "unit/firmware/low_memory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <initializer_list>
#include <vector>

namespace edgeloom::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
namespace place = abi::memory_map;

constexpr std::uint32_t error_code = place::accelerator.base + 0x48;
constexpr std::uint32_t weights = place::stream.base + 0x80'0000;
constexpr std::uint32_t biases = place::stream.base + 0x20'0000;
constexpr std::uint32_t patterns = place::stream.base + 0x40'0000;
constexpr std::uint32_t window_bytes = 0x10'0000; // no network here needs more

constexpr std::uint32_t in_junction(std::uint32_t offset) {
    return place::accelerator.base + 0x1000 + offset;
}

struct Over {}; // the simulation has ended

// One junction of 4 left neurons, 2 right ones and 4 edges, its words at word 16 of every window.
class NetworkSetupTest : public testing::Test {
protected:
    static constexpr std::uint32_t first_word = 4 * 16;

    NetworkSetupTest() {
        job->seed = 7;
        job->width = 12;
        job->integer = 3;
        job->features = 4;
        job->input_bits = 2;
        job->classes = 2;
        job->junctions = 1;
        job->junction[0] = {.left = 4, .right = 2, .edges = 4, .parallelism = 2, .pattern = abi::PatternKind::random};
        bus.answer(place::accelerator.base + 0x00, {abi::accelerator::id_value});
        bus.answer(place::accelerator.base + 0x04, {abi::accelerator::version_value});
        bus.answer(place::accelerator.base + 0x08, {1});
        bus.answer(place::accelerator.base + 0x0C, {1000});
        bus.answer(place::accelerator.base + 0x18, {1000});
        bus.answer(place::accelerator.base + 0x1C, {1000});
        bus.answer(place::accelerator.base + 0x4C, {77});
        bus.answer(error_code, {0});
        for (const std::uint32_t base : {0x20U, 0x24U, 0x28U}) {
            bus.answer(in_junction(base), {16});
        }
        bus.on_write = [](const BusAccess& write) {
            if (write.address == place::finisher.base) {
                throw Over{};
            }
        };
    }
    void run() { setup.run(); }
    std::string failing() {
        testing::internal::CaptureStdout();
        EXPECT_THROW(run(), Over);
        return testing::internal::GetCapturedStdout();
    }
    /// The words written to a window, which have to lie one behind the other.
    std::vector<std::uint32_t> written(std::uint32_t window) const {
        std::vector<std::uint32_t> words;
        for (const BusAccess& access : bus.accesses) {
            if (access.kind == BusAccess::Kind::write && access.address - window < window_bytes) {
                EXPECT_EQ(access.address, window + first_word + 4 * words.size());
                words.push_back(access.value);
            }
        }
        return words;
    }

    FakeBus bus;
    LowMemory<abi::Job> job;
    firmware::Heap heap;
    firmware::Accelerator accelerator{place::accelerator.base, place::stream.base};
    firmware::NetworkSetup setup{job[0], accelerator, heap};
};

TEST_F(NetworkSetupTest, LoadsWhatTheJobBrings) {
    LowMemory<std::uint32_t> words(16);
    for (std::uint32_t i = 0; i < 16; ++i) {
        words[i] = 0xFFFF'FFF0 + i;
    }
    job->junction[0].pattern_address = words.address(0);
    job->junction[0].pattern_words = 4;
    job->junction[0].weight_address = words.address(4);
    job->junction[0].bias_address = words.address(8);
    run();
    EXPECT_THAT(written(patterns), ElementsAre(0xFFFF'FFF0, 0xFFFF'FFF1, 0xFFFF'FFF2, 0xFFFF'FFF3));
    EXPECT_THAT(written(weights), ElementsAre(0xFFFF'FFF4, 0xFFFF'FFF5, 0xFFFF'FFF6, 0xFFFF'FFF7));
    EXPECT_THAT(written(biases), ElementsAre(0xFFFF'FFF8, 0xFFFF'FFF9));
    EXPECT_THAT(bus.accesses, Contains(write32(in_junction(0x0C), 2)));
    EXPECT_EQ(setup.shape(0).parallelism, 2U);
}

// Weights and biases come from streams of their own, so that one does not depend on how many of the other there are.
TEST_F(NetworkSetupTest, DrawsWhatTheJobDoesNotBring) {
    run();
    const numerics::InitialValues values({12, 3}, 2, 1);
    const auto draw = [&values](std::uint32_t stream, std::size_t count) {
        numerics::Random random(7, stream);
        std::vector<std::uint32_t> words(count);
        for (std::uint32_t& word : words) {
            word = static_cast<std::uint32_t>(values.draw(random));
        }
        return words;
    };
    EXPECT_EQ(written(weights), draw(numerics::stream::weights(0), 4));
    EXPECT_EQ(written(biases), draw(numerics::stream::biases(0), 2));
    const std::vector<std::uint32_t> pattern = written(patterns);
    ASSERT_EQ(pattern.size(), 4U);
    for (const std::uint32_t edge : pattern) {
        EXPECT_LT(edge & 0xFFFF, 4U);
        EXPECT_LT(edge >> 16, 2U);
    }
}

TEST_F(NetworkSetupTest, TheSameSeedDrawsTheSame) {
    run();
    const std::vector<BusAccess> first = bus.accesses;
    bus.accesses.clear();
    firmware::NetworkSetup(job[0], accelerator, heap).run();
    EXPECT_EQ(bus.accesses, first) << "and the heap has been given back";
    bus.accesses.clear();
    job->seed = 8;
    firmware::NetworkSetup(job[0], accelerator, heap).run();
    EXPECT_NE(bus.accesses, first);
}

TEST_F(NetworkSetupTest, GivesUpWhereItCannotGoOn) {
    struct Case {
        const char* text;
        std::function<void()> change;
    };
    const abi::Job good = job[0];
    const Case cases[]{
        {"error: no accelerator that this firmware knows (0)\n",
         [this] { bus.answer(place::accelerator.base, {0x1234}); }},
        {"error: no legal parallelism, whatever single limit is raised (0)\n",
         [this] {
             bus.answer(place::accelerator.base, {abi::accelerator::id_value});
             bus.answer(place::accelerator.base + 0x0C, {1});
             bus.answer(place::accelerator.base + 0x18, {3});
         }},
        {"error: no legal parallelism; the nearest is with this many pattern_words (4)\n",
         [this] { bus.answer(place::accelerator.base + 0x0C, {1000}); }},
        {"error: no legal parallelism; the nearest is with this many multipliers (2)\n",
         [this] {
             bus.answer(place::accelerator.base + 0x0C, {1});
             bus.answer(place::accelerator.base + 0x18, {1000});
             job->junction[0].parallelism = 0;
         }},
        {"error: accelerator: more weight words needed than there are: 77 (code 10)\n",
         [this] {
             bus.answer(place::accelerator.base + 0x0C, {1000});
             bus.answer(error_code, {10});
         }},
        {"error: accelerator: weight or bias does not fit the format, stream offset 77 (code 21)\n",
         [this] {
             bus.answer(error_code, {0, 21});
         }},
        {"error: no pattern without duplicate edges, junction index (0)\n",
         [this] {
             bus.answer(error_code, {0});
             job->junction[0].pattern = abi::PatternKind::n_of_m; // in groups of 0
         }},
    };
    for (const Case& c : cases) {
        job[0] = good;
        c.change();
        EXPECT_EQ(failing(), c.text);
    }
}

} // namespace
} // namespace edgeloom::test
