// How training firmware takes its job, and how it gives up.
#include "abi/memory_map.hpp"
#include "training/failure.hpp"
#include "training/job.hpp"
#include "unit/firmware/fake_bus.hpp"
#include "unit/firmware/low_memory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace edgeloom::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::uint32_t mailbox = abi::memory_map::mailbox.base;
constexpr std::uint32_t finisher = abi::memory_map::finisher.base;

struct Over {}; // the simulation has ended

// A bus on which the finisher ends things.
class EndingBus : public FakeBus {
public:
    EndingBus() {
        on_write = [](const BusAccess& write) {
            if (write.address == finisher) {
                throw Over{};
            }
        };
    }
    /// What is printed while `what` fails.
    std::string failing(const std::function<void()>& what) {
        testing::internal::CaptureStdout();
        EXPECT_THROW(what(), Over);
        return testing::internal::GetCapturedStdout();
    }
};

TEST(Failure, IsPrintedSentAndFinal) {
    struct Case {
        std::function<void()> fail;
        const char* text;
        std::uint32_t failure;
        std::uint32_t detail;
    };
    const Case cases[]{
        {[] { firmware::fail(abi::mailbox::Failure::memory, 4096, "no memory left, bytes"); },
         "error: no memory left, bytes (4096)\n", 5, 4096},
        {[] { firmware::fail(abi::accelerator::Error::multipliers, 200); },
         "error: accelerator: more multipliers needed than there are: 200 (code 9)\n", 2, 9},
        {[] { firmware::fail(abi::dma::Error::source, 1, 0x8000'1000); },
         "error: DMA channel 1: bus error on read at 0x80001000 (code 4)\n", 3, 4},
    };
    for (const Case& c : cases) {
        EndingBus bus;
        EXPECT_EQ(bus.failing(c.fail), c.text);
        EXPECT_THAT(bus.accesses, ElementsAre(write32(mailbox + 0x20, c.failure), write32(mailbox + 0x24, c.detail),
                                              write32(mailbox + 0x08, 5), write32(finisher, 0x3333 | c.failure << 16)));
    }
}

TEST(Failure, EveryErrorHasANameOfItsOwn) {
    for (std::uint32_t a = 0; a <= 26; ++a) {
        const std::string name = firmware::name(static_cast<abi::accelerator::Error>(a));
        EXPECT_EQ(name == "unknown error, detail", a == 26) << a;
        for (std::uint32_t b = 0; b < a; ++b) {
            EXPECT_NE(name, firmware::name(static_cast<abi::accelerator::Error>(b))) << a << " " << b;
        }
    }
    for (std::uint32_t a = 0; a <= 7; ++a) {
        const std::string name = firmware::name(static_cast<abi::dma::Error>(a));
        EXPECT_EQ(name == "unknown error", a == 7) << a;
        for (std::uint32_t b = 0; b < a; ++b) {
            EXPECT_NE(name, firmware::name(static_cast<abi::dma::Error>(b))) << a << " " << b;
        }
    }
}

class JobBlock : public testing::Test {
protected:
    JobBlock() {
        job->magic = abi::Job::magic_value;
        job->version = abi::Job::version_value;
        job->bytes = sizeof(abi::Job);
        job->seed = 42;
        job->checksum = abi::job_checksum(job[0]);
    }

    LowMemory<abi::Job> job;
    EndingBus bus;
};

TEST_F(JobBlock, IsTakenWhereItIsGood) {
    EXPECT_EQ(&firmware::checked_job(job.address()), &job[0]);
    EXPECT_TRUE(bus.accesses.empty());
}

TEST_F(JobBlock, IsRefusedWhereItIsNot) {
    struct Case {
        std::function<void(abi::Job&)> damage;
        const char* complaint;
    };
    const abi::Job good = job[0];
    for (const Case& c : {Case{[](abi::Job& j) { j.magic ^= 1; }, "no job block where a1 points"},
                          Case{[](abi::Job& j) { ++j.version; }, "job block of another version"},
                          Case{[](abi::Job& j) { --j.bytes; }, "job block of another version"},
                          Case{[](abi::Job& j) { ++j.seed; }, "job block damaged: wrong checksum"},
                          Case{[](abi::Job& j) { ++j.predictions_address; }, "job block damaged: wrong checksum"},
                          Case{[](abi::Job& j) { ++j.checksum; }, "job block damaged: wrong checksum"}}) {
        job[0] = good;
        c.damage(job[0]);
        EXPECT_THAT(bus.failing([this] { static_cast<void>(firmware::checked_job(job.address())); }),
                    HasSubstr(c.complaint));
        EXPECT_EQ(bus.accesses.back(), write32(finisher, 0x0001'3333));
    }
}

TEST_F(JobBlock, MayBeMissing) {
    EXPECT_THAT(bus.failing([] { static_cast<void>(firmware::checked_job(0)); }),
                HasSubstr("this app needs a configuration with a network"));
}

TEST_F(JobBlock, HoldsTheLearningRateOfEveryEpoch) {
    job->rates = 3;
    job->rate[0] = {0, 3};
    job->rate[1] = {2, 4};
    job->rate[2] = {6, 5};
    job->rate[3] = {7, 31}; // not counted
    struct Case {
        std::uint32_t epoch;
        std::uint32_t shift;
    };
    for (const Case& c : {Case{0, 3}, Case{1, 3}, Case{2, 4}, Case{5, 4}, Case{6, 5}, Case{1000, 5}}) {
        EXPECT_EQ(firmware::eta_shift(job[0], c.epoch), c.shift) << c.epoch;
    }
}

TEST(Percent, IsRoundedHalfUp) {
    struct Case {
        std::uint32_t part;
        std::uint32_t whole;
        std::uint32_t hundredths;
    };
    for (const Case& c : {Case{0, 0, 0}, Case{0, 7, 0}, Case{7, 7, 10'000}, Case{1, 3, 3333}, Case{2, 3, 6667},
                          Case{1, 20'000, 1}, Case{1, 20'001, 0}, Case{0xFFFF'FFFF, 0xFFFF'FFFF, 10'000}}) {
        EXPECT_EQ(firmware::hundredths_of_percent(c.part, c.whole), c.hundredths) << c.part << "/" << c.whole;
    }
}

} // namespace
} // namespace edgeloom::test
