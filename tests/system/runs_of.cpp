#include "system/runs_of.hpp"

#include "support/scratch_folder.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>
#include <thread>

namespace edgeloom::test {

namespace fs = std::filesystem;

std::string command_line(pid_t process) {
    std::ostringstream read; // which ends, and does not throw, where the process ends between open and read
    read << std::ifstream(fs::path("/proc") / std::to_string(process) / "cmdline").rdbuf();
    std::string words = read.str();
    std::ranges::replace(words, '\0', ' ');
    return words;
}

std::vector<pid_t> runs_of(const std::string& text) {
    std::vector<pid_t> found;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        if (!std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; })) {
            continue;
        }
        const pid_t process = std::stoi(name);
        const std::string words = command_line(process);
        if (words.find("/edgeloom run ") != std::string::npos && words.find(text) != std::string::npos) {
            found.push_back(process);
        }
    }
    return found;
}

bool eventually(const std::function<bool()>& question, int seconds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{seconds};
    while (std::chrono::steady_clock::now() < end) {
        if (question()) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    return question();
}

pid_t hold_a_run(const std::string& text) {
    pid_t held = 0;
    eventually([&] {
        const std::vector<pid_t> runs = runs_of(text);
        held = runs.empty() ? 0 : runs.front();
        return held != 0 && kill(held, SIGSTOP) == 0;
    });
    return held;
}

PassedRuns passed_runs(const fs::path& sweep) {
    PassedRuns runs;
    if (!fs::exists(sweep / "points")) {
        return runs;
    }
    for (const auto& entry : fs::directory_iterator(sweep / "points")) {
        const fs::path summary = entry.path() / "summary.json";
        struct stat status {};
        if (read_file(summary).find("\"passed\"") != std::string::npos && stat(summary.c_str(), &status) == 0) {
            runs[entry.path().filename().string()] = {status.st_ino, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
        }
    }
    return runs;
}

} // namespace edgeloom::test
