// Another program that runs beside the test.
#pragma once

#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace edgeloom::test {

struct Finished {
    int status = 0; ///< exit status
    std::string out;
    std::string err;
};

/// Runs from construction on, in `folder`, without input.
class Process {
public:
    Process(const std::string& executable, const std::vector<std::string>& arguments,
            const std::filesystem::path& folder);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    /// Waits for a line of the output that contains `cue`. None: the output ended without.
    [[nodiscard]] std::optional<std::string> line_with(const std::string& cue);
    void signal(int number);
    /// Waits for the end. `out` is the whole output.
    [[nodiscard]] Finished finish();

private:
    struct Child;
    std::unique_ptr<Child> child_;
    std::string out_;
    std::future<std::string> err_; // read beside the output, so that neither pipe fills up
};

} // namespace edgeloom::test
