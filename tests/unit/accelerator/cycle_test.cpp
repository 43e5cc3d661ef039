// The parts of the cycle model: ports, the order in which edges are issued, and who accesses what.
#include "accelerator/cycle/cycle_pipeline.hpp"
#include "accelerator/cycle/issue_order.hpp"
#include "accelerator/cycle/memory.hpp"
#include "accelerator/cycle/port_conflict.hpp"
#include "accelerator/cycle/schedule.hpp"
#include "accelerator/stages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace edgeloom::accelerator::cycle {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::uint32_t memories = 100; // more than a word of bits
constexpr std::uint32_t ahead = 20;

using Lists = std::deque<AccessList>; // a memory looks at accesses for longer than their clock

Access access(Lists& lists, const std::vector<std::uint32_t>& elements) {
    AccessList& list = lists.emplace_back(memories);
    list.begin();
    for (const std::uint32_t element : elements) {
        list.add(element);
    }
    return list[0];
}

class MemoryPorts : public testing::TestWithParam<Ports> {
protected:
    Lists lists;
    Memory memory{"the bank", GetParam(), memories, ahead};
    void read(std::uint64_t clock, const std::vector<std::uint32_t>& elements) {
        memory.access(clock, Direction::read, access(lists, elements));
    }
    void write(std::uint64_t clock, const std::vector<std::uint32_t>& elements) {
        memory.access(clock, Direction::write, access(lists, elements));
    }
};

TEST_P(MemoryPorts, ServeEveryMemoryInEveryClock) {
    for (std::uint64_t clock = 0; clock < 200; ++clock) {
        read(clock, {0, 1, 63, 64, 99});
        read(clock, {2, 65});
        write(clock + ahead, {3, 66}); // announced
    }
    memory.count(Direction::read, 7);
    memory.count(Direction::write, 2);
    memory.count(Direction::write, 3);
    EXPECT_EQ(memory.words(Direction::read), 7U);
    EXPECT_EQ(memory.words(Direction::write), 5U);
}

TEST_P(MemoryPorts, CountAnElementBeyondTheRowAsItsMemory) {
    read(0, {5});
    if (GetParam() == Ports::true_dual) {
        read(0, {5 + memories});
    }
    EXPECT_THROW(read(0, {5 + 2 * memories}), PortConflict);
}

INSTANTIATE_TEST_SUITE_P(All, MemoryPorts, testing::Values(Ports::single, Ports::read_write, Ports::true_dual));

TEST(SinglePort, ReadsOrWrites) {
    Memory memory("the bank", Ports::single, memories, ahead);
    Lists lists;
    memory.access(7, Direction::read, access(lists, {70}));
    try {
        memory.access(7, Direction::write, access(lists, {1, 70}));
        FAIL();
    } catch (const PortConflict& conflict) {
        EXPECT_THAT(conflict.what(), HasSubstr("the bank: memory 70 has no free port in clock 7"));
    }
    memory.access(8, Direction::write, access(lists, {70}));
}

TEST(ReadAndWritePort, DoBothInAClock) {
    Memory memory("the bank", Ports::read_write, memories, ahead);
    Lists lists;
    memory.access(7, Direction::read, access(lists, {70}));
    memory.access(7, Direction::write, access(lists, {70}));
    EXPECT_THROW(memory.access(7, Direction::read, access(lists, {70})), PortConflict);
    EXPECT_THROW(memory.access(7, Direction::write, access(lists, {70})), PortConflict);
}

TEST(TrueDualPorts, DoAnyTwo) {
    Memory memory("the bank", Ports::true_dual, memories, ahead);
    Lists lists;
    memory.access(7, Direction::write, access(lists, {1, 70}));
    memory.access(7, Direction::write, access(lists, {70, 71}));
    memory.access(7, Direction::read, access(lists, {1, 71}));
    EXPECT_THROW(memory.access(7, Direction::read, access(lists, {71})), PortConflict);
}

std::vector<std::vector<std::uint32_t>> issued(const IssueOrder& order) {
    std::vector<std::vector<std::uint32_t>> list;
    for (std::size_t i = 0; i < order.size(); ++i) {
        list.emplace_back();
        for (const Segment& segment : order.segments(order[i])) {
            const auto edges = order.edges().subspan(segment.begin, segment.end - segment.begin);
            list.back().insert(list.back().end(), edges.begin(), edges.end());
        }
    }
    return list;
}

TEST(IssueOrders, GoRowByRowWhereNothingClashes) {
    const mapping::JunctionShape shape{.left = 4, .right = 4, .edges = 8, .parallelism = 4};
    const IssueOrder order(shape, std::vector<std::uint32_t>{0, 1, 2, 3, 3, 2, 1, 0},
                           std::vector<std::uint32_t>{0, 0, 1, 1, 2, 2, 3, 3}, {.values = 2, .biases = 2});
    EXPECT_THAT(issued(order), ElementsAre(ElementsAre(0, 1, 2, 3), ElementsAre(4, 5, 6, 7)));
    EXPECT_FALSE(order[0].clash || order[1].clash);
    EXPECT_EQ(order.access(0, Accessed::begun).words, 2U);
    EXPECT_EQ(order.access(0, Accessed::begun).memories.front(), 3U);
}

// Memory 0 of row 0 is wanted three times, memory 1 once; then a row where all is well.
TEST(IssueOrders, TakeAClockForEveryAccessOfTheFullestMemory) {
    const mapping::JunctionShape shape{.left = 8, .right = 2, .edges = 8, .parallelism = 4};
    const IssueOrder order(shape, std::vector<std::uint32_t>{0, 4, 1, 0, 0, 1, 2, 3},
                           std::vector<std::uint32_t>{0, 0, 0, 0, 1, 1, 1, 1}, {.values = 1, .biases = 1});
    EXPECT_THAT(issued(order), ElementsAre(ElementsAre(0, 2), ElementsAre(1), ElementsAre(3), ElementsAre(4, 5, 6, 7)));
    EXPECT_FALSE(order[0].clash);
    EXPECT_TRUE(order[1].clash && order[2].clash);
    EXPECT_FALSE(order[3].clash);
    EXPECT_TRUE(order.segments(order[0]).front().first);
    EXPECT_FALSE(order.segments(order[0]).front().last);
    EXPECT_TRUE(order.segments(order[2]).front().last);
}

TEST(IssueOrders, KnowRightNeuronsWithoutEdges) {
    const mapping::JunctionShape shape{.left = 2, .right = 4, .edges = 2, .parallelism = 2};
    const IssueOrder order(shape, std::vector<std::uint32_t>{0, 1}, std::vector<std::uint32_t>{1, 3},
                           {.values = 2, .biases = 1});
    EXPECT_THAT(order.edgeless(), ElementsAre(0, 2));
    EXPECT_TRUE(order.access(0, Accessed::begun).memories.empty()); // two neurons at once in one memory: registers
    EXPECT_EQ(order.access(0, Accessed::begun).words, 2U);
}

class Schedules : public testing::Test {
protected:
    static Use read(Memory& memory) { return {&memory, Direction::read, Accessed::left, 0}; }
    static Use write(Memory& memory) { return {&memory, Direction::write, Accessed::ended, 1}; }
    static Schedule of(std::vector<Use> first, std::vector<Use> second) {
        Schedule schedule(true);
        schedule.add(first);
        schedule.add(second);
        return schedule;
    }

    Memory a{"bank 0", Ports::single, memories, ahead};
    Memory b{"bank 1", Ports::single, memories, ahead};
    Memory c{"bank 2", Ports::single, memories, ahead};
};

TEST_F(Schedules, AreAlikeWhicheverTheBanksAre) {
    KnownSchedules known;
    known.add(of({read(a), write(b)}, {read(c)}));
    EXPECT_TRUE(known.contain(of({read(b), write(c)}, {read(a)})));
    EXPECT_FALSE(known.contain(of({read(a), write(b)}, {read(a)}))) << "two accesses of one bank";
    EXPECT_FALSE(known.contain(of({read(a)}, {write(b), read(c)}))) << "another junction";
    EXPECT_FALSE(known.contain(of({read(a), write(b)}, {write(c)})));
    Use late = write(b);
    ++late.clocks;
    EXPECT_FALSE(known.contain(of({read(a), late}, {read(c)})));
    EXPECT_FALSE(known.contain(Schedule(false)));
}

// Notes when which memory is accessed, and when junctions get edges.
class Log : public Watcher {
public:
    void sees(const Memory& /*memory*/) override {}
    void issued(std::uint32_t junction, std::uint64_t clock, IssueState /*state*/, std::uint32_t /*row*/,
                std::uint32_t /*address*/) override {
        issues[junction].push_back(clock);
    }
    void accessed(const Memory& memory, std::uint64_t clock, std::uint32_t /*words*/, bool write) override {
        const std::string& name = memory.name();
        (write ? writes : reads)[name.substr(0, name.find(", bank"))].push_back(clock);
    }
    void clear() { issues = {}, reads = {}, writes = {}; }

    using Clocks = std::vector<std::uint64_t>;
    std::map<std::uint32_t, Clocks> issues; // by junction
    std::map<std::string, Clocks> reads;    // by layer or junction
    std::map<std::string, Clocks> writes;   // likewise
};

Log::Clocks later(Log::Clocks clocks, std::uint64_t by) {
    for (std::uint64_t& clock : clocks) {
        clock += by;
    }
    return clocks;
}

// A right neuron a clock in both junctions, whose every operation passes through some registers.
TEST(Accesses, HappenWhenTheirStagesAreThrough) {
    const Network network{.format = {.width = 12, .integer = 3},
                          .junctions = {{.shape = {8, 4, 16, 4}, .pattern_type = 2, .unit = 0},
                                        {.shape = {4, 2, 8, 4}, .pattern_type = 2, .unit = 1}}};
    const Hardware hardware{.units = 2, .stages = {.memory = 1, .multiplier = 2, .adder = 3, .table = 1}};
    const std::vector<EdgeEnds> ends{
        {{0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7}, {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3}},
        {{0, 1, 2, 3, 0, 1, 2, 3}, {0, 0, 0, 0, 1, 1, 1, 1}}};
    CyclePipeline pipeline(network, hardware, ends);
    Log log;
    pipeline.watch(&log);
    pipeline.begin({.train = true, .classes = 2});
    const Sample sample{.activations = std::vector<numerics::Raw>(8, 100)};
    for (int i = 0; i < 10; ++i) { // the last block cycle is that of a full pipeline
        log.clear();
        pipeline.run(&sample);
    }
    const Log::Clocks first = log.issues[0];
    const Log::Clocks second = log.issues[1];
    ASSERT_EQ(first.size(), 4U);
    ASSERT_EQ(second.size(), 2U);
    EXPECT_EQ(log.reads["junction 1, weights"], first);
    EXPECT_EQ(log.writes["junction 1, weights"], later(first, 1 + 1 + 2));
    EXPECT_EQ(log.writes["junction 2, biases"], later(second, 1 + 1 + 2));
    EXPECT_EQ(log.writes["activations of layer 1"], later(first, 1 + 1 + 2 + 3 + 1));
    EXPECT_EQ(log.writes["derivatives of layer 1"], later(first, 1 + 1 + 2 + 3 + 1));
    EXPECT_EQ(log.reads["derivatives of layer 1"], second);
    Log::Clocks deltas = later(second, 1 + 1 + 2 * 2);       // summed in one bank
    deltas.insert(deltas.end(), first.begin(), first.end()); // cleared in the other, as they are read
    EXPECT_THAT(log.writes["deltas of layer 1"], testing::UnorderedElementsAreArray(deltas));
}

// Spec section 4: 2 for the unpipelined design, 4 with a register in each of backpropagation's two multiplications.
TEST(PipelineStages, DelayWhatPassesThroughThem) {
    EXPECT_EQ(Stages{}.delta_distance(), 2U);
    EXPECT_EQ(Stages{}.depth(), 0U);
    const Stages stages{.memory = 1, .multiplier = 1, .adder = 5, .table = 1};
    EXPECT_EQ(Stages{.multiplier = 1}.delta_distance(), 4U);
    EXPECT_EQ(stages.delta_distance(), 5U);
    EXPECT_EQ(stages.depth(), 8U);
    EXPECT_EQ(stages.update(), 2U);
    EXPECT_EQ((Stages{.multiplier = 8}.depth()), 16U); // backpropagation is the longest
}

} // namespace
} // namespace edgeloom::accelerator::cycle
