// What an element of a job array does when its run is killed, with made-up programs in place of Slurm's.
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
        // Nothing is run: the script is left behind, with a list of tasks.
        static_cast<void>(with_programs({EDGELOOM_PROGRAM, "explore", "sweep.yaml", "--executor", "slurm"}));
        folder.write("sweep/slurm/tasks-0", "'" + folder.path().string() + "' bash -c 'kill -9 $$'\n");
    }

    void add_program(const std::string& name, const std::string& text) const {
        fs::permissions(folder.write("bin/" + name, "#!/bin/bash\n" + text), fs::perms::owner_all);
    }
    [[nodiscard]] Finished with_programs(const std::vector<std::string>& words) const {
        std::vector<std::string> all{"PATH=" + (folder / "bin").string() + ":/usr/bin:/bin"};
        all.insert(all.end(), words.begin(), words.end());
        return execute("/usr/bin/env", all, folder.path());
    }
    void run_element(int restarts) const {
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
    run_element(0);
    EXPECT_EQ(status(), "");
}

TEST_F(SlurmScript, AsksAgainWhereTheControllerIsBusy) {
    add_program("scontrol", "echo >> asked; (($(wc -l < asked) < 3)) && exit 1\n" + std::string(end_of_element));
    run_element(1);
    EXPECT_EQ(status(), "");
    EXPECT_EQ(read_file(folder / "asked"), "\n\n\n");
}

TEST_F(SlurmScript, HasFailedAfterTheLastTry) {
    add_program("scontrol", "echo >> asked\n");
    run_element(2);
    EXPECT_EQ(status(), "137\n");
    EXPECT_FALSE(fs::exists(folder / "asked"));
}

} // namespace
} // namespace edgeloom::test
