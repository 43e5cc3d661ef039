#include "platform/command_line/sibling.hpp"

#include "platform/user_error.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace edgeloom::platform {

std::filesystem::path sibling(const std::string& name) {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path() / name;
}

void run_sibling(const std::string& name, const std::vector<std::string>& arguments) {
    const std::string program = sibling(name).string();
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& each : words) {
        pointers.push_back(each.data());
    }
    pointers.push_back(nullptr);
    execv(program.c_str(), pointers.data());
    throw UserError(program + ": cannot be run (" + std::strerror(errno) + "); it belongs beside edgeloom");
}

} // namespace edgeloom::platform
