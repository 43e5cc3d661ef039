// The processes that a sweep has running.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace edgeloom::test {

/// The processes `edgeloom run` with a text in their command line.
[[nodiscard]] std::vector<pid_t> runs_of(const std::string& text);

/// The command line of a process, its words parted by spaces; empty where there is none.
[[nodiscard]] std::string command_line(pid_t process);

/// Stops one of the runs with this text as soon as there is one: it lasts until it gets SIGCONT. 0 if none begins.
[[nodiscard]] pid_t hold_a_run(const std::string& text);

/// Asks until it is so, at most `seconds` long; returns whether it was.
bool eventually(const std::function<bool()>& question, int seconds = 30);

/// The runs of a sweep's folder that have passed: name of the run's folder; inode, second and nanosecond of its
/// summary. A run that is made again has others.
using PassedRuns = std::map<std::string, std::tuple<ino_t, time_t, std::int64_t>>;
[[nodiscard]] PassedRuns passed_runs(const std::filesystem::path& sweep);

} // namespace edgeloom::test
