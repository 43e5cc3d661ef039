// A folder for the files of one test.
#pragma once

#include <filesystem>
#include <string>

namespace edgeloom::test {

/// Fresh at construction, gone at destruction.
class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Writes a file and returns its path.
    std::string write(const std::string& name, const std::string& bytes) const;

private:
    std::filesystem::path path_;
};

/// All bytes of a file; empty where there is none.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

} // namespace edgeloom::test
