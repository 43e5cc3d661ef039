#include "system/run_folder.hpp"

#include "support/scratch_folder.hpp"

#include <nlohmann/json.hpp>

namespace edgeloom::test {

namespace fs = std::filesystem;

std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[fs::relative(entry.path(), folder).string()] = read_file(entry.path());
        }
    }
    auto summary = nlohmann::ordered_json::parse(files.at("summary.json"));
    summary.erase("host");
    files["summary.json"] = summary.dump();
    return files;
}

} // namespace edgeloom::test
