// What a run's record makes of the firmware's events.
#include "platform/run/run_record.hpp"

#include <gtest/gtest.h>

namespace edgeloom::platform {
namespace {

sc_core::sc_time microseconds(int count) {
    return {static_cast<double>(count), sc_core::SC_US};
}

TEST(RunRecord, CountsInputsOfTheAccelerator) {
    RunRecord record(0, 2, 100, 50);
    EXPECT_EQ(record.progress(0).inputs, 0U) << "nothing runs yet";
    record.phase_started(true, 0, 100, {0, microseconds(10)});
    EXPECT_EQ(record.progress(30).phase, "epoch 1 of 2, training");
    EXPECT_EQ(record.progress(30).done, 30U);
    EXPECT_EQ(record.progress(30).inputs, 100U);
    EXPECT_EQ(record.progress(30).run_inputs, 300U);
    record.phase_started(false, 0, 50, {100, microseconds(60)});
    EXPECT_EQ(record.progress(120).phase, "epoch 1 of 2, testing");
    EXPECT_EQ(record.progress(120).done, 20U);
    EXPECT_EQ(record.progress(120).run_done, 120U);
    record.phase_ended({150, microseconds(80)});
    EXPECT_EQ(record.inputs(), 100U) << "testing does not count";
    EXPECT_EQ(record.simulated(), microseconds(50));
}

TEST(RunRecord, CountsInputsOfSoftwareLikewise) {
    RunRecord record(0, 1, 100, 50);
    record.phase_started(true, 0, 100, {0, microseconds(0)});
    record.inputs_entered(1);
    record.inputs_entered(40);
    EXPECT_EQ(record.progress(0).done, 40U);
    record.inputs_entered(100);
    record.phase_started(false, 0, 50, {0, microseconds(7)});
    EXPECT_EQ(record.progress(0).done, 0U);
    record.inputs_entered(10);
    EXPECT_EQ(record.progress(0).done, 10U);
    EXPECT_EQ(record.progress(0).run_done, 110U);
    EXPECT_EQ(record.software_inputs(), 110U);
    EXPECT_EQ(record.inputs(), 100U);
    EXPECT_EQ(record.simulated(), microseconds(7));
}

TEST(RunRecord, CountsOfAnInterruptedPhaseWhatEntered) {
    RunRecord record(3, 1, 100, 0);
    record.phase_started(true, 3, 100, {0, microseconds(0)});
    record.phase_ended({25, microseconds(9)});
    record.phase_ended({25, microseconds(10)});
    EXPECT_EQ(record.inputs(), 25U);
    EXPECT_EQ(record.simulated(), microseconds(9));
}

} // namespace
} // namespace edgeloom::platform
