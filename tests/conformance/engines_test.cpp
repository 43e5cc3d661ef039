// Both engines are exact to the clock, whatever instructions cost and wherever execution is cut.
#include "conformance/board.hpp"
#include "conformance/random.hpp"
#include "hart/stepper.hpp"
#include "hart/threaded.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

constexpr unsigned programs = 60;
constexpr unsigned groups = 200;

hart::Costs random_costs(Random& random) {
    const auto some = [&] { return static_cast<std::uint32_t>(1 + random.below(hart::Costs::most)); };
    const auto few = [&] { return static_cast<std::uint32_t>(1 + random.below(3)); };
    return {.arithmetic = few(),
            .load = few(),
            .store = few(),
            .multiply = few(),
            .divide = some(),
            .branch = few(),
            .taken = few() - 1,
            .jump = few(),
            .csr = some(),
            .atomic = some(),
            .exception = some(),
            .interrupt = some()};
}

void expect_same(const Image& image, const hart::Costs& costs, std::uint64_t seed) {
    const Outcome whole = Board<hart::Stepper>(image, costs).run();
    ASSERT_EQ(whole.failure, "");
    Random random(seed);
    for (const std::uint32_t longest : {7U, 300U, 5000U}) {
        const Outcome cut = Board<hart::Threaded>(image, costs).run([&] { return 1 + random.below(longest); });
        EXPECT_EQ(cut.failure, "");
        EXPECT_EQ(cut.instructions, whole.instructions) << longest;
        EXPECT_EQ(cut.clocks, whole.clocks) << longest;
        EXPECT_TRUE(cut.memory == whole.memory) << longest;
    }
}

TEST(Engines, AgreeWhereEveryInstructionTakesAClock) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        expect_same(random_image(seed, programs, groups), {}, seed);
    }
}

TEST(Engines, AgreeWhateverInstructionsCost) {
    Random random(7);
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        expect_same(random_image(seed, programs, groups), random_costs(random), seed);
    }
}

} // namespace
} // namespace edgeloom::test
