#include "platform/explore/slurm_executor.hpp"

#include "platform/explore/key.hpp"
#include "platform/output/output_folder.hpp"
#include "platform/user_error.hpp"

#include <boost/algorithm/string.hpp>
#include <boost/process.hpp>
#include <boost/process/extend.hpp>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <numeric>
#include <thread>

namespace edgeloom::platform::explore {

namespace {

namespace bp = boost::process;
namespace fs = std::filesystem;

constexpr const char* status_file = "exit-status"; // of a task that failed for good
constexpr int most_silences_first = 3;             // of the controller, before there seems to be none
constexpr int most_silences = 10;                  // the same, later

// Without the terminal's Ctrl-C, which is this process's to handle.
struct GroupOfItsOwn : bp::extend::handler {
    template <class Sequence>
    void on_exec_setup(Sequence& /*sequence*/) const {
        setpgid(0, 0);
    }
};

// What a command says, in a line, without the repetitions of its name.
std::string in_a_line(const std::string& command, std::string words) {
    for (const std::string& repeated : {command + ": ", std::string("error: ")}) {
        boost::erase_all(words, repeated);
    }
    boost::trim(words);
    boost::replace_all(words, "\n", "; ");
    return words.empty() ? "failed" : words;
}

struct Answer {
    int status = 0;
    std::string out;
    std::string error;
};

Answer ask(const boost::filesystem::path& program, const std::vector<std::string>& arguments) {
    bp::ipstream out;
    bp::ipstream error;
    bp::child process(bp::exe(program), bp::args(arguments), bp::std_out > out, bp::std_err > error,
                      bp::std_in < bp::null, GroupOfItsOwn{});
    Answer answer{.out = {std::istreambuf_iterator<char>(out), {}},
                  .error = {std::istreambuf_iterator<char>(error), {}}};
    process.wait();
    answer.status = process.exit_code();
    return answer;
}

// What a command of Slurm's prints. Throws UserError with its own words where it fails; where the controller does not
// answer only after some tries, since it may be started anew.
std::string output_of(const std::string& command, const std::vector<std::string>& arguments, int tries = 1) {
    constexpr std::chrono::seconds pause{3};
    const auto path = bp::search_path(command);
    if (path.empty()) {
        throw UserError("--executor slurm: there is no " + command + " on this machine");
    }
    Answer answer = ask(path, arguments);
    while (answer.status != 0 && boost::icontains(answer.error, "unable to contact") && --tries > 0) {
        std::this_thread::sleep_for(pause);
        answer = ask(path, arguments);
    }
    if (answer.status != 0) {
        throw UserError("--executor slurm: " + command + ": " + in_a_line(command, answer.error));
    }
    return answer.out;
}

std::string quoted(const std::string& word) {
    return "'" + boost::replace_all_copy(word, "'", R"('\'')") + "'";
}

// An element of the array: a line of the list, which bash takes apart; the first word is the folder.
std::string script(const std::string& name, const fs::path& list, int most_tries) {
    std::string text = R"script(#!/bin/bash
#SBATCH --job-name=NAME
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=/dev/null
eval "words=($(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" LIST))"
folder=${words[0]}
"${words[@]:1}" > "$folder/run.log" 2>&1
status=$?
if ((status > 128 && ${SLURM_RESTART_COUNT:-0} + 1 < TRIES)); then
    for try in 1 2 3 4 5; do # the controller may be busy
        scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}" && exec sleep 600 # nothing after that
        sleep "$try"
    done
fi
if ((status != 0)); then
    echo "$status" > "$folder/STATUS.part" && mv "$folder/STATUS.part" "$folder/STATUS"
fi
exit "$status"
)script";
    boost::replace_all(text, "NAME", name);
    boost::replace_all(text, "TRIES", std::to_string(most_tries));
    boost::replace_all(text, "STATUS", status_file);
    boost::replace_all(text, "LIST", quoted(list.string())); // last: it may have any of these words
    return text;
}

TaskResult failure(const Task& task) {
    int status = 0;
    std::ifstream(task.folder / status_file) >> status;
    constexpr int signals = 128;
    return {.passed = false,
            .reason = status > signals ? "its process was ended by signal " + std::to_string(status - signals)
                                       : task.complaint()};
}

} // namespace

SlurmExecutor::SlurmExecutor(fs::path program, const fs::path& folder)
    : program_(std::move(program)),
      folder_(fs::absolute(folder) / "slurm"),
      name_("edgeloom-" + key_of(fs::absolute(folder).lexically_normal().string())) {
    output_of("sinfo", {"--noheader"}, most_silences_first);
}

bool SlurmExecutor::is_active() const {
    return !boost::trim_copy(output_of("squeue", {"--noheader", "--name", name_, "--format", "%i"}, most_silences))
                .empty();
}

void SlurmExecutor::submit(const std::vector<Task>& tasks, const std::vector<std::size_t>& indices) const {
    constexpr std::size_t most_elements = 1000; // Slurm's MaxArraySize is 1001 unless it is set
    const OutputFolder output(folder_);
    for (std::size_t first = 0; first < indices.size(); first += most_elements) {
        const std::size_t count = std::min(most_elements, indices.size() - first);
        std::string list;
        for (std::size_t i = first; i < first + count; ++i) {
            const Task& task = tasks[indices[i]];
            task.prepare();
            fs::remove(task.folder / status_file);
            list.append(quoted(task.folder.string()));
            for (const std::string& word : task.command(program_)) {
                list.append(" ").append(quoted(word));
            }
            list.append("\n");
        }
        const std::string number = std::to_string(first / most_elements);
        output.write("tasks-" + number, list);
        output.write("job-" + number, script(name_, folder_ / ("tasks-" + number), most_tries));
        output_of("sbatch",
                  {"--parsable", "--array=0-" + std::to_string(count - 1), (folder_ / ("job-" + number)).string()},
                  most_silences);
    }
}

std::vector<std::size_t> SlurmExecutor::watch(const std::vector<Task>& tasks, std::vector<std::size_t> indices,
                                              const Finished& finished, const Interrupted& interrupted) const {
    constexpr std::chrono::milliseconds pause{500};
    while (!interrupted()) {
        const bool last = !is_active(); // asked before looking: what ended by then has left its files
        std::erase_if(indices, [&](std::size_t i) {
            const bool failed = fs::exists(tasks[i].folder / status_file);
            const bool passed = !failed && tasks[i].passed();
            if (passed || failed) {
                finished(i, passed ? TaskResult{.passed = true, .reason = {}} : failure(tasks[i]));
            }
            return passed || failed;
        });
        if (last) {
            break;
        }
        std::this_thread::sleep_for(pause);
    }
    return indices;
}

void SlurmExecutor::run(const std::vector<Task>& tasks, const Finished& finished, const Interrupted& interrupted) {
    if (tasks.empty()) {
        return;
    }
    std::vector<std::size_t> indices(tasks.size());
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    if (is_active()) { // an earlier try's
        indices = watch(tasks, std::move(indices), finished, interrupted);
    }
    std::erase_if(indices, [&](std::size_t i) { // their array may have ended just before it was asked for
        const bool passed = tasks[i].passed();
        if (passed) {
            finished(i, {.passed = true, .reason = {}});
        }
        return passed;
    });
    if (!indices.empty() && !interrupted()) {
        submit(tasks, indices);
        indices = watch(tasks, std::move(indices), finished, interrupted);
    }
    if (interrupted()) {
        output_of("scancel", {"--name", name_}, most_silences);
        return;
    }
    for (const std::size_t i : indices) {
        finished(i, {.passed = false, .reason = "its Slurm job ended without a result"});
    }
}

} // namespace edgeloom::platform::explore
