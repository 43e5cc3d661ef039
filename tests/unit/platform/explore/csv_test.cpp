#include "platform/explore/csv.hpp"

#include <gtest/gtest.h>

namespace edgeloom::platform::explore {
namespace {

TEST(Csv, QuotesWhatWouldPartCells) {
    Point done;
    done.key = "00ff";
    done.variant = 3;
    done.seed = 2;
    done.level = "analytic";
    done.axes = {{"network.fan_out", {64, 16}}, {"network.activation", "sigmoid"}};
    done.figures = {{"edges", 8192}, {"energy_per_input_nj", 0.5}};
    Point failed = done;
    failed.level = "fast";
    failed.outcome = PointOutcome::failed;
    failed.reason = "it said \"no\",\nand went";
    failed.figures = {{"accuracy", 12.5}};
    EXPECT_EQ(to_csv({done, failed}),
              "key,variant,seed,level,network.fan_out,network.activation,outcome,reason,accuracy [%],edges,"
              "energy_per_input_nj [nJ]\n"
              "00ff,3,2,analytic,\"[64,16]\",sigmoid,done,,,8192,0.5\n"
              "00ff,3,2,fast,\"[64,16]\",sigmoid,failed,\"it said \"\"no\"\",\nand went\",12.5,,\n");
}

TEST(Csv, WithoutPointsIsAHeader) {
    EXPECT_EQ(to_csv({}), "key,variant,seed,level,outcome,reason\n");
}

} // namespace
} // namespace edgeloom::platform::explore
