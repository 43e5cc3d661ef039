// What bandwidth a DRAM's figures allow, by formula.
#pragma once

#include "memory/dram_device.hpp"

namespace edgeloom::platform::test {

enum class Direction { read, write };

/// Bytes a second of streams that never let the DRAM wait, at the mapping row-bank-column with open rows. Of random
/// bursts the expected value.
[[nodiscard]] double sequential_bandwidth(const memory::DramDevice& device, Direction direction);
/// One burst in every row of one bank of one channel.
[[nodiscard]] double conflict_bandwidth(const memory::DramDevice& device, Direction direction);
/// One burst in a row of every bank of a group of one channel, in turn.
[[nodiscard]] double bank_parallel_bandwidth(const memory::DramDevice& device, Direction direction);
/// One burst anywhere. Rows are so many that none is met again while it is open.
[[nodiscard]] double random_bandwidth(const memory::DramDevice& device, Direction direction);
/// Sequential bursts, reads and writes in turn, in one channel.
[[nodiscard]] double alternating_bandwidth(const memory::DramDevice& device);

} // namespace edgeloom::platform::test
