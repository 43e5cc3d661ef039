// Where a run leaves its files.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace edgeloom::platform {

/// A folder whose files are whole or not there: each is written under a temporary name and then renamed.
class OutputFolder {
public:
    /// Creates the folder where there is none. Throws UserError where files cannot be written to it.
    explicit OutputFolder(std::filesystem::path folder);

    /// Removes a file or folder of an earlier run, if it is there.
    void remove(const std::string& name) const;
    /// Writes a file; `name` may lead through subfolders. Throws UserError where that fails.
    void write(const std::string& name, std::string_view bytes) const;

    [[nodiscard]] const std::filesystem::path& path() const { return folder_; }

private:
    std::filesystem::path folder_;
};

/// A file that grows while a run goes on, and has its name only once it is complete.
class GrowingFile {
public:
    /// Throws UserError where it cannot be created.
    GrowingFile(const OutputFolder& folder, const std::string& name);

    void append(std::string_view bytes);
    /// Gives the file its name. Throws UserError where anything could not be written.
    void complete();

private:
    std::filesystem::path path_;
    std::filesystem::path temporary_;
    std::ofstream stream_;
};

} // namespace edgeloom::platform
