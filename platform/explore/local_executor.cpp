#include "platform/explore/local_executor.hpp"

#include "platform/user_error.hpp"

#include <boost/process.hpp>
#include <boost/process/extend.hpp>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <list>
#include <memory>
#include <thread>

namespace edgeloom::platform::explore {

namespace {

namespace bp = boost::process;

// In the child, before it becomes another program. A signal from the terminal is this process's to handle.
struct DiesWithParent : bp::extend::handler {
    pid_t parent = getpid();

    template <class Sequence>
    void on_exec_setup(Sequence& /*sequence*/) const {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) { // it died before
            _exit(EXIT_FAILURE);
        }
        setpgid(0, 0);
    }
};

struct Worker {
    std::size_t task;
    int tries;
    bp::child process;
};

TaskResult result_of(const Task& task, const bp::child& process) {
    if (task.passed() && process.exit_code() == 0) {
        return {.passed = true, .reason = {}};
    }
    if (WIFSIGNALED(process.native_exit_code())) {
        return {.passed = false,
                .reason = "its process was ended by signal " + std::to_string(WTERMSIG(process.native_exit_code()))};
    }
    return {.passed = false, .reason = task.complaint()};
}

// Starts tasks and looks after them.
class Pool {
public:
    Pool(const std::vector<Task>& tasks, const std::filesystem::path& program, unsigned jobs, int most_tries)
        : tasks_(tasks),
          program_(program),
          jobs_(jobs),
          most_tries_(most_tries) {
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            waiting_.push_back({i, 1});
        }
    }

    // Ends what is at work, and waits for that: bp::child::terminate() would not, nor wait() behind it.
    ~Pool() {
        std::error_code ignored;
        for (Worker& worker : workers_) {
            if (worker.process.running(ignored)) {
                kill(worker.process.id(), SIGKILL);
            }
        }
        for (Worker& worker : workers_) {
            worker.process.wait(ignored);
        }
    }
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    [[nodiscard]] bool done() const { return waiting_.empty() && workers_.empty(); }

    void start() {
        while (workers_.size() < jobs_ && !waiting_.empty()) {
            const auto [task, tries] = waiting_.front();
            waiting_.pop_front();
            tasks_[task].prepare();
            workers_.push_back({task, tries, process_of(tasks_[task])});
        }
    }

    void collect(const Executor::Finished& finished) {
        for (auto worker = workers_.begin(); worker != workers_.end();) {
            if (worker->process.running()) {
                ++worker;
                continue;
            }
            const TaskResult result = result_of(tasks_[worker->task], worker->process);
            const bool was_killed = WIFSIGNALED(worker->process.native_exit_code());
            if (!result.passed && was_killed && worker->tries < most_tries_) {
                waiting_.push_back({worker->task, worker->tries + 1});
            } else {
                finished(worker->task, result);
            }
            worker = workers_.erase(worker);
        }
    }

private:
    struct Waiting {
        std::size_t task;
        int tries;
    };

    [[nodiscard]] bp::child process_of(const Task& task) const {
        try {
            return bp::child(bp::args(words_of(task)), bp::exe(program_.string()),
                             (bp::std_out & bp::std_err) > task.log_file().string(), bp::std_in < bp::null,
                             DiesWithParent{});
        } catch (const bp::process_error& error) {
            throw UserError(program_.string() + ": cannot be run (" + error.code().message() + ")");
        }
    }

    [[nodiscard]] std::vector<std::string> words_of(const Task& task) const {
        std::vector<std::string> words = task.command(program_);
        words.erase(words.begin());
        return words;
    }

    const std::vector<Task>& tasks_;
    const std::filesystem::path& program_;
    unsigned jobs_;
    int most_tries_;
    std::deque<Waiting> waiting_;
    std::list<Worker> workers_;
};

} // namespace

void LocalExecutor::run(const std::vector<Task>& tasks, const Finished& finished, const Interrupted& interrupted) {
    constexpr std::chrono::milliseconds pause{2};
    Pool pool(tasks, program_, jobs_, most_tries);
    while (!pool.done() && !interrupted()) {
        pool.start();
        std::this_thread::sleep_for(pause);
        pool.collect(finished);
    }
}

} // namespace edgeloom::platform::explore
