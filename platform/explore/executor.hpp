// Where the runs of a sweep happen.
#pragma once

#include "platform/explore/task.hpp"

#include <functional>
#include <vector>

namespace edgeloom::platform::explore {

class Executor {
public:
    using Finished = std::function<void(std::size_t task, const TaskResult& result)>;
    using Interrupted = std::function<bool()>;

    virtual ~Executor() = default;
    /// Runs all tasks, in any order, and says of each how it ended, as soon as it has. Returns early where
    /// `interrupted` says so; then nothing runs any more. A process that is killed is tried again some times, since
    /// that is not the point's fault; what it was killed of may be.
    virtual void run(const std::vector<Task>& tasks, const Finished& finished, const Interrupted& interrupted) = 0;

protected:
    static constexpr int most_tries = 3;
};

} // namespace edgeloom::platform::explore
