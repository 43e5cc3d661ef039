// Runs on a cluster.
#pragma once

#include "platform/explore/executor.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace edgeloom::platform::explore {

/// A Slurm job array, a task an element; all nodes see the folder under the same name. A task whose process is killed,
/// or whose node fails, is queued again by Slurm. The array goes on where this process ends; the next one waits for it
/// first.
class SlurmExecutor : public Executor {
public:
    /// @param program edgeloom, as the nodes see it
    /// @param folder  of the sweep
    /// Throws UserError where there is no Slurm.
    SlurmExecutor(std::filesystem::path program, const std::filesystem::path& folder);

    void run(const std::vector<Task>& tasks, const Finished& finished, const Interrupted& interrupted) override;

private:
    void submit(const std::vector<Task>& tasks, const std::vector<std::size_t>& indices) const;
    /// Until no element is left. Returns the tasks that have not ended.
    [[nodiscard]] std::vector<std::size_t> watch(const std::vector<Task>& tasks, std::vector<std::size_t> indices,
                                                 const Finished& finished, const Interrupted& interrupted) const;
    /// An element of an array of this sweep waits or runs.
    [[nodiscard]] bool is_active() const;

    std::filesystem::path program_;
    std::filesystem::path folder_; ///< for scripts and lists of tasks
    std::string name_;             ///< of the jobs: tells this sweep's from others
};

} // namespace edgeloom::platform::explore
