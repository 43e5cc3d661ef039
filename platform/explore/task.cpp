#include "platform/explore/task.hpp"

#include "platform/output/output_folder.hpp"
#include "platform/output/run_files.hpp"
#include "platform/user_error.hpp"

#include <boost/algorithm/string.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <string_view>

namespace edgeloom::platform::explore {

bool Task::passed() const {
    std::ifstream file(folder / summary_file);
    const auto summary = nlohmann::json::parse(file, nullptr, false);
    return summary.is_object() && summary.value("status", "") == "passed";
}

void Task::prepare() const {
    const OutputFolder output(folder);
    output.remove(summary_file); // of an earlier try, which did not pass
    output.write(configuration_file().filename().string(), configuration);
}

std::vector<std::string> Task::command(const std::filesystem::path& program) const {
    std::vector<std::string> words{program.string(), "run", configuration_file().string(), "--out", folder.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return words;
}

std::string Task::last_words() const {
    constexpr std::string_view message = "edgeloom: ";
    std::ifstream file(log_file());
    std::string last;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(message)) {
            return line.substr(message.size());
        }
        last = line.empty() ? last : line;
    }
    return last.empty() ? "it said nothing" : last;
}

std::string Task::complaint() const {
    return boost::erase_all_copy(last_words(), folder.string() + "/");
}

void Task::require_room() const {
    const std::string words = last_words();
    if (words.find(": cannot be written (") != std::string::npos) {
        throw UserError(words);
    }
    constexpr std::size_t size_of_run = 65536; // about what its files take
    const OutputFolder output(folder);         // a full disk may have no room for a complaint either
    output.write("room", std::string(size_of_run, ' '));
    output.remove("room");
}

} // namespace edgeloom::platform::explore
