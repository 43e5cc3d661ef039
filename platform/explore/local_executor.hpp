// Runs on this machine.
#pragma once

#include "platform/explore/executor.hpp"

#include <filesystem>

namespace edgeloom::platform::explore {

/// A process for each task, some at a time. They end with this process, whatever ends it.
class LocalExecutor : public Executor {
public:
    /// @param program  edgeloom
    /// @param jobs     processes at a time
    LocalExecutor(std::filesystem::path program, unsigned jobs) : program_(std::move(program)), jobs_(jobs) {}

    void run(const std::vector<Task>& tasks, const Finished& finished, const Interrupted& interrupted) override;

private:
    std::filesystem::path program_;
    unsigned jobs_;
};

} // namespace edgeloom::platform::explore
