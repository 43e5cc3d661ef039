// A run that a sweep needs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace edgeloom::platform::explore {

/// One `edgeloom run`, in a folder of its own.
class Task {
public:
    std::filesystem::path folder;       ///< receives the results
    std::string configuration;          ///< YAML
    std::vector<std::string> arguments; ///< of the run, beyond configuration and folder

    /// The configuration as a file, which the run reads.
    [[nodiscard]] std::filesystem::path configuration_file() const { return folder / "point.yaml"; }
    /// What the run says.
    [[nodiscard]] std::filesystem::path log_file() const { return folder / "run.log"; }
    /// It has been run, and passed.
    [[nodiscard]] bool passed() const;
    /// Makes the folder with the configuration. Throws UserError where that fails.
    void prepare() const;
    /// The words of `edgeloom run`.
    [[nodiscard]] std::vector<std::string> command(const std::filesystem::path& program) const;
    /// Why the run failed, in its own words, without the folder.
    [[nodiscard]] std::string complaint() const;
    /// After a run that failed: throws UserError where that may be since its files could not be written, which is not
    /// the point's fault.
    void require_room() const;

private:
    [[nodiscard]] std::string last_words() const;
};

/// How a task ended.
struct TaskResult {
    bool passed = false;
    std::string reason; ///< unless passed
};

} // namespace edgeloom::platform::explore
