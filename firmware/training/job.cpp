#include "training/job.hpp"

#include "training/failure.hpp"

#include <span>

namespace edgeloom::firmware {

const abi::Job& checked_job(std::uint32_t address) {
    const auto refuse = [](const char* what) { fail(abi::mailbox::Failure::job, 0, what); };
    if (address == 0) {
        refuse("no job block: this app needs a configuration with a network");
    }
    const abi::Job& job = at<const abi::Job>(address);
    if (job.magic != abi::Job::magic_value) {
        refuse("no job block where a1 points");
    }
    if (job.version != abi::Job::version_value || job.bytes != sizeof(abi::Job)) {
        refuse("job block of another version");
    }
    if (job.checksum != abi::job_checksum(job)) {
        refuse("job block damaged: wrong checksum");
    }
    return job;
}

numerics::Format format(const abi::Job& job) {
    return {.width = static_cast<int>(job.width),
            .integer = static_cast<int>(job.integer),
            .rounding = static_cast<numerics::Rounding>(job.rounding)};
}

std::uint32_t rounding_seed(const abi::Job& job, std::uint32_t epoch) {
    return numerics::Random(job.seed, numerics::stream::rounding(epoch)).next();
}

std::uint32_t rounding_seed_of_tests(const abi::Job& job) {
    return numerics::Random(job.seed, numerics::stream::rounding_of_tests).next();
}

std::uint32_t eta_shift(const abi::Job& job, std::uint32_t epoch) {
    std::uint32_t shift = job.rate[0].shift;
    for (const abi::LearningRateJob& rate : std::span(job.rate).first(job.rates)) {
        if (rate.epoch <= epoch) {
            shift = rate.shift;
        }
    }
    return shift;
}

std::uint32_t hundredths_of_percent(std::uint32_t part, std::uint32_t whole) {
    constexpr std::uint32_t hundred_percent = 10'000;
    return whole == 0 ? 0 : static_cast<std::uint32_t>((std::uint64_t{part} * hundred_percent + whole / 2) / whole);
}

} // namespace edgeloom::firmware
