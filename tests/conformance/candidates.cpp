#include "conformance/candidates.hpp"

#include "conformance/comparison.hpp"
#include "conformance/qemu.hpp"

#include <boost/format.hpp>
#include <gtest/gtest.h>

#include <iostream>

namespace edgeloom::test {

void expect_conformance(const Image& image) {
    const Outcome there = run_on_qemu(image);
    EXPECT_EQ(there.failure, "") << image.name;
    std::uint64_t instructions = 0; // of the first one: the others retire as many
    for (const Candidate& candidate : candidates) {
        SCOPED_TRACE(candidate.name);
        const Outcome here = candidate.run(image);
        EXPECT_EQ(here.failure, "") << image.name;
        EXPECT_TRUE(instructions == 0 || here.instructions == instructions) << image.name;
        instructions = here.instructions;
        if (const std::string text = difference(image, there, here); !text.empty()) {
            ADD_FAILURE() << text;
        }
        std::cout << boost::format("%s: %d programs, %d instructions; QEMU %.2f s, %s %.2f s, %.1f MIPS\n") %
                         image.name % image.count() % here.instructions % there.seconds % candidate.name %
                         here.seconds % (static_cast<double>(here.instructions) / here.seconds / 1e6);
    }
}

} // namespace edgeloom::test
