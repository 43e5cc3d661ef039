// Threads of the simulation for calls that may wait.
#pragma once

#include <systemc>

#include <deque>
#include <functional>
#include <utility>
#include <vector>

namespace edgeloom {

/// Carries out tasks side by side, such as blocking calls of whoever must not wait himself. As many threads come to be
/// as there ever are tasks at a time.
class ThreadPool {
public:
    /// The task begins within the running evaluation phase, behind whatever is ready to run.
    void run(std::function<void()> task) {
        if (idle_.empty()) {
            Worker& worker = workers_.emplace_back();
            worker.task = std::move(task);
            sc_core::sc_spawn([this, &worker] { work(worker); }, sc_core::sc_gen_unique_name("thread"));
            return;
        }
        Worker& worker = *idle_.back();
        idle_.pop_back();
        worker.task = std::move(task);
        worker.start.notify();
    }

private:
    struct Worker {
        sc_core::sc_event start;
        std::function<void()> task;
    };

    void work(Worker& worker) {
        while (true) {
            worker.task();
            idle_.push_back(&worker);
            sc_core::wait(worker.start);
        }
    }

    std::deque<Worker> workers_;
    std::vector<Worker*> idle_;
};

} // namespace edgeloom
