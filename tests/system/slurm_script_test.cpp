// What an element of a job array does when its run is killed, and the driver when an array ends while it looks, with
// made-up programs in place of Slurm's.
#include "support/execute.hpp"
#include "support/scratch_folder.hpp"
#include "system/program.hpp"
#include "system/small_sweep.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace edgeloom::test {
namespace {

namespace fs = std::filesystem;

class SlurmScript : public testing::Test {
protected:
    SlurmScript() {
        fs::create_directory(folder / "bin");
        for (const char* name : {"sinfo", "squeue", "sbatch", "scancel"}) {
            add_program(name, "true\n");
        }
        write_small_sweep(folder.path(), 10);
        explore(); // nothing is run: the script is left behind, with a list of tasks
    }

    void explore(const std::vector<std::string>& options = {}) const {
        std::vector<std::string> words{EDGELOOM_PROGRAM, "explore", "sweep.yaml", "--executor", "slurm"};
        words.insert(words.end(), options.begin(), options.end());
        static_cast<void>(with_programs(words));
    }

    void add_program(const std::string& name, const std::string& text) const {
        fs::permissions(folder.write("bin/" + name, "#!/bin/bash\n" + text), fs::perms::owner_all);
    }
    [[nodiscard]] Finished with_programs(const std::vector<std::string>& words) const {
        std::vector<std::string> all{"PATH=" + (folder / "bin").string() + ":/usr/bin:/bin"};
        all.insert(all.end(), words.begin(), words.end());
        return execute("/usr/bin/env", all, folder.path());
    }
    void run_killed_element(int restarts) const {
        folder.write("sweep/slurm/tasks-0", "'" + folder.path().string() + "' bash -c 'kill -9 $$'\n");
        static_cast<void>(with_programs({"SLURM_ARRAY_TASK_ID=0", "SLURM_ARRAY_JOB_ID=7",
                                         "SLURM_RESTART_COUNT=" + std::to_string(restarts), "bash",
                                         (folder / "sweep/slurm/job-0").string()}));
    }
    [[nodiscard]] std::string status() const { return read_file(folder / "exit-status"); }

    // The end of an element that is queued again: whatever it waits for is ended before itself.
    static constexpr const char* end_of_element =
        "(exec > /dev/null 2>&1; sleep 0.3; pkill -TERM -P $PPID -x sleep; sleep 0.3; kill -TERM $PPID) &\n";
    ScratchFolder folder;
};

TEST_F(SlurmScript, LeavesNoStatusWhereItIsQueuedAgain) {
    add_program("scontrol", end_of_element);
    run_killed_element(0);
    EXPECT_EQ(status(), "");
}

TEST_F(SlurmScript, AsksAgainWhereTheControllerIsBusy) {
    add_program("scontrol", "echo >> asked; (($(wc -l < asked) < 3)) && exit 1\n" + std::string(end_of_element));
    run_killed_element(1);
    EXPECT_EQ(status(), "");
    EXPECT_EQ(read_file(folder / "asked"), "\n\n\n");
}

TEST_F(SlurmScript, HasFailedAfterTheLastTry) {
    add_program("scontrol", "echo >> asked\n");
    run_killed_element(2);
    EXPECT_EQ(status(), "137\n");
    EXPECT_FALSE(fs::exists(folder / "asked"));
}

class SlurmDriver : public SlurmScript {};

TEST_F(SlurmDriver, MakesNoRunAgainThatPassesWhileItLooks) {
    add_program("squeue", "[[ -e asked ]] || SLURM_ARRAY_TASK_ID=0 bash sweep/slurm/job-0; touch asked\n");
    add_program("sbatch", "wc -l < sweep/slurm/tasks-0 > submitted\n");
    explore({"--retry"});
    EXPECT_EQ(read_file(folder / "submitted"), "3\n"); // of four
}

} // namespace
} // namespace edgeloom::test
