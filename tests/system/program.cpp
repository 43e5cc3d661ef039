#include "system/program.hpp"

#include <future>

namespace edgeloom::test {

Finished edgeloom(const std::vector<std::string>& arguments, const std::filesystem::path& folder) {
    return execute(EDGELOOM_PROGRAM, arguments, folder);
}

Finished edgeloom_signalled(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
                            const std::string& cue, int signal) {
    Process process(EDGELOOM_PROGRAM, arguments, folder);
    if (process.line_with(cue)) {
        process.signal(signal);
    }
    return process.finish();
}

Finished edgeloom_visited(const std::vector<std::string>& arguments, const std::filesystem::path& folder,
                          const std::function<void(std::uint16_t port)>& visit) {
    std::vector<std::string> all = arguments;
    all.insert(all.end(), {"--gdb", "0", "--wait"});
    Process process(EDGELOOM_PROGRAM, all, folder);
    const std::string cue = "target remote :";
    const auto line = process.line_with(cue);
    auto finished = std::async(std::launch::async, [&process] { return process.finish(); });
    if (line) {
        visit(static_cast<std::uint16_t>(std::stoul(line->substr(line->find(cue) + cue.size()))));
    }
    return finished.get();
}

std::string firmware(const std::string& name) {
    return std::string(EDGELOOM_FIRMWARE_FOLDER) + "/" + name + ".elf";
}

std::string guest(const std::string& name) {
    return std::string(EDGELOOM_GUEST_FOLDER) + "/" + name + ".elf";
}

std::string config(const std::string& name) {
    return std::string(EDGELOOM_CONFIGS) + "/" + name;
}

} // namespace edgeloom::test
