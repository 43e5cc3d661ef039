// Programs of others that read our files.
#pragma once

#include <array>
#include <cstdio>
#include <memory>
#include <string>

namespace edgeloom::test {

/// What a shell command prints.
inline std::string output_of(const std::string& command) {
    std::string text;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::array<char, 4096> part{};
    while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe.get())) {
        text.append(part.data(), count);
    }
    return text;
}

inline bool have_command(const std::string& name) {
    return !output_of("command -v " + name).empty();
}

} // namespace edgeloom::test
