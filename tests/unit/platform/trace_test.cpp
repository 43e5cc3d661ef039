// Timeline and waveforms of the accelerator, from what an accelerator would tell.
#include "accelerator/cycle/memory.hpp"
#include "platform/trace/accelerator_trace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <vector>

namespace edgeloom::platform {
namespace {

using accelerator::BlockActivity;
using accelerator::JunctionActivity;
using accelerator::cycle::Direction;
using accelerator::cycle::IssueState;
using accelerator::cycle::Memory;
using accelerator::cycle::Ports;

BlockActivity block(std::uint64_t number, double begin_ns, const std::vector<JunctionActivity>& junctions) {
    return {.number = number,
            .begin = {begin_ns, sc_core::SC_NS},
            .clock = {10, sc_core::SC_NS},
            .length = {.ideal = 3, .clash = 1, .hazard = 0},
            .junctions = junctions};
}

TEST(AcceleratorTimelines, ShowsInputsOnTheTracksOfTheirOperations) {
    std::string text;
    Timeline file([&](std::string_view more) { text += more; });
    AcceleratorTimeline timeline(file, 4);
    timeline.block_cycle(block(7, 100, {{.fed = 5, .learnt = std::nullopt}, {.fed = 4, .learnt = 3}}));
    timeline.waited(accelerator::WaitCause::output, {140, sc_core::SC_NS}, {150.5, sc_core::SC_NS});
    file.finish();
    std::map<int, std::string> tracks;
    std::vector<std::string> slices;
    const auto events = nlohmann::json::parse(text)["traceEvents"];
    for (const auto& event : events) {
        if (event["name"] == "thread_name") {
            tracks[event["tid"]] = event["args"]["name"];
        } else if (event["ph"] == "X") {
            slices.push_back(tracks[event["tid"]] + ": " + event["name"].get<std::string>() + " " + event["ts"].dump() +
                             "+" + event["dur"].dump());
        }
    }
    EXPECT_THAT(slices, testing::ElementsAre(
                            "block cycles: block cycle 0.1+0.04", "junction 1 feedforward: input 5 0.1+0.04",
                            "junction 2 feedforward: input 4 0.1+0.04", "junction 2 backpropagation: input 3 0.1+0.04",
                            "junction 2 update: input 3 0.1+0.04", "waiting: for room at the result port 0.14+0.0105"));
    EXPECT_EQ(tracks.size(), 2U + 2 + 3);
}

TEST(AcceleratorTraces, KeepToTheirWindow) {
    std::string timeline;
    std::string waveform;
    Timeline file([&](std::string_view more) { timeline += more; });
    AcceleratorTrace trace({.begin_ps = 200'000, .end_ps = 300'000}, file, 1,
                           [&](std::string_view more) { waveform += more; });
    Memory memory("weights", Ports::single, 4, 2);
    memory.watch(trace.watcher());
    for (const double begin : {100.0, 200.0, 300.0}) {
        trace.watcher()->issued(0, static_cast<std::uint64_t>(begin), IssueState::row, 0, 0);
        trace.block_cycle(block(0, begin, {{.fed = 1, .learnt = std::nullopt}}));
        trace.waited(accelerator::WaitCause::input, {begin, sc_core::SC_NS}, {begin + 1, sc_core::SC_NS});
    }
    trace.finish();
    EXPECT_EQ(trace.in_words(), "1 of 3 block cycles, which began from 100 ns to 300 ns");
    EXPECT_THAT(timeline, testing::HasSubstr("\"ts\":0.2,"));
    EXPECT_THAT(timeline, testing::Not(testing::HasSubstr("\"ts\":0.1,")));
    EXPECT_THAT(timeline, testing::Not(testing::HasSubstr("\"ts\":0.3,")));
    EXPECT_THAT(waveform, testing::HasSubstr("#200000\n"));
    EXPECT_THAT(waveform, testing::Not(testing::HasSubstr("#100000\n")));
    EXPECT_THAT(waveform, testing::Not(testing::HasSubstr("#300000\n")));
}

TEST(AcceleratorTraces, AreCompleteFilesWithoutAnythingInThem) {
    std::string timeline;
    std::string waveform;
    Timeline file([&](std::string_view more) { timeline += more; });
    AcceleratorTrace trace({}, file, 1, [&](std::string_view more) { waveform += more; });
    trace.finish();
    file.finish();
    EXPECT_EQ(trace.in_words(), "0 of 0 block cycles");
    EXPECT_TRUE(nlohmann::json::accept(timeline));
    EXPECT_THAT(waveform, testing::EndsWith("$enddefinitions $end\n"));
}

// Two clocks with edges, the second in vain; a write that arrives in the third; then the overhead.
TEST(Waveforms, AreADumpOfValueChanges) {
    std::string text;
    Waveform waveform([&](std::string_view more) { text += more; });
    Memory memory("junction 1, weights", Ports::read_write, 4, 2);
    memory.watch(&waveform);
    accelerator::cycle::AccessList list(4);
    list.begin();
    list.add(0);
    list.add(3);
    waveform.issued(0, 1000, IssueState::row, 2, 9);
    memory.access(1000, Direction::read, list[0]);
    memory.access(1002, Direction::write, list[0]);
    waveform.issued(0, 1001, IssueState::hazard, 3, 9);
    waveform.block_cycle(block(6, 50, {{.fed = 4, .learnt = std::nullopt}}));
    EXPECT_EQ(text, "$timescale 1 ps $end\n"
                    "$scope module accelerator $end\n"
                    "$var integer 64 ! block_cycle $end\n"
                    "$var integer 64 \" clock $end\n"
                    "$scope module junction_1 $end\n"
                    "$var string 1 # state $end\n"
                    "$var integer 64 $ row $end\n"
                    "$var integer 64 % left_address $end\n"
                    "$var integer 64 & feedforward_input $end\n"
                    "$var integer 64 ' update_input $end\n"
                    "$upscope $end\n"
                    "$scope module junction_1_weights $end\n"
                    "$var integer 64 ( reads $end\n"
                    "$var integer 64 ) writes $end\n"
                    "$upscope $end\n"
                    "$upscope $end\n"
                    "$enddefinitions $end\n"
                    "#50000\nb110 !\nb0 \"\nsrow #\nb10 $\nb1001 %\nb100 &\nbx '\nb10 (\nb0 )\n"
                    "#60000\nb1 \"\nshazard #\nb11 $\nb0 (\n"
                    "#70000\nb10 \"\nsidle #\nbx $\nbx %\nb10 )\n"
                    "#80000\nb11 \"\nb0 )\n"
                    "#90000\nbx !\nbx \"\nbx &\n");
}

} // namespace
} // namespace edgeloom::platform
